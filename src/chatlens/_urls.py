"""The links of a text as written: what begins one and where it ends. Private to `entities`.

A link is
- `http://` or `https://` with a host that has a dot and ends in a name, and all that belongs to it;
- `pic.twitter.com/...` or `t.co/...` without a scheme;
- a host without a scheme that can hardly be anything else: one of the five old domains (`example.org`) or of `www.`,
  and, with a path behind it, of some other common domains and of countries (`bit.ly/2abC`). Left out are the countries
  whose sign is an English word: "questions.is/are" is a lost blank.

Punctuation at the end is not part of a link, nor is a bracket without its partner.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NAME = r"A-Za-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f-"  # in hosts without a scheme
_REFUSED = "@＠$#＃"  # the library sees no link behind these

START = (
    r"[Hh][Tt][Tt][Pp][Ss]?://"
    r"|[Pp]ic\.twitter\.com(?=/)"
    rf"|(?<![{_NAME}{_REFUSED}./])[{_NAME}]++(?:\.[{_NAME}]++)++"
)
"""Pattern of what may begin a link: a scheme, or a host as a whole."""

_MAY_HOLD = re.compile(rf"\.[{_NAME}]|://")
_MAY_HOLD_HOST = re.compile(rf"\.[{_NAME}](?<!://t..)")
_SHORT = re.compile(r"(?:[Hh][Tt][Tt][Pp][Ss]?://)?(?:t\.co|[Pp]ic\.twitter\.com)/([A-Za-z0-9]++)")
_SHORT_QUERY = re.compile(r"\?[a-z]++=[A-Za-z0-9_%&=-]*+")  # "?amp=1", which some applications add
_PICTURES = "pic.twitter.com"

# A label of a host behind a scheme: anything but blanks and punctuation (of ASCII save - and _, of print, of CJK).
_LABEL = r"[^\s!-,./:-@\[-^`{-~\u2000-\u206f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]++"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*+")
_DOMAIN = re.compile(r"xn--[A-Za-z0-9-]++|[A-Za-z]{2,}+(?![0-9_])|[^\W\d_A-Za-z][^A-Za-z0-9_-]++")

# Port, path, query and fragment. A pair of round brackets counts only whole, and "](" is Markdown's.
_INNER = r"A-Za-z0-9!*';:=+,.$/%#\[_~@|&?\u2013\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u04ff-"
_TAIL = re.compile(rf"(?::[0-9]++)?+(?:[/?](?:[{_INNER}]|\](?!\()|\([{_INNER}\]]*+\))*+)?+")
_LOOSE_END = "!*';:,.$%[]~@|&?\u2013"  # what no tail ends with

_SURE = frozenset(["com", "org", "net", "edu", "gov"])  # links without a path, too
_COMMON = _SURE | {"mil", "info", "biz", "app", "dev", "blog", "page", "link", "site", "online", "social", "news"}
_WORDS = frozenset(["am", "an", "as", "at", "by", "do", "in", "is", "it", "my", "no", "so", "us"])  # countries besides
_PATH = re.compile(r"/[\w~@#?!%-]")


class Span(NamedTuple):
    """Where a link stands in the text."""

    start: int
    end: int


def may_hold(text: str) -> bool:
    """Whether the text can hold what `START` begins: a scheme, or a host, which has a dot in it.

    >>> may_hold("Look: example.org"), may_hold("Look. And listen...")
    (True, False)
    """
    return _MAY_HOLD.search(text) is not None


def may_hold_host(text: str) -> bool:
    """Whether the text can hold a host without a scheme: it has a dot in it, and not that of https://t.co alone.

    >>> may_hold_host("Look: example.org"), may_hold_host("Look: https://t.co/AbCdEf1234")
    (True, False)
    """
    return _MAY_HOLD_HOST.search(text) is not None


def is_short(link: str) -> bool:
    """Whether it is of the kind that Twitter writes itself, which ends where its letters and digits end."""
    return _SHORT.match(link) is not None


def before_glued(text: str, start: int, end: int) -> int:
    """The end of the word from `start` to `end` without the beginning of a link that is glued to it.

    >>> before_glued("seedshttps://t.co/AbCdEf1234", 0, 10)
    5
    """
    if text.startswith("://", end):
        word = text[max(start, end - 5) : end].lower()
        return end - 5 if word == "https" else end - 4 if word.endswith("http") else end
    pictures = text.startswith(".twitter.com/", end) and text[max(start, end - 3) : end].lower() == "pic"
    return end - 3 if pictures else end


def match(text: str, start: int, end: int, glued: bool) -> tuple[Span | None, int]:
    """The link that `START` saw from `start` to `end`, if it is one, and where to read on.

    `glued` says that a complete entity ends right before it.
    """
    if text.startswith("://", end - 3):
        return _with_scheme(text, start, end, glued)
    return _without_scheme(text, start, end)


def _with_scheme(text: str, start: int, end: int, glued: bool) -> tuple[Span | None, int]:
    before = "" if glued else text[start - 1 : start]
    refused = before != "" and before in _REFUSED
    if short := _short_end(text, start):
        return None if refused else Span(start, short), short
    host = _HOST.match(text, end)
    if not host:
        return None, end
    host_end = before_glued(text, end, host.end())
    domain_end = _domain_end(text, end, host_end)
    link_end, stop = _tail(text, host_end)
    if not domain_end or text[end:host_end] == "t.co":  # "https://t.co/…": cut, it leads nowhere
        return None, stop
    if domain_end != host_end:  # "example.org-which", "example.orgを"
        link_end = stop = domain_end
    if refused or (before.isascii() and before.isalnum()):
        return None, stop
    return Span(start, link_end), stop


def _without_scheme(text: str, start: int, end: int) -> tuple[Span | None, int]:
    scheme = before_glued(text, start, end)
    if scheme != end:  # "look.https://..."
        return None, scheme
    host = text[start:end]
    if host[-len(_PICTURES) :].lower() == _PICTURES and (short := _short_end(text, end - len(_PICTURES))):
        start = end - len(_PICTURES)  # whatever stands before it: this host has no subdomains
        refused = start > 0 and text[start - 1] in _REFUSED
        return None if refused else Span(start, short), short
    if short := _short_end(text, start):
        return Span(start, short), short
    labels = host.split(".")
    domain = labels[-1]
    old_web = labels[0].lower() == "www"
    if not (domain.isalpha() and domain.isascii() and domain.islower()) or text.startswith(("@", "＠"), end):
        return None, end
    if not old_web and domain not in _SURE and not _PATH.match(text, end):
        return None, end
    link_end, stop = _tail(text, end)
    known = old_web or domain in _COMMON or (len(domain) == 2 and domain not in _WORDS)
    return Span(start, link_end) if known and _are_labels(labels) else None, stop


def _short_end(text: str, start: int) -> int:
    """Where the short link at `start` ends; 0 if there is none."""
    short = _SHORT.match(text, start)
    end = before_glued(text, short.start(1), short.end(1)) if short else 0
    if not short or end == short.start(1):
        return 0
    query = _SHORT_QUERY.match(text, end)
    return query.end() if query else end


def _domain_end(text: str, start: int, end: int) -> int:
    """Where the host in text[start:end] really ends, its top domain being cut from what follows; 0 if it is none."""
    labels = text[start:end].split(".")
    domain = _DOMAIN.match(labels[-1])
    if len(labels) < 2 or not domain or not _are_labels([*labels[:-1], domain[0]]):
        return 0
    return end - len(labels[-1]) + domain.end()


def _are_labels(labels: list[str]) -> bool:
    """Whether a host may be made of these: none empty or edged with "-" or "_", no "_" in the registered name."""
    return "_" not in labels[-2] and all(label and label.strip("-_") == label for label in labels)


def _tail(text: str, start: int) -> tuple[int, int]:
    """Where the link ends whose host ends at `start`, and where to read on: behind its loose punctuation."""
    tail = _TAIL.match(text, start)
    end = stop = tail.end() if tail else start
    while end > start and text[end - 1] in _LOOSE_END:
        end -= 1
    return end, stop
