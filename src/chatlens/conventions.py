"""Stage 3, label candidates -> the labels that count in this chat.

What a bare "A1" is worth is learnt from the chat: where others mark it as a label ("A1:"), or where enough tweets start
so, it is one; where nobody does, "A4" is a sheet of paper. So it is with the letters of other languages, with topics,
and with the closing thought. Each session decides for itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from chatlens import labels as label_forms
from chatlens.labels import places, rows
from chatlens.models import Label, Session, Timeline, Tweet

BARE_TWEETS = 3  # different tweets with bare labels, of two numbers at least, that make bare labels this chat's habit
BARE_NUMBER = 2  # ... and tweets that must carry one and the same number, where no sure label has it
TOPIC_TWEETS = 4  # different tweets that start with "T1:", with two numbers at least, that make it a chat of topics
TOPIC_BARE = 8  # ... or so many tweets with "T1:" or "T1 ", where at least two of them mark it
TOPIC_SHARE = 0.2  # ... and their share of all labelled tweets: in other chats "T2:" is a term of the subject
NUMBERS = (
    2  # numbers that a pair of letters (P and R, F and A, Q and R) must share to be a chat's questions and answers
)
CLOSING_TWEETS = 2  # different tweets with "CT:" that make a closing thought, where none of them asks
UNNUMBERED_TOPICS = 2  # different tweets "TOPIC: ..." that make a chat of topics without numbers
GOES_ON_REACH = 12  # tweets back in which the tweet is looked for that its author continues
KEY = 60  # characters that tell a text from another; what a retweet cuts off stands behind them

_LANGUAGE_ROWS = (rows.PREGUNTA, rows.RESPUESTA, rows.FRAGE)
_OWN_RULES = frozenset({*_LANGUAGE_ROWS, rows.CLOSING, rows.WARM_UP, rows.TOPIC})
_Found = tuple[Label, ...]


def settle(timeline: Timeline) -> tuple[_Found, ...]:
    """Per tweet the labels that count, in the text's order. Between sessions, the habits of the one before count: what
    comes there with a label is mostly a late repeat."""
    settled: list[_Found] = [()] * len(timeline.tweets)
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
            settled[index] = counts.among(timeline.tweets[index], _candidates(timeline.tweets[index].text))
    return tuple(settled)


def _settled(timeline: Timeline, session: Session) -> tuple[_Habits, list[_Found]]:
    """The habits of a session, and the labels that count in it."""
    tweets = [timeline.tweets[index] for index in session.tweets]
    candidates = [_candidates(tweet.text) for tweet in tweets]
    different: dict[str, tuple[Tweet, _Found]] = {}
    for tweet, found in zip(tweets, candidates, strict=True):
        if found:
            different.setdefault(tweet.text.casefold(), (tweet, found))
    counts = _Habits(list(different.values()))
    kept = [counts.among(tweet, found) for tweet, found in zip(tweets, candidates, strict=True)]
    return counts, _continuations(_parts(kept, tweets), tweets)


def _candidates(text: str) -> _Found:
    return label_forms.find(text) or label_forms.inside(text)


class _Habits:
    """Which candidates this session confirms."""

    def __init__(self, different: Sequence[tuple[Tweet, _Found]]) -> None:
        flat = [label for _, found in different for label in found]
        numbered = [label for label in flat if label.convention not in _OWN_RULES]
        self.sure = Counter(label.number for label in numbered if label.sure)
        bare = [label for label in numbered if not label.sure and label.letter != "T" and label.stands == "before"]
        self.bare = Counter(label.number for label in bare)
        self.bare_is_habit = len(bare) >= BARE_TWEETS and len(self.bare) > 1
        self._learn_topics(numbered)
        self.languages = _languages(flat)
        self.topic_of = {} if self.has_topics or len(self.sure) >= NUMBERS else _unnumbered(different)
        marked = len(self.sure) >= NUMBERS or bool(self.languages or self.topic_of)
        asks_numbers = marked or self.bare_is_habit or self.has_topics
        closes = _closes(different)
        self.own = {name for name, holds in ((rows.WARM_UP, True), (rows.CLOSING, closes)) if holds and asks_numbers}

    def _learn_topics(self, numbered: Sequence[Label]) -> None:
        numbered = [label for label in numbered if label.stands == "before"]
        topics = [label for label in numbered if label.letter == "T" and label.convention != rows.BARE]
        bare_topics = Counter(label.number for label in numbered if label.letter == "T") - Counter(
            label.number for label in topics
        )
        marked = {label.number for label in topics}
        self.bare_topics = sum(bare_topics.values()) >= BARE_TWEETS
        often = {number for number, times in bare_topics.items() if times >= BARE_NUMBER} if self.bare_topics else set()
        enough = (len(topics) >= TOPIC_TWEETS and len(marked) > 1) or (
            len(topics) >= 2 and len(topics) + sum(bare_topics.values()) >= TOPIC_BARE and len(marked | often) > 1
        )
        self.has_topics = enough and len(topics) + sum(bare_topics.values()) >= TOPIC_SHARE * max(len(numbered), 1)
        self.topics = marked | often

    def among(self, tweet: Tweet, found: _Found) -> _Found:
        """Those of a tweet's candidates that count."""
        if not found:
            return found
        return tuple(
            replace(label, number=self.topic_of[_topic_key(tweet, label)]) if label.convention == rows.TOPIC else label
            for label in found
            if self.counts(tweet, label)
        )

    def counts(self, tweet: Tweet, label: Label) -> bool:
        """Whether this session confirms a tweet's candidate."""
        if label.convention == rows.TOPIC:
            return _topic_key(tweet, label) in self.topic_of
        if label.convention in _OWN_RULES:
            return label.convention in self.own or label.convention in self.languages
        if label.letter == "T":
            bare = label.convention == rows.BARE
            return self.has_topics and label.number in self.topics and (self.bare_topics or not bare)
        if label.sure:
            return True
        if self.sure[label.number] or (label.convention == rows.MARKED and self._follows(label)):
            return True
        return self.bare_is_habit and self.bare[label.number] >= BARE_NUMBER and label.stands == "before"

    def _follows(self, label: Label) -> bool:
        """Whether a number is the next one behind a number that sure labels have: a last question nobody answers."""
        return label.number is not None and bool(self.sure[label.number - 1])


def _languages(flat: Sequence[Label]) -> frozenset[str]:
    """The letters of other languages in which this session asks and answers: those whose pair shares numbers. "P1" is
    a priority, "F1" a race and "R2" a robot where Q or A already stand for it."""
    numbers: dict[str, set[int | None]] = defaultdict(set)
    for label in flat:
        if label.convention in _LANGUAGE_ROWS:
            numbers[label.convention].add(label.number)
        elif label.letter in "QA" and label.convention not in _OWN_RULES:
            numbers[label.letter].add(label.number)
    found: set[str] = set()
    for asks, answers, other in (
        (rows.PREGUNTA, rows.RESPUESTA, ""),
        (rows.FRAGE, "A", "Q"),
        ("Q", rows.RESPUESTA, "A"),
    ):
        taken = len(numbers[other]) >= NUMBERS  # by the letter that means the same
        if len(numbers[asks] & numbers[answers]) >= NUMBERS and not taken:
            found |= {asks, answers}
    return frozenset(found & set(_LANGUAGE_ROWS))


def _closes(different: Sequence[tuple[Tweet, _Found]]) -> bool:
    """Whether this session has a closing thought: several tweets carry its mark, or one asks, and not before some
    numbers have been asked. "CT Scan?" asks for something else."""
    numbers: set[int | None] = set()
    times = 0
    for tweet, found in different:
        if found[0].convention != rows.CLOSING:
            numbers.update(label.number for label in found)
        elif len(numbers) >= NUMBERS:
            times += 1
            if "?" in tweet.text and not tweet.text[found[0].end - 1].isalnum():
                return True
    return times >= CLOSING_TWEETS


def _topic_key(tweet: Tweet, label: Label) -> str:
    return _key(tweet.text[label.end :])


def _key(text: str) -> str:
    """What of a text survives being shared, as far as it tells it from others."""
    return "".join(filter(str.isalnum, text.casefold()))[:KEY]


def _unnumbered(different: Sequence[tuple[Tweet, _Found]]) -> dict[str, int]:
    """Topics without numbers -> their numbers, in the order of asking. Where authors are known, only those ask who set
    several: one "Topic: ..." is anybody's."""
    asked = [(tweet, _topic_key(tweet, found[0])) for tweet, found in different if found[0].convention == rows.TOPIC]
    own: dict[str | None, set[str]] = defaultdict(set)
    for tweet, key in asked:
        own[_who(tweet)].add(key)
    hosts = {who for who, keys in own.items() if len(keys) >= UNNUMBERED_TOPICS}
    keys = dict.fromkeys(key for tweet, key in asked if _who(tweet) in hosts)
    return {key: number for number, key in enumerate(keys, start=1)}


def _who(tweet: Tweet) -> str | None:
    return tweet.author.casefold() if tweet.author else None


def _parts(found: list[_Found], tweets: Sequence[Tweet]) -> list[_Found]:
    """ "A2/2" is the second part of an A2, and "A2 cont.", only where an A2 stands before it: of its author, or of
    anybody where the transcript has no authors."""
    before: dict[str | None, dict[str, str]] = defaultdict(dict)
    part_of: dict[str, str] = {}  # what is shared keeps the part it had
    result = []
    for labels, tweet in zip(found, tweets, strict=True):
        own = before[_who(tweet)]
        if labels and labels[0].convention in (rows.SLASH, rows.CONTINUED):
            key, earlier = _key(tweet.text[labels[0].start :]), own.get(labels[0].question)
            if earlier is None:
                part = ""
            else:
                part = labels[0].part if labels[0].convention == rows.SLASH else _next_part(earlier)
            labels = (replace(labels[0], part=part_of.setdefault(key, part)),)
        if labels:
            own.update((label.question, label.part) for label in labels)
        result.append(labels)
    return result


def _next_part(part: str) -> str:
    """The part behind one: "2" behind the whole, "3" behind "2"; what goes on from a lettered part is of that part."""
    return str(int(part) + 1) if part.isdigit() else part or "2"


def _continuations(found: list[_Found], tweets: Sequence[Tweet]) -> list[_Found]:
    """Labels for tweets without one that go on from the labelled tweet directly before: "2/2 and water", of the same
    author, or, where the transcript has no authors, of the next line."""
    last: dict[str | None, int] = {}
    known: dict[str, _Found] = {}  # who shares "2/2 and water" does not go on from a tweet of their own
    result = list(found)
    for index, tweet in enumerate(tweets):
        who, text = _who(tweet), tweet.text.casefold()
        at = last.get(who)
        reach = GOES_ON_REACH if who is not None else 1
        if text in known:
            result[index] = result[index] or known[text]
        elif not found[index] and at is not None and index - at <= reach and result[at]:
            result[index] = _continuation(tweet.text, result[at])
        known.setdefault(text, result[index])
        last[who] = index
    return result


def _continuation(text: str, before: _Found) -> _Found:
    mark = places.continued(text)
    if mark is None:
        return ()
    stands = "behind" if mark.trails else "before"
    found = []
    for name, label in {(label.letter, label.number): label for label in before}.items():
        part = mark.part or _next_part(label.part)
        found.append(Label(*name, part, mark.start, mark.end, rows.CONTINUATION, False, stands))
    return tuple(found)
