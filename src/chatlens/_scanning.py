"""Where the mentions, hashtags and links of a text stand, by the rules of Twitter's own text library (twitter-text).

Copying a page loses blanks, so one thing goes beyond the library: a run of entities without blanks is split where a
complete one ends and another directly begins.

    #seeds#soil        @mira_k@bo_l        #gardenchathttps://t.co/AbCdEf1234@bo_l        lookhttps://t.co/AbCdEf1234

Complete are hashtags, mentions and the links that Twitter writes itself (t.co, pic.twitter.com), which end where their
letters and digits end. Any other link may hold "@" and "#" (medium.com/@mira_k), so none is ever split.

What counts as a link is written in `_urls`. Everything here takes time linear in the text: a scan goes from sign to
sign and never comes back.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import NamedTuple

from chatlens import _urls


class Entity(NamedTuple):
    """A mention, hashtag or link, and where it stands."""

    kind: str  # "mention", "hashtag" or "link"
    text: str  # without @ or #; a link as written
    start: int  # 0-based position in the text, sign included
    end: int


_HANDLE_LIMIT = 15  # characters of a handle
_REMEMBERED = 1_000  # characters of the longest text whose entities are kept for the next who asks
_HASH = "#＃"
_AT = "@＠"
_NEVER_BEFORE_AT = frozenset("!#$%&*@＠_")  # f!@k, f@@k; ASCII letters and digits besides

# No letters, yet part of a hashtag in their scripts: joiners, Hebrew points, kana marks, Tibetan tsek, middle dot.
_WORD_MARKS = "\u200c\u200d\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7"


_SIGN = re.compile(rf"[{_HASH}{_AT}]|{_urls.START}")
_SIGN_BUT_OF_HOSTS = re.compile(rf"[{_HASH}{_AT}Hh](?:(?<=[{_HASH}{_AT}])|(?<=[Hh])[Tt][Tt][Pp][Ss]?://)")  # quicker
_SIGN_BUT_OF_LINKS = re.compile(rf"[{_HASH}{_AT}]")  # quicker still
# What most entities are: a word of its own, or hashtags glued to each other. Behind a blank or a complete entity it is
# one, whatever else the text holds.
_WORD_OF_TAG = "[0-9_]*+[A-Za-z][A-Za-z0-9_]*+"
_PLAIN = re.compile(
    rf"#(?P<hashtag>{_WORD_OF_TAG})(?:(?!\S)|(?=#{_WORD_OF_TAG}(?:#|(?!\S))))"
    r"|@(?P<mention>[A-Za-z0-9_]{1,15}+)(?=:?(?!\S))|(?P<link>https?://t\.co/[A-Za-z0-9]++)(?!\S)"
)
_ASCII_WORD = re.compile(r"[A-Za-z0-9_]*+")
_ADDRESS = re.compile(r"(?:-[A-Za-z0-9_-]*+)?\.[a-z0-9-]{2}")  # what makes an address of the handle before it


def find(text: str) -> tuple[Entity, ...]:
    """Every mention, hashtag and link, in the text's order; none overlaps another.

    >>> [(e.kind, e.text) for e in find("#seeds#soil with @mira_k: https://t.co/AbCdEf1234.")]
    [('hashtag', 'seeds'), ('hashtag', 'soil'), ('mention', 'mira_k'), ('link', 'https://t.co/AbCdEf1234')]
    >>> find("C# #1 f@@k jo@example.org &#39; @a@b.social")
    ()
    """
    marked = "#" in text or "@" in text or "＃" in text or "＠" in text
    if not (marked or ("." in text and _urls.may_hold(text))):
        return ()
    return _remembered(text) if len(text) <= _REMEMBERED else _scan(text)


@functools.lru_cache(maxsize=4096)
def _remembered(text: str) -> tuple[Entity, ...]:
    """The entities of a text of a tweet's size: every stage asks for those of the same tweets."""
    return _scan(text)


def _scan(text: str) -> tuple[Entity, ...]:
    """Go from sign to sign. `glue` is where a complete entity ended: there another may begin without a blank."""
    found: list[Entity] = []
    position, glue = 0, -1
    entity: Entity | None
    search = _signs(text).search
    while sign := search(text, position):
        start = sign.start()
        first = text[start]
        apart = not start or start == glue or text[start - 1].isspace()
        if apart and (plain := _PLAIN.match(text, start)) and (kind := plain.lastgroup):
            entity, position = Entity(kind, plain[kind], start, plain.end()), plain.end()
        elif first in _HASH:
            entity, position = _hashtag(text, start, start == glue)
        elif first in _AT:
            entity, position = _mention(text, start, start == glue)
        else:
            link, position = _urls.match(text, start, sign.end(), start == glue)
            entity = Entity("link", text[slice(*link)], *link) if link else None
        if entity:
            found.append(entity)
            if entity.kind != "link" or _urls.is_short(entity.text):
                glue = entity.end
    return tuple(found)


def _signs(text: str) -> re.Pattern[str]:
    """The quickest pattern of what may begin an entity in this text."""
    if "." in text and _urls.may_hold_host(text):
        return _SIGN
    return _SIGN_BUT_OF_HOSTS if "://" in text else _SIGN_BUT_OF_LINKS


def _hashtag(text: str, start: int, glued: bool) -> tuple[Entity | None, int]:
    """The hashtag whose sign stands at `start`, if it is one, and where to read on."""
    end = _tag_end(text, start)
    if not _is_tag_word(text[start + 1 : end]) or text.startswith("://", end):
        return None, end
    if not glued and not _may_precede_hash(text, start):
        return None, end
    if text[end : end + 1] in _HASH and end < len(text):
        after = _tag_end(text, end)
        if not _is_tag_word(text[end + 1 : after]):  # "#c#": the library links no tag before a bare sign
            return None, end
    if text.startswith(";", end) and text.endswith("&amp;", 0, start):  # "&amp;#x27;", an escape escaped twice
        return None, end
    return Entity("hashtag", text[start + 1 : end], start, end), end


def _tag_end(text: str, start: int) -> int:
    """Where the word behind a hash sign ends; a link glued to it is not part of it."""
    word = _ASCII_WORD.match(text, start + 1)
    end = word.end() if word else start + 1
    while end < len(text) and _is_tag_character(text[end]):
        end += 1
    return _urls.before_glued(text, start + 1, end)


def _is_tag_character(character: str) -> bool:
    """Letters, marks and digits of all scripts. Emoji's variation selectors and key caps are marks in name only."""
    if character.isascii():
        return character.isalnum() or character == "_"
    category = unicodedata.category(character)
    if category in ("Mn", "Mc"):
        return character not in "\ufe0e\ufe0f"
    return category[0] == "L" or category == "Nd" or character in _WORD_MARKS


def _is_tag_word(word: str) -> bool:
    """Whether it holds a letter: no tag is made of digits and underscores alone."""
    if word.isascii():
        return not word.replace("_", "0").isdecimal() and bool(word)
    return any(unicodedata.category(character)[0] in "LM" for character in word)


def _may_precede_hash(text: str, start: int) -> bool:
    """No word, no "&" (an HTML escape), and no slash that begins a path ("/#part"; "maths/#science" is fine)."""
    if start == 0:
        return True
    before = text[start - 1]
    if before == "/":
        return start > 1 and not text[start - 2].isspace() and text[start - 2] != "/"
    return before != "&" and not _is_tag_character(before)


def _mention(text: str, start: int, glued: bool) -> tuple[Entity | None, int]:
    """The mention whose sign stands at `start`, if it is one, and where to read on."""
    end = _handle_end(text, start)
    if not _is_handle(text, start, end) or not (glued or _may_precede_at(text, start)):
        return None, end
    behind_word = glued or (start > 0 and text[start - 1].isalnum())
    if behind_word and _ADDRESS.match(text, end):
        return None, end
    if text[end : end + 1] in _AT and end < len(text) and not _begins_mention(text, end):
        return None, end
    return Entity("mention", text[start + 1 : end], start, end), end


def _handle_end(text: str, start: int) -> int:
    """Where the letters behind an at sign end; a link glued to them is not part of them."""
    word = _ASCII_WORD.match(text, start + 1)
    return _urls.before_glued(text, start + 1, word.end() if word else start + 1)


def _is_handle(text: str, start: int, end: int) -> bool:
    """Whether the letters from the sign at `start` to `end` are a whole handle, not the beginning of a longer word."""
    after = text[end : end + 1]
    return 1 < end - start <= _HANDLE_LIMIT + 1 and not text.startswith("://", end) and not _is_accented(after)


def _is_accented(character: str) -> bool:
    """A Latin letter beyond ASCII, or an accent for the letter before it."""
    return "\u00c0" <= character <= "\u036f" and character not in "×÷" and not "\u0250" <= character < "\u0300"


def _begins_mention(text: str, start: int) -> bool:
    """Whether a mention glued to another begins here: not an address (@a@b.tld, @x@a@b.tld), not a face (@_@_@)."""
    end = _handle_end(text, start)
    if not _is_handle(text, start, end) or not text[start + 1 : end].strip("_") or _ADDRESS.match(text, end):
        return False
    if end < len(text) and text[end] in _AT:
        return not _ADDRESS.match(text, _handle_end(text, end))
    return True


def _may_precede_at(text: str, start: int) -> bool:
    """No ASCII word (it would be an e-mail address) and none of the signs of a curse, but for the RT of a retweet."""
    if start == 0:
        return True
    before = text[start - 1]
    if before in _NEVER_BEFORE_AT:
        return False
    if not (before.isascii() and before.isalnum()):
        return True
    return text[max(start - 2, 0) : start].lower() == "rt" and (start == 2 or not _goes_on(text[start - 3]))


def _goes_on(character: str) -> bool:
    """Whether "RT" behind it is the end of something longer."""
    return character.isalnum() or character in "_+~.-"
