"""What is counted: sittings, the different answers under each question, and the sums that must come out.

*Occurrences* count every tweet. *Different* counts one per group of repeats. Each session counts its own: where a
group's original stands in another session, the group's first tweet in this one stands for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from chatlens.models import Inquiry, Question
from chatlens.tables._once import once

if TYPE_CHECKING:
    from chatlens.analysis import Analysis

ROLES = ("question", "answer", "reply", "greeting", "closing", "aside")
"""Every role a tweet can have, in the order in which reports name them."""


class Sitting(NamedTuple):
    """The tweets that are counted together: one session's, or (number None) those between sessions."""

    number: int | None
    tweets: Sequence[int]  # indices, ascending
    inquiry: Inquiry | None


class Answer(NamedTuple):
    """A different answer."""

    tweet: int  # index of the tweet that stands for it: the original, or the group's first answer in this session
    members: tuple[int, ...]  # every tweet of its group in this session, itself included, ascending

    @property
    def shares(self) -> int:
        """How often it was shared: its repeats in this session, 0 for never."""
        return len(self.members) - 1


@dataclass(frozen=True, slots=True)
class Tally:
    """The tweets under one question of a session, counted."""

    session: int | None
    name: str  # "Q3"; "" for what is under none
    question: Question | None
    roles: Mapping[str, int]  # occurrences by role
    answers: tuple[Answer, ...]  # in the chat's order
    contributors: int | None  # different authors of the answers; None: the transcript does not say

    @property
    def occurrences(self) -> int:
        """Answers with their repeats."""
        return self.roles.get("answer", 0)

    @property
    def repeats(self) -> int:
        """Answers that are another one again."""
        return self.occurrences - len(self.answers)


class Totals(NamedTuple):
    """The sums of a chat or a sitting; see `adds_up`."""

    tweets: int
    roles: Mapping[str, int]  # occurrences by role, in the order of ROLES, each tweet once
    different: int
    repeats: int
    twice: int  # how often a tweet counts once more because it is under several questions
    rows: int  # what the rows of `summarize` add up to, all roles together

    @property
    def adds_up(self) -> bool:
        """Whether roles add up to tweets, different + repeats too, and the rows to tweets + twice."""
        return (
            sum(self.roles.values()) == self.tweets
            and self.different + self.repeats == self.tweets
            and self.rows == self.tweets + self.twice
        )


def has_authors(analysis: Analysis) -> bool:
    """Whether the transcript names any author."""
    return any(tweet.author is not None for tweet in analysis.timeline.tweets)


@once
def sittings(analysis: Analysis) -> tuple[Sitting, ...]:
    """The sessions in order, then what lies between them, if anything does."""
    inquiries = {inquiry.session: inquiry for inquiry in analysis.inquiries}
    found = [Sitting(s.number, s.tweets, inquiries.get(s.number)) for s in analysis.timeline.sessions]
    between = tuple(i for i, number in enumerate(analysis.timeline.session_of) if number is None)
    return (*found, Sitting(None, between, None)) if between else tuple(found)


def groups(analysis: Analysis, tweets: Sequence[int]) -> dict[int, list[int]]:
    """The groups of repeats among some tweets: index of the group's original -> its members among them, ascending."""
    found: dict[int, list[int]] = {}
    for i in tweets:
        repeat = analysis.repeats[i]
        found.setdefault(i if repeat is None else repeat.original, []).append(i)
    return found


def different(analysis: Analysis, tweets: Iterable[int]) -> int:
    """How many groups of repeats there are among some tweets."""
    return len({i if (repeat := analysis.repeats[i]) is None else repeat.original for i in tweets})


def names(sitting: Sitting, used: Iterable[str]) -> tuple[str, ...]:
    """The questions of a sitting in order: those asked, those that are only `used`, and "" for what is under none."""
    asked = [question.name for question in sitting.inquiry.questions] if sitting.inquiry else []
    return (*asked, *sorted(set(used).difference(asked, ("",)), key=_in_order), "")


def is_retweet(analysis: Analysis, i: int) -> bool:
    """Whether a tweet only repeats. A comment + copy is a reply to what was none, or words added to what was one."""
    repeat = analysis.repeats[i]
    if repeat is None:
        return False
    comments = repeat.kind == "edited" or analysis.placements[repeat.original].role != "reply"
    return not (comments and analysis.placements[i].role == "reply")


@once
def tallies(analysis: Analysis, sitting: Sitting) -> tuple[Tally, ...]:
    """The questions of a sitting in order, asked or only named, then (always) what is under none."""
    grouped = groups(analysis, sitting.tweets)
    placed = {i: _names(analysis.placements[i].questions) for i in sitting.tweets}
    counted = Counter((name, analysis.placements[i].role) for i, under in placed.items() for name in under)
    roles: dict[str, dict[str, int]] = {}
    for (name, role), number in counted.items():
        roles.setdefault(name, {})[role] = number
    answering: dict[str, dict[int, list[int]]] = {name: {} for name in roles}
    for original, members in grouped.items():
        for i in members:
            if analysis.placements[i].role == "answer":
                for name in placed[i]:
                    answering[name].setdefault(original, []).append(i)
    asked = {question.name: question for question in sitting.inquiry.questions} if sitting.inquiry else {}
    with_authors = has_authors(analysis)
    found = []
    for name in names(sitting, roles):
        chosen = [
            Answer(original if original in members else members[0], tuple(grouped[original]))
            for original, members in answering.get(name, {}).items()
        ]
        answers = tuple(sorted(chosen))
        authors = {author.casefold() for a in answers if (author := analysis.timeline.tweets[a.tweet].author)}
        contributors = len(authors) if with_authors else None
        found.append(Tally(sitting.number, name, asked.get(name), roles.get(name, {}), answers, contributors))
    return tuple(found)


@once
def totals(analysis: Analysis, sitting: Sitting | None = None) -> Totals:
    """The sums of the whole chat, or of one sitting."""
    tweets = range(len(analysis.timeline.tweets)) if sitting is None else sitting.tweets
    counted = Counter([analysis.placements[i].role for i in tweets])
    originals = different(analysis, tweets)
    again = sum(repeat is not None for repeat in analysis.repeats)
    repeats = again if sitting is None else len(tweets) - originals
    under = [questions for i in tweets if len(questions := analysis.placements[i].questions) > 1]
    parts = sittings(analysis) if sitting is None else (sitting,)
    return Totals(
        tweets=len(tweets),
        roles={role: counted[role] for role in ROLES},
        different=originals,
        repeats=repeats,
        twice=sum(len(set(questions)) - 1 for questions in under),
        rows=sum(sum(tally.roles.values()) for part in parts for tally in tallies(analysis, part)),
    )


def _names(questions: tuple[str, ...]) -> tuple[str, ...]:
    """The names under which a tweet counts, each once; "" alone for what is under none."""
    return tuple(dict.fromkeys(questions)) if len(questions) > 1 else questions or ("",)


def _in_order(name: str) -> tuple[str, int, str]:
    """Sorts Q2 before Q10.

    >>> sorted(["Q10", "T1", "Q2"], key=_in_order)
    ['Q2', 'Q10', 'T1']
    """
    match = re.match(r"(\D*+)(\d*+)", name)
    letters, digits = match.groups() if match else (name, "")
    return letters, int(digits or 0), name
