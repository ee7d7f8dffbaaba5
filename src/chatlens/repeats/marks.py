"""How a text says that it repeats another one: marks that name a handle ("RT @x:", "“@x:"), and quotations."""

from __future__ import annotations

import re
from typing import NamedTuple

from chatlens.entities import find
from chatlens.repeats.folding import fold, tail_start

_QUOTES = '"“”„«\ufffd'  # U+FFFD: an opening quote that was decoded wrongly
# Each pattern runs in linear time: repetitions are possessive, and a run is only entered at its first character.
_FRONT = re.compile(
    rf"(?i)[\s.,:;|/>\-–—(\[]*+(?:(?P<word>RT|MT|via)(?!\w)[\s:]*+[{_QUOTES}]*+|(?P<quote>[{_QUOTES}]++))"
    r"\s?@(?P<handle>\w{1,20}+)(?:\s?:|(?(quote)(?!)|,?))"
)
_INNER = re.compile(
    rf"(?i)(?:(?<![\w@#])(?P<word>RT|MT)(?!\w)[\s:]*+[{_QUOTES}]*+|(?<![{_QUOTES}])(?P<quote>[{_QUOTES}]++))"
    r"\s?@(?P<handle>\w{1,20}+)(?:\s?:|(?(quote)(?!)|,?))"
)
_QUOTED = re.compile(r'(?<!\w)[“"«](?P<words>[^“”"«»]{40,}+)[”"»]')  # shorter quotations are turns of phrase
_AFTERTHOUGHT = re.compile(r"(?:(?<![<←])(?:<|&lt;){2,}|(?<!<)(?:<|&lt;)-+|←|(?<=\s)//(?=\s))[\s:]*+")
_ARROWS = ("<", "&lt;", "←", "//")  # without any of them, there is no afterthought
ONLY_TAGS = re.compile(r"(?:[#＃]\w++|[\s.,:;|/>\-–—(\[])*+")


def prefix_end(text: str) -> int:
    """Where the marks of a repeat at the start of a text end: "RT @x:", "MT @x:", "via @x", "“@x:".

    >>> text = "RT @mira_k: RT @tobo Mulch early"
    >>> text[prefix_end(text):]
    ' Mulch early'
    >>> prefix_end('"@mira_k: Mulch early"'), prefix_end('"@mira_k" is a handle'), prefix_end("RT this!")
    (9, 0, 0)
    """
    end = 0
    while found := _FRONT.match(text, end):
        end = found.end()
    return end


def commented(text: str) -> tuple[str, str] | None:
    """The author's own comment and the copy that they mark; None when the text has no such two parts.

    >>> commented("So true! RT @mira_k: Mulch early")
    ('So true!', 'Mulch early')
    >>> commented("“@mira_k: Mulch early” Yes, and often")
    ('Yes, and often', 'Mulch early')
    >>> commented("RT @mira_k: Mulch early << and often")
    ('and often', 'Mulch early')
    >>> commented("RT @mira_k: Mulch early"), commented("#gardenchat RT @mira_k: Mulch early")
    (None, None)
    """
    parts = take_apart(text)
    return (parts.comment, parts.copied) if parts.comment else None


def comments(text: str, original: str) -> bool:
    """Whether a repeat adds words of its author's own to what it copies: by a mark, or around a quotation of the
    original that names nobody. Where the original holds a quotation too, it is the whole that is copied.

    >>> saying = "Mulching before the first frost keeps worms busy"
    >>> comments(f"“{saying}” exactly this", saying), comments(f"“{saying}” #gardenchat", saying)
    (True, False)
    >>> comments(f"“{saying}” she said", f"“{saying}” she said."), comments(f"So true! RT @mira_k: {saying}", saying)
    (False, True)
    """
    if commented(text):
        return True
    quoted = quotation(text)
    if not quoted or prefix_end(text) or _QUOTED.search(original):
        return False
    return not (_only_tail(text[: quoted.start()]) and _only_tail(text[quoted.end() :]))


def quotation(text: str) -> re.Match[str] | None:
    """The first quotation in a text. Most have none, which is seen at once."""
    return _QUOTED.search(text) if '"' in text or "“" in text or "«" in text else None


class Parts(NamedTuple):
    """What stands where in a text that may repeat another."""

    start: int  # where the text begins behind its prefixes
    mark: str  # "rt" or "mt" where it begins with one; "" for none
    source: str  # casefolded handle that the mark names; "" for none
    comment: str  # "" for none
    copied: str


def take_apart(text: str) -> Parts:
    """Take a text apart at its marks, all of which name a handle."""
    if "@" not in text:
        return Parts(0, "", "", "", "")
    start = prefix_end(text)
    first = _FRONT.match(text) if start else None
    inner = None
    if not first:
        inner = _INNER.search(text)
        if inner and ONLY_TAGS.fullmatch(text, 0, inner.start()):
            first, inner = inner, None
            start = first.end() + prefix_end(text[first.end() :])
    if first:
        mark = "mt" if (first["word"] or "").casefold() == "mt" else "rt"
        comment, copied = _afterthought(text[start:], quoted=_opens_quote(text[first.start() : first.end()]))
        return Parts(start, mark, first["handle"].casefold(), comment, copied)
    if inner:
        comment, copied = text[: inner.start()].strip(), text[inner.end() :].strip()
        if _opens_quote(inner[0]):
            more, copied = _afterthought(copied, quoted=True)
            comment = f"{comment} {more}".strip()
        else:
            copied = copied[prefix_end(copied) :].strip()
        return Parts(0, "", inner["handle"].casefold(), comment, copied)
    return Parts(0, "", "", "", "")


def _opens_quote(mark: str) -> bool:
    return any(quote in mark for quote in _QUOTES)


def _afterthought(copy: str, quoted: bool) -> tuple[str, str]:
    """A marked copy's own words and what its author wrote behind it ("" for nothing), the latter first."""
    if quoted and (close := max(copy.rfind(c) for c in '"”»\ufffd')) > 0:
        rest = copy[close + 1 :].strip()
        return ("" if _only_tail(rest) else rest), copy[:close].strip()
    if any(map(copy.__contains__, _ARROWS)) and (found := _AFTERTHOUGHT.search(copy)):
        rest = copy[found.end() :].strip()
        if found.start() > 0 and rest and not _only_tail(rest):
            return rest, copy[: found.start()].strip()
    return "", copy.strip()


def _only_tail(text: str) -> bool:
    """Whether a text holds nothing but tags, links and punctuation."""
    return not fold(text[: tail_start(text, find(text))])
