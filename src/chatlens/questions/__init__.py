"""Stage 5, a session with its labels and repeats -> its hosts, and a record per question.

A label's letter is not its role: many who write "Q3" answer it. What counts as asking is found from who writes (hosts
ask number after number), how it reads (`forms.asking`), when (an asking opens its number), and how often it is
repeated.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from chatlens.errors import OptionError
from chatlens.models import CLOSING_THOUGHT, Heading, Inquiry, Label, Options, Question, Repeat, Session, Timeline
from chatlens.questions import askings, hosts, texts, unnumbered
from chatlens.questions.askings import ASKS, Candidate, Groups

SUPPORT = 2  # different answers that make a question real which nobody is seen to ask
GAP = 2  # neighbouring numbers without any trace that are taken for questions lost from the transcript

NAME = re.compile(rf"[QT]\d{{1,3}}|{CLOSING_THOUGHT}")
"""Names of questions: Q1; T1 in a chat of topics; the closing thought."""


def find(
    timeline: Timeline,
    labels: Sequence[tuple[Label, ...]],
    repeats: Sequence[Repeat | None],
    marked_hosts: Sequence[str],
    options: Options,
    hashtag: str | None = None,
    headings: Sequence[Heading] = (),
) -> tuple[Inquiry, ...]:
    """Hosts and questions of each session. Questions stand in their numbers' order; one that is only answered, only
    given by the user or only asked by the page (`headings`, of a page with one session) is there without askings.
    Raises `OptionError` for a given question whose name is none."""
    for name in options.questions:
        if not NAME.fullmatch(name):
            raise OptionError(f"{name!r} is no question's name.", "Names are such as Q1, T1 and CT.")
    named = tuple(dict.fromkeys((*options.hosts, *marked_hosts)))
    asked = headings if len(timeline.sessions) == 1 else ()
    return tuple(
        _Session(timeline, session, labels, repeats, options, asked).inquiry(named, hashtag)
        for session in timeline.sessions
    )


class _Session:
    """The questions of one session."""

    def __init__(
        self,
        timeline: Timeline,
        session: Session,
        labels: Sequence[tuple[Label, ...]],
        repeats: Sequence[Repeat | None],
        options: Options,
        headings: Sequence[Heading],
    ) -> None:
        self.timeline = timeline
        self.session = session
        self.labels = labels
        self.repeats = repeats
        self.options = options
        self.given = options.questions
        self.headings = {one.name: one for one in reversed(headings)}  # the first of each name
        self.groups: Groups = askings.groups(session, timeline, labels, repeats)

    def inquiry(self, named: tuple[str, ...], hashtag: str | None) -> Inquiry:
        """Its hosts, those named before all others, and its questions."""
        candidates = askings.candidates(self.timeline, self.groups, self.labels, self.repeats)
        found = named or hosts.infer(self.timeline, self.session, candidates, self.labels, self.repeats, hashtag)
        known = {host.casefold() for host in found}
        by_question: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            by_question[candidate.question].append(candidate)
        asked = {name: chosen for name, group in by_question.items() if (chosen := askings.choose(group, known))}
        names = set(asked) | _answered(self.session, self.labels, self.repeats, set(asked))
        names |= {*self.given, *self.headings}
        if not names:
            return self._unnumbered(named, hashtag)
        questions = tuple(self._question(name, asked.get(name, ()), known) for name in sorted(names, key=in_order))
        return Inquiry(self.session.number, found, questions)

    def _unnumbered(self, named: tuple[str, ...], hashtag: str | None) -> Inquiry:
        """The inquiry of a session that numbers nothing: no questions, but how many it seems to have; with the user's
        wish, these."""
        signs = hosts.read_signs(self.timeline, self.session, self.labels, self.repeats)
        found, asked = unnumbered.find(self.timeline, self.session, self.groups, named, signs, hashtag)
        names = dict.fromkeys(candidate.question for candidate in asked)
        if not self.options.unnumbered:
            return Inquiry(self.session.number, found, (), len(names))
        known = {host.casefold() for host in found}
        questions = tuple(
            replace(
                self._question(name, [one for one in asked if one.question == name], known),
                unnumbered=True,
                wordings=(),
            )
            for name in names
        )
        return Inquiry(self.session.number, found, questions)

    def _question(self, name: str, chosen: Sequence[Candidate], known: set[str]) -> Question:
        if chosen:
            parts = askings.going_on(self.timeline, self.session, chosen, self.labels, self.groups)
            chosen = sorted((*chosen, *parts), key=lambda candidate: candidate.first)
        members = sorted({index for candidate in chosen for index in candidate.members})
        authors = [author for index in members if (author := self.timeline.tweets[index].author)]
        askers = [candidate.author for candidate in chosen if candidate.author is not None]
        by_hosts = [handle for handle in (*askers, *authors) if handle.casefold() in known]
        # what a host remarks under a topic is told where nothing else is
        told = [one for n, one in enumerate(chosen) if n == 0 or one.said.page or one.part or one.form >= ASKS]
        heading = None if members else self.headings.get(name)
        different = texts.joined((candidate.part, candidate.said) for candidate in told)
        return Question(
            session=self.session.number,
            name=name,
            text=self.given.get(name) or " / ".join(different) or (heading.text if heading else None),
            asked_by=_once(by_hosts or askers),  # who shares a host's question does not ask it
            asked_at=self.timeline.tweets[members[0]].posted_at if members else None,
            askings=tuple(members),
            given=name in self.given,
            wordings=different if len(different) > 1 and name not in self.given else (),
            opens=self._below(heading) if heading else None,
        )

    def _below(self, heading: Heading) -> int | None:
        """The first tweet below a heading of the page."""
        below = [index for index in self.session.tweets if self.timeline.tweets[index].first_line > heading.line]
        return min(below, key=lambda index: self.timeline.tweets[index].first_line, default=None)


def in_order(name: str) -> tuple[bool, str, int]:
    """Q1, Q2, Q10, T1; the closing thought last."""
    return name == CLOSING_THOUGHT, name[0], int(name[1:]) if name != CLOSING_THOUGHT else 0


def _answered(
    session: Session, labels: Sequence[tuple[Label, ...]], repeats: Sequence[Repeat | None], asked: set[str]
) -> set[str]:
    """Questions that nobody is seen to ask: those that enough different tweets answer (one stray "A17" makes none), and
    the few that the numbering leaves out, since a chat that has Q1 and Q3 has had a Q2."""
    times = Counter(
        name
        for index in session.tweets
        if repeats[index] is None
        for name in {label.question for label in labels[index]}
    )
    sure = {name for name, count in times.items() if count >= SUPPORT} | asked
    if not sure and len(times) >= SUPPORT:
        sure = set(times)  # a handful of tweets, each with its own number
    found = set(sure)
    numbered = sure - {CLOSING_THOUGHT}
    for letter in {name[0] for name in numbered}:
        numbers = sorted(int(name[1:]) for name in numbered if name[0] == letter)
        for one, other in zip([0 if letter == "Q" else numbers[0], *numbers], numbers, strict=False):
            if other - one - 1 <= GAP:
                found.update(f"{letter}{number}" for number in range(one + 1, other))
    return found


def _once(handles: Sequence[str]) -> tuple[str, ...]:
    """Each handle once, in its first spelling and place."""
    found: dict[str, str] = {}
    for handle in handles:
        found.setdefault(handle.casefold(), handle)
    return tuple(found.values())
