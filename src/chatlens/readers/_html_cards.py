"""A saved web page -> its cards, the elements that hold a tweet each. How pages build them is a row of data."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from chatlens.readers._html_tokens import tokens


class Build(NamedTuple):
    """How a page builds a tweet. A selector is `tag`, `.class`, `[attribute=value]`, or a tag with one of them."""

    name: str
    card: str  # the element that holds the tweet
    texts: tuple[str, ...]  # elements that hold its text; the first found counts
    authors: tuple[str, ...] = ()  # of the handle; else it is taken from the link to the tweet
    names: tuple[str, ...] = ()  # of the display name; the handle may follow it
    quote: str = ""  # the element inside that holds a tweet which this one quotes


BUILDS = (
    Build("a wall made by twarc", "article.tweet", (".text",), (".username",), (".name",)),
    Build(
        "X's own page",
        "article[data-testid=tweet]",
        ("[data-testid=tweetText]",),
        names=("[data-testid=User-Name]",),
        quote="div[role=link]",
    ),
    Build(
        "Twitter's own page, 2012-2020",
        "div.tweet",
        (".tweet-text", ".js-tweet-text"),
        names=(".fullname", ".QuoteTweet-fullname"),
        quote=".QuoteTweet-innerContainer",
    ),
    Build("Twitter's page for telephones", "table.tweet", (".tweet-text",), (".username",), (".fullname",)),
    Build("an embedded tweet", "blockquote.twitter-tweet", ("p",)),
    Build("an embedded tweet with a video", "blockquote.twitter-video", ("p",)),
    Build("a Storify page", ".s-element-content", (".s-tweet-text", "blockquote", "p"), (), (".s-author-name",)),
    Build("a quoted tweet in a story", "blockquote", ("p",)),
    Build("a tweet in an article's list", "li.tweet", (".tweet-text", ".text", "p"), (".username",), (".name",)),
)
"""All builds, likeliest first. A card without a link to its tweet, or without the tweet's author, is no tweet."""

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
UNSEEN = frozenset("script style head title noscript template svg".split())

BREAK = "\r"  # no line of a page holds one
_FOLDED = re.compile(r"[^\S\n]*+\n\s*+")
_SELECTOR = re.compile(r"([a-z0-9]*)(?:\.([\w-]+))?(?:\[([\w-]+)(?:=([\w-]+))?\])?")
_STATUS = re.compile(r"(?:https?://(?:www\.|mobile\.)?(?:twitter|x)\.com)?/(?:#!/)?(\w{1,15})/status(?:es)?/(\d{1,20})")
_SIGNED = re.compile(r"(?:^|\s)[—–-] (.{1,100}?) \(@(\w{1,15})\)")


@dataclass(slots=True)
class Card:
    """What was found in one element, as it is parsed."""

    build: Build
    depth: int  # open elements around it
    first: int  # 1-based lines
    last: int = 0
    said: dict[str, list[str]] = field(default_factory=dict)  # selector -> parts; BREAK for a line break
    spoken: set[str] = field(default_factory=set)  # selectors whose parts are not all blank
    links: list[tuple[str, bool, list[str]]] = field(
        default_factory=list
    )  # address, around a time?, text: outside texts
    stamp: str = ""  # machine-readable time
    shown: list[str] = field(default_factory=list)  # what stands outside the text
    about: dict[str, str] = field(default_factory=dict)  # attributes of its element
    nested: int = 0  # depth from which a card of the same build stands in it; 0: none
    outer: Card | None = None  # of the tweet that quotes this one
    inner: list[Card] = field(default_factory=list)  # of the tweets that it quotes

    def link(self) -> tuple[str, str, str] | None:
        """Author, id and words of the link to the tweet."""
        found = [(match, timed, words) for to, timed, words in self.links if (match := _STATUS.match(to))]
        if not found:
            return None
        match, _, words = next((each for each in found if each[1]), found[-1])
        return match[1], match[2], "".join(words).strip()

    def text(self) -> str:
        """The tweet's text. Where line breaks are marked, those of the file are blanks."""
        parts = next((self.said[each] for each in self.build.texts if "".join(self.said.get(each, [])).strip()), [])
        if BREAK in parts:
            parts = ["\n" if part == BREAK else _FOLDED.sub(" ", part) for part in parts]
        return "\n".join(line.strip() for line in "".join(parts).strip().split("\n"))

    def of(self, selectors: tuple[str, ...]) -> str | None:
        """The words of the first of these elements that has any."""
        return next(
            (words for each in selectors if (words := " ".join("".join(self.said.get(each, [])).split()))), None
        )

    def signature(self) -> tuple[str, str] | None:
        """Name and handle of "— Mira Kestle (@mira_k)" below the text."""
        match = _SIGNED.search(" ".join("".join(self.shown).split()))
        return (match[1], match[2]) if match else None


class Page:
    """What a page holds, its lines ended by LF: see its `cards`, `prose` and `title`."""

    def __init__(self, text: str) -> None:
        self.line = 1  # that the parser is at
        self.cards: list[Card] = []
        self.prose: set[int] = set()  # 1-based lines with words outside the cards
        self.title = ""
        self.stack: list[str] = []
        self.open: Counter[str] = Counter()
        self.card: Card | None = None
        self.taken: list[tuple[int, str]] = []  # depth and selector of the open elements whose words are wanted
        self.anchor: tuple[str, int, int] | None = None  # address of the open link, place in the text, depth
        for token in tokens(text):
            self.line = token.line
            if token.kind == "start":
                self._start(token.said, token.about)
            elif token.kind == "end":
                self._end(token.said)
            else:
                self._words(token.said)
        self.line = 1 + text.count("\n")
        while self.card:  # the end of the page closes what is open
            self._close(self.card.depth)

    def _start(self, tag: str, about: dict[str, str]) -> None:
        """Open an element; it may be a card, or a part of one."""
        if self.card is None:
            self._open_card(tag, about)
        elif not self.card.nested:
            self._open_part(tag, about, self.card)
        if tag not in VOID:
            self.stack.append(tag)
            self.open[tag] += 1

    def _end(self, tag: str) -> None:
        """Close an element and those left open in it."""
        if not self.open[tag]:
            return
        while True:
            closed = self.stack.pop()
            self.open[closed] -= 1
            self._close(len(self.stack))
            if closed == tag:
                return

    def _words(self, data: str) -> None:
        """Words: of the title, of a card, or prose."""
        if self.stack and self.stack[-1] == "title" and not self.card:
            self.title += data
        if self.open["script"] or self.open["style"]:
            return
        if self.card is None:
            if not any(self.open[tag] for tag in UNSEEN):
                first = self.line
                self.prose.update(first + n for n, line in enumerate(data.split("\n")) if line.strip())
        elif not self.card.nested:
            self._add(data, self.card)

    def _open_card(self, tag: str, about: dict[str, str]) -> None:
        build = next((build for build in BUILDS if _matches(build.card, tag, about)), None)
        if build and tag not in VOID:
            self.card = Card(build, len(self.stack), self.line, about=about)

    def _open_part(self, tag: str, about: dict[str, str], card: Card) -> None:
        depth = len(self.stack)
        build = card.build
        if _matches(build.card, tag, about) and tag not in VOID:
            card.nested = depth
            return
        if build.quote and _matches(build.quote, tag, about) and tag not in VOID:
            self.card = Card(build._replace(quote=""), depth, self.line, about=about, outer=card)
            self.taken, self.anchor = [], None
            return
        if tag == "br":
            self._add(BREAK, card)
        elif tag == "img" and "emoji" in (about.get("class", "") + about.get("src", "")).casefold():
            self._add(about.get("alt", ""), card)
        card.stamp = card.stamp or about.get("datetime", "") or about.get("data-time", "")
        card.shown.append(f" {about.get('aria-label', '')} ")
        if tag == "time" and card.links and self.anchor:
            card.links[-1] = (card.links[-1][0], True, card.links[-1][2])
        for selector in (*build.texts, *build.authors, *build.names):
            if _matches(selector, tag, about) and tag not in VOID:
                self._take(selector, depth, card)
        if tag == "a":
            text = self._text(card)
            if text is not None and "u-hidden" in about.get("class", "").split():
                self._add(" ", card)  # a link that the page hides is glued to the word before it
            if text is None:
                card.links.append((about.get("href", ""), False, []))
            self.anchor = (about.get("data-expanded-url") or about.get("href", ""), len(text or ()), depth)

    def _take(self, selector: str, depth: int, card: Card) -> None:
        if any(selector == taken for _, taken in self.taken):
            return
        if selector in card.said and selector != "p":  # a quoted tweet's text stands below the tweet's own
            return
        parts = card.said.setdefault(selector, [])
        if selector in card.spoken:
            parts += [BREAK, BREAK]
        self.taken.append((depth, selector))

    def _text(self, card: Card) -> list[str] | None:
        """The parts of the text that is open, if one is."""
        return next((card.said[taken] for _, taken in self.taken if taken in card.build.texts), None)

    def _add(self, data: str, card: Card) -> None:
        for _, selector in self.taken:
            card.said[selector].append(data)
            if data.strip():
                card.spoken.add(selector)
        if self._text(card) is None:
            card.shown.append(data)
            if self.anchor and card.links:
                card.links[-1][2].append(data)

    def _close(self, depth: int) -> None:
        """The element at that depth ends."""
        card = self.card
        if card is None:
            return
        if self.anchor and self.anchor[2] >= depth:
            address, start, _ = self.anchor
            text = self._text(card)
            if text is not None and "".join(text[start:]).strip().endswith("…") and address.startswith("http"):
                text[start:] = [address]
            self.anchor = None
        while self.taken and self.taken[-1][0] >= depth:
            self.taken.pop()
        if card.nested and card.nested >= depth:
            card.nested = 0
        if card.depth >= depth:
            card.last = self.line
            if card.outer:
                card.outer.inner.append(card)
            else:
                self.cards += [card, *card.inner]
            self.card, self.taken, self.anchor = card.outer, [], None


def _matches(selector: str, tag: str, about: dict[str, str]) -> bool:
    wanted, kind, attribute, value = _SELECTOR.fullmatch(selector).groups()  # type: ignore[union-attr]
    if wanted and wanted != tag:
        return False
    if kind and kind not in about.get("class", "").split():
        return False
    return not attribute or (attribute in about and (value is None or about[attribute] == value))
