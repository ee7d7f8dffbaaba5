"""Where the output goes: a file, a device, or stdout in the bytes that it takes."""

from __future__ import annotations

import codecs
import errno
import os
import shutil
import sys
from collections.abc import Iterable
from typing import IO

from chatlens.cli import choosing, targets, terminal
from chatlens.cli.options import Display
from chatlens.errors import OutputError
from chatlens.renderers import Chunk

HELD = 1 << 23
"""Bytes for stdout that are held in memory; more wait in a file."""


def write(chunks: Iterable[Chunk], display: Display, format: str) -> None:  # noqa: A002  # the option's name
    """Write the output. A file appears when it is complete; nothing goes elsewhere before all of it is there, either.

    What is on its way is never held whole: a file is written under another name first, and what is for stdout waits in
    a temporary file if it is long.
    """
    if targets.is_file(display.output):
        targets.write(chunks, str(display.output))
        return
    import tempfile

    to_stdout = display.output in (None, "-")
    if to_stdout and format != choosing.DEFAULT_FORMAT and terminal.is_terminal():
        chunks = (_shown_on_terminal(chunk) if isinstance(chunk, str) else chunk for chunk in chunks)
    codec = terminal.stdout_codec() if to_stdout and format == choosing.DEFAULT_FORMAT else "utf-8"
    with tempfile.SpooledTemporaryFile(HELD) as whole:
        for chunk in targets.encoded(chunks, codec):
            try:
                whole.write(chunk)
            except OSError as error:
                raise targets.unwritable(tempfile.gettempdir(), error) from None
        whole.seek(0)
        if to_stdout:
            _write_stdout(whole, codec)
            return
        try:
            with open(str(display.output), "ab") as device:  # behind what the shell let others write there
                shutil.copyfileobj(whole, device)
        except BrokenPipeError:
            return
        except OSError as error:
            raise targets.unwritable(str(display.output), error) from None


def drop_stdout() -> None:
    """Nobody reads stdout any more: what is still in its buffer goes nowhere, so that the end is silent."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        return


def _write_stdout(whole: IO[bytes], codec: str) -> None:
    """All of it, in the terminal's encoding (tables) or in UTF-8 (data)."""
    if sys.stdout is None:
        raise OutputError("stdout", "is closed", "Write to a file with -o FILE.")
    buffer = getattr(sys.stdout, "buffer", None)
    try:
        if buffer is None:  # somebody put a text stream in its place
            shutil.copyfileobj(codecs.getreader(codec)(whole), sys.stdout)
        else:
            sys.stdout.flush()
            shutil.copyfileobj(whole, buffer)
        sys.stdout.flush()
    except OSError as error:
        drop_stdout()
        if error.errno != errno.EPIPE:
            raise targets.unwritable("stdout", error) from None


def _shown_on_terminal(piece: str) -> str:
    """Data on a terminal: nothing that it would obey. (In files and pipes they stand as they are.)"""
    from chatlens.renderers import _terminal

    return "\t".join(_terminal.clean(part) for part in piece.split("\t"))
