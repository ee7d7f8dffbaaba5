"""Stage 0, a path or stdin -> decoded text with its name and notes. Gzip and size limits live here; how bytes become
text is written in `_decoding`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from chatlens import _long_files
from chatlens._decoding import BOMS, MAGIC, MAX_BYTES, Decoded, codec_named, decode, split_lines
from chatlens.errors import OptionError, SourceError, shown
from chatlens.models import Note, Source

__all__ = ["MAX_BYTES", "STDIN", "Decoded", "chat_name", "decode", "load", "load_all", "split_lines", "unique_names"]

STDIN = "-"
"""The path that means the standard input."""

NAMES_COMPARED = 5000
"""So many names of a folder are looked at for the one that was meant."""

GZIP = b"\x1f\x8b"


def load(path_or_dash: str | os.PathLike[str], *, encoding: str | None = None, name: str | None = None) -> Source:
    """Read and decode a file, or stdin for "-". `name` is the chat's name, by default the file's stem."""
    path = os.fspath(path_or_dash)
    known_as = "stdin" if path == STDIN else path
    came = _read_stdin() if path == STDIN else _read_file(path)
    data = _unpack(came, known_as) if came.startswith(GZIP) else came
    decoded = decode(data, known_as, encoding)
    return Source(
        known_as, name or chat_name(path), decoded.text, decoded.encoding, decoded.notes, sha256=_sha256(came)
    )


def text(path_or_dash: str | os.PathLike[str], advice: str) -> str:
    """The text of a file that is no transcript. For a folder, an empty file and the like the advice is this one."""
    path = os.fspath(path_or_dash)
    try:
        return load(path).text
    except SourceError as error:
        if path != STDIN and not os.access(path, os.R_OK):
            raise
        raise SourceError(error.name, error.reason, advice) from None


def load_all(paths: Sequence[str | os.PathLike[str]], *, encoding: str | None = None) -> Iterator[Source]:
    """Each path's source in turn, with chat names that are unique among them."""
    names = [os.fspath(path) for path in paths]
    if names.count(STDIN) > 1:
        raise OptionError("stdin is given more than once.", 'Give "-" once.')
    seen: dict[str, str] = {}  # where it really lies -> its chat's name
    for path, chat in zip(names, unique_names([chat_name(path) for path in names]), strict=True):
        source = _long(path, encoding, chat) or load(path, encoding=encoding, name=chat)
        first = seen.setdefault(os.path.realpath(path), chat)
        if first != chat:
            note = Note(f"This is the file of {first} once more, so its tweets are listed twice.", "Name it once.")
            source = replace(source, notes=(*source.notes, note))
        yield source


def _long(path: str, encoding: str | None, chat: str) -> Source | None:
    """The source of a long file, whose text comes in pieces; None for any other."""
    codec = None if encoding is None else codec_named(encoding)
    pieces = None if path == STDIN else _long_files.pieces(path, codec, BOMS, MAX_BYTES)
    if pieces is None:
        return None
    head = next(iter(pieces))
    if not head.strip() or any(head.startswith(magic.decode("latin-1")) for magic, _ in MAGIC):
        return None
    return Source(path, chat, head, pieces.codec, parts=pieces, sha256=pieces.sha256())


def chat_name(path: str) -> str:
    """The file's stem, that of the unpacked file for a `.gz`.

    >>> chat_name("chats/garden.txt.gz"), chat_name("-")
    ('garden', 'stdin')
    """
    if path == STDIN:
        return "stdin"
    base = os.path.basename(path.rstrip("/\\"))
    stem = os.path.splitext(base)[0] if base.casefold().endswith(".gz") else base
    return shown(os.path.splitext(stem)[0] or base)


def unique_names(names: Sequence[str]) -> list[str]:
    """The names in order, a number behind those that occurred before.

    >>> unique_names(["a", "b", "a", "a"])
    ['a', 'b', 'a-2', 'a-3']
    """
    given = set(names)
    unique: dict[str, None] = {}
    for name in names:
        candidate, number = name, 2
        while candidate in unique or (candidate != name and candidate in given):
            candidate, number = f"{name}-{number}", number + 1
        unique[candidate] = None
    return list(unique)


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _read_stdin() -> bytes:
    if sys.stdin is None:
        raise SourceError("stdin", "is closed", "Name a file instead.")
    buffer = getattr(sys.stdin, "buffer", None)
    if buffer is None:  # somebody put a text stream in its place
        return sys.stdin.read().encode("utf-8", "surrogatepass")
    return _read_bounded(buffer, "stdin")


def _read_file(path: str) -> bytes:
    if not path:
        raise SourceError('""', "is no file name", "Name a file.")
    try:
        with open(path, "rb") as file:
            return _read_bounded(file, path)
    except IsADirectoryError:
        raise SourceError(path, "is a folder", "Name the files in it.") from None
    except (FileNotFoundError, NotADirectoryError):
        raise SourceError(path, "there is no such file", _meant(path)) from None
    except PermissionError:
        if os.path.isdir(path):  # what Windows says of a folder
            raise SourceError(path, "is a folder", "Name the files in it.") from None
        raise SourceError(
            path,
            "may not be read (permission denied)",
            "Close it in other programs, or copy it to where you may read it.",
        ) from None
    except OSError as error:
        raise SourceError(
            path, f"cannot be read ({error.strerror or error})", "Copy it elsewhere and try again."
        ) from None
    except ValueError:  # a NUL in the name
        raise SourceError(path, "is no file name", "Name a file.") from None


def _read_bounded(file: BinaryIO, name: str) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        reason = f"is larger than {MAX_BYTES // 2**20} MB"
        raise SourceError(name, reason, "Split it into several files and name them all.")
    return data


def _unpack(data: bytes, name: str) -> bytes:
    import gzip
    import io
    import zlib

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return _read_bounded(file, name)  # type: ignore[arg-type]  # typeshed: not a BinaryIO, but it reads
    except (EOFError, OSError, zlib.error) as error:
        reason = f"is a damaged gzip file ({error})"
        raise SourceError(name, reason, "Download or compress it again.") from None


def _meant(path: str) -> str:
    """Advice for a path that does not exist: the name in its folder that is most like it."""
    from difflib import get_close_matches
    from itertools import islice

    folder, base = os.path.split(path)
    try:
        with os.scandir(folder or ".") as entries:
            names = {entry.name.casefold(): entry.name for entry in islice(entries, NAMES_COMPARED)}
    except (OSError, ValueError):
        return f"There is no folder {shown(folder)}."
    close = get_close_matches(base.casefold(), names, n=1)
    if close:
        return f"Did you mean {shown(os.path.join(folder, names[close[0]]))}?"
    return "Look at the name and the folder."
