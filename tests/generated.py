"""Tweets that nobody wrote, as many as asked, the same at every run: an invented language with rare and common words,
and what makes repeats hard to find in chats: copies, retweets, cuts, edits, and thousands of sentences on one pattern.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping

from chatlens.models import Tweet

VOCABULARY = 6_000  # different words
HARD = {"new": 0.62, "copy": 0.03, "retweet": 0.1, "cut": 0.03, "comment": 0.03, "edit": 0.05, "pattern": 0.14}
"""Of the tweets: what becomes of them. Pattern: a sentence with another name, number or word in one of its places. Here
a repeat in five was changed and a quarter cut or commented on; in archives of chats it is one in fifty and one in
twenty."""
USUAL = {"new": 0.715, "copy": 0.055, "retweet": 0.14, "cut": 0.02, "comment": 0.02, "edit": 0.03, "pattern": 0.02}
"""Still harder than archives: a repeat in nine was changed, one in seven cut or commented on. Plain similarity at 90
finds four pairs in five, and of those that it finds at 10,000 tweets one in four is right."""
RETWEETS = (
    *["RT @{by}: {text}"] * 3,
    *("RT @{by} {text}", "MT @{by}: {text}", "“@{by}: {text}”", "{text} via @{by}"),
)
RETYPED = (*("RT @{by}: {text}", "RT @{by} {text}", "MT @{by}: {text}", "MT @{by} {text}"), *["{text}"] * 3)
"""Around a changed text: in archives half of them say whom they retell, most others tell it of themselves."""
COMMENTS = ("{own} RT @{by}: {text}", "{own} RT @{by}: {text}", "RT @{by}: {text} << {own}", "“@{by}: {text}” {own}")
TAGS = (" #kelpchat", " #kelpchat", " #kelpchat#shore", " #shore #kelpchat https://t.co/Ab1Cd2Ef3G")
"""What stands behind a text, glued as copying leaves it, too."""
ON_ONE_PATTERN = 25_000  # tweets, made and others, until another pattern takes the place: thousands on each
LENGTHS = (40, 90, 20)  # characters behind the place of a pattern that differs, pattern after pattern
CHANGES = {"leave out": 0.5, "shorten": 0.2, "mark": 0.15, "slip": 0.1, "add": 0.05}
"""What people change when they retype a tweet, mostly to make room. In archives of chats half of some hundred repeats
that were changed leave words out, a fifth shorten words, a sixth have other punctuation, and one in forty a slip of the
fingers; here more have one."""
SHORTER = {"and": "&", "you": "u", "are": "r", "with": "w/", "be": "b"}
"""Words that people shorten; long ones lose their vowels."""
LEAST_WORDS = 8  # of a text of which words are left out: who retypes less has no need to
_ONSETS = "b br ch d dr f fl g gl h j k kr l m n p pl r s sk st t tr v w z".split()
_VOWELS = "a e i o u ai ea ou".split()
_ENDS = ["", "n", "r", "l", "st", "m", "sh", "ck"]
_COMMON = "the to a of and in is it that for you we with on our this be not are have at but so what".split()


class Maker:
    """Makes tweets; `seed` and the order of the calls decide which. Edits are slips of blind fingers, up to three
    letters anywhere, or with `by_people` what people change, most of whom say by a mark whom they retell. `shares` say
    what becomes of how many."""

    def __init__(self, seed: int = 7, *, by_people: bool = False, shares: Mapping[str, float] = HARD) -> None:
        self.chance = random.Random(seed)
        self.by_people = by_people
        self.shares = shares
        words: dict[str, None] = dict.fromkeys(_COMMON)
        while len(words) < VOCABULARY:
            words["".join(self._syllable() for _ in range(self.chance.choice((1, 2, 2, 2, 3, 3))))] = None
        self.words = list(words)
        total, self.cumulative = 0.0, []
        for place in range(1, VOCABULARY + 1):  # Zipf: the second word is half as frequent as the first
            total += 1 / (place + 2)
            self.cumulative.append(total)
        self.people = [self._syllable() + self._syllable() + str(n) for n in range(500)]
        self.made = 0
        self.groups: list[int] = []
        """The truth: of each text made, the number of the first one that says the same."""

    def _syllable(self) -> str:
        return self.chance.choice(_ONSETS) + self.chance.choice(_VOWELS) + self.chance.choice(_ENDS)

    def word(self) -> str:
        """A word as texts have it: the common ones often."""
        return self.chance.choices(self.words, cum_weights=self.cumulative)[0]

    def sentence(self, length: int) -> str:
        """Words up to about so many characters."""
        text = self.word()
        while len(text) < length:
            text += " " + self.word()
        if self.chance.random() < 0.15:
            text += f" {self.chance.randint(2, 99)}"
        return text

    def pattern(self) -> str:
        """A sentence on the present pattern, with a word or a number of its own."""
        first, last = self.frame
        own = str(self.chance.randint(100, 99_999)) if self.chance.random() < 0.4 else self.chance.choice(self.words)
        return f"{first} {own} {last}"

    def edited(self, text: str) -> str:
        """The text with a slip of the fingers or two, or a word more or less."""
        for _ in range(self.chance.choice((1, 1, 2, 3))):
            at = self.chance.randrange(len(text))
            letter = self.chance.choice("abcdefghijklmnopqrstuvwxyz ")
            text = self.chance.choice((text[:at] + letter + text[at:], text[:at] + text[at + 1 :]))
        words = text.split()
        if self.chance.random() < 0.3 and len(words) > 8:
            words.insert(self.chance.randrange(len(words)), self.word())
        return " ".join(words)

    def retyped(self, text: str) -> str:
        """The text with one to three of the changes that people make."""
        words = text.split()
        times = self.chance.choices((1, 2, 3), weights=(6, 3, 1))[0]
        for change in self.chance.choices(list(CHANGES), weights=list(CHANGES.values()), k=times):
            at = self.chance.randrange(len(words))
            if change == "leave out" and len(words) > LEAST_WORDS and not any(map(str.isdigit, words[at])):
                del words[at]
            elif change == "add":
                words.insert(at, self.word())
            else:
                words[at] = self._changed(change, words[at])
        return " ".join(words)

    def _changed(self, change: str, word: str) -> str:
        """A word, or what stands behind it, otherwise written."""
        if any(map(str.isdigit, word)):
            return word
        if change == "shorten":
            return SHORTER.get(word) or (word[0] + re.sub("[aeiou]", "", word[1:]) if len(word) > 4 else word)
        if change == "slip" and len(word) > 3:
            at = self.chance.randrange(len(word) - 1)
            swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            return self.chance.choice((word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], swapped))
        return word.rstrip(".,!") + self.chance.choice((".", ",", "!", "...", "")) if change == "mark" else word

    def texts(self, count: int) -> Iterator[tuple[str, str]]:
        """So many texts, each with its author; among them repeats of earlier ones."""
        earlier: list[tuple[str, str, int]] = []
        first: dict[str, int] = {}
        for kind in self.chance.choices(list(self.shares), weights=list(self.shares.values()), k=count):
            author = self.chance.choice(self.people)
            by, text, group = self.chance.choice(earlier) if earlier else ("", "", 0)
            if self.made % ON_ONE_PATTERN == 0:
                length = LENGTHS[self.made // ON_ONE_PATTERN % len(LENGTHS)]
                self.frame = self.sentence(30), self.sentence(length)
            self.made += 1
            if kind in ("pattern", "new") or not text:
                group = len(self.groups)
            if kind == "pattern":
                text = self.pattern()
            elif kind == "new" or not text:
                text = self.sentence(min(max(int(self.chance.gauss(105, 30)), 25), 250))
                if self.chance.random() < 0.3:
                    text = f"A{self.chance.randint(1, 9)}: {text}"
                earlier.append((author, text, group))
            else:
                text = self._repeated(kind, by, text)
            self.groups.append(first.setdefault(text, group))
            yield author, text + self.chance.choice(TAGS)

    def _repeated(self, kind: str, by: str, text: str) -> str:
        if kind == "retweet":
            return self.chance.choice(RETWEETS).format(by=by, text=text)
        if kind == "cut":
            return f"RT @{by}: {text[: max(len(text) * 3 // 4, 45)]}…"
        if kind == "comment":
            return self.chance.choice(COMMENTS).format(by=by, text=text, own=self.sentence(20))
        if kind == "edit" and self.by_people:
            return self.chance.choice(RETYPED).format(by=by, text=self.retyped(text))
        if kind == "edit":
            return self.edited(text)
        return text

    def tweets(self, count: int) -> list[Tweet]:
        """So many tweets, a line each."""
        return [Tweet(line, line, text, author=author) for line, (author, text) in enumerate(self.texts(count), 1)]


def different_cores(count: int, seed: int = 7) -> list[str]:
    """So many different cores of at least twenty characters, as they come first in generated tweets."""
    from chatlens.repeats.cores import core

    maker, found = Maker(seed), dict[str, None]()
    while len(found) < count:
        for _, text in maker.texts(count):
            if len(reduced := core(text)) >= 20:
                found[reduced] = None
    return list(found)[:count]
