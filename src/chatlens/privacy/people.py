"""Who is named in a run, and what they are called instead: placeholders for who is left out, pseudonyms for the others.

People are numbered by their first tweet, then by their first mention, over all transcripts of the run. With a salt the
name is a keyed hash of the handle, the same in every run with that salt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from chatlens._ellipses import ELLIPSES
from chatlens.privacy._handles import SHORT, key, mentioned

if TYPE_CHECKING:
    from chatlens.models import Options, Tweet

PLACEHOLDER = "left_out_"
"""Placeholders are left_out_1, left_out_2 ... in the order of --exclude: letters that every platform has in handles."""

HASHED = 10
"""Letters of a salted pseudonym, of 32: two of 10,000 people share one in a run in twenty million."""

LONGEST_NAME = 8  # words of a display name that are looked for ...
NAME_LIMIT = 100  # ... and its characters: whatever is longer is no name
_BEFORE_HANDLE = 4  # words that a text may give as a name before "(@handle)"

_WORD = re.compile(r"\w+")
_PARENTHESES = re.compile(r"[(\[<].*?[)\]>]")
_ASIDE = re.compile(r"\s[-–—|•/~@]+\s|[(\[<|•,—–]")
"""Behind it stands what people add to their name: "Gwen Farrow — grower", "Kofi @ Plot 9"."""
_INTRODUCED = re.compile(r"\s?\([@＠](\w+)\)")


class People:
    """What everybody is called. Handles are given and compared without their sign and in any case."""

    def __init__(self, options: Options) -> None:
        self.pseudonyms = options.pseudonyms
        self._key = None if options.salt is None else _digest(options.salt)
        self._excluded: dict[str, str] = {}
        for handle in options.exclude:
            self._excluded.setdefault(key(handle), f"{PLACEHOLDER}{len(self._excluded) + 1}")
        self._called: dict[str, str] = {}
        self._authors: dict[str, str] = {}  # key -> spelling
        self._seen: dict[str, str] = {}
        self._identities: dict[str, str] = {}  # of handles as written
        self.names: dict[tuple[str, ...], str] = {}  # words of a display name, folded -> whose, by key

    def meet(self, chats: Sequence[Sequence[Tweet]]) -> None:
        """Take note of everybody in the tweets of some chats, each oldest first."""
        for tweets in chats:
            for tweet in tweets:
                if tweet.author:
                    self._authors.setdefault(key(tweet.author), tweet.author)
        for author in self._authors.values():
            self.called(author)
        for tweets in chats:
            for tweet in tweets:
                for handle in (*tweet.reply_to, *mentioned(tweet.text, self.wrote)):
                    self.called(handle)
                if tweet.name and (tweet.author or self.pseudonyms):
                    self._learn(tweet.name, tweet.author or tweet.name)
                if "(@" in tweet.text or "(＠" in tweet.text:
                    for name, handle in _introduced(tweet.text):
                        self._learn(name, handle)

    def wrote(self, folded: str) -> bool:
        """Whether a handle, folded, is an author's."""
        return folded in self._authors

    def met(self, handle: str) -> bool:
        """Whether somebody of that handle was met, or is left out."""
        who = self.identity(handle)
        return who in self._seen or who in self._excluded

    def identity(self, handle: str) -> str:
        """Whom a handle means, as a key: @mira_k@shed.example is the mira_k who writes here."""
        if handle not in self._identities:
            self._identities[handle] = self._identity(key(handle))
        return self._identities[handle]

    def _identity(self, folded: str) -> str:
        if folded in self._authors or folded in self._excluded:
            return folded
        local = folded.partition("@")[0]
        if local in self._excluded or local in self._authors:
            return local
        return known if (known := f"{folded}.bsky.social") in self._authors else folded

    @property
    def leaves_out(self) -> bool:
        """Whether anybody is left out."""
        return bool(self._excluded)

    def is_excluded(self, handle: str | None) -> bool:
        """Whether a person is left out."""
        return handle is not None and self.identity(handle) in self._excluded

    def excluded(self, handle: str, text: str, end: int) -> str | None:
        """The one who is left out whom a text means with a handle that ends there, as a key. Where no author has that
        handle, it may have been cut off (@mira…), or Markdown's signs of emphasis stand around it (_@mira_k_)."""
        if self.is_excluded(handle):
            return self.identity(handle)
        folded = key(handle)
        if not self._excluded or self.wrote(folded):
            return None
        cut = len(folded) >= SHORT and text.startswith(ELLIPSES, end)
        bare = folded.strip("_")
        return next((who for who in self._excluded if who.strip("_") == bare or (cut and who.startswith(folded))), None)

    def called(self, handle: str) -> str | None:
        """What a person is called instead; None: as they are. Whoever was not met yet gets the next number."""
        who = self.identity(handle)
        self._seen.setdefault(who, handle)
        if who in self._excluded:
            return self._excluded[who]
        if not self.pseudonyms:
            return None
        if who not in self._called:
            self._called[who] = f"p{len(self._called) + 1}" if self._key is None else self._hashed(who)
        return self._called[who]

    def shown(self, handle: str) -> str:
        """How a handle stands in what is shown."""
        return self.called(handle) or handle

    def known(self) -> Iterator[tuple[str, str, str]]:
        """Everybody met who is called otherwise: key, spelling, and what they are called."""
        for who, spelling in list(self._seen.items()):
            if (called := self.called(who)) is not None:
                yield who, spelling, called

    def absent(self) -> Iterator[tuple[int, str]]:
        """Handles that are to be left out and that nobody was met by: their number, from 1, and key."""
        for number, who in enumerate(self._excluded, 1):
            if who not in self._seen:
                yield number, who

    def likest(self, folded: str) -> str | None:
        """The author whose handle is most like a given one, as a key."""
        from difflib import get_close_matches

        return next(iter(get_close_matches(folded, self._authors, n=1)), None)

    def _hashed(self, who: str) -> str:
        from base64 import b32encode
        from hashlib import blake2b

        assert self._key is not None
        digest = blake2b(who.encode("utf-8", "surrogatepass"), key=self._key, digest_size=20).digest()
        return f"p_{b32encode(digest).decode('ascii').lower()[:HASHED]}"

    def _learn(self, name: str, handle: str) -> None:
        """Remember a display name, as a whole and without what people add to it."""
        who = self.identity(handle)
        if len(name) > NAME_LIMIT or not (self.pseudonyms or who in self._excluded):
            return
        for words in _variants(name):
            self.names.setdefault(words, who)


def _digest(salt: str) -> bytes:
    """A key of the length that BLAKE2 takes, whatever the salt's."""
    from hashlib import blake2b

    return blake2b(salt.encode("utf-8", "surrogatepass"), digest_size=32).digest()


def _variants(name: str) -> Iterator[tuple[str, ...]]:
    """The forms in which texts may name somebody, as folded words.

    >>> list(_variants("Dunstan (Dun) Oakhey"))
    [('dunstan', 'dun', 'oakhey'), ('dunstan', 'oakhey'), ('dunstan',)]
    >>> list(_variants("Gwen Farrow — grower"))
    [('gwen', 'farrow', 'grower'), ('gwen', 'farrow')]
    """
    forms: Iterable[str] = (name, _PARENTHESES.sub(" ", name), _ASIDE.split(name, maxsplit=1)[0])
    for words in dict.fromkeys(tuple(_WORD.findall(form.casefold())) for form in forms):
        if 0 < len(words) <= LONGEST_NAME:
            yield words


def _introduced(text: str) -> Iterator[tuple[str, str]]:
    """Names that a text gives with their handles.

    >>> list(_introduced("Hosted by Mira Kestle (@mira_k) and her (@bo_l)"))
    [('Mira Kestle', 'mira_k')]
    """
    for found in _INTRODUCED.finditer(text):
        words = text[max(0, found.start() - 80) : found.start()].split(" ")[-_BEFORE_HANDLE:]
        name: list[str] = []
        while words and words[-1][:1].isupper():
            name.insert(0, words.pop())
        if name:
            yield " ".join(name), found[1]
