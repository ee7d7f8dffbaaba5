"""Questions that a page asks in its own words: "Q2: What do you mulch with?" as a heading above the tweets."""

from __future__ import annotations

from collections.abc import Iterable

from chatlens import labels
from chatlens.models import Heading, Label, Tweet

ASKED = "a question in the page's own words, not a tweet"
LABEL_ROOM = 40  # characters in which a label at a text's start is found


def begun(text: str) -> Label | None:
    """The sure label that begins a text."""
    found = labels.find(text[:LABEL_ROOM])
    return found[0] if found and found[0].sure and found[0].start == 0 else None


def stands_alone(line: str, below: str) -> bool:
    """Whether a line below an empty one stands alone: above another empty line, or as a heading above a sentence."""
    return not below or (below[0].isupper() and line[-1] not in ".,;:")


def asked(line: str, alone: bool) -> str:
    """The question that a line of the page's own words is, without the marks of a heading; empty for none. It ends as
    one, or stands alone."""
    text = line.strip().lstrip("#*_ ").rstrip("*_ ")
    label = begun(text)
    if not label or label.letter not in "QT" or not text[label.end :].strip(" .:)-–—"):
        return ""
    return text if alone or text.endswith("?") else ""


def asking(tweets: Iterable[Tweet]) -> frozenset[str]:
    """The labels of the questions that tweets ask."""
    found = (begun(tweet.text) for tweet in tweets if "?" in tweet.text)
    return frozenset(label.name for label in found if label and label.letter in "QT")


def heading(question: str, line: int) -> Heading:
    """A line's question as a heading. Raises `ValueError` for a text that no sure label begins."""
    label = begun(question)
    if label is None:
        raise ValueError(question)
    return Heading(label.question, question[label.end :].lstrip(" :.)-–—"), line)


def is_new(question: str, known: frozenset[str]) -> bool:
    """Whether a line's question is one, and none of those that tweets ask."""
    label = begun(question)
    return label is not None and label.name not in known
