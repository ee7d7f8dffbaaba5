"""Where the output goes: stdout in the bytes that it takes, or a file that is written whole or not at all."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from collections.abc import Iterable, Sequence

from chatlens.cli.options import Display
from chatlens.errors import OptionError, OutputError, shown
from chatlens.renderers import Chunk, Settings, renderers

DEFAULT_FORMAT = "table"

DEFAULT_WIDTH = 100
"""Columns where no terminal says how many: the output is the same in every pipe and file."""

MIN_WIDTH = 20
"""Columns below which no table can be read; a narrower terminal breaks the lines itself."""

DESCRIPTORS = ("/dev/fd/", "/dev/stderr", "/proc/")
"""How the names of open files and pipes begin: written to as they are, even if a file is behind them."""

TEMPORARY_NAMES = 100
"""Names that are tried for the temporary file."""


def choose_format(display: Display) -> str:
    """The output format: -f, else the extension of -o, else a table."""
    if display.format:
        if display.output in (None, "-") and renderers()[display.format].binary and _is_terminal():
            raise OptionError(f"{display.format} is nothing that a terminal can show.", "Write to a file with -o FILE.")
        return display.format
    if not _is_file(display.output):
        return DEFAULT_FORMAT
    extension = os.path.splitext(str(display.output))[1].casefold()
    known = {ending: renderer.name for renderer in renderers().values() for ending in renderer.extensions}
    if extension in known:
        return known[extension]
    raise OptionError(
        f"{shown(str(display.output))}: no format has the extension {shown(extension) or '(none)'}.",
        f"Use {', '.join(sorted(known))}, or choose with -f {'|'.join(renderers())}.",
    )


def check_target(display: Display) -> None:
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
        if _same(source, path):
            raise OutputError(path, "is one of the files that are read", "Use another name.")
    if os.path.exists(path) and not os.access(path, os.W_OK):
        raise OutputError(path, "may not be written", "Close it in other programs, or use another name.")


def settings(display: Display) -> Settings:
    """What the renderers need to know of the output."""
    to_file = _is_file(display.output)
    return Settings(
        to_file=to_file,
        raw=display.raw,
        bom=display.bom,
        delimiter=display.delimiter,
        width=display.width or _width(probe=display.output in (None, "-")),
        color=_color(display.color, terminal=display.output in (None, "-") and _is_terminal()),
        unicode=display.output not in (None, "-") or _stdout_codec().startswith("utf"),
    )


def write(chunks: Iterable[Chunk], display: Display, format: str) -> None:  # noqa: A002  # the option's name
    """Write the text; it is complete before the output is opened."""
    pieces = list(chunks)
    if display.output in (None, "-"):
        _write_stdout(pieces, format)
    elif _is_file(display.output):
        _write_file(pieces, str(display.output))
    else:
        try:
            with open(str(display.output), "ab") as device:  # behind what the shell let others write there
                device.writelines(_encoded(pieces))
        except BrokenPipeError:
            return
        except OSError as error:
            raise _unwritable(str(display.output), error) from None


def drop_stdout() -> None:
    """Nobody reads stdout any more: what is still in its buffer goes nowhere, so that the end is silent."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        return


def _write_stdout(pieces: Sequence[Chunk], format: str) -> None:  # noqa: A002
    """Tables in the terminal's encoding; data always in UTF-8."""
    if sys.stdout is None:
        raise OutputError("stdout", "is closed", "Write to a file with -o FILE.")
    table = format == DEFAULT_FORMAT
    if not table and _is_terminal():
        pieces = [_shown_on_terminal(piece) if isinstance(piece, str) else piece for piece in pieces]
    buffer = getattr(sys.stdout, "buffer", None)
    try:
        if buffer is None:  # somebody put a text stream in its place
            sys.stdout.writelines(piece.decode() if isinstance(piece, bytes) else piece for piece in pieces)
        else:
            sys.stdout.flush()
            buffer.writelines(_encoded(pieces, _stdout_codec() if table else "utf-8"))
        sys.stdout.flush()
    except OSError as error:
        drop_stdout()
        if error.errno != errno.EPIPE:
            raise _unwritable("stdout", error) from None


def _shown_on_terminal(piece: str) -> str:
    """Data on a terminal: nothing that it would obey. (In files and pipes they stand as they are.)"""
    from chatlens.renderers import _terminal

    return "\t".join(_terminal.clean(part) for part in piece.split("\t"))


def _write_file(pieces: Sequence[Chunk], path: str) -> None:
    """Into a temporary file beside the target, whose place it then takes."""
    target = os.path.realpath(path)  # a symbolic link stays one
    temporary = None
    try:
        temporary, descriptor = _create_beside(target)
        with open(descriptor, "wb") as file:
            file.writelines(_encoded(pieces))
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
        temporary = None
    except OSError as error:
        raise _unwritable(path, error) from None
    finally:
        if temporary is not None:
            os.unlink(temporary)


def _create_beside(target: str) -> tuple[str, int]:
    """A new file in the target's folder, and its descriptor. (tempfile's are private: here the umask rules.)"""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for number in range(TEMPORARY_NAMES):
        name = os.path.join(os.path.dirname(target), f".chatlens-{os.getpid()}-{number}.tmp")
        try:
            return name, os.open(name, flags, 0o666)
        except FileExistsError:
            continue
    raise FileExistsError(errno.EEXIST, "no name for a temporary file is free")


def _encoded(pieces: Iterable[Chunk], codec: str = "utf-8") -> Iterable[bytes]:
    return (piece if isinstance(piece, bytes) else piece.encode(codec, "replace") for piece in pieces)


def _unwritable(path: str, error: OSError) -> OutputError:
    if isinstance(error, PermissionError):
        return OutputError(path, "may not be written", "Close it in other programs, or use another name.")
    return OutputError(path, f"cannot be written ({error.strerror or error})", "Use another name or place.")


def _is_file(output: str | None) -> bool:
    """Whether the output is a file that can be replaced: no pipe, no device, nothing that another process has open."""
    if output in (None, "-"):
        return False
    path = str(output)
    return not path.startswith(DESCRIPTORS) and (os.path.isfile(path) or not os.path.exists(path))


def _same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _stdout_codec() -> str:
    """The codec of stdout; ASCII where it names none."""
    try:
        return codecs.lookup(getattr(sys.stdout, "encoding", None) or "ascii").name
    except LookupError:
        return "ascii"


def _width(probe: bool) -> int:
    """Columns of the output: COLUMNS, else those of the terminal that it goes to."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return max(int(columns), MIN_WIDTH)
    try:
        return (
            max(os.get_terminal_size(sys.stdout.fileno()).columns or DEFAULT_WIDTH, MIN_WIDTH)
            if probe
            else DEFAULT_WIDTH
        )
    except (OSError, ValueError, AttributeError):
        return DEFAULT_WIDTH


def _color(choice: str, terminal: bool) -> bool:
    """Whether to colour: --color, else NO_COLOR, else FORCE_COLOR, else whether a terminal shows it."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (terminal and os.environ.get("TERM") != "dumb")
