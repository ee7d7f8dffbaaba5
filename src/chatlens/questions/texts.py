"""The text of a question: what stands behind its label, its parts joined, in the earliest full form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chatlens import entities

LIKENESS = 0.6  # share of a question's words that a further asking of it has, and it of the asking's
TEXTS = 3  # different texts of one number that are told; a host who comments under its number asks no more

_LEAD = re.compile(
    r"""(?xi) [\s.,:;!…–—|>)\]-]*+ (?: \(\?\) [\s:.-]*+ )?+
    (?: (?:again|icymi|repost(?:ed)?|reminder|bonus) \b\s?[:–-]++ \s*+ )?+"""
)
_ELLIPSIS = re.compile(r"(?:…|\.\.\.)[\s”\"']*+$")
_MARK = r"[(\[]?([1-9])\s?(?:/|\bof\b)\s?([1-9])[)\]]?"
_PAGE_FIRST = re.compile(rf"(?i)\W{{0,3}}+(?:part\s|pt\.?\s)?{_MARK}(?![\d/]|\s+of\b)[:.)\s-]*+")
_PAGE_LAST = re.compile(rf"(?i)(?<![\d/])(?:part\s|pt\.?\s)?{_MARK}\s*$")
_GOES_ON = re.compile(r"(?i)\W{0,3}+(?:cont(?:inued|['’]?d)?)\b[.):…\s-]*+")
_SENTENCE_END = ".?!…”\"’')"
_TAIL = 400  # characters at a text's end among which links are cut off
_BEGINS = 12  # letters and digits that a text must have to be another's beginning
_PAGES = 5  # greatest number of tweets that a question is told in: "9/10" is something else


class Wording(NamedTuple):
    """What a tweet says of a question."""

    text: str
    page: int  # the 2 of "2/2"; 0: the whole
    cut: bool  # its end is missing


def wording(text: str, start: int = 0) -> Wording:
    """What stands from `start` on: without a mark of its page, hashtags at the end and rests of a label.

    >>> wording("Q2: 1/2 Slugs eat at night. #gardenchat", 3)
    Wording(text='Slugs eat at night.', page=1, cut=False)
    >>> wording("Q2. What do you do about slugs? #gardenchat @mira_k (2/2)", 3)
    Wording(text='What do you do about slugs?', page=2, cut=False)
    """
    body = text[start:]
    body, page = _paged(body)
    body = body[: _end(body)]
    if not page:
        body, page = _paged(body)
        body = body[: _end(body)]
    lead = _LEAD.match(body)
    body = " ".join(body[lead.end() if lead else 0 :].split())
    return Wording(body, page, bool(_ELLIPSIS.search(_without_links(body))))


def goes_on(text: str) -> Wording | None:
    """What a tweet without label says if it goes on from one before: "2/2 ...", "... (2/2)", "cont. ..."; else None.

    >>> goes_on("2/2 and who helps you? #gardenchat")
    Wording(text='and who helps you?', page=2, cut=False)
    >>> goes_on("1/2 cup of vinegar")
    """
    if go := _GOES_ON.match(text):
        found = wording(text, go.end())
        return found._replace(page=max(found.page, 2))
    found = wording(text)
    return found if found.page > 1 else None


def words(text: str) -> set[str]:
    """Words of a text by which two askings are compared: no hashtags, handles or links, nothing short.

    >>> sorted(words("What do you do about slugs? #gardenchat"))
    ['about', 'slugs', 'what']
    """
    bare = list(text.casefold())
    for entity in entities.find(text):
        bare[entity.start : entity.end] = " " * (entity.end - entity.start)
    return {word for word in "".join(c if c.isalnum() else " " for c in bare).split() if len(word) > 3}


def alike(one: str, other: str) -> bool:
    """Whether two texts ask the same: most of the words of each stand in the other, or one begins the other."""
    first, second = words(one), words(other)
    if len(first & second) >= LIKENESS * max(len(first), len(second), 1):
        return True
    short, long = sorted((_folded(one), _folded(other)), key=len)
    return len(short) >= _BEGINS and long.startswith(short)


def joined(askings: Iterable[tuple[str, Wording]]) -> tuple[str, ...]:
    """The texts of a question from the part ("b" of Q3b) and wording of each asking, earliest first: one text, unless
    the same part was asked in words that have nothing in common. Pages of a text are joined by a blank, parts by a
    slash."""
    by_part: dict[str, list[Wording]] = {}
    for part, said in askings:
        if said.text:
            by_part.setdefault(part, []).append(said)
    texts = {part: _texts(said) for part, said in by_part.items()}
    lettered = [texts[part] for part in sorted(texts) if part]
    whole = texts.get("", [])
    if not lettered:
        return tuple(whole[:TEXTS])
    parts = [" / ".join(several[:TEXTS]) for several in (*([whole] if whole else ()), *lettered)]
    return (" / ".join(parts),)


def _texts(said: Sequence[Wording]) -> list[str]:
    """Each different text once, the earliest full form of each."""
    pages: dict[int, str] = {}
    found: list[Wording] = []
    for wording in said:
        if wording.page:
            pages.setdefault(wording.page, wording.text)
            continue
        at = next((i for i, other in enumerate(found) if alike(other.text, wording.text)), None)
        if at is None:
            found.append(wording)
        elif found[at].cut and not wording.cut:
            found[at] = wording
    if pages and 1 not in pages and found:
        pages[1] = found.pop(0).text  # "Q1: Which ...?", then "cont. ..."
    whole = " ".join(pages[page] for page in sorted(pages))
    texts = [wording.text for wording in found]
    if whole and not any(alike(whole, text) for text in texts):
        texts.insert(0, whole)
    return texts


def _paged(body: str) -> tuple[str, int]:
    """A text without the mark of its page, and that page; 0 for none."""
    for pattern in (_PAGE_FIRST, _PAGE_LAST):
        found = pattern.match(body) if pattern is _PAGE_FIRST else pattern.search(body[-12:])
        if found and int(found[1]) <= int(found[2]) <= _PAGES and int(found[2]) > 1:
            kept = body[found.end() :] if pattern is _PAGE_FIRST else body[: max(len(body) - 12, 0) + found.start()]
            return kept, int(found[1])
    return body, 0


def _end(text: str) -> int:
    """Where a question ends: before hashtags at its end, and handles among them if a sentence has ended."""
    start = edge = len(text.rstrip())
    for entity in reversed(entities.find(text)):
        if entity.end != edge or entity.kind == "link":
            break
        start = entity.start
        edge = len(text[:start].rstrip())
    if edge and text[edge - 1] in _SENTENCE_END:
        return edge
    return entities.trailing_tags_start(text)


def _without_links(text: str) -> str:
    return re.sub(r"(?:\s*+https?://\S++)++$", "", text[-_TAIL:])


def _folded(text: str) -> str:
    return "".join(c for c in _ELLIPSIS.sub("", text).casefold() if c.isalnum())
