"""Sessions with some labels hidden, so that it can be said how well unlabelled tweets are placed. No benchmark itself.

Of the groups of repeats whose label is an answer's, a random share loses its label in every member; chatlens then sees
the session without them. A session is seen in four forms: as it is, without authors and times, without the tweets that
ask, and without both.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from chatlens import conventions, links, questions, readers, repeats, sessions, sources
from chatlens.models import Label, Options, Reading, Tweet
from chatlens.placing import evidence, roles, scene
from chatlens.readers._hashtag import chat_hashtag

MIN_ANSWERS, MIN_QUESTIONS = 40, 3  # labelled answers, and questions they answer, that a session needs to be used


class Form(NamedTuple):
    """What of a session the model gets to see."""

    authors: bool  # and times
    askings: bool

    def __str__(self) -> str:
        parts = ([] if self.authors else ["no authors"]) + ([] if self.askings else ["no askings"])
        return ", ".join(parts) or "as it is"


FORMS = tuple(Form(authors, askings) for authors in (True, False) for askings in (True, False))


class Sitting(NamedTuple):
    """A session as it was read."""

    name: str
    tweets: Sequence[Tweet]
    labels: Sequence[tuple[Label, ...]]


class Task(NamedTuple):
    """What to hide of a session."""

    sitting: Sitting
    form: Form
    share: float  # of the groups that lose their labels
    seed: int


class Lesson(NamedTuple):
    """A session with hidden labels."""

    name: str
    form: Form
    share: float
    scene: evidence.Scene
    hidden: int  # how many groups lost their label, those that the stages before lost included
    targets: list[tuple[int, int]]  # place of each tweet that lost its label, and of its question; for placing to find


def sittings(paths: Iterable[Path]) -> Iterator[Sitting]:
    """Every session of some transcripts."""
    for path in paths:
        yield from seated(path.name, readers.read(sources.load(path), Options()))


def seated(name: str, reading: Reading) -> Iterator[Sitting]:
    """Every session of a reading."""
    timeline = sessions.order(reading)
    settled = conventions.settle(timeline)
    for session in timeline.sessions:
        yield Sitting(
            f"{name}, session {session.number}",
            [timeline.tweets[index] for index in session.tweets],
            [settled[index] for index in session.tweets],
        )


def confidence_error(stated: np.ndarray, right: np.ndarray) -> float:
    """How far stated probabilities are from the share that is right, 0-1: the mean over ten equal bins of the
    probability, weighted by what is in them."""
    part = np.minimum((10 * stated).astype(int), 9)
    return float(sum(abs((stated - right)[part == at].sum()) for at in range(10)) / len(stated))


def tasks(
    found: Iterable[Sitting], shares: Sequence[float], seeds: int, forms: Sequence[Form] = FORMS
) -> Iterator[Task]:
    """Everything that is hidden of some sessions."""
    return (Task(*choice) for choice in product(found, forms, shares, range(seeds)))


def lesson(task: Task) -> Lesson | None:
    """Hide labels of one session and run the stages before placing; None for a session with too few labels."""
    sitting, form, share, seed = task
    kept = [
        place for place, found in enumerate(sitting.labels) if form.askings or not (found and found[0].letter == "Q")
    ]
    labels = [sitting.labels[place] for place in kept]
    answers = [found[0] for found in labels if found and found[0].letter == "A"]
    if len(answers) < MIN_ANSWERS or len({label.number for label in answers}) < MIN_QUESTIONS:
        return None
    tweets = [_seen(sitting.tweets[place], line, form) for line, place in enumerate(kept, 1)]
    members = _groups(tweets, labels)
    truth = {
        original: only[1]
        for original, group in members.items()
        if len(names := {(label.letter, label.question) for i in group for label in labels[i]}) == 1
        and (only := next(iter(names)))[0] == "A"
    }
    chosen = random.Random(f"{sitting.name}/{seed}").sample(sorted(truth), int(share * len(truth)))
    for original in chosen:
        for i in members[original]:
            tweets[i] = replace(tweets[i], text=_bare(tweets[i].text, labels[i]))
    return _staged(task, tweets, {min(members[original]) + 1: truth[original] for original in chosen})


def _seen(tweet: Tweet, line: int, form: Form) -> Tweet:
    """The tweet on a line of its own, with what the form shows of it."""
    seen = replace(tweet, first_line=line, last_line=line, reply_to_id=None, quote_of_id=None, quotes_line=None)
    return seen if form.authors else replace(seen, author=None, posted_at=None, reply_to=())


def _groups(tweets: Sequence[Tweet], labels: Sequence[tuple[Label, ...]]) -> dict[int, list[int]]:
    members: dict[int, list[int]] = defaultdict(list)
    for i, repeat in enumerate(repeats.group(tweets, labels, Options().similarity)):
        members[i if repeat is None else repeat.original].append(i)
    return members


def _bare(text: str, labels: Sequence[Label]) -> str:
    for label in reversed(labels):
        text = (text[: label.start] + text[label.end :]).strip()
    return text or "."


def _staged(task: Task, tweets: Sequence[Tweet], truth: dict[int, str]) -> Lesson:
    """The stages before placing; `truth` has the question of each line that lost its label."""
    timeline = sessions.order(Reading("csv", tuple(tweets)))
    session = max(timeline.sessions, key=lambda one: len(one.tweets))
    settled = conventions.settle(timeline)
    grouped = repeats.group(timeline.tweets, settled, Options().similarity)
    inquiry = questions.find(timeline, settled, grouped, (), Options())[session.number - 1]
    linked = links.find(timeline, settled, grouped)
    order = session.tweets
    hashtag = chat_hashtag(tweet.text for tweet in timeline.tweets)[0]
    cast = roles.cast(timeline, order, settled, grouped, inquiry, linked, hashtag)
    built = scene.build(timeline, order, settled, grouped, inquiry, linked, cast)
    names = [question.name for question in inquiry.questions]
    place_of = {timeline.tweets[index].first_line: place for place, index in enumerate(order)}
    targets = [
        (place, names.index(name))
        for line, name in truth.items()
        if (place := place_of.get(line)) is not None and name in names
        if not built.known[place] and cast.roles[place] not in scene.UNDER_NONE
    ]
    return Lesson(task.sitting.name, task.form, task.share, built, len(truth), targets)
