"""Damage that tables do to texts, mended where there is one way to mend it, and said where there is none."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from chatlens._phrases import number_of
from chatlens.models import Note

BARE_SHARE = 0.05  # of the texts with a bare "&", beside those with "&amp;", up to which the table writes "&amp;"
QUESTION_MARKS = 3  # texts with question marks in an emoji's place before that is worth a word ...
QUESTION_SHARE = 0.01  # ... and their share of all texts; people write "??" apart from their words too
NAMED = 20  # lines that a note names at most
PARTED = 3  # texts with a blank behind a hash sign, before that is none of the text's ...
WHOLE_SHARE = 0.05  # ... and the most texts without it, for each with it
TOGETHER = 512  # texts that are searched in one go

_ENTITY = re.compile(r"&(amp|lt|gt|quot|#0?39|apos);")
_BARE = re.compile(r"&(?![a-zA-Z]{2,8};|#\d{1,7};)")
_SIGNS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#39": "'", "#039": "'", "apos": "'"}

DAMAGE = re.compile(
    "â[€„‚\x80-\x82\u0090-\u009f\u00a0-\u00bf†ˆ˜™š›œžŸ‰‹Œ]"  # punctuation and signs
    "|ð[Ÿ\x9f]"  # emoji
    "|[ÂÃ][\u00a0-\u00bf]"  # letters with accents, but those whose second half is a quote, a dash or a cut
    "|‰Û"  # the same by way of an old Macintosh
)
"""What a wrong decoding leaves and nobody writes. "É…" may be a word that ends in an accent, cut."""
_LEADS = "âðÂÃ‰"  # one of these begins each of them
_UNDEFINED = {code: bytes((code,)) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}  # bytes that Windows-1252 has not
_PUNCTUATION = re.compile("(?:â€|‰Û).", re.DOTALL)
_NAMED_SIGN = re.compile(r"<U\+([0-9A-F]{4,6})>")
"""How R writes letters that a Windows console cannot."""
_PARTED = re.compile(r"(?<!\S)([#@]) (?=[^\W\d])")
_PARTED_TAG = re.compile(r"(?<!\S)# (?=[^\W\d])")
_TAG = re.compile(r"(?<![\w&/])#[^\W\d]")
LOST = re.compile(r"(?<!\S)\?\?(?:\?\?)*+(?!\S)")  # an emoji: two or four for each, apart from the words


class Mended(NamedTuple):
    """A column of texts, and what to say of it."""

    texts: list[str]
    notes: tuple[Note, ...]


def mended(texts: list[str], first_lines: Sequence[int]) -> Mended:
    """The texts without the damage of wrong decodings and of HTML entities."""
    texts = list(texts)
    suspects = _suspects(texts)
    mended_at, left = [], []
    for place in suspects.damaged:
        repaired = redecoded(texts[place])
        if repaired is not texts[place]:
            texts[place] = repaired
            mended_at.append(first_lines[place])
        if DAMAGE.search(repaired):
            left.append(first_lines[place])
    notes = [*_decoding_notes(mended_at, left), *_joined(texts, suspects, first_lines)]
    if suspects.named:
        for place in suspects.named:
            texts[place] = _NAMED_SIGN.sub(_signed, texts[place])
        message = f"{number_of(len(suspects.named), 'text')} held letters in R's writing, such as <U+2019>, now mended."
        notes.append(Note(message, lines=tuple(first_lines[place] for place in suspects.named[:NAMED])))
    escaped = [place for place in suspects.signed if _ENTITY.search(texts[place])]
    if escaped and _bare(texts, suspects.signed) <= BARE_SHARE * len(escaped):
        for place in escaped:
            texts[place] = _ENTITY.sub(_sign, texts[place])
        message = f"The table writes & as &amp; in {number_of(len(escaped), 'text')}; they are read as &."
        notes.append(Note(message, lines=tuple(first_lines[place] for place in escaped[:NAMED]), detail=True))
    notes += _question_notes(texts, suspects.asking, first_lines)
    return Mended(texts, tuple(notes))


def _bare(texts: Sequence[str], signed: Iterable[int]) -> int:
    """Texts with "&" that stands for itself."""
    return sum(_BARE.search(texts[place]) is not None for place in signed)


class _Suspects(NamedTuple):
    """Places of texts that have a sign of damage."""

    damaged: list[int]
    signed: list[int]  # with "&"
    asking: list[int]  # with "??"
    named: list[int]  # with "<U+2019>"
    parted: list[int]  # with a blank behind "#" or "@"


def _suspects(texts: Sequence[str]) -> _Suspects:
    """Looked for in many texts at once, as hardly any has one."""
    found = _Suspects([], [], [], [], [])
    for start in range(0, len(texts), TOGETHER):
        part = texts[start : start + TOGETHER]
        joined = "\n".join(part)
        if not joined.isascii() and any(lead in joined for lead in _LEADS):
            found.damaged.extend(
                start + at for at, text in enumerate(part) if not text.isascii() and DAMAGE.search(text)
            )
        if "&" in joined:
            found.signed.extend(start + at for at, text in enumerate(part) if "&" in text)
        if "??" in joined:
            found.asking.extend(start + at for at, text in enumerate(part) if "??" in text)
        if "<U+" in joined:
            found.named.extend(start + at for at, text in enumerate(part) if _NAMED_SIGN.search(text))
        if "# " in joined or "@ " in joined:
            found.parted.extend(start + at for at, text in enumerate(part) if _PARTED.search(text))
    return found


def redecoded(text: str) -> str:
    """The text decoded rightly: in whole, if all its letters are what a wrong decoding makes of UTF-8, else the quotes,
    dashes and cuts that are damaged beyond doubt; the rest as it is.

    >>> redecoded("Itâ€™s"), redecoded("It‰Ûªs"), redecoded("CAFÉ…")
    ('It’s', 'It’s', 'CAFÉ…')
    """
    if not DAMAGE.search(text):
        return text
    try:
        data = _as_cp1252(text)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return _as_cp1252(data.decode("mac_roman")).decode("utf-8")
    except UnicodeError:
        damaged = _damaged()
        mended = _PUNCTUATION.sub(lambda match: damaged.get(match[0], match[0]), text)
        return text if mended == text else mended


@functools.cache
def _damaged() -> dict[str, str]:
    """What wrong decodings make of the punctuation from U+2010 on -> that."""
    found = {}
    for code in range(0x2010, 0x2040):
        once = _from_cp1252(chr(code).encode())
        found[once] = chr(code)
        try:  # and then once more, by way of an old Macintosh, which keeps what it has not
            twice = b"".join(_UNDEFINED.get(ord(char)) or char.encode("mac_roman") for char in once)
        except UnicodeEncodeError:
            continue
        found[_from_cp1252(twice)] = chr(code)
    return found


def _from_cp1252(data: bytes) -> str:
    return "".join(chr(byte) if byte in _UNDEFINED else bytes((byte,)).decode("cp1252") for byte in data)


def _as_cp1252(text: str) -> bytes:
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return b"".join(_UNDEFINED.get(ord(char)) or char.encode("cp1252") for char in text)


def _decoding_notes(changed: list[int], left: list[int]) -> Iterator[Note]:
    if changed:
        yield Note(
            f"{number_of(len(changed), 'text')} held letters such as â€™ from a wrong decoding, now mended.",
            lines=tuple(changed[:NAMED]),
        )
    if left:
        yield Note(
            f"{number_of(len(left), 'text')} {'holds' if len(left) == 1 else 'hold'} letters damaged by a wrong "
            "decoding, kept as they stand: there is no sure way to mend them.",
            "Take the table from where it was made again, as UTF-8.",
            tuple(left[:NAMED]),
        )


def _joined(texts: list[str], suspects: _Suspects, first_lines: Sequence[int]) -> Iterator[Note]:
    """Join what a collector parted (“# gardenchat”), where it did so in the whole table."""
    parted = suspects.parted
    tagged = sum(_PARTED_TAG.search(texts[place]) is not None for place in parted)
    if tagged < PARTED or sum(_TAG.search(text) is not None for text in texts) > WHOLE_SHARE * tagged:
        return
    for place in parted:
        texts[place] = _PARTED.sub(r"\1", texts[place])
    yield Note(
        f"{number_of(len(parted), 'text')} had a blank behind each # and @, as some collectors write; it is taken out.",
        lines=tuple(first_lines[place] for place in parted[:NAMED]),
    )


def _signed(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match[0]


def _sign(match: re.Match[str]) -> str:
    return _SIGNS[match[1]]


def _question_notes(texts: Sequence[str], asking: list[int], first_lines: Sequence[int]) -> Iterator[Note]:
    """A table without one emoji, but with question marks that stand alone, has lost its emoji."""
    lost = [first_lines[place] for place in asking if LOST.search(texts[place])]
    if not lost or any(not text.isascii() and max(text) > "\uffff" for text in texts):
        return
    if len(lost) >= max(QUESTION_MARKS, QUESTION_SHARE * len(texts)):
        yield Note(
            f"{number_of(len(lost), 'text')} have question marks where emoji may have stood, and the table has no "
            "emoji.",
            "They were lost when the table was saved; save it as UTF-8 where it was made.",
            tuple(lost[:NAMED]),
        )
