"""Stage 3, label candidates -> the labels that count in this chat.

What a bare "A1" is worth is learnt from the chat: where others mark it as a label ("A1:"), or where enough tweets start
so, it is one; where nobody does, "A4" is a sheet of paper. Each session decides for itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from chatlens import labels as label_forms
from chatlens.models import Label, Session, Timeline

BARE_TWEETS = 3  # different tweets with bare labels, of two numbers at least, that make bare labels this chat's habit
BARE_NUMBER = 2  # ... and tweets that must carry one and the same number, where no sure label has it
TOPIC_TWEETS = 4  # different tweets that start with "T1:", with two numbers at least, that make it a chat of topics
TOPIC_BARE = 8  # ... or so many tweets with "T1:" or "T1 ", where at least two of them mark it
TOPIC_SHARE = 0.2  # ... and their share of all labelled tweets: in other chats "T2:" is a term of the subject


def settle(timeline: Timeline) -> tuple[tuple[Label, ...], ...]:
    """Per tweet the labels that count, in the text's order. Between sessions, the habits of the one before count: what
    comes there with a label is mostly a late repeat."""
    settled: list[tuple[Label, ...]] = [()] * len(timeline.tweets)
    starts: list[int] = []
    habits: list[_Habits] = []
    for session in timeline.sessions:
        counts, found = _settled(timeline, session)
        starts.append(session.tweets[0] if session.tweets else 0)
        habits.append(counts)
        for index, labels in zip(session.tweets, found, strict=True):
            settled[index] = labels
    for index, number in enumerate(timeline.session_of):
        if number is None and habits:
            counts = habits[max(bisect_right(starts, index) - 1, 0)]
            settled[index] = tuple(label for label in label_forms.find(timeline.tweets[index].text) if counts(label))
    return tuple(settled)


def _settled(timeline: Timeline, session: Session) -> tuple[_Habits, list[tuple[Label, ...]]]:
    """The habits of a session, and the labels that count in it."""
    tweets = [timeline.tweets[index] for index in session.tweets]
    candidates = [label_forms.find(tweet.text) for tweet in tweets]
    different: dict[str, tuple[Label, ...]] = {}
    for tweet, found in zip(tweets, candidates, strict=True):
        if found:
            different.setdefault(tweet.text.casefold(), found)
    counts = _Habits(list(different.values()))
    kept = [tuple(label for label in found if counts(label)) for found in candidates]
    return counts, _parts(kept, [tweet.author for tweet in tweets])


class _Habits:
    """Which candidates this session confirms."""

    def __init__(self, different: Sequence[tuple[Label, ...]]) -> None:
        flat = [label for found in different for label in found]
        self.sure = Counter(label.number for label in flat if label.sure)
        bare = [label for label in flat if not label.sure and label.letter != "T"]
        self.bare = Counter(label.number for label in bare)
        self.bare_is_habit = len(bare) >= BARE_TWEETS and len(self.bare) > 1
        topics = [label for label in flat if label.letter == "T" and label.convention != "bare"]
        bare_topics = Counter(label.number for label in flat if label.letter == "T" and label.convention == "bare")
        marked = {label.number for label in topics}
        self.bare_topics = sum(bare_topics.values()) >= BARE_TWEETS
        often = {number for number, times in bare_topics.items() if times >= BARE_NUMBER} if self.bare_topics else set()
        enough = (len(topics) >= TOPIC_TWEETS and len(marked) > 1) or (
            len(topics) >= 2 and len(topics) + sum(bare_topics.values()) >= TOPIC_BARE and len(marked | often) > 1
        )
        self.has_topics = enough and len(topics) + sum(bare_topics.values()) >= TOPIC_SHARE * max(len(flat), 1)
        self.topics = marked | often

    def __call__(self, label: Label) -> bool:
        if label.letter == "T":
            return self.has_topics and label.number in self.topics and (self.bare_topics or label.convention != "bare")
        if label.sure:
            return True
        return bool(self.sure[label.number]) or (self.bare_is_habit and self.bare[label.number] >= BARE_NUMBER)


def _parts(found: list[tuple[Label, ...]], authors: Sequence[str | None]) -> list[tuple[Label, ...]]:
    """ "A2/2" is the second part of an A2 only where an A2 stands before it: of its author, or of anybody where the
    transcript has no authors."""
    before: dict[str | None, set[str]] = defaultdict(set)
    result = []
    for names, author in zip(found, authors, strict=True):
        who = author.casefold() if author else None
        if names and names[0].convention == "part after a slash" and names[0].question not in before[who]:
            label = names[0]
            names = (Label(label.letter, label.number, "", label.start, label.end, label.convention, label.sure),)
        before[who].update(label.question for label in names)
        result.append(names)
    return result
