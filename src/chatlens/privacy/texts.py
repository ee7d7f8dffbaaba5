"""People's names in a text -> what they are called instead: one pass over each text, however many are named.

Found are handles with their sign, handles without it that are no ordinary words, display names, hashtags that are
somebody's handle or name, and links to tweets and to people's pages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from chatlens.privacy import _pages
from chatlens.privacy._handles import AT, SHORT, is_mail, is_plain, spoken
from chatlens.privacy.edits import Edit, applied
from chatlens.privacy.people import People

_SHORT = (
    r"https?://(?:pic\.twitter\.com|t\.co)/[A-Za-z0-9]++"
    r"|pic\.twitter\.com/[A-Za-z0-9]++|(?<![\w.@＠/-])t\.co/[A-Za-z0-9]++"
)
_LONG = r"https?://(?:(?!https?://)[^\s<>\"“”«»])++|(?<![\w.@＠/-])(?:[\w-]++\.)++[a-z]{2,}+/[^\s<>\"“”«»]*+"
_ENTITY = rf"(?P<link>{_SHORT}|{_LONG})|{AT}|[#＃](?P<tag>(?:(?!https?://)\w)++)"
_ENTITIES = re.compile(rf"(?i){_ENTITY}")
_ALL = re.compile(rf"(?i){_ENTITY}|(?P<word>\w++)")
_WORD = re.compile(r"\w++")
_BARE = re.compile(r"(?<![\w@＠#＃])\w++")
_NEXT = re.compile(r"[^\w\n]{1,4}+(\w++)")
_SIGNS = re.compile(r"[@＠#＃/]")
_OWN_HANDLE = re.compile(r"[^\w@＠\n]{0,4}+[@＠](\w++)")
_LINE_START = re.compile(r"(?m)^[^\S\n]*+$")
_HEAD = re.compile(r"\s?:(?!//)")
_CREDITS = re.compile(r"(?i)(?:^|[^\w])(?:RT|MT|QT|HT|h/t|via|cc|by)[\s:]{1,3}$")
_CREDIT = 7  # characters before a word in which a credit stands
_LOOSE_END = ".,;:!?)]}'’…|*"


class Hider:
    """Hides names in texts. Made once for a run, when everybody is met."""

    def __init__(self, people: People, hashtags: Iterable[str | None], ids: Collection[str] = ()) -> None:
        """`hashtags` are the chats' own, which stay; `ids` those of tweets to which no link may lead."""
        self._people = people
        self._hashtags = {tag.casefold() for tag in hashtags if tag}
        self._ids = frozenset(ids)
        self._phrases: dict[tuple[str, ...], str] = {}
        self._plain: dict[str, str] = {}  # handles that look like words
        self._tags: dict[str, str] = {}
        self._first_names: dict[str, str] = {}  # a name of one word -> whose
        self._capitals: set[str] = set()  # names of one word that a capital tells from the word
        for who, spelling, called in people.known():
            words = tuple(_WORD.findall(who))
            if who not in self._hashtags or people.is_excluded(who):
                self._tags[who] = called
                if is_plain(spelling) and not (people.is_excluded(who) and len(who) >= SHORT):
                    self._plain[who] = called
                else:
                    self._phrases[words] = called
        for words, who in people.names.items():
            called, left_out, name = people.called(who) or "", people.is_excluded(who), "".join(words)
            if (name in self._hashtags and not left_out) or len(name) < SHORT or not any(map(str.isalpha, name)):
                continue
            if len(words) > 1 or left_out or not is_plain(name):
                if len(words) > 1:
                    self._tags.setdefault(name, called)
                if self._phrases.setdefault(words, called) is called and words != (who,) and len(words) == 1:
                    self._capitals.add(name)
            else:
                self._first_names.setdefault(name, who)
        self._lengths: dict[str, int] = {}
        for words in self._phrases:
            self._lengths[words[0]] = max(self._lengths.get(words[0], 0), len(words))
        self._telling = frozenset((*self._lengths, *self._plain, *self._first_names))

    def hidden(self, text: str) -> str:
        """The text with all names hidden."""
        return applied(text, self.edits(text))

    def edits(self, text: str) -> list[Edit]:
        """What is to be changed in a text, in its order."""
        worded = not self._telling.isdisjoint(_BARE.findall(text.casefold()))
        if not worded and _SIGNS.search(text) is None:
            return []
        found: list[Edit] = []
        end = glue = -1
        for match in (_ALL if worded else _ENTITIES).finditer(text):
            if match.start() < end:
                continue
            kind = match.lastgroup
            edit = None
            if kind == "link":
                edit = self._link(match)
            elif kind == "handle":
                edit = self._mention(text, match, glue)
            elif kind == "tag":
                new = self._tags.get(match["tag"].casefold())
                edit = Edit(match.start("tag"), match.end(), new) if new else None
            else:
                edit = self._word(text, match)
            if edit:
                found.append(edit)
                end = edit.end
            if kind != "word":
                glue = edit.end if edit else match.end()
        return found

    def _mention(self, text: str, match: re.Match[str], glue: int) -> Edit | None:
        if is_mail(text, match.start(), match["handle"], glue):
            return None
        handle = spoken(match["handle"], self._people.wrote)
        if not any(character.isalnum() for character in handle):
            return None  # a face: @_@
        start = match.start("handle")
        end = start + len(handle)
        called = self._people.called(self._people.excluded(handle, text, end) or handle)
        return Edit(start, end, called) if called else None

    def _link(self, match: re.Match[str]) -> Edit | None:
        link = match["link"].rstrip(_LOOSE_END)
        new = self._instead(link)
        return Edit(match.start(), match.start() + len(link), new) if new else None

    def _instead(self, link: str) -> str | None:
        """What stands in the place of a link that names somebody or leads to a tweet that may not be found."""
        page = _pages.read(link)
        everybody = self._people.pseudonyms
        whose = page.person if page.person and (page.of_people or self._people.met(page.person)) else None
        if whose and (called := self._people.called(whose)):
            return f"(a tweet by {called})" if page.status else f"(the page of {called})"
        if page.status and (everybody or not self._ids.isdisjoint(_WORD.findall(link))):
            return "(a tweet)"
        for piece in page.pieces:
            if (called := self._tags.get(piece.casefold())) and not is_plain(piece):
                return f"(a link with the name of {called})"
        words = _WORD.findall(link.casefold())
        for at, word in enumerate(words):
            for length in range(1, self._lengths.get(word, 0) + 1):
                if called := self._phrases.get(tuple(words[at : at + length])):
                    return f"(a link with the name of {called})"
        return None

    def _word(self, text: str, match: re.Match[str]) -> Edit | None:
        """A handle without its sign or a display name that begins at a word."""
        folded, start, end = match[0].casefold(), match.start(), match.end()
        if folded not in self._telling:
            return None
        best: Edit | None = None
        words = [folded]
        for length in range(1, self._lengths.get(folded, 0) + 1):
            new = self._phrases.get(tuple(words))
            if new and (length > 1 or folded not in self._capitals or match[0] != match[0].lower()):
                best = Edit(start, end, new)
            following = _NEXT.match(text, end)
            if following is None or length == self._lengths[folded]:
                break
            words.append(following[1].casefold())
            end = following.end()
        return best or self._in_context(text, match, folded)

    def _in_context(self, text: str, match: re.Match[str], folded: str) -> Edit | None:
        """A handle that looks like a word, where only a handle stands; a first name right before its handle."""
        start, end = match.span()
        if called := self._plain.get(folded):
            heads = _LINE_START.search(text, max(start - _CREDIT, 0), start) and _HEAD.match(text, end)
            if heads or _CREDITS.search(text, max(start - _CREDIT, 0), start):
                return Edit(start, end, called)
        who = self._first_names.get(folded)
        if who and (own := _OWN_HANDLE.match(text, end)) and self._people.identity(own[1]) == who:
            return Edit(start, end, self._people.called(who) or "")
        return None
