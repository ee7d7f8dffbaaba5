"""Stage 5, a session with its labels and repeats -> its hosts, and a record per question.

A label's letter is not its role: many who write "Q3" answer it. What counts as asking is found from who writes (hosts
ask number after number), how it reads (`forms.asking`), when (an asking opens its number), and how often it is
repeated.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chatlens import entities, forms
from chatlens.errors import OptionError
from chatlens.models import CLOSING_THOUGHT, Inquiry, Label, Options, Question, Repeat, Session, Timeline, Tweet
from chatlens.repeats import cores

ASKS = 0.55  # score from which a tweet with a question's label asks it
HOST_NUMBERS = 2  # questions somebody must have opened to be taken for a host
HOST_SHARE = 0.2  # ... and the share of all opened questions
COHOST_FORM = 0.8  # how clearly somebody must ask who opens a single question to be taken for a co-host
OPENS = 0.3  # added for the first of all tweets with a label of that number: an asking comes before its answers
REPEATED = 0.1  # added for each repeat, up to three
BY_HOST = 0.35  # added for a host
NOT_BY_HOST = -0.35  # added for anybody else where hosts are known
SUPPORT = 2  # different answers that make a question real which nobody is seen to ask
GAP = 2  # neighbouring numbers without any trace that are taken for questions lost from the transcript
TEXT_LIKENESS = 0.6  # share of a question's words that a further asking of it has

NAME = re.compile(rf"[QT]\d{{1,3}}|{CLOSING_THOUGHT}")
"""Names of questions: Q1; T1 in a chat of topics; the closing thought."""


class _Candidate(NamedTuple):
    """A group of repeats with a question's label: its first tweet in the session stands for it."""

    first: int  # index of its first tweet
    members: tuple[int, ...]
    question: str
    part: str  # "b" of Q3b; "" for none
    author: str | None  # who asks: of a retweet whose original is absent, whom it names
    form: float  # how much it reads as asking, 0-1
    opens: bool  # no other label of its number stands before it


def find(
    timeline: Timeline,
    labels: Sequence[tuple[Label, ...]],
    repeats: Sequence[Repeat | None],
    marked_hosts: Sequence[str],
    options: Options,
) -> tuple[Inquiry, ...]:
    """Hosts and questions of each session. Questions stand in their numbers' order; one that is only answered, or only
    given by the user, is there without askings. Raises `OptionError` for a given question whose name is none."""
    for name in options.questions:
        if not NAME.fullmatch(name):
            raise OptionError(f"{name!r} is no question's name.", "Names are such as Q1, T1 and CT.")
    named = tuple(dict.fromkeys((*options.hosts, *marked_hosts)))
    return tuple(_inquiry(timeline, session, labels, repeats, named, options) for session in timeline.sessions)


def _inquiry(
    timeline: Timeline,
    session: Session,
    labels: Sequence[tuple[Label, ...]],
    repeats: Sequence[Repeat | None],
    named: tuple[str, ...],
    options: Options,
) -> Inquiry:
    candidates = _candidates(timeline, session, labels, repeats)
    hosts = named or _hosts(candidates)
    known = {host.casefold() for host in hosts}
    by_question: dict[str, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_question[candidate.question].append(candidate)
    asked = {name: _askings(timeline, group, known) for name, group in by_question.items()}
    asked = {name: chosen for name, chosen in asked.items() if chosen}
    names = set(asked) | _answered(session, labels, repeats, set(asked)) | set(options.questions)
    questions = tuple(
        _question(timeline, session, name, asked.get(name, ()), labels, options.questions, hosts)
        for name in sorted(names, key=_in_order)
    )
    return Inquiry(session.number, hosts, questions)


def _in_order(name: str) -> tuple[bool, str, int]:
    """Q1, Q2, Q10, T1; the closing thought last."""
    return name == CLOSING_THOUGHT, name[0], int(name[1:]) if name != CLOSING_THOUGHT else 0


def _candidates(
    timeline: Timeline, session: Session, labels: Sequence[tuple[Label, ...]], repeats: Sequence[Repeat | None]
) -> list[_Candidate]:
    members: dict[int, list[int]] = defaultdict(list)
    first: dict[str, int] = {}
    for index in session.tweets:
        repeat = repeats[index]
        original = index if repeat is None else repeat.original
        if repeat is None or not cores.commented(timeline.tweets[index].text):
            members[original].append(index)
        for label in labels[index]:
            first.setdefault(label.question, members[original][0] if members[original] else index)
    found = []
    for group in members.values():
        asks = next((asking for i in group if (asking := _question_label(labels[i]))), None)
        if asks is None:
            continue
        labelled = next(i for i in group if asks in labels[i])
        form = forms.asking(forms.body(timeline.tweets[labelled].text, asks.text_start))
        asker = _asker(timeline.tweets[group[0]])
        for name in dict.fromkeys(label.question for label in labels[labelled] if label.letter in "QT"):
            opens = first[name] >= group[0]
            found.append(_Candidate(group[0], tuple(group), name, asks.part, asker, form, opens))
    return sorted(found, key=lambda candidate: candidate.first)


def _asker(tweet: Tweet) -> str | None:
    """Whose words a tweet has: those of the person whom its retweet mark names, else its author's."""
    start = cores.prefix_end(tweet.text)
    named = entities.mentions(tweet.text[:start]) if start else ()
    return named[-1] if named else tweet.author


def _question_label(found: tuple[Label, ...]) -> Label | None:
    return next((label for label in found if label.letter in "QT"), None)


def _score(candidate: _Candidate, hosts: set[str]) -> float:
    """How surely a candidate asks its question; `ASKS` is enough."""
    score = candidate.form + REPEATED * min(len(candidate.members) - 1, 3) + (OPENS if candidate.opens else 0.0)
    if hosts and candidate.author is not None:
        score += BY_HOST if candidate.author.casefold() in hosts else NOT_BY_HOST
    return score


def _hosts(candidates: Sequence[_Candidate]) -> tuple[str, ...]:
    """Who opens question after question, most questions first; then who clearly opens one that no such host repeats."""
    opened: dict[str, _Candidate] = {}
    asked: dict[str, set[str]] = defaultdict(set)
    spelling: dict[str, str] = {}
    for candidate in candidates:
        if candidate.author is None or _score(candidate, set()) < ASKS:
            continue
        who = candidate.author.casefold()
        spelling.setdefault(who, candidate.author)
        asked[who].add(candidate.question)
        opened.setdefault(candidate.question, candidate)
    times = Counter(candidate.author.casefold() for candidate in opened.values() if candidate.author)
    enough = min(max(HOST_NUMBERS, HOST_SHARE * len(opened)), len(opened))
    hosts = sorted((who for who in times if len(asked[who]) >= enough), key=lambda who: (-times[who], who))
    for candidate in opened.values():
        who = candidate.author.casefold() if candidate.author else ""
        shares_it = any(candidate.question in asked[host] for host in hosts)
        if who not in hosts and candidate.opens and candidate.form >= COHOST_FORM and not shares_it:
            hosts.append(who)
    return tuple(spelling[who] for who in hosts)


def _askings(timeline: Timeline, group: Sequence[_Candidate], hosts: set[str]) -> tuple[_Candidate, ...]:
    """The candidates of one number that ask it: the best one, and others that ask the same in other words or parts.
    Where nobody knows who wrote, another part must read clearly as a question."""
    scored = [(_score(candidate, hosts), candidate) for candidate in group]
    best, chosen = max(scored, key=lambda pair: (pair[0], -pair[1].first))
    if best < ASKS:
        return ()
    words = _words(timeline.tweets[chosen.first].text)
    return tuple(
        candidate
        for score, candidate in scored
        if candidate is chosen
        or (score >= ASKS and candidate.author is not None and candidate.author.casefold() in hosts)
        or (candidate.author is None and candidate.part != chosen.part and candidate.form >= COHOST_FORM)
        or len(words & _words(timeline.tweets[candidate.first].text)) >= TEXT_LIKENESS * max(len(words), 1)
    )


def _words(text: str) -> set[str]:
    return {word for word in "".join(c if c.isalnum() else " " for c in text.casefold()).split() if len(word) > 3}


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
    for letter in {name[0] for name in sure - {CLOSING_THOUGHT}}:
        numbers = sorted(int(name[1:]) for name in sure - {CLOSING_THOUGHT} if name[0] == letter)
        for one, other in zip([0 if letter == "Q" else numbers[0], *numbers], numbers, strict=False):
            if other - one - 1 <= GAP:
                found.update(f"{letter}{number}" for number in range(one + 1, other))
    return found


def _question(
    timeline: Timeline,
    session: Session,
    name: str,
    askings: Sequence[_Candidate],
    labels: Sequence[tuple[Label, ...]],
    given: Mapping[str, str],
    hosts: Sequence[str],
) -> Question:
    members = sorted({index for candidate in askings for index in candidate.members})
    known = {host.casefold() for host in hosts}
    authors = [author for index in members if (author := timeline.tweets[index].author) and author.casefold() in known]
    askers = [candidate.author for candidate in askings if candidate.author is not None]
    return Question(
        session=session.number,
        name=name,
        text=given.get(name) or (_text(timeline, askings, labels) if askings else None),
        asked_by=_once((*askers, *authors)),  # who only shares a question does not ask it, unless it is a host
        asked_at=timeline.tweets[members[0]].posted_at if members else None,
        askings=tuple(members),
        given=name in given,
    )


def _once(handles: Sequence[str]) -> tuple[str, ...]:
    """Each handle once, in its first spelling and place."""
    found: dict[str, str] = {}
    for handle in handles:
        found.setdefault(handle.casefold(), handle)
    return tuple(found.values())


def _text(timeline: Timeline, askings: Sequence[_Candidate], labels: Sequence[tuple[Label, ...]]) -> str:
    """The question as asked: each different part once, in order ("Q3a", "Q3b"), without label and trailing tags."""
    parts: dict[str, str] = {}
    for candidate in askings:
        label, text = next(
            (label, timeline.tweets[i].text) for i in candidate.members if (label := _question_label(labels[i]))
        )
        text = text[: label.start] if label.stands == "behind" else text
        text = " ".join(text[label.text_start : entities.trailing_tags_start(text)].split())
        parts.setdefault(label.part, text)
    return " / ".join(text for _, text in sorted(parts.items()) if text)
