"""Whole invented sessions of which everything is known: each tweet's role and question. No benchmark itself.

What is said is a matter of the seed and the habits alone. Which tweets exist, and what they say behind their label,
does not depend on how many go without one: an answer that is labelled where few are is labelled where many are, too.
Words are invented: each question has its own, and all draw on one mix of common words by Zipf's law.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from chatlens.models import Tweet

HASHTAG = "lanternchat"
START = datetime(2021, 3, 6, 20, 0, tzinfo=UTC)
ACCOUNT = "lanternchat"  # the chat's own account, where that is the host
LABELS = {"colon": "A{}: ", "bare": "A{} ", "bracket": "A{}) "}
OWN_WORDS, COMMON_WORDS = 30, 300  # of each question, and of all
LENGTH = (6, 16)  # words of a tweet, least and most
OWN_SHARE = 0.3  # of a tweet's words that are its question's own
LATE_STRETCH = 0.35  # share of a question's time in which others still answer the one before
MEMORY = 12  # tweets back to which people share and reply
OUTSIDERS = 6  # people who take no part in answering: two hosts, and strangers
SECONDS = (2, 20)  # between two tweets, least and most


class Habits(NamedTuple):
    """How a session goes. Shares are of the tweets between the first question and the closing, or as said."""

    tweets: int = 200  # between the first question and the closing, the hosts' questions included
    questions: int = 8
    people: int = 30
    hosts: str = "one"  # "one", "two" (the second repeats each question), "account" (the chat's own)
    label: str = "colon"  # a key of LABELS
    unlabelled: float = 0.4  # of the answers
    late: float = 0.5  # of the answers in LATE_STRETCH: those that answer the question before
    retweets: float = 0.08
    replies: float = 0.1
    asides: float = 0.03
    foreign: float = 0.02  # labelled tweets of another chat
    greetings: int = 6
    closings: int = 6
    authors: bool = True
    times: bool = True


class Truth(NamedTuple):
    """What a tweet is."""

    question: str | None
    role: str


class Invented(NamedTuple):
    """A session and its truth, tweet by tweet."""

    tweets: list[Tweet]
    truth: list[Truth]

    @property
    def under(self) -> list[str]:
        """Each tweet's question; "" for none."""
        return [truth.question or "" for truth in self.truth]


def session(seed: int = 1, habits: Habits | None = None) -> Invented:
    """The session of a seed."""
    return _Session(seed, habits or Habits()).run()


class _Said(NamedTuple):
    """An earlier tweet that others may share or answer."""

    author: str
    text: str
    truth: Truth


class _Session:
    """A session while it is made up."""

    def __init__(self, seed: int, habits: Habits) -> None:
        self.chance, self.habits = random.Random(seed), habits
        taken: set[str] = set()
        self.common = [self._word(taken) for _ in range(COMMON_WORDS)]
        self.own = [[self._word(taken) for _ in range(OWN_WORDS)] for _ in range(habits.questions + 1)]
        names = [f"{self._word(taken)}_{self.chance.choice('abcdefgh')}" for _ in range(habits.people + OUTSIDERS)]
        self.hosts = {"one": names[:1], "two": names[:2], "account": [ACCOUNT]}[habits.hosts]
        self.strangers = names[2:OUTSIDERS]  # who promote, and who are of other chats
        self.people = names[OUTSIDERS:]
        self.reached = dict.fromkeys(self.people, 0)  # the last question that each has come to
        self.said: list[_Said] = []
        self.moment = START
        self.made = Invented([], [])

    def run(self) -> Invented:
        """From the welcome to the goodbyes."""
        habits = self.habits
        self._say(self.hosts[0], f"Welcome to #{HASHTAG}! Who is here tonight?", Truth(None, "greeting"))
        for _ in range(habits.greetings):
            who = self.chance.choice(self.people)
            text = f"Hello everyone, {who} here from {self._words(0, 1)} #{HASHTAG}"
            self._say(who, text, Truth(None, "greeting"))
        for number in range(1, habits.questions + 1):
            stretch = habits.tweets * number // habits.questions - habits.tweets * (number - 1) // habits.questions
            self._ask(number)
            for within in range(len(self.hosts), stretch):
                self._contribute(number, late=number > 1 and within < LATE_STRETCH * stretch)
        for _ in range(habits.closings):
            text = f"Thanks everyone for a great chat tonight, {self._words(0, 2)} #{HASHTAG}"
            self._say(self.chance.choice(self.people), text, Truth(None, "closing"))
        return self.made

    def _ask(self, number: int) -> None:
        text = f"Q{number}: What do you do about {self._words(number, 2, own=1.0)} and {self._words(number, 4)}?"
        for host in self.hosts:
            self._say(host, f"{text} #{HASHTAG}", Truth(f"Q{number}", "question"))

    def _contribute(self, number: int, *, late: bool) -> None:
        """One tweet of the people: which kind is drawn first, then what it says."""
        habits, kind, who = self.habits, self.chance.random(), self.chance.choice(self.people)
        words = self._words(0, self.chance.randint(*LENGTH), own=1.0)
        for share, make in ((habits.asides, self._aside), (habits.foreign, self._foreign)):
            if kind < share:
                return make(who, words)
            kind -= share
        for share, make in ((habits.retweets, self._retweet), (habits.replies, self._reply)):
            if kind < share and self.said:
                return make(who, words)
            kind -= share
        return self._answer(who, number, late=late)

    def _answer(self, who: str, number: int, *, late: bool) -> None:
        if self.chance.random() < self.habits.late and late and self.reached[who] < number:
            number -= 1
        self.reached[who] = number
        label = LABELS[self.habits.label].format(number) if self.chance.random() >= self.habits.unlabelled else ""
        words = self._words(number, self.chance.randint(*LENGTH)).capitalize()
        truth = Truth(f"Q{number}", "answer")
        self.said.append(_Said(who, f"{label}{words} #{HASHTAG}", truth))
        self._say(who, self.said[-1].text, truth)

    def _retweet(self, who: str, _: str) -> None:
        source = self.chance.choice(self.said[-MEMORY:])
        self._say(who, f"RT @{source.author}: {source.text}", source.truth)

    def _reply(self, who: str, _: str) -> None:
        source = self.chance.choice(self.said[-MEMORY:])
        number = int(source.truth.question[1:]) if source.truth.question else 0
        text = f"@{source.author} So true, {self._words(number, 5)} #{HASHTAG}"
        self._say(who, text, Truth(source.truth.question, "reply"))

    def _aside(self, _: str, words: str) -> None:
        link = f"https://t.co/{''.join(self.chance.choices('abcdefgh234567', k=10))}"
        self._say(
            self.chance.choice(self.strangers), f"Our new podcast episode is out: {words} {link}", Truth(None, "aside")
        )

    def _foreign(self, _: str, words: str) -> None:
        text = f"A{self.chance.randint(1, self.habits.questions)}: {words.capitalize()} #kettlechat"
        self._say(self.chance.choice(self.strangers), text, Truth(None, "aside"))

    def _say(self, who: str, text: str, truth: Truth) -> None:
        self.moment += timedelta(seconds=self.chance.randint(*SECONDS))
        line = len(self.made.tweets) + 1
        author, posted_at = who if self.habits.authors else None, self.moment if self.habits.times else None
        self.made.tweets.append(Tweet(line, line, text, author, posted_at=posted_at))
        self.made.truth.append(truth)

    def _words(self, number: int, count: int, own: float = OWN_SHARE) -> str:
        """Words as somebody says who speaks of a question; 0 is none of them, what asides and greetings speak of."""
        found = [
            self._zipf(self.own[number]) if self.chance.random() < own else self._zipf(self.common)
            for _ in range(count)
        ]
        return " ".join(found)

    def _zipf(self, words: list[str]) -> str:
        """A word, the n-th about 1/n times as often as the first."""
        return words[int(len(words) ** self.chance.random()) - 1]

    def _word(self, taken: set[str]) -> str:
        """A word that nobody has yet: three syllables, so that it is hardly one of a language's."""
        while True:
            word = "".join(self.chance.choice("bdfgklmnprtvz") + self.chance.choice("aeiou") for _ in range(3))
            if word not in taken:
                taken.add(word)
                return word
