"""Who took part: what each person sent, and how others took it up; the rows of `participants`.

A *retweet* here is a plain repeat of whatever kind, one's own tweet again included: every repeat but a comment + copy.
Without authors nobody's tweets can be counted; the people whom others mention or reply to are listed all the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chatlens.models import LEFT_OUT
from chatlens.tables import Cell, _cells, _counts, _mentions, _ties, _words
from chatlens.tables._once import once

if TYPE_CHECKING:
    from chatlens.analysis import Analysis

_COPY_BEGINS = re.compile(r"(?:(?<!\w)[RM]T|[“”\"])\s?[@＠]")
"""Where in a comment + copy the words of somebody else begin."""


@dataclass(slots=True)
class Person:
    """What is known of a person; keys of other people are casefolded handles."""

    author: str | None = None  # spelling of the first tweet
    spellings: Counter[str] = field(default_factory=Counter)  # in mentions
    name: str | None = None
    sent: list[int] = field(default_factory=list)  # indices
    counts: Counter[str] = field(default_factory=Counter)  # by column
    answered: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    reached: set[str] = field(default_factory=set)
    reached_by: set[str] = field(default_factory=set)
    first_seen: int | None = None  # 1-based line
    withheld: bool = False  # they are left out: nobody knows how many words they wrote

    @property
    def handle(self) -> str:
        """The spelling of their own first tweet, else the commonest."""
        return self.author or (self.spellings.most_common(1)[0][0] if self.spellings else "")

    @property
    def kind(self) -> str:
        """contributor, amplifier (only retweets) or mentioned (wrote none)."""
        if not self.sent:
            return "mentioned"
        return "contributor" if len(self.sent) > self.counts["retweets"] else "amplifier"


def rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    """A row per person and sitting, most tweets first."""
    with_authors = _counts.has_authors(analysis)
    for sitting in _counts.sittings(analysis):
        found = people(analysis, sitting)
        hosts = {host.casefold() for host in sitting.inquiry.hosts} if sitting.inquiry else set()
        order = sorted(found.items(), key=lambda p: (-len(p[1].sent), -p[1].counts["mentioned_in"], p[0]))
        for key, person in order:
            yield (
                analysis.source.chat,
                sitting.number,
                person.handle,
                person.name,
                key in hosts,
                person.kind,
                *_cells_of(analysis, person, with_authors),
            )


def _cells_of(analysis: Analysis, person: Person, with_authors: bool) -> Iterator[Cell]:
    counts = person.counts
    taken_up = (counts["mentioned_in"], counts["replied_to"])
    if not with_authors:
        yield from (None,) * 9
        yield from (*taken_up, None, None, None, None, person.first_seen)
        return
    times = [when for i in person.sent if (when := _cells.moment(analysis.timeline.tweets[i].posted_at))]
    yield from (len(person.sent), len(person.sent) - counts["retweets"], counts["retweets"], counts["replies"])
    words = None if person.withheld else counts["words"]
    yield from (counts["answers"], len(person.answered), len(person.asked), words, counts["times_shared"])
    yield from (*taken_up, len(person.reached), len(person.reached_by))
    yield from (times[0] if times else None, times[-1] if times else None, person.first_seen)


@once
def people(analysis: Analysis, sitting: _counts.Sitting) -> dict[str, Person]:
    """Everybody who wrote, is mentioned or is replied to in the sitting, by casefolded handle."""
    found: dict[str, Person] = {}
    for i in sitting.tweets:
        if author := analysis.timeline.tweets[i].author:
            _sent(analysis, i, found.setdefault(author.casefold(), Person()))
        _received(analysis, i, found)
    for original, members in _counts.groups(analysis, sitting.tweets).items():
        author = analysis.timeline.tweets[original if original in members else members[0]].author
        if author:
            found[author.casefold()].counts["times_shared"] += len(members) - 1
    _credit_answers(analysis, sitting, found)
    return found


def _sent(analysis: Analysis, i: int, person: Person) -> None:
    """Count a tweet for its author."""
    tweet, placement = analysis.timeline.tweets[i], analysis.placements[i]
    if not person.sent:
        person.author, person.first_seen = tweet.author, tweet.first_line
    person.name = person.name or tweet.name
    person.sent.append(i)
    person.counts["replies"] += placement.role == "reply"
    if _counts.is_retweet(analysis, i):
        person.counts["retweets"] += 1
        return
    if placement.role == "question":
        person.asked.update(placement.questions)
    person.counts["words"] += _own_words(analysis, i)
    person.withheld = person.withheld or tweet.text == LEFT_OUT


def _own_words(analysis: Analysis, i: int) -> int:
    """Words of a tweet without its label, handles, tags, links, and what it copies."""
    text, labels = analysis.timeline.tweets[i].text, analysis.labels[i]
    if analysis.repeats[i] and (copy := _COPY_BEGINS.search(text)):
        text = text[: copy.start()]
    start = 0
    kept = []
    for label in labels:
        if label.stands == "within":
            continue
        kept.append(text[start : label.start])
        start = max(start, label.end)
    return _words.count(" ".join((*kept, text[start:])).replace(LEFT_OUT, " "))


def _received(analysis: Analysis, i: int, people: dict[str, Person]) -> None:
    """Count a tweet for everybody it mentions, answers, quotes or repeats."""
    tweet = analysis.timeline.tweets[i]
    sender = tweet.author.casefold() if tweet.author else None
    mentioned = _handles(_mentions.mentions(analysis, i))
    replied = _handles(_ties.answered(analysis, i))
    replied.pop(sender or "", None)
    tied = {key: tie.target for key, tie in _ties.ties(analysis, i).items()}
    for column, handles in (("mentioned_in", mentioned), ("replied_to", replied), ("", tied)):
        for key, handle in handles.items():
            person = people.setdefault(key, Person())
            person.spellings[handle] += 1
            person.first_seen = person.first_seen or tweet.first_line
            if column:
                person.counts[column] += 1
            elif sender:
                person.reached_by.add(sender)
                people[sender].reached.add(key)


def _handles(handles: Iterable[str]) -> dict[str, str]:
    """Casefolded handle -> its first spelling."""
    found: dict[str, str] = {}
    for handle in handles:
        found.setdefault(handle.casefold(), handle)
    return found


def _credit_answers(analysis: Analysis, sitting: _counts.Sitting, people: dict[str, Person]) -> None:
    """Count every different answer, once, for the author of the tweet that stands for it."""
    credited: set[int] = set()
    for tally in _counts.tallies(analysis, sitting):
        for answer in tally.answers:
            author = analysis.timeline.tweets[answer.tweet].author
            if not author:
                continue
            person = people[author.casefold()]
            person.counts["answers"] += answer.tweet not in credited
            credited.add(answer.tweet)
            if tally.name:
                person.answered.add(tally.name)
