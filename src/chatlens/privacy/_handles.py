"""Handles as texts write them: where one begins and ends, and what tells it from an ordinary word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # blanks and marks of direction that nobody sees

HANDLE = (
    r"(?:(?!https?://|pic\.twitter\.com)\w)++"  # a link may be glued to it
    r"(?:[.-]\w++)*+(?:[@＠][\w-]++(?:\.[\w-]++)++)?+"
)
"""Pattern of what may be a handle behind its sign: mira_k, mira-k.bsky.social, mira_k@shed.example."""

AT = rf"[@＠][{_UNSEEN}]*+(?P<handle>{HANDLE})"
"""Pattern of a handle with its sign."""

_AT = re.compile(rf"(?i){AT}")
_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+(?:social|app|org|com|net|blog|page|me|dev)|(?:[a-z0-9-]+\.){2,}[a-z]{2,}")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]")  # before the sign of an e-mail address
_BREAK = re.compile(r"[.-]")
LONG = 13  # letters of a handle that hardly are an ordinary word
SHORT = 4  # characters below which nothing is told: "A1" is a label, whoever is called so

_LIKE_LABEL = re.compile(r"[^\W\d_]{1,3}\d{1,2}")


def key(handle: str) -> str:
    """What a handle is compared by; letters as wide as those of Chinese and Japanese are the same letters.

    >>> key("＠Mira_K"), key("＠Ｍira_k")
    ('mira_k', 'mira_k')
    """
    if not handle.isascii():
        handle = unicodedata.normalize("NFKC", handle)
    return handle.lstrip("@").casefold()


def spoken(written: str, known: Callable[[str], bool]) -> str:
    """Of what stands behind the sign, the handle: a full stop or hyphen may belong to it or to the sentence.

    >>> spoken("mira_k.Great", {"mira_k"}.__contains__), spoken("mira-k.bsky.social", lambda _: False)
    ('mira_k', 'mira-k.bsky.social')
    >>> spoken("bo_l-like", lambda _: False)
    'bo_l'
    """
    if _BREAK.search(written) is None and "@" not in written and "＠" not in written:
        return written
    if known(key(written)):
        return written
    local, at, _ = written.replace("＠", "@").partition("@")
    if at:
        return written  # an address
    if _DOMAIN.fullmatch(local):
        return written
    ends = [found.start() for found in _BREAK.finditer(written)]
    return next((written[:end] for end in reversed(ends) if known(key(written[:end]))), written[: ends[0]])


def is_mail(text: str, sign: int, written: str, glue: int) -> bool:
    """Whether the sign at that place is of an e-mail address: a word before it and a domain behind it. `glue` is where
    an entity ended, to which a mention may be glued."""
    return sign > 0 and sign != glue and "." in written and _MAIL.match(text, sign - 1) is not None


def mentioned(text: str, known: Callable[[str], bool]) -> list[str]:
    """Handles with a sign in a text, in order.

    >>> mentioned("RT ＠mira_k: ask @bo_l@shed.example, or jo@example.org", lambda _: False)
    ['mira_k', 'bo_l@shed.example']
    """
    if "@" not in text and "＠" not in text:
        return []
    found, glue = [], -1
    for match in _AT.finditer(text):
        if not is_mail(text, match.start(), match["handle"], glue):
            found.append(spoken(match["handle"], known))
            glue = match.end()
    return found


def is_plain(handle: str) -> bool:
    """Whether a handle looks like an ordinary word, so that a text may mean the word.

    >>> is_plain("juniper"), is_plain("Mulch"), is_plain("A12"), is_plain("KofiAtPlot"), is_plain("mira_k")
    (True, True, True, False, False)
    """
    if len(handle) < SHORT or _LIKE_LABEL.fullmatch(handle) or handle.isdecimal():
        return True
    return handle.isalpha() and len(handle) < LONG and (handle[1:].islower() or handle.isupper())
