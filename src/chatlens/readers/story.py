"""Recaps on blogs and story pages: the text of an embedded tweet, then "— Mira Kestle (@mira_k) January 3, 2017".

Some quote instead: "A donkey carries it" @mira_k. What stands between, the blogger's own words, headings and numbers,
is no tweet. A question of the chat among them ("Q2: What do you mulch with?") that no embedded tweet asks is told
apart, as a heading. Where the page was pasted as one paragraph, it is cut at the authors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from chatlens.models import Heading, Note, Options, Reading, Source, Tweet, Unread
from chatlens.readers import Shape
from chatlens.readers._asked import ASKED, asked, asking, heading, is_new, stands_alone
from chatlens.readers._attributions import (
    Attribution,
    Part,
    attributions,
    is_heading,
    is_numbering,
    number_before,
    prose_before,
    tweet_of,
)
from chatlens.readers._hashtag import own_hashtag
from chatlens.readers._stamps import read_stamp
from chatlens.sources import split_lines

LEAST_TWEETS = 3  # authors behind a dash that make a recap
PROSE_REACH = 30  # lines before an author that a recap explains: the tweet and the prose above it
LEAST_DENSITY = 0.05  # authors a line; below it the page is something else with a few quotations
TITLE_LENGTH = 120  # characters

PROSE, NUMBER, HEADING = "prose between the tweets", "a number between the tweets", "a heading between the tweets"
BEFORE, AFTER = "prose before the first tweet", "prose after the last tweet"
NO_TEXT = "an author without a tweet"


def sniff(head: str) -> float:
    """The share of lines that are an author behind a dash or a quotation, or stand at most some way above one."""
    lines = split_lines(head)
    found, rest = attributions(lines)
    written = sum(bool(line.strip()) for line in lines)
    if len(found) < LEAST_TWEETS or len(found) < LEAST_DENSITY * written:
        return 0.0
    inside = {part.line for one in found for part in one.above[-PROSE_REACH:]} | {
        line for one in found for line in (one.first, one.line)
    }
    inside |= {part.line for part in rest[:PROSE_REACH]}
    return min(1.0, len(inside) / written)


def read(source: Source, options: Options) -> Reading:
    """Cut at the authors; what is above a tweet's own text becomes `Unread`."""
    lines = split_lines(source.text)
    found, rest = attributions(lines)
    tweets: list[Tweet] = []
    unread: list[Unread] = []
    headings: list[Heading] = []
    passages: list[tuple[Sequence[Part], str]] = []
    title = None
    shared = _sharing(found)
    numbered = _numbered(found)
    for at, one in enumerate(found):
        if not one.above:
            unread.append(Unread(one.first + 1, one.line + 1, NO_TEXT, "\n".join(lines[one.first : one.line + 1])))
            continue
        tweet, prose = _tweet(one, len(tweets) + 1, shared[at], numbered, options)
        tweets.append(tweet)
        passages.append((prose, BEFORE if len(tweets) == 1 else PROSE))
        if len(tweets) == 1 and prose and len(prose[0].text) <= TITLE_LENGTH and not asked(prose[0].text, True):
            title = prose[0].text.lstrip("# ") or None
    passages.append((rest, AFTER))
    known = asking(tweets)
    for parts, reason in passages:
        below = 0
        for at, part in enumerate(parts):
            under = next((other.text for other in parts[at + 1 : at + 2] if not other.blank_above), "")
            alone = part.blank_above and stands_alone(part.text, under)
            if is_new(text := asked(part.text, alone), known):
                unread += _unread(parts[below:at], reason)
                unread.append(Unread(part.line + 1, part.line + 1, ASKED, part.text))
                headings.append(heading(text, part.line + 1))
                below = at + 1
        unread += _unread(parts[below:], reason)
    hashtag = own_hashtag(options, (tweet.text for tweet in tweets))
    return Reading(
        "story", tuple(tweets), tuple(unread), tuple(_notes(tweets)), hashtag, title, headings=tuple(headings)
    )


def _sharing(found: Sequence[Attribution]) -> list[bool]:
    """Of each author whether the tweet shares a line with the tweet before or behind it."""
    begins = [one.above[0].line if one.above else one.first for one in found]
    shares = [False, *(above.line == below for above, below in zip(found, begins[1:], strict=False)), False]
    return [above or below for above, below in pairwise(shares)]


def _numbered(found: Sequence[Attribution]) -> bool:
    """Whether most of the tweets on one line with others have their number before them."""
    texts = [*enumerate((one.above[-1].text for one in found if one.above), 1)]
    return 2 * sum(number_before(text, number) > 0 for number, text in texts) > len(texts)


def _tweet(
    one: Attribution, number: int, same_line: bool, numbered: bool, options: Options
) -> tuple[Tweet, list[Part]]:
    """The tweet of an author, and what stands above it. `same_line`: the tweet shares a line with others, so prose may
    stand on it too; `numbered`: with the tweets' numbers."""
    first, cut = (len(one.above) - 1, 0) if one.quoted else tweet_of(one.above, number)
    prose, parts = list(one.above[:first]), list(one.above[first:])
    text = parts[0].text[cut:]
    if same_line and len(parts) == 1 and not one.quoted:
        start = (number_before(text, number) if numbered else 0) or prose_before(text)
        if start:
            prose.append(Part(parts[0].line, text[:start].strip(), False))
            text = text[start:]
    lines = [text, *(("\n" if part.blank_above else "") + part.text for part in parts[1:])]
    return Tweet(
        first_line=parts[0].line + 1,
        last_line=one.line + 1,
        text="\n".join(lines),
        author=one.handle,
        name=one.name or None,
        posted_at=read_stamp(one.stamp, options) if one.stamp else None,
    ), prose


def _unread(parts: Sequence[Part], prose: str) -> Iterator[Unread]:
    """Prose by its paragraphs; numbers and headings alone."""
    pending: list[Part] = []
    for part in parts:
        reason = HEADING if is_heading(part.text) else NUMBER if is_numbering(part.text) else prose
        if pending and (reason != prose or part.blank_above):
            yield _joined(pending, prose)
            pending = []
        if reason == prose:
            pending.append(part)
        else:
            yield _joined([part], reason)
    if pending:
        yield _joined(pending, prose)


def _joined(parts: Sequence[Part], reason: str) -> Unread:
    return Unread(parts[0].line + 1, parts[-1].line + 1, reason, "\n".join(part.text for part in parts))


def _notes(tweets: Sequence[Tweet]) -> Iterator[Note]:
    shared = [after.first_line for tweet, after in pairwise(tweets) if tweet.last_line == after.first_line]
    if shared:
        yield Note(
            f"{len(shared) + 1} tweets stand on one line with others and were cut at their authors; prose between them "
            "may have stayed in a tweet.",
            "Copy the page again, with its lines, if that matters.",
            tuple(dict.fromkeys(shared))[:20],
        )


SHAPE = Shape(
    "story",
    "a blog's recap or a story page: each tweet's text, then “— Display Name (@handle) January 3, 2017”; or "
    "quotations, each with its @handle",
    sniff,
    read,
)
