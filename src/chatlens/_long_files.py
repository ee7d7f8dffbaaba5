"""Files too long to hold: their text, decoded piece by piece as often as it is wanted.

Only what is decoded without a doubt comes in pieces; any other file is for `sources` to look at as a whole.
"""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chatlens.errors import SourceError

LONG = 16 * 2**20
"""Bytes from which a file is read in pieces: a text of so many takes up to 80 MB."""

PIECE = 2**20
"""Bytes that are decoded at a time."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The text of a file, which is read anew each time that this is gone through."""

    path: str
    codec: str
    skip: int  # bytes of the mark before the text
    size: int  # bytes of the file when it was first seen; what is added later is not read

    def __iter__(self) -> Iterator[str]:
        try:
            decoder = codecs.getincrementaldecoder(self.codec)()
            left = self.size - self.skip
            with open(self.path, "rb") as file:
                file.seek(self.skip)
                while left > 0 and (data := file.read(min(PIECE, left))):
                    left -= len(data)
                    yield decoder.decode(data)
            if left > 0:
                raise EOFError
            yield decoder.decode(b"", final=True)
        except (OSError, EOFError, UnicodeError) as error:
            raise SourceError(self.path, "changed while it was read", "Copy it, and read the copy.") from error

    def sha256(self) -> str:
        """The hash of the file's bytes, in hexadecimal."""
        import hashlib

        found, left = hashlib.sha256(), self.size
        with open(self.path, "rb") as file:
            while left > 0 and (data := file.read(min(PIECE, left))):
                left -= len(data)
                found.update(data)
        return found.hexdigest()


def pieces(path: str, codec: str | None, marks: Sequence[tuple[bytes, str]], most: int) -> Pieces | None:
    """A long file's text in pieces, by this codec or else by the first of the marks that it begins with, or as UTF-8;
    None for a short one, for one of more than `most` bytes and for what is no plain text in that encoding."""
    try:
        about = os.stat(path)
        if not stat.S_ISREG(about.st_mode) or not LONG <= about.st_size <= most:
            return None
        with open(path, "rb") as file:
            head = file.read(8)
    except (OSError, ValueError):
        return None  # whoever opens it will say so
    mark, found = next(((mark, name) for mark, name in marks if head.startswith(mark)), (b"", "utf-8"))
    if codec is not None and (mark or codec not in ("utf-8", "cp1252")):
        return None
    made = Pieces(path, codec or found, len(mark), about.st_size)
    try:
        return made if all(map(_is_plain, made)) else None
    except SourceError:
        return None


def _is_plain(piece: str) -> bool:
    """Whether a piece holds none of the control characters that make a text suspicious."""
    return not any(map(piece.__contains__, _CONTROLS))


_CONTROLS = "".join(chr(code) for code in range(32) if chr(code) not in "\b\t\n\v\f\r\x1a\x1b") + "\x7f"
