"""Whether a tweet without label leans to a reaction or to a goodbye, by where it stands and how it is built.

The forms know wordings; people find others. What they cannot hide is structure: a reaction is short, exclaims, asks
back, speaks to a "you", points back ("that", "those"), comes from a host, or from somebody who has given an answer
already; a goodbye stands at the end, among others, and speaks of the time and of all. Each sign adds its weight.

The weights of reactions follow a logistic regression, rounded, on 1,149 tweets of a teachers' chat that the forms
do not tell: labelled answers against tweets that begin with a handle, both without these marks. That a tweet takes
up words of the one before tells nothing there: answers to one question share their words just so. The weights of
goodbyes are set by hand: two strong signs, or three, make one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from chatlens import entities, forms
from chatlens.forms.matching import folded
from chatlens.models import Inquiry, Label, Timeline

SHORT = 45  # characters, tags left out, up to which reactions are commoner than answers
LONG = 70  # ... and from which answers are
LAST = 0.12  # share of a session's tweets that are its end
LABELS = 5  # labelled tweets from which a session labels, so that where labels end the talk does
COMPANY = 6  # tweets before a goodbye among which another is looked for

_WORD = re.compile(r"\w++")
_YOU = frozenset({"you", "your", "yours", "u", "ur"})
_POINTS = frozenset({"that", "this", "these", "those", "such", "it", "one", "same", "too", "so", "how"})
_ALL = frozenset({"all", "everyone", "everybody", "folks", "friends", "yall", "peeps"})
_GUYS = re.compile(r"\byou\sguys\b")
_TIME = frozenset(
    """until till next tomorrow tonight night evening hour bed sleep soon later bye
    monday tuesday wednesday thursday friday saturday sunday
    january february april june july august september october november december""".split()
)
_THANKS = frozenset({"thank", "thanks", "thx", "ta", "cheers", "grateful", "proud", "glad", "loved"})
_TELLING = frozenset({*_YOU, *_POINTS, *_ALL, *_TIME, *_THANKS, "guys"})

REPLY: Mapping[str, float] = {
    "short": 0.7,
    "long": -0.6,
    "exclaims": 1.1,
    "asks": 1.4,
    "to you": 1.1,
    "points back": 0.4,
    "host": 1.5,
    "has answered": 0.5,
}
"""Log-odds of a reaction that each sign adds."""
REPLIES = 1.8  # sum from which a tweet is one: two strong signs, or a host who points back in few words
CLOSING: Mapping[str, float] = {
    "last": 1.0,
    "company": 0.6,
    "behind the labels": 0.5,
    "to all": 0.6,
    "of the time": 0.6,
    "thanks": 0.6,
    "goodbye's form": 1.0,
    "host": 0.4,
    "asks": -0.8,
    "long": -0.3,
}
CLOSES = 2.2  # sum from which a tweet is a goodbye: its place alone makes none
_NONE: frozenset[str] = frozenset()  # words of a tweet that are not looked at
_ROUNDING = 0.01  # far more than sums of weights lose, far less than any weight
_ADD_TO_REPLY = REPLY["to you"] + REPLY["points back"] + _ROUNDING  # what words can add to a sum at most
_ADD_TO_CLOSING = CLOSING["to all"] + CLOSING["of the time"] + CLOSING["thanks"] + _ROUNDING


class Stage(NamedTuple):
    """A session as far as its signs need it, by place."""

    authors: Sequence[str | None]  # casefolded
    answered: Sequence[bool]  # its author has a labelled answer to the question under discussion before it
    hosts: frozenset[str]
    labelled: int  # place of the last labelled tweet; the length where labels are few
    length: int


def stage(
    timeline: Timeline,
    session: Sequence[int],
    labels: Sequence[tuple[Label, ...]],
    inquiry: Inquiry,
) -> Stage:
    """Set the stage of one session."""
    asking = {index for question in inquiry.questions for index in question.askings}
    authors = [a.casefold() if (a := timeline.tweets[index].author) else None for index in session]
    answered: list[bool] = []
    current: set[str] = set()
    for index, author in zip(session, authors, strict=True):
        if index in asking:
            current.clear()
        answered.append(author in current)
        if author is not None and labels[index] and any(label.letter == "A" for label in labels[index]):
            current.add(author)
    marked = [place for place, index in enumerate(session) if labels[index]]
    labelled = marked[-1] if len(marked) >= LABELS else len(session)
    return Stage(authors, answered, frozenset(host.casefold() for host in inquiry.hosts), labelled, len(session))


def leans(scenery: Stage, place: int, body: str, *, after: bool, company: bool) -> str:
    """ "closing" (only `after` the last question was asked; `company`: another goodbye stands shortly before), "reply"
    or "" for neither."""
    said = body[: entities.trailing_tags_start(body)].strip()
    may_close = after and total(closing_signs(scenery, place, body, said, _NONE, company), CLOSING) + _ADD_TO_CLOSING
    may_reply = total(reply_signs(scenery, place, said, _NONE), REPLY) + _ADD_TO_REPLY
    if may_close < CLOSES and may_reply < REPLIES:
        return ""  # whatever its words are: most tweets
    words = _TELLING.intersection(_WORD.findall(folded(said)))
    if after and total(closing_signs(scenery, place, body, said, words, company), CLOSING) >= CLOSES:
        return "closing"
    return "reply" if total(reply_signs(scenery, place, said, words), REPLY) >= REPLIES else ""


def reply_signs(scenery: Stage, place: int, said: str, words: frozenset[str]) -> dict[str, bool]:
    """What leans a tweet to a reaction, by name: `said` is its body without the tags at its end, `words` those
    of its words that tell something. As in `REPLY`, also in order."""
    author = scenery.authors[place]
    return {
        "short": len(said) <= SHORT,
        "long": len(said) > LONG,
        "exclaims": "!" in said,
        "asks": said.endswith("?"),
        "to you": not words.isdisjoint(_YOU),
        "points back": not words.isdisjoint(_POINTS),
        "host": author is not None and author in scenery.hosts,
        "has answered": scenery.answered[place],
    }


def closing_signs(
    scenery: Stage, place: int, body: str, said: str, words: frozenset[str], company: bool
) -> dict[str, bool]:
    """What leans a tweet behind the last question to a goodbye, by name. `company`: another goodbye stands before.
    As in `CLOSING`, also in order."""
    author = scenery.authors[place]
    return {
        "last": place >= (1 - LAST) * scenery.length,
        "company": company,
        "behind the labels": place > scenery.labelled,
        "to all": not words.isdisjoint(_ALL) or bool("guys" in words and _GUYS.search(folded(said))),
        "of the time": not words.isdisjoint(_TIME),
        "thanks": not words.isdisjoint(_THANKS),
        "goodbye's form": forms.closing(body) > 0,
        "host": author is not None and author in scenery.hosts,
        "asks": said.endswith("?"),
        "long": len(said) > LONG,
    }


def total(signs: Mapping[str, bool], weights: Mapping[str, float]) -> float:
    """The sum of the weights of the signs that are there; both are in one order."""
    return sum(compress(weights.values(), signs.values()))
