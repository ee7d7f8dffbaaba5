"""Small chats for the tests of the middle stages: tweets written down shortly, and what the stages make of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from chatlens import conventions, links, notices, placing, questions, repeats
from chatlens.models import (
    Inquiry,
    Label,
    Link,
    Note,
    Options,
    Placement,
    Question,
    Reading,
    Repeat,
    Session,
    Timeline,
    Tweet,
)

HASHTAG = "gardenchat"
START = datetime(2021, 3, 6, 8, 30, tzinfo=UTC)


class Chat(NamedTuple):
    """What each stage found."""

    timeline: Timeline
    labels: tuple[tuple[Label, ...], ...]
    repeats: tuple[Repeat | None, ...]
    inquiries: tuple[Inquiry, ...]
    links: tuple[Link, ...]
    placements: tuple[Placement, ...]
    notes: tuple[Note, ...]

    @property
    def questions(self) -> dict[str, Question]:
        """The first session's questions by name."""
        return {question.name: question for question in self.inquiries[0].questions}

    @property
    def hosts(self) -> tuple[str, ...]:
        """The first session's hosts."""
        return self.inquiries[0].hosts

    @property
    def roles(self) -> list[str]:
        """Each tweet's role."""
        return [placement.role for placement in self.placements]

    @property
    def under(self) -> list[str]:
        """Each tweet's questions, joined by blanks."""
        return [" ".join(placement.questions) for placement in self.placements]


def tweet(text: str, author: str | None = None, **more: object) -> Tweet:
    """A tweet of the chat."""
    return Tweet(1, 1, text, author, **more)  # type: ignore[arg-type]


def written(lines: Sequence[str]) -> list[Tweet]:
    """Tweets from lines such as "mira_k> Q1: Which soil?"; without "name> " nobody is known to have written it."""
    found = []
    for number, line in enumerate(lines, 1):
        author, mark, text = line.partition("> ")
        named = bool(mark) and author.replace("_", "").isalnum()
        found.append(Tweet(number, number, text if named else line, author if named else None))
    return found


def run(
    tweets: Sequence[Tweet],
    options: Options | None = None,
    *,
    marked: tuple[str, ...] = (),
    hashtag: str | None = HASHTAG,
    sittings: Sequence[range] | None = None,
) -> Chat:
    """The stages from labels to notes, as `analysis.run` runs them; the tweets are one session as they stand, or the
    `sittings`."""
    options = options or Options()
    reading = Reading("case", tuple(tweets), hashtag=hashtag, hosts=marked)
    sat = tuple(Session(n, tuple(s)) for n, s in enumerate(sittings or [range(len(tweets))], 1))
    session_of = {index: session.number for session in sat for index in session.tweets}
    timeline = Timeline(reading.tweets, sat, tuple(session_of.get(index) for index in range(len(tweets))))
    labels = conventions.settle(timeline)
    repeated = repeats.group(timeline.tweets, labels, options.similarity)
    inquiries = questions.find(timeline, labels, repeated, marked, options, hashtag)
    linked = links.find(timeline, labels, repeated)
    placements = placing.place(timeline, labels, repeated, inquiries, linked, hashtag, options)
    notes = notices.of(reading, timeline, labels, inquiries, placements, options)
    return Chat(timeline, labels, repeated, inquiries, linked, placements, notes)


def read(*lines: str, options: Options | None = None, marked: tuple[str, ...] = ()) -> Chat:
    """The chat of some lines."""
    return run(written(lines), options, marked=marked)


SUBJECTS = ("compost", "volunteer", "money", "slug", "shed", "neighbour", "water", "winter", "seed", "tool")
WORDS = {
    "compost": "heap worms peelings bin turning steam layers carbon maggots fork",
    "volunteer": "saturday crew kettle rota names biscuits teenagers thanks grandparents badge",
    "money": "grant raffle jam sale council sponsor coins budget receipts treasurer",
    "slug": "beer trail copper midnight torch eggs hedgehog lettuce salt bucket",
    "shed": "padlock roof hinge paint shelf mouse window creosote keys ladder",
    "neighbour": "fence letter noise gate cats complaint party hedge parking wall",
    "water": "butt hose drought can gutter leak tap pump barrel sprinkler",
    "winter": "fleece frost snow rest garlic broad dark boots hot soup",
    "seed": "packet swap envelope label tray germinate old saved pea bean",
    "tool": "spade rake blade handle oil rust borrow blunt sharpen trowel",
}
FILLER = "we they always never morning bring tried learned school plot people found small week slowly best".split()


class Synthetic(NamedTuple):
    """An invented session and its truth."""

    tweets: list[Tweet]
    truth: list[str]  # the question that each tweet is under; "" for none


def synthetic(
    n: int, *, seed: int = 1, labelled: float = 0.6, questions: int = 8, authors: bool = True, times: bool = True
) -> Synthetic:
    """A session of `n` tweets. Which tweets exist depends on the seed alone; `labelled` is the share of answers that
    carry their label: those of a lower share carry it at a higher one too."""
    chance = random.Random(seed)
    tweets: list[Tweet] = []
    truth: list[str] = []
    people = [f"grower_{i}" for i in range(max(5, n // 12))]
    moment = START
    per_question = max(2, n // questions)
    for place in range(n):
        number, within = min(place // per_question, questions - 1) + 1, place % per_question
        host = number <= questions and within == 0 and place // per_question < questions
        late = within < per_question // 4 and number > 1 and chance.random() < 0.4
        name = number if host or not late else number - 1
        subject = SUBJECTS[(name - 1) % len(SUBJECTS)]
        words = chance.sample(WORDS[subject].split(), 4) + chance.sample(FILLER, 6)
        chance.shuffle(words)
        who, label, moment = chance.choice(people), chance.random(), moment + timedelta(seconds=chance.randint(2, 20))
        if host:
            text, who = f"Q{name}: What do you do about {subject}, and {words[0]}? #gardenchat", "mira_k"
        else:
            text = f"{f'A{name}: ' if label < labelled else ''}{' '.join(words).capitalize()} {place} #gardenchat"
        tweets.append(Tweet(place + 1, place + 1, text, who if authors else None, posted_at=moment if times else None))
        truth.append(f"Q{name}")
    return Synthetic(tweets, truth)
