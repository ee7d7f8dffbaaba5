"""What the characters of each line tell, found by looking at all characters of many lines at once.

A look at a line costs more than a look at all its characters in passing. So what tells that most lines need no closer
look stands here: signs of labels, copies and odd blanks, how lines end, the most that they may weigh.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from chatlens import labels

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LINES = 2_048  # lines looked at together: their characters fit a processor's nearest cache
HEAVIEST = 6  # the most that a character beyond ASCII may weigh: 2, and composing (NFC) may make three of it
LINK_ADDS = 19  # the most that a link weighs beyond its characters: 23 against the 4 of "a.co"

_ABOVE = "\n\n\n\n"  # stands above the first line, and its own line end: as much as is looked at before a digit
_TOP = len(_ABOVE) + 1  # where the first line begins
_LAST_OF_ASCII = 0x7F
# A letter behind one of these is no label's: part of a word, but for the s of "@mira_k's".
_GOES_ON = "".join(filter(str.isalnum, map(chr, range(128)))) + "_"
_DELETE = _LAST_OF_ASCII  # the one beyond the first 32 that is not printed


class Characters(NamedTuple):
    """A column for each thing, with an element for each line."""

    lengths: NDArray[np.int32]  # characters
    most: NDArray[np.int32]  # the most that it may weigh, from its characters alone
    hashes: NDArray[np.bool_]  # it has a hash sign
    numbered: NDArray[np.bool_]  # a digit stands as that of a label may; where not, no label with a number does
    copied: NDArray[np.bool_]  # "RT" or "MT" stands in it
    untidy: NDArray[np.bool_]  # blanks may stand in it that are not single spaces
    tagged: NDArray[np.bool_]  # it ends with the hashtag, if that is of ASCII's letters
    open_end: NDArray[np.bool_]  # it ends with no letter or digit of ASCII


def look(texts: Sequence[str], hashtag: str | None) -> Characters:
    """The characters of some lines, one at least. `hashtag` is the chat's, without "#", if one is known."""
    import numpy as np

    tag = f"#{hashtag}".lower().encode() if hashtag and hashtag.isascii() and hashtag.isidentifier() else b""
    blocks = [_look(texts[at : at + LINES], tag) for at in range(0, len(texts), LINES)]
    return Characters(*map(np.concatenate, zip(*blocks, strict=True)))


def _look(texts: Sequence[str], tag: bytes) -> Characters:
    import numpy as np

    wide = np.frombuffer("\n".join((_ABOVE, *texts, "")).encode("utf-32-le", "surrogatepass"), np.uint32)
    beyond = np.flatnonzero(wide > _LAST_OF_ASCII)
    data = wide.astype(np.uint8)
    data[beyond] = ord("?")
    lengths = np.fromiter(map(len, texts), np.int32, len(texts))
    ends = np.cumsum(lengths + 1) + len(_ABOVE)  # where the line end of each stands

    def times(found: NDArray[np.bool_]) -> NDArray[np.int32]:
        """How many characters of each line are found."""
        return counted(np.flatnonzero(found[_TOP:]) + _TOP)

    def counted(places: NDArray[np.intp]) -> NDArray[np.int32]:
        """How many of these places are in each line."""
        return np.bincount(np.searchsorted(ends, places), minlength=len(texts)).astype(np.int32)

    blank = data == ord(" ")
    most = lengths + LINK_ADDS * times((data[:-1] == ord(".")) & ~blank[1:])  # a link has a dot, and no blank behind it
    hashes = times(data == ord("#")) > 0
    copied = times((data[1:] == ord("T")) & ((data[:-1] == ord("R")) | (data[:-1] == ord("M")))) > 0
    odd = ((data < ord(" ")) & (data != ord("\n"))) | (data == _DELETE)
    odd[1:] |= blank[:-1] & blank[1:]
    untidy = times(odd) > 0
    numbered = counted(_numbers(data)) > 0
    tagged = np.full(len(texts), bool(tag))
    for back, sign in enumerate(reversed(tag.decode()), start=1):
        tagged &= _any_of(sign + sign.upper(), data[np.maximum(ends - back, 0)])
    last = data[ends - 1]
    open_end = ~(_digits(last) | _letters(last))
    strange = counted(beyond)
    most += (HEAVIEST - 1) * strange
    codes = wide[beyond]
    hashes |= counted(beyond[codes == ord("＃")]) > 0
    for least, greatest in labels.DIGITS_BEYOND_ASCII:
        numbered |= counted(beyond[(codes >= ord(least)) & (codes <= ord(greatest))]) > 0
    for at in np.flatnonzero(strange).tolist():
        untidy[at] |= not texts[at].isprintable()
    return Characters(lengths, most, hashes, numbered, copied, untidy, tagged, open_end)


def _numbers(data: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Where a digit stands behind the letter of a label, signs between them included."""
    import numpy as np

    digits = np.flatnonzero(_digits(data[_TOP:])) + _TOP
    found = []
    for back in (1, 2, 3):
        near = data[digits - back]
        behind = digits[_any_of(labels.LETTERS, near)]
        before, further = data[behind - back - 1], data[behind - back - 2]
        owned = _any_of("sS", before) & _any_of("'?", further)  # "?" may stand for an apostrophe
        found.append(behind[owned | ~_any_of(_GOES_ON, before)])
        digits = digits[_any_of(labels.BETWEEN_LETTER_AND_NUMBER, near)]
    return np.concatenate(found)


def _any_of(characters: str, data: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return _table(characters)[data]


@functools.cache
def _table(characters: str) -> NDArray[np.bool_]:
    """For each byte whether it is one of these characters."""
    import numpy as np

    return np.isin(np.arange(256), list(characters.encode()))


def _digits(data: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return (data >= ord("0")) & (data <= ord("9"))


def _letters(data: NDArray[np.uint8]) -> NDArray[np.bool_]:
    lower = data | 0x20
    return (lower >= ord("a")) & (lower <= ord("z"))
