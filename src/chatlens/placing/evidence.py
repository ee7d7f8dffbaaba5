"""What speaks for each question of a session at each of its tweets, as numbers: the features of the placing model.

Everything is computed for all tweets of a session at once; cost grows linearly with tweets times questions. Arrays are
(n, k) for n tweets in the chat's order and k questions in their order, unless said otherwise. The kinds of evidence
have a module each: `nearness`, `askings`, `authorship`, `speech`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from chatlens.placing import askings, authorship, nearness, speech

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Values = NDArray[np.float64] | NDArray[np.bool_]
    """What is or is not takes an eighth of the room, and counts as 1 or 0."""

AROUND, ASKED, WORDS, AUTHOR = "the tweets around", "when it was asked", "the words", "the author"
"""Kinds of evidence, in words for people."""


class Feature(NamedTuple):
    """A column of `features`."""

    name: str
    kind: str  # of evidence


FEATURES = (
    Feature("nearness past", AROUND),  # log share of the pull of labels before the tweet, kernel MIDDLE
    Feature("nearness future", AROUND),  # ... after it
    Feature("nearness close", AROUND),  # ... on both sides, kernel NEAR
    Feature("nearness wide", AROUND),  # ... on both sides, kernel FAR
    Feature("nearness of shares", AROUND),  # ... of labels in repeats, on both sides, kernel MIDDLE
    Feature("not yet", ASKED),  # the question has not opened: it is asked, or first answered, later on
    Feature("last", ASKED),  # it is the last one that has
    Feature("before last", ASKED),
    Feature("two before last", ASKED),
    Feature("long ago", ASKED),
    Feature("answered before asked", ASKED),  # it is asked later on, but somebody has answered it already
    Feature("not seen asked", ASKED),  # nobody is seen to ask it
    Feature("soon seen", ASKED),  # it opens shortly, and not by its host: it was asked before that
    Feature("fresh last", ASKED),  # the last question, fading with the tweets since it opened
    Feature("fresh before last", ASKED),  # the one before it, fading with the tweets since the last opened
    Feature("new last", ASKED),  # the same by minutes, where there are times
    Feature("new before last", ASKED),
    Feature("words", WORDS),  # sum of the log-odds of its words in the question's answers and text, by the square root
    # of their count
    Feature("likeness", WORDS),  # mean likeness to the question's answers
    Feature("links", WORDS),  # the tweet has a link: log-odds of one in the question's answers
    Feature("question's words", WORDS),  # how much of the tweet is of the question's own text, 0-1
    Feature("question covered", WORDS),  # how much of the question's own text is in the tweet, 0-1
    Feature("goes on", AUTHOR),  # the author's last label before the tweet is this question's, fading
    Feature("went on", AUTHOR),  # the author's next label after it is this question's, fading
    Feature("gone past", AUTHOR),  # the author's last label is of a later question
    Feature("not there yet", AUTHOR),  # the author's next label is of an earlier one
    Feature("has answered", AUTHOR),  # the author has answered it before
    Feature("will answer", AUTHOR),  # ... answers it later
    Feature("answered before last", AUTHOR),  # it is the one before the last, and the author has answered it
    Feature("labels, last", AUTHOR),  # it is the last one, just opened, and the author is one who labels
    Feature("link, last", ASKED),  # it is the last one, and the tweet has a link: links come late
    Feature("addressed, last", ASKED),  # ... and the tweet is addressed to somebody
)
"""What each column of `features` says."""


class Scene(NamedTuple):
    """A session as the model sees it. Sequences have one entry per tweet, in the chat's order, unless said
    otherwise."""

    questions: int  # how many there are: k
    known: Sequence[tuple[int, ...]]  # places of the questions that the tweet is certainly under
    weight: Sequence[float]  # what its label counts: 1, REPEAT_WEIGHT for a repeat, 0 where there is none
    teaches: Sequence[bool]  # it is an answer with a label of its own, and no other tweet gives that away
    words: Sequence[frozenset[str]]
    authors: Sequence[str | None]  # casefolded
    replies: Sequence[bool]  # its role is reply
    links: Sequence[bool]  # it holds a link
    addressed: Sequence[tuple[str, ...]]  # casefolded handles that it is addressed to
    target: Sequence[int | None]  # place of the tweet that it answers or quotes
    by_platform: Sequence[bool]  # the platform's ids say which
    continues: Sequence[int | None]  # place of the tweet that it goes on from
    minutes: Sequence[float | None]  # since the session began
    asked_at: Sequence[int | None]  # per question: place of the tweet that first asks it
    overheard: Sequence[bool]  # per question: no host is seen to ask it first, so it was asked before it is seen
    texts: Sequence[frozenset[str]]  # per question: the words of its text
    under: Sequence[
        int | None
    ] = ()  # place of the question under whose heading on the page it stands; () for no headings


def features(scene: Scene) -> Floats:
    """The features of every tweet and question: (n, k, len(FEATURES))."""
    return columns(scene).of(slice(None))


class Columns:
    """The features of a session as arrays of their own, (n, k) each, put side by side for the tweets that are asked
    for: of a session of a hundred thousand tweets, all side by side would be written and read once more for nothing."""

    def __init__(self, named: Mapping[str, Values]) -> None:
        self._columns = [named[feature.name] for feature in FEATURES]

    def of(self, tweets: slice | NDArray[np.intp]) -> Floats:
        """The features of some tweets, by their places: (tweets, k, len(FEATURES))."""
        import numpy as np

        columns = [column[tweets] for column in self._columns]
        found = np.empty((*columns[0].shape, len(columns)))
        for at, column in enumerate(columns):
            found[:, :, at] = column
        return found


def columns(scene: Scene) -> Columns:
    """The features of every tweet and question."""
    import numpy as np

    pulls, when = nearness.pulls(scene), askings.course(scene)
    written = nearness.originals(scene)
    fresh, _ = askings.newness(scene, when)
    found: dict[str, Values] = dict(nearness.features(scene, pulls))
    found |= askings.features(scene, when)
    found |= speech.features(scene, pulls, written)
    found |= authorship.features(scene, when, fresh)
    last = found["last"]
    links, addressed = np.array(scene.links, dtype=float), np.array([bool(who) for who in scene.addressed], dtype=float)
    found |= {"link, last": last * links[:, None], "addressed, last": last * addressed[:, None]}
    return Columns(found)
