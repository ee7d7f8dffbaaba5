"""How values stand in cells: line ends, times, and a tweet's text cut down for reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from chatlens import entities
from chatlens.models import Label, Moment

LINE_END = " / "
"""What a line end becomes in every cell but `tweets.text`."""

_LINE_ENDS = re.compile(r"[ \t]*+[\r\n][ \t\r\n]*+")
_RETWEET = re.compile(r"\s*+(?:(?:RT|MT|HT|rt|mt)\b[:.]?\s*+[@＠]\w++(?:[ ]?:)?+\s*+)++")
_HTML = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&"))  # & last: "&amp;lt;" is "&lt;"


def one_line(text: str) -> str:
    r"""A text without line ends, its outer blanks cut.

    >>> one_line("Three things:\n1. compost\n\n2. water\n")
    'Three things: / 1. compost / 2. water'
    """
    text = text.strip()
    return _LINE_ENDS.sub(LINE_END, text) if "\n" in text or "\r" in text else text


def spans(lines: Iterable[int]) -> list[str]:
    """Line numbers, each once and in order, neighbours joined.

    >>> spans([3, 1, 2, 9])
    ['1-3', '9']
    """
    numbers = sorted(set(lines))
    starts = [numbers[0], *(after for before, after in pairwise(numbers) if after > before + 1)] if numbers else []
    ends = [*(before for before, after in pairwise(numbers) if after > before + 1), *numbers[-1:]]
    return [str(start) if start == end else f"{start}-{end}" for start, end in zip(starts, ends, strict=True)]


def moment(when: Moment | None) -> str | None:
    """ISO 8601: an offset where it is known, a date alone where no clock is known."""
    return when.isoformat() if when is not None else None


def retweet_prefix(text: str) -> int:
    """Where the text goes on after "RT @somebody:" (several of them, nested); 0 without.

    >>> retweet_prefix("RT @mira_k: Worms!")
    12
    """
    match = _RETWEET.match(text)
    return match.end() if match else 0


def for_reading(text: str, labels: Sequence[Label] = ()) -> str:
    """A tweet as people read it: without retweet prefix, labels and trailing hashtags, on one line.

    A text that is nothing but those stays whole.

    >>> for_reading("RT @mira_k: Worms &amp; leaves!\\nAlways. #gardenchat #soil")
    'Worms & leaves! / Always.'
    """
    cut = body(text, labels)
    return plain(cut if says(cut) else text)


def says(text: str) -> bool:
    """Whether a text has a letter, a number or an emoji: signs alone say nothing.

    >>> says("Yes!"), says("🌱"), says("...")
    (True, True, False)
    """
    return any(character.isalnum() or unicodedata.category(character) == "So" for character in text)


def body(text: str, labels: Sequence[Label] = ()) -> str:
    """What a tweet says: retweet prefix, labels and trailing hashtags cut, nothing else changed."""
    start, end = retweet_prefix(text), entities.trailing_tags_start(text)
    kept = []
    for label in labels:
        if label.stands == "within":
            continue
        if start <= label.start < end:
            kept.append(text[start : label.start])
        start = max(start, label.end)
    kept.append(text[start:end].lstrip() if kept else text[start:end])
    return "".join(kept).strip()


def plain(text: str) -> str:
    """A text with HTML's signs as they are meant, on one line."""
    return one_line(decoded(text))


def decoded(text: str) -> str:
    """A text with HTML's signs as they are meant."""
    if "&" in text:
        for escaped, sign in _HTML:
            text = text.replace(escaped, sign)
    return text


def label_names(labels: Iterable[Label]) -> str | None:
    """A tweet's own labels, normalised: "A4; A5"; None without."""
    return "; ".join(label.name for label in labels) or None
