"""What -o names: files are written whole or not at all, and never over what is read."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from typing import TypeVar

from chatlens.cli.options import Display
from chatlens.errors import OutputError, shown
from chatlens.renderers import Chunk

DESCRIPTORS = ("/dev/fd/", "/dev/stderr", "/proc/")
"""How the names of open files and pipes begin: written to as they are, even if a file is behind them."""

TEMPORARY_NAMES = 100
"""Names that are tried for the temporary file."""

Made = TypeVar("Made")


def is_file(output: str | None) -> bool:
    """Whether the output is a file that can be replaced: no pipe, no device, nothing that another process has open."""
    if output in (None, "-"):
        return False
    path = str(output)
    return not path.startswith(DESCRIPTORS) and (os.path.isfile(path) or not os.path.exists(path))


def check(display: Display) -> None:
    """Raise `OutputError` if the output file cannot be written: better before the work than after."""
    if display.output in (None, "-"):
        return
    path = str(display.output)
    if os.path.isdir(path):
        raise OutputError(path, "is a folder", "Name a file in it.")
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder):
        raise OutputError(path, f"there is no folder {shown(folder)}", "Make the folder first, or use another one.")
    for source in display.inputs:
        if same(source, path):
            raise OutputError(path, "is one of the files that are read", "Use another name.")
    if os.path.exists(path) and not os.access(path, os.W_OK):
        raise OutputError(path, "may not be written", "Close it in other programs, or use another name.")


def same(one: str, other: str) -> bool:
    """Whether both paths are of one file."""
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def write(pieces: Iterable[Chunk], path: str) -> None:
    """Write a file: into a temporary one beside the target, whose place it then takes."""
    target = os.path.realpath(path)  # a symbolic link stays one
    temporary = None
    try:
        temporary = written_beside(target, pieces)
        os.replace(temporary, target)
        temporary = None
    except OSError as error:
        raise unwritable(path, error) from None
    finally:
        if temporary is not None:
            os.unlink(temporary)


def written_beside(target: str, pieces: Iterable[Chunk]) -> str:
    """A new file in the target's folder that holds the pieces, and is on the disk; nothing where that fails."""
    temporary, descriptor = _create_beside(target)
    try:
        with open(descriptor, "wb") as file:
            file.writelines(encoded(pieces))
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        os.unlink(temporary)
        raise
    return temporary


def _create_beside(target: str) -> tuple[str, int]:
    """A new file in the target's folder, and its descriptor. (tempfile's are private: here the umask rules.)"""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return make_beside(target, lambda name: os.open(name, flags, 0o666))


def make_beside(target: str, make: Callable[[str], Made]) -> tuple[str, Made]:
    """A free name in the target's folder, and what was made under it, which raises `FileExistsError` for one in use."""
    for number in range(TEMPORARY_NAMES):
        name = os.path.join(os.path.dirname(target), f".chatlens-{os.getpid()}-{number}.tmp")
        try:
            return name, make(name)
        except FileExistsError:
            continue
    raise FileExistsError(errno.EEXIST, "no name for a temporary file is free")


def encoded(pieces: Iterable[Chunk], codec: str = "utf-8") -> Iterable[bytes]:
    """The pieces as bytes; what the codec lacks is a question mark."""
    return (piece if isinstance(piece, bytes) else piece.encode(codec, "replace") for piece in pieces)


def unwritable(path: str, error: OSError) -> OutputError:
    """What to tell of a file that the system will not write."""
    if isinstance(error, PermissionError):
        return OutputError(path, "may not be written", "Close it in other programs, or use another name.")
    return OutputError(path, f"cannot be written ({error.strerror or error})", "Use another name or place.")
