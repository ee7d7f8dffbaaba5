"""A folder of tables, written whole or not at all: a new one takes its name when all its files are there, and in an old
one each file is replaced by another that is there already. Only what chatlens wrote is written over.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence

from chatlens.cli import targets
from chatlens.errors import OutputError, shown
from chatlens.renderers import Chunk

OF_THE_SYSTEM = ("desktop.ini", "thumbs.db")
"""What file managers put into folders, in lower case; hidden files and office programs' locks are left alone too."""


def check(path: str, marker: str, heading: str, own: Collection[str], inputs: Iterable[str]) -> None:
    """Raise `OutputError` unless this is a folder that may be made or written over: an empty one, or one whose file
    `marker` begins with the heading and which holds nothing but files of our `own` names, none of them an input.
    """
    parent = os.path.dirname(_bare(path)) or "."
    if not os.path.isdir(parent):
        raise OutputError(path, f"there is no folder {shown(parent)}", "Make the folder first, or use another one.")
    if not os.path.lexists(_bare(path)):
        if not os.access(parent, os.W_OK):
            raise OutputError(path, "may not be made", "Use another place.")
        return
    if not os.path.isdir(path):
        raise OutputError(path, "is no folder", "Name a folder, or a workbook such as chat.xlsx.")
    there = _entries(path)
    if there and not _is_ours(path, there, marker, heading, own):
        raise OutputError(path, "holds files that are not from chatlens export", "Name a new folder.")
    if not os.access(path, os.W_OK):
        raise OutputError(path, "may not be written", "Use another name.")
    for source in inputs:
        if any(targets.same(source, os.path.join(path, name)) for name in there):
            raise OutputError(
                path, f"holds {shown(source)}, which is one of the files that are read", "Name a new folder."
            )


def write(path: str, files: Iterable[tuple[str, Iterable[Chunk]]], own: Collection[str]) -> None:
    """Write the files into the folder, and take away what else there is of our `own` names: an older table."""
    contents = {name: list(chunks) for name, chunks in files}
    try:
        if os.path.isdir(path):
            _renew(path, contents, own)
        else:
            _make(_bare(path), contents)
    except OSError as error:
        raise targets.unwritable(path, error) from None


def _make(path: str, contents: Mapping[str, Sequence[Chunk]]) -> None:
    """A new folder, made under another name."""
    temporary, _ = targets.make_beside(path, os.mkdir)
    try:
        for name, pieces in contents.items():
            os.replace(targets.written_beside(os.path.join(temporary, name), pieces), os.path.join(temporary, name))
        os.rename(temporary, path)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _renew(path: str, contents: Mapping[str, Sequence[Chunk]], own: Collection[str]) -> None:
    """Replace the files of a folder, once all new ones are on the disk."""
    waiting: dict[str, str] = {}  # name -> the file that is to take it
    try:
        for name, pieces in contents.items():
            waiting[name] = targets.written_beside(os.path.join(path, name), pieces)
        for name in contents:
            os.replace(waiting[name], os.path.join(path, name))
            del waiting[name]
        for name in _entries(path):
            if name in own and name not in contents:
                os.unlink(os.path.join(path, name))
    finally:
        for temporary in waiting.values():
            os.unlink(temporary)


def _is_ours(path: str, there: Iterable[str], marker: str, heading: str, own: Collection[str]) -> bool:
    if not all(name in own and os.path.isfile(os.path.join(path, name)) for name in there):
        return False
    try:
        with open(os.path.join(path, marker), "rb") as file:
            return file.readline(len(heading) + 2).rstrip() == heading.encode()
    except OSError:
        return False


def _entries(path: str) -> list[str]:
    """The names in a folder that somebody put there on purpose."""
    return [n for n in os.listdir(path) if not n.startswith((".", "~")) and n.casefold() not in OF_THE_SYSTEM]


def _bare(path: str) -> str:
    """The path without separators at its end."""
    return path.rstrip("/" if os.altsep is None else os.sep + os.altsep) or path
