"""A web page's text -> its tags and words, one after the other, as browsers see them.

The standard library's parser starts anew at every sign of a construct that never closes, and takes the square of a
page's length to find its end. Here each sign is looked at a bounded number of times, whatever follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chatlens.readers._markup import resolved

CUT_TAGS = 20  # tags that begin and never end, until which the page behind each is still read; then it is all words
RAW = frozenset({"script", "style"})  # elements whose words are no HTML

_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_ATTRIBUTE = re.compile(
    r"""(?x) [\s/]*+ ([^\s/>][^\s/=>]*+)
        (?: \s*+ = \s*+ (?: "([^"]*+)" | '([^']*+)' | ([^\s>]*+) ) )?+"""
)
_GAP = re.compile(r"[\s/]*+")


class Token(NamedTuple):
    """A tag, or words between tags."""

    kind: str  # start, end or words
    line: int  # 1-based line that it begins on
    said: str  # the tag's name, in small letters, or the words
    about: dict[str, str]  # a tag's attributes; the last of one name counts


class _Closers:
    """Where the next sign that closes something stands: once it was not found, it is not looked for again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._none: set[str] = set()

    def behind(self, sign: str, start: int) -> int:
        """The place after the next such sign; 0 if there is none."""
        if sign in self._none:
            return 0
        found = self._text.find(sign, start)
        if found < 0:
            self._none.add(sign)
            return 0
        return found + len(sign)


def tokens(text: str) -> Iterator[Token]:
    """The page's tags and words in order; its lines end at LF. Comments and declarations are left out."""
    closers = _Closers(text)
    words: list[str] = []
    at = begun = counted = cut = 0  # `begun`: where the words began
    line = 1
    raw = ""
    while at < len(text):
        sign = text.find("<", at) if cut < CUT_TAGS and not raw else _raw_end(text, raw, at)
        if sign != at:
            if not words:
                begun = at
            words.append(text[at:] if sign < 0 else text[at:sign])
            if sign < 0:
                break
        raw = ""
        made, end = _construct(text, sign, closers)
        if end == 0:  # it never ends: the sign stands for itself
            cut += made is not None
            begun = begun if words else sign
            words.append("<")
            at = sign + 1
            continue
        if words:
            line, counted = line + text.count("\n", counted, begun), begun
            yield Token("words", line, _said(words), {})
            words.clear()
        if made is not None:
            line, counted = line + text.count("\n", counted, sign), sign
            yield made._replace(line=line)
            raw = made.said if made.kind == "start" and made.said in RAW else ""
        at = end
    if words:
        yield Token("words", line + text.count("\n", counted, begun), _said(words), {})


def _said(words: list[str]) -> str:
    return resolved("".join(words))


def _raw_end(text: str, name: str, at: int) -> int:
    """Where the end tag of such an element stands; -1 if nowhere, and where there is no element."""
    found = re.compile(rf"(?i)</{name}(?=[\s/>])").search(text, at) if name else None
    return found.start() if found else -1


def _construct(text: str, at: int, closers: _Closers) -> tuple[Token | None, int]:
    """The tag that the sign at this place begins, if it is one, and where it ends; 0 if it does not.

    A comment or a declaration is no token. A tag that is cut off is one without an end.
    """
    ends = text.startswith("</", at)
    if not ends and not text[at + 1 : at + 2].isalpha() and text[at + 1 : at + 2] not in ("!", "?"):
        return None, 0
    closed = closers.behind(">", at)
    if not closed or ends:
        name = _NAME.match(text, at + 2) if closed else None
        return Token("end", 0, name[0].lower(), {}) if name else None, closed
    if name := _NAME.match(text, at + 1):
        about: dict[str, str] = {}
        return Token("start", 0, name[0].lower(), about), _attributes(text, name.end(), about)
    if text.startswith("<!--", at):
        return None, closed if text.startswith((">", "->"), at + 4) else closers.behind("-->", at + 4)
    if text.startswith("<![CDATA[", at):
        return None, closers.behind("]]>", at) or closed
    return None, closed if text[at + 1 : at + 2] in ("!", "?") else 0


def _attributes(text: str, at: int, about: dict[str, str]) -> int:
    """Fill in a start tag's attributes; where the tag ends, 0 if it does not."""
    while found := _ATTRIBUTE.match(text, at):
        value = next((value for value in found.groups()[1:] if value is not None), "")
        about[found[1].lower()] = resolved(value)
        at = found.end()
    gap = _GAP.match(text, at)
    at = gap.end() if gap else at
    return at + 1 if text[at : at + 1] == ">" else 0
