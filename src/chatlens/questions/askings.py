"""Which tweets ask: candidates by their label, or by a label amid a host's words, and the choice among them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from chatlens import entities, forms
from chatlens import labels as label_forms
from chatlens.models import Label, Repeat, Session, Timeline, Tweet
from chatlens.questions import texts
from chatlens.repeats import marks

ASKS = 0.55  # score from which a tweet with a question's label asks it
CLEAR = 0.8  # form from which a tweet reads as a question whatever else is known of it
OPENS = 0.3  # added for the first of all tweets with a label of that number: an asking comes before its answers
REPEATED = 0.1  # added for each repeat, up to three
BY_HOST = 0.35  # added for a host
NOT_BY_HOST = -0.35  # added for anybody else where hosts are known
OWN_WORDS = 1  # words beside the question's that somebody may add who only repeats it
GOES_ON_REACH = 6  # tweets behind a question told in several in which its author goes on without a label
ANYBODY_REACH = 2  # ... where nobody knows who wrote them
AMID = 200  # characters of a tweet in which a label amid its words is looked for
ASKED_WORDS = 4  # words that must follow such a label

_AMID = re.compile(
    r"(?P<letter>[QqTt])(?<![\w/#@.][QqTt])\s?(?P<number>\d{1,2})(?P<part>[a-e](?!\w))?(?P<mark>\s?[:.)–-]++)?\s+(?=\S)"
)
_COMES = re.compile(
    r"""(?xi) [\W_]{0,12}+ (?:is\s|now\s|it['’]?s\s)?+ (?: com(?:ing|in['’]?)\b | up\b | next\b
    | on\s(?:the|it\W{0,4}+s)\sway | (?:very\s|real\s)?soon\b | incoming | loading | ready\b
    | in\s(?:a|an|one|two|three|five|ten|\d+)\s(?:min|sec|mom) ) [^?]{0,40}+$"""
)
"""What a host says who announces a question: "Q5. . . coming right up"."""
_OR = re.compile(r"(?i)\s(?:or|and|&)\s$")


class Candidate(NamedTuple):
    """A group of repeats with a question's label: its first tweet in the session stands for it."""

    first: int  # index of its first tweet
    members: tuple[int, ...]
    question: str
    part: str  # "b" of Q3b; "" for none
    author: str | None  # who asks: of a retweet whose original is absent, whom it names
    form: float  # how much it reads as asking, 0-1
    opens: bool  # no other label of its number stands before it
    said: texts.Wording  # its earliest full form
    amid: bool = False  # its label stands amid its words


class Groups(NamedTuple):
    """A session's groups of repeats, and where labels of each question stand first."""

    members: Mapping[int, tuple[int, ...]]  # original -> tweets of the session, comments on copies left out
    first: Mapping[str, int]  # question -> index of the first tweet with a label of it, by the group's first tweet


def groups(
    session: Session, timeline: Timeline, labels: Sequence[tuple[Label, ...]], repeats: Sequence[Repeat | None]
) -> Groups:
    """Put the tweets of a session into groups of repeats."""
    members: dict[int, list[int]] = defaultdict(list)
    first: dict[str, int] = {}
    for index in session.tweets:
        repeat = repeats[index]
        original = index if repeat is None else repeat.original
        if repeat is None or not marks.comments(timeline.tweets[index].text, timeline.tweets[original].text):
            members[original].append(index)
        for label in labels[index]:
            first.setdefault(label.question, members[original][0] if members[original] else index)
    return Groups({original: tuple(group) for original, group in members.items() if group}, first)


def candidates(
    timeline: Timeline, found: Groups, labels: Sequence[tuple[Label, ...]], repeats: Sequence[Repeat | None]
) -> list[Candidate]:
    """What may ask a question, in the chat's order."""
    listed: list[Candidate] = []
    for group in found.members.values():
        listed += _labelled(timeline, group, found, labels, repeats)
        listed += _amid(timeline, group, found, labels)
    return _pages(sorted(listed, key=lambda candidate: candidate.first))


def _labelled(
    timeline: Timeline,
    group: Sequence[int],
    found: Groups,
    labels: Sequence[tuple[Label, ...]],
    repeats: Sequence[Repeat | None],
) -> Iterator[Candidate]:
    """A group's candidates, one for each question that its label names."""
    said = [(i, label) for i in group if labels[i] and (label := _question_label(labels[i])) is not None]
    if not said:
        return
    # the full form leads, also where a retweet that was cut off, or one with small changes, stands before it
    wordings = [(i, label, _wording(timeline.tweets[i].text, label)) for i, label in said]
    shortened = [repeat is not None and repeat.kind in ("cut", "edited") for repeat in (repeats[i] for i, _ in said)]
    at = min(range(len(said)), key=lambda n: (wordings[n][2].cut, shortened[n]))
    index, label, wording = wordings[at]
    text = timeline.tweets[index].text
    body = forms.body(_labelled_text(text, label), label.text_start)
    if announces(text, label):
        return
    form = forms.asking(_until_next(body))
    asker = whose(timeline.tweets[group[0]])
    for name in dict.fromkeys(label.question for label in labels[index] if label.letter in "QT"):
        opens = found.first[name] >= group[0]
        part = "" if label.part.isdigit() else label.part  # "Q1.2", "Q1 2/2": a page of its text
        yield Candidate(group[0], tuple(group), name, part, asker, form, opens, wording)


def _wording(text: str, label: Label) -> texts.Wording:
    """What a labelled tweet asks; the part of a label that is a number is its page."""
    said = texts.wording(_until_next(_labelled_text(text, label), label.text_start), label.text_start)
    return said._replace(page=int(label.part)) if label.part.isdigit() and not said.page else said


def _labelled_text(text: str, label: Label) -> str:
    """A tweet's text up to its label, where that stands behind it."""
    return text[: label.start] if label.stands == "behind" else text


def announces(text: str, label: Label | None) -> bool:
    """Whether a tweet says that a question comes: "Q2 in five minutes!"."""
    body = forms.body(text, label.text_start) if label is not None else ""
    return label_forms.announced(text) or bool(body and _COMES.match(body[: entities.trailing_tags_start(body)]))


def _amid(
    timeline: Timeline, group: Sequence[int], found: Groups, labels: Sequence[tuple[Label, ...]]
) -> Iterator[Candidate]:
    """A group's candidates by a label amid the words: "Here is Q3: What ...?", "And next ... Q4 Where ...?"."""
    index = group[0]
    text = timeline.tweets[index].text
    own = {label.question for label in labels[index]}
    behind = max([label.end for label in labels[index]], default=0)
    for mark in _AMID.finditer(text, behind, AMID):
        name = f"{mark['letter'].upper()}{int(mark['number'])}"
        rest = text[mark.end() :]
        body = forms.body(rest)
        if name in own or (name[0] == "T" and name not in found.first) or not (mark["mark"] or body[:1].isupper()):
            continue
        if len(body.split()) >= ASKED_WORDS and forms.asking(body) >= CLEAR:
            opens = name not in found.first or found.first[name] >= index
            part = (mark["part"] or "").lower()
            said = texts.wording(_until_next(rest))
            asker = whose(timeline.tweets[index])
            yield Candidate(index, tuple(group), name, part, asker, forms.asking(body), opens, said, amid=True)


def _until_next(text: str, start: int = 0) -> str:
    """A text up to where it goes on with another question: "What is it? Or Q7: Why ...?"."""
    mark = next((mark for mark in _AMID.finditer(text, start) if mark["mark"]), None)
    return _OR.sub("", text[: mark.start()]) if mark else text


def _pages(listed: Sequence[Candidate]) -> list[Candidate]:
    """The pages of one text ("1/2", "2/2") have the form of that which asks."""
    forms_of: dict[tuple[str, str | None], float] = {}
    for one in listed:
        if one.said.page:
            key = one.question, one.author
            forms_of[key] = max(one.form, forms_of.get(key, 0.0))
    return [one._replace(form=forms_of[one.question, one.author]) if one.said.page else one for one in listed]


def whose(tweet: Tweet) -> str | None:
    """Whose words a tweet has: those of the person whom its retweet mark names, else its author's."""
    start = marks.prefix_end(tweet.text)
    named = entities.mentions(tweet.text[:start]) if start else ()
    return named[-1] if named else tweet.author


def _question_label(found: tuple[Label, ...]) -> Label | None:
    return next((label for label in found if label.letter in "QT"), None)


def score(candidate: Candidate, hosts: set[str]) -> float:
    """How surely a candidate asks its question; `ASKS` is enough."""
    total = candidate.form + REPEATED * min(len(candidate.members) - 1, 3) + (OPENS if candidate.opens else 0.0)
    if hosts and candidate.author is not None:
        total += BY_HOST if candidate.author.casefold() in hosts else NOT_BY_HOST
    return total


def choose(group: Sequence[Candidate], hosts: set[str]) -> tuple[Candidate, ...]:
    """The candidates of one number that ask it: the best one, and others that ask the same in other words or parts.
    Where nobody knows who wrote, another part must read clearly as a question; a label amid the words counts where a
    host wrote them, or where they are the question's again."""
    may = [one for one in group if not one.amid or (one.author is not None and one.author.casefold() in hosts)]
    scored = [(score(candidate, hosts), candidate) for candidate in may]
    if not scored:
        return ()
    best, chosen = max(scored, key=lambda pair: (pair[0], -pair[1].first))
    if best < ASKS:
        return ()
    return tuple(
        candidate
        for candidate in group
        if candidate is chosen
        or _host_asks(candidate, chosen, hosts)
        or (candidate.author is None and not candidate.amid and candidate.form >= CLEAR and _parts(candidate, chosen))
        or _again(candidate, chosen)
    )


def _host_asks(candidate: Candidate, chosen: Candidate, hosts: set[str]) -> bool:
    """Whether a host asks in a candidate too. Beside a clear question of the same number, what has no form of one is a
    host's remark; figures and methods under a topic are its subject."""
    if candidate.author is None or candidate.author.casefold() not in hosts or score(candidate, hosts) < ASKS:
        return False
    remark = candidate.form == 0.0 and chosen.form >= CLEAR and candidate.question.startswith("Q")
    return not remark or texts.alike(candidate.said.text, chosen.said.text)


def _parts(candidate: Candidate, chosen: Candidate) -> bool:
    return candidate.part != chosen.part or bool(candidate.said.page and candidate.said.page != chosen.said.page)


def _again(candidate: Candidate, chosen: Candidate) -> bool:
    """Whether a candidate puts the chosen question again, and says nothing else ("Q3: Who ...? <- me")."""
    if not texts.alike(candidate.said.text, chosen.said.text):
        return False
    return len(texts.words(candidate.said.text) - texts.words(chosen.said.text)) <= OWN_WORDS or candidate.form > CLEAR


def going_on(
    timeline: Timeline,
    session: Session,
    askings: Sequence[Candidate],
    labels: Sequence[tuple[Label, ...]],
    found: Groups,
) -> Iterator[Candidate]:
    """The tweets without label in which the author of a question goes on with it: "2/2 ...", "cont. ..."."""
    place_of = {index: place for place, index in enumerate(session.tweets)}
    for asking in askings:
        author = asking.author.casefold() if asking.author else None
        place = place_of[asking.first]
        reach = ANYBODY_REACH if author is None else GOES_ON_REACH
        for index in session.tweets[place + 1 : place + 1 + reach]:
            tweet = timeline.tweets[index]
            who = tweet.author.casefold() if tweet.author else None
            if who != author or index not in found.members or tweet.text.startswith(("@", "＠")):
                continue
            said = None if labels[index] else texts.goes_on(tweet.text)
            if said is not None and said.page == max(asking.said.page, 1) + 1:
                yield asking._replace(first=index, members=found.members[index], said=said)
            break
