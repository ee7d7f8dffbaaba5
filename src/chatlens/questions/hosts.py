"""Who the hosts are, where nobody says so: who opens number after number, and who does as hosts do."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chatlens import entities, forms
from chatlens.forms.matching import folded
from chatlens.models import Label, Repeat, Session, Timeline
from chatlens.questions.askings import ASKS, CLEAR, Candidate, announces, score, whose
from chatlens.repeats import marks

NUMBERS = 2  # questions somebody must have opened to be taken for a host
SHARE = 0.2  # ... and the share of all opened questions
COHOST_SHARE = 0.3  # share of the opened questions that one must be, for somebody who answers too to co-host by it
REPEATS = 0.6  # share of the questions that somebody repeats who does as hosts do, to be taken for a co-host
NAMED_BY = 2  # people who must name somebody as host; one is enough who is a host
NAMED_WITHIN = 60  # characters behind "hosts" in which the handles stand that it means

_WELCOMES = re.compile(
    r"""(?xi) [^.!?\n]{0,40}? \bwelcome\b (?!\saboard|\sback) \s (?:to|all|every\w++|back\sto|friends|folks)\b
    | .{0,80}? \bwe(?:['’]ll|\swill|['’]re|\sare)\s (?:be\s)? (?:us|follow)\w*+ \s (?:a|the|our)\b .{0,20}? \bformat\b
    | .{0,40}? \b(?:i['’]?m|i\sam|i['’]ll\sbe|we['’]?re|we\sare) \s (?:your|the|tonight['’]?s|today['’]?s)? \s?
      (?:co-?)?(?:hosts?|hosting|moderat(?:or|ors|ing))\b"""
)
_WELCOMING = ("welcome", "format", "host", "moderat")
"""Of which a text has one where `_WELCOMES` matches, which tries word after word: seen much sooner."""
_NAMES = re.compile(
    r"""(?xi) \b (?: (?:co-?)?hosts?\b | (?:co-?)?hosted\sby\b | moderat(?:ors?|ed\sby)\b | mods?\b | facilitators?\b
    | for\s(?:hosting|moderating|facilitating|leading)\b )"""
)
_SENTENCE_END = re.compile(r"[.!?\n](?!\w)")
_AHEAD = re.compile(r"(?i)\b(?:hosting|moderating|facilitating)\b")


class Signs(NamedTuple):
    """What tells of hosts beside asking, by casefolded handle."""

    acts: set[str]  # welcomes all, says how to answer, announces questions
    named: Mapping[str, set[str]]  # -> who calls them a host
    answers: Counter[str]  # own tweets with an answer's label


def infer(
    timeline: Timeline,
    session: Session,
    candidates: Sequence[Candidate],
    labels: Sequence[tuple[Label, ...]],
    repeats: Sequence[Repeat | None],
    hashtag: str | None,
) -> tuple[str, ...]:
    """Who opens question after question, most questions first; then who clearly opens one that no such host repeats;
    then those who repeat the questions and do as hosts do: welcome, announce, are called hosts, are the chat itself."""
    asking = [one for one in candidates if not one.amid and score(one, set()) >= ASKS]
    opened: dict[str, Candidate] = {}
    asked: dict[str, set[str]] = defaultdict(set)
    put: dict[str, set[str]] = defaultdict(set)  # asked or repeated
    spelling: dict[str, str] = {}
    for candidate in asking:
        for author in (candidate.author, *(timeline.tweets[i].author for i in candidate.members)):
            if author is not None:
                spelling.setdefault(author.casefold(), author)
                put[author.casefold()].add(candidate.question)
        if candidate.author is not None:
            asked[candidate.author.casefold()].add(candidate.question)
            opened.setdefault(candidate.question, candidate)
    times = Counter(candidate.author.casefold() for candidate in opened.values() if candidate.author)
    enough = min(max(NUMBERS, SHARE * len(opened)), len(opened))
    hosts = sorted((who for who in times if len(asked[who]) >= enough), key=lambda who: (-times[who], who))
    account = hashtag.casefold() if hashtag else None  # the chat's own has its name
    signs = read_signs(timeline, session, labels, repeats)
    credited = _credited(timeline, asking, hosts)
    few = len(opened) * COHOST_SHARE > 1
    for candidate in opened.values():
        who = candidate.author.casefold() if candidate.author else ""
        if who in hosts or not candidate.opens or candidate.form < CLEAR:
            continue
        shared = any(candidate.question in put[host] for host in hosts)
        if who in signs.acts or who in credited or not (shared or (signs.answers[who] and few)):
            hosts.append(who)
    for who in sorted(put, key=lambda who: (-len(put[who]), who)):
        often = len(put[who]) >= max(NUMBERS, REPEATS * len(opened)) or who in credited
        if who not in hosts and (who == account or called(who, hosts, signs) or (who in signs.acts and often)):
            hosts.append(who)
    return tuple(spelling[who] for who in hosts)


def _credited(timeline: Timeline, asking: Sequence[Candidate], hosts: Sequence[str]) -> set[str]:
    """Under whose names the hosts retweet questions. A copy without a name may have any origin."""
    found: set[str] = set()
    for tweet in (timeline.tweets[index] for candidate in asking for index in candidate.members):
        if tweet.author is not None and tweet.author.casefold() in hosts and marks.prefix_end(tweet.text):
            found.add((whose(tweet) or "").casefold())
    return found


def called(who: str, hosts: Sequence[str], signs: Signs) -> bool:
    """Whether a host, or several others, call somebody a host."""
    by = signs.named.get(who, set()) - {who}
    return bool(by & set(hosts)) or len(by) >= NAMED_BY


def read_signs(
    timeline: Timeline, session: Session, labels: Sequence[tuple[Label, ...]], repeats: Sequence[Repeat | None]
) -> Signs:
    """The signs in a session's original tweets."""
    acts: set[str] = set()
    named: dict[str, set[str]] = defaultdict(set)
    answers: Counter[str] = Counter()
    for index in session.tweets:
        tweet = timeline.tweets[index]
        if tweet.author is None or repeats[index] is not None or marks.prefix_end(tweet.text):
            continue
        who = tweet.author.casefold()
        if announces(tweet.text, labels[index][0] if labels[index] else None):
            acts.add(who)
        if labels[index]:
            answers[who] += any(label.letter == "A" for label in labels[index])
            continue
        if _welcomes(forms.body(tweet.text)[:200]):
            acts.add(who)
        for handle in _called_hosts(tweet.text):
            named[handle].add(who)
    return Signs(acts, named, answers)


def _welcomes(said: str) -> bool:
    text = folded(said)
    return any(map(text.__contains__, _WELCOMING)) and _WELCOMES.match(said) is not None


def _called_hosts(text: str) -> set[str]:
    """Handles (casefolded) that a text calls hosts: "our hosts @x and @y", "thanks @x for hosting"."""
    if "@" not in text and "＠" not in text:
        return set()
    mentions = [entity for entity in entities.find(text) if entity.kind == "mention"]
    found: set[str] = set()
    for mention in mentions:
        before = _SENTENCE_END.split(text[max(mention.start - NAMED_WITHIN, 0) : mention.start])[-1]
        behind = _SENTENCE_END.split(text[mention.end : mention.end + NAMED_WITHIN])[0]
        if _NAMES.search(before) or _AHEAD.search(behind):
            found.add(mention.text.casefold())
    return found
