"""A web page saved as HTML: a wall of tweets, a story of embedded tweets, Twitter's own page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

from chatlens.errors import ShapeError
from chatlens.models import Heading, Moment, Note, Options, Reading, Source, Tweet, Unread
from chatlens.readers import Shape
from chatlens.readers._asked import ASKED, asked, asking, heading, is_new
from chatlens.readers._hashtag import own_hashtag
from chatlens.readers._html_cards import Card, Page
from chatlens.readers._moments import completed, moment
from chatlens.readers._stamps import read_stamp
from chatlens.sources import split_lines

HEAD, BETWEEN, FOOT = "the head of the page", "prose between the tweets", "the foot of the page"
LINES_SHOWN = 20  # of the tweets without a time
PIECES = 3  # embedded tweets in a text that make it a piece of a page, where it does not begin like a page

_PAGE_START = re.compile(
    r"(?i)\ufeff?\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--(?:(?!-->).){0,2000}+-->\s*+){0,9}<(?:!doctype\s+html|html|head|body)\b",
    re.DOTALL,
)
_PIECE = re.compile(r'<(?:blockquote|article|div|li)\s[^<>]{0,300}?\bclass="(?:[^"<>]{0,200} )?(?:twitter-)?tweet[ "]')
_EMBEDDED = re.compile(  # whole, with its link, on a line of its own: in a blog post's Markdown
    r'(?ms)^[ \t]*+<blockquote\s[^<>]{0,300}?\bclass="(?:[^"<>]{0,200} )?twitter-tweet[ "]'
    r"(?:(?!</?blockquote\b).){0,4000}?/status/\d"
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_COUNT = re.compile(r"(?i)(?<![\d.,])(\d{1,3}(?:,\d{3}){1,4}|\d{1,12})\s(retweets?|reposts?|likes?|favou?rites?)\b")
_REPLYING = re.compile(r"(?i)\breplying to\s++((?:@\s{0,9}\w{1,15}(?:\s|,|&|and\b)*+)++)")
_HANDLE = re.compile(r"[@＠]\s{0,9}(\w{1,15})")
_EPOCH = re.compile(r"\d{9,10}")


def sniff(head: str) -> float:
    """1 for what begins as a web page does, or is made of embedded tweets, be it in a blog post's Markdown: a page that
    cannot be read is answered with what to do instead."""
    if _PAGE_START.match(head):
        return 1.0
    piece = _PIECE if head.lstrip("\ufeff \t\r\n")[:1] == "<" else _EMBEDDED
    return 1.0 if sum(1 for _ in piece.finditer(head)) >= PIECES else 0.0


def read(source: Source, options: Options) -> Reading:
    """Read the tweets of a page whose build is known; what stands between them becomes `Unread`.

    Raises `ShapeError` for another page.
    """
    physical = split_lines(source.text)
    page = Page("\n".join(physical))
    tweets: list[Tweet] = []
    for card in page.cards:
        made = _tweet(card, tweets[-1].last_line if tweets else 0, options)
        if made is not None:
            tweets.append(made)
        else:
            page.prose.update(range(card.first, card.last + 1))
    if not tweets:
        raise ShapeError(
            source.name,
            "is a web page, and none of the kinds whose tweets we know how to find",
            "Open it in a browser, copy the text of the page into a file and read that.",
            ("html",),
        )
    unread, tweets = _rest(physical, tweets, page.prose)
    unread, headings = _with_questions(unread, tweets, page.prose)
    hashtag = own_hashtag(options, (tweet.text for tweet in tweets))
    title = " ".join(page.title.split()) or None
    return Reading("html", tuple(tweets), tuple(unread), tuple(_notes(tweets)), hashtag, title, headings=headings)


def _tweet(card: Card, above: int, options: Options) -> Tweet | None:
    """The card's tweet, below a tweet that ends on the line `above`; None if it holds none."""
    link, signature, said = card.link(), card.signature(), card.text()
    author = card.of(card.build.authors) or card.about.get("data-screen-name")
    author = author or (link[0] if link else None) or (signature[1] if signature else None)
    tweet_id = card.about.get("data-tweet-id") or (link[1] if link else None)
    name = card.of(card.build.names) or card.about.get("data-name") or (signature[0] if signature else None)
    if card.outer is not None:
        named = _HANDLE.search(name or "")
        author, tweet_id = author or (named[1] if named else None), tweet_id or card.about.get("data-item-id")
    if not said or not author or not (tweet_id or signature or card.outer):
        return None
    author = author.lstrip("@＠ ")
    replying = _REPLYING.search("".join(card.shown))
    counts = {what.casefold()[:1]: int(number.replace(",", "")) for number, what in _COUNT.findall("".join(card.shown))}
    first, last = _lines(card, above)
    return Tweet(
        first_line=first,
        last_line=last,
        text=said,
        author=author,
        name=name.split(f"@{author}")[0].strip() or None if name else None,
        posted_at=_posted_at(card, link[2] if link else "", options),
        tweet_id=tweet_id,
        tweet_url=f"https://twitter.com/{author}/status/{tweet_id}" if tweet_id else None,
        likes=counts.get("l", counts.get("f")),
        retweets=counts.get("r"),
        reply_to=tuple(dict.fromkeys(_HANDLE.findall(replying[1]))) if replying else (),
        quotes_line=next((inner.first for inner in card.inner if inner.text() and inner.first > first), None),
    )


def _lines(card: Card, above: int) -> tuple[int, int]:
    """First and last line of a card below a tweet that ends on the line `above`. The lines from a quoted tweet on are
    that one's."""
    first = above + 1 if card.first <= above < card.last else card.first
    last = card.outer.last if card.outer else card.last
    below = next((inner.first - 1 for inner in card.inner if inner.text()), last)
    return first, max(first, below)


def _posted_at(card: Card, beside: str, options: Options) -> Moment | None:
    """By the time that is written for machines, else by the words of the link to the tweet."""
    if _EPOCH.fullmatch(card.stamp):
        return datetime.fromtimestamp(int(card.stamp), UTC)
    for written in (card.stamp, beside):
        found = moment(written) if written else None
        if found is not None:
            return completed(found, options)
    return read_stamp(beside, options) if beside else None


def _rest(physical: list[str], tweets: list[Tweet], prose: set[int]) -> tuple[list[Unread], list[Tweet]]:
    """What is no tweet, and the tweets with the bare tags below them."""
    unread: list[Unread] = []
    kept: list[Tweet] = []
    below = 0
    for tweet in tweets:
        gap = _written(physical, below, tweet.first_line - 1)
        if gap and kept and prose.isdisjoint(gap):
            kept[-1] = replace(kept[-1], last_line=gap[-1])
        elif gap:
            unread.append(_unread(physical, gap, BETWEEN if kept else HEAD))
        kept.append(tweet)
        below = max(below, tweet.last_line)
    foot = _written(physical, below, len(physical))
    if foot:
        unread.append(_unread(physical, foot, FOOT))
    return unread, kept


def _written(physical: list[str], above: int, last: int) -> range:
    """The lines below `above` up to `last` without the blank ones at the ends; empty if all are blank."""
    first = above + 1
    while first <= last and not physical[first - 1].strip():
        first += 1
    while last >= first and not physical[last - 1].strip():
        last -= 1
    return range(first, last + 1)


def _unread(physical: list[str], lines: range, reason: str) -> Unread:
    return Unread(lines[0], lines[-1], reason, "\n".join(physical[lines[0] - 1 : lines[-1]]))


def _with_questions(
    unread: list[Unread], tweets: list[Tweet], prose: set[int]
) -> tuple[list[Unread], tuple[Heading, ...]]:
    """What is unread, and the questions among it that the page asks in its own words, on lines of their own that it
    shows (`prose`), unless a tweet asks them."""
    known = asking(tweets)
    rest: list[Unread] = []
    headings: list[Heading] = []
    for each in unread:
        lines = each.text.split("\n")
        texts = [asked(unescape(_TAG.sub(" ", line)), alone=True) for line in lines]
        found = [at for at, text in enumerate(texts) if is_new(text, known) and each.first_line + at in prose]
        headings += [heading(texts[at], each.first_line + at) for at in found]
        below = 0
        for at in (*found, len(lines)):
            if gap := _written(lines, below, at):
                said = "\n".join(lines[gap[0] - 1 : gap[-1]])
                rest.append(Unread(each.first_line + gap[0] - 1, each.first_line + gap[-1] - 1, each.reason, said))
            if at < len(lines):
                rest.append(Unread(each.first_line + at, each.first_line + at, ASKED, lines[at]))
            below = at + 1
    return rest, tuple(headings)


def _notes(tweets: list[Tweet]) -> Iterator[Note]:
    undated = tuple(tweet.first_line for tweet in tweets if tweet.posted_at is None)
    if undated:
        yield Note(
            f"{len(undated)} of {len(tweets)} tweets have no time that can be read, so the page's order is used.",
            "",
            undated[:LINES_SHOWN],
        )


SHAPE = Shape(
    "html",
    "a web page saved as a file: Twitter's or X's own, a wall made by twarc, a Storify page, a blog that embeds tweets",
    sniff,
    read,
)
