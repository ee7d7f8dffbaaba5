"""What Twitter's and X's own pages print around a tweet: its vocabulary, and the counts below it."""

from __future__ import annotations

import re
from typing import NamedTuple


def _listed(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


PHRASES = _listed(
    """
    · | … | more | show more | show less | show this thread | show thread | show replies | show more replies | show
    additional replies, including those that may contain offensive content | show | quote | quote tweet | promoted | ad
    | translate post | translate tweet | verified account | pinned | pinned tweet | pinned post | gif | alt | image
    | embedded video | media | view poll | expand | collapse | hide | details | hide details | view conversation | hide
    conversation | view photo | hide photo | view summary | hide summary | view media | hide media | view video
    | copy link to tweet | embed tweet | view tweet activity | view post engagements | edited | last edited | follow
    | following | protected tweets | this tweet is unavailable. | this post is unavailable. | post your reply
    | tweet your reply | the media could not be played. | new to twitter? | thread | in this conversation | read more
    | read replies | readers added context | verified | undo | dismiss | delete | flag media | flagged | you reposted
    | you retweeted
    """
)
"""Lines that the page prints at a tweet's head or tail, casefolded. In the middle of a tweet they are its own words."""

PAGE_ENDS = _listed(
    """
    who to follow | trends for you | what’s happening | what's happening | relevant people | back to top
    | back to top ↑ | terms of service | discover more | new to x? | related searches | you might like
    | keyboard shortcuts | more tweets | more posts
    """
)
"""Lines with which a box of the page begins that is no tweet: what follows, up to the next tweet, is the page's."""

_NUMBER = re.compile(r"\d[\d.,]*+\s?(?:[KMkm]|mil(?!\w)|Tsd\.)?")
_ACTION = re.compile(
    r"(?i)(?:(?:view|hide) (?:conversation|photo|summary|media|video)|repl(?:y|ies)|(?:quote )?tweets?"
    r"|retweet(?:s|ed)?|reposts?|quotes?|like[sd]?|favou?rite[sd]?|bookmark(?:s|ed)?|views?|shares?|more|delete|expand"
    r"|collapse|undo(?: retweet)?)(?!\w)"
)
_OTHER = re.compile(
    r"(?i)(?:retweeted by .{1,60}|from [\w-]+(?:\.[\w-]+)+"
    r"|view (?:\d+ )?(?:more )?(?:other )?repl(?:y|ies)(?: from .{1,60})?"
    r"|(?:show )?\d+ more repl(?:y|ies)|\d{1,2}:\d\d|who can reply\?"
    r"|this (?:tweet|post) (?:was deleted|is from).{0,60})"
)
_CONTEXT = re.compile(
    r"(?i)(?:retweeted by .{1,60}|.{1,60}? (?:and \d+ others )?(?:retweeted|reposted|liked)(?: this)?"
    r"|pinned(?: tweet| post)?|promoted)"
)
_ADDED = re.compile(r"(?i).{1,60} added,|quote(?: tweet| post)?")
_MILLION = 1_000_000
_THOUSAND = 1_000


class Counts(NamedTuple):
    """What the page counts; None where it does not say."""

    retweets: int | None = None
    likes: int | None = None


def is_phrase(line: str) -> bool:
    """Whether a line at a tweet's head or tail is the page's."""
    return line.casefold() in PHRASES or bool(_OTHER.fullmatch(line))


def is_context(line: str) -> bool:
    """Whether a line above a tweet says why it is shown: "Mira Kestle Retweeted"."""
    return bool(_CONTEXT.fullmatch(line))


def announces_quote(line: str) -> bool:
    """Whether a line says that the tweet below it is quoted."""
    return bool(_ADDED.fullmatch(line))


def is_number(line: str) -> bool:
    """Whether a line is a count alone: "12", "1.2K"."""
    return bool(_NUMBER.fullmatch(line))


def is_counting(line: str) -> bool:
    """Whether a line is counts with words: "2 replies 3 retweets 5 likes", "Reply 2  Retweet 3  Like"."""
    at = actions = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
        elif found := _NUMBER.match(line, at):
            at = found.end()
        elif found := _ACTION.match(line, at):
            at, actions = found.end(), actions + 1
        else:
            return False
    return actions > 0


def counts(lines: list[str]) -> Counts:
    """Retweets and likes from the lines below a tweet. Three or four numbers alone are replies, retweets, likes and
    views; of fewer nobody can tell which they are."""
    numbers = [line for line in lines if is_number(line)]
    worded = [line for line in lines if is_counting(line)]
    retweets, likes = _worded(worded, "retweets?|reposts?"), _worded(worded, "likes?|favou?rites?")
    if not worded and len(numbers) in (3, 4):
        retweets, likes = _value(numbers[1]), _value(numbers[2])
    return Counts(retweets, likes)


def _worded(lines: list[str], word: str) -> int | None:
    """The count of what has that name: before it in "3 retweets 5 likes", behind it in "Retweet 3  Like 5"."""
    for line in lines:
        number = r"(\d[\d.,]*+\s?[km]?)"
        pattern = rf"{number}\s+(?:{word})(?!\w)" if line[0].isdigit() else rf"(?:{word})\s+{number}(?!\w)"
        if found := re.search(f"(?i)(?<![\\w.,]){pattern}", line):
            return _value(found[1])
    return None


def _value(number: str) -> int | None:
    digits = number.strip().casefold()
    times = _MILLION if digits.endswith("m") else _THOUSAND if digits.endswith(("k", "mil", "tsd.")) else 1
    digits = digits.rstrip("abcdefghijklmnopqrstuvwxyz. ").rstrip(".,")
    try:
        if times > 1:
            return round(float(digits.replace(",", ".")) * times)
        return int(digits.replace(",", "").replace(".", ""))
    except ValueError:
        return None
