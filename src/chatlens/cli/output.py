"""Where the output goes: stdout in the bytes that it takes, or a file that is written whole or not at all."""

from __future__ import annotations

import codecs
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import IO, TypeVar

from chatlens.cli.options import Display
from chatlens.errors import OptionError, OutputError, shown
from chatlens.renderers import Chunk, Settings, check_installed, renderers
from chatlens.tables import Table, own_formats

DEFAULT_FORMAT = "table"

DEFAULT_WIDTH = 100
"""Columns where no terminal says how many: the output is the same in every pipe and file."""

MIN_WIDTH = 20
"""Columns below which no table can be read; a narrower terminal breaks the lines itself."""

DESCRIPTORS = ("/dev/fd/", "/dev/stderr", "/proc/")
"""How the names of open files and pipes begin: written to as they are, even if a file is behind them."""

Made = TypeVar("Made")

HELD = 1 << 23
"""Bytes for stdout that are held in memory; more wait in a file."""

TERMINAL_ROWS = 1_000
"""Rows of a table that a terminal shows: more than anybody scrolls back."""

TEMPORARY_NAMES = 100
"""Names that are tried for the temporary file."""


def choose_format(display: Display, table: Table | None = None) -> str:
    """The output format for a table: -f, else the extension of -o, else a table for the terminal. Raises `OutputError`
    where its library is not installed."""
    chosen = _chosen(display, table)
    if chosen in renderers():
        check_installed(renderers()[chosen])
    return chosen


def _chosen(display: Display, table: Table | None) -> str:
    if display.format:
        _check_format(display.format, table)
        if display.format not in renderers():
            return display.format
        if display.output in (None, "-") and renderers()[display.format].binary and _is_terminal():
            raise OptionError(f"{display.format} is nothing that a terminal can show.", "Write to a file with -o FILE.")
        return display.format
    if not _is_file(display.output):
        return DEFAULT_FORMAT
    extension = os.path.splitext(str(display.output))[1].casefold()
    known = {ending: renderer.name for renderer in renderers().values() for ending in renderer.extensions}
    own = {ending: form.name for _, form in own_formats().values() for ending in form.extensions}
    if extension in own:
        _check_format(own[extension], table)
    if chosen := known.get(extension) or own.get(extension):
        return chosen
    raise OptionError(
        f"{shown(str(display.output))}: no format has the extension {shown(extension) or '(none)'}.",
        f"Use {', '.join(sorted(known))}, or choose with -f {'|'.join(renderers())}.",
    )


def choose_picture(display: Display, formats: Sequence[str]) -> str:
    """The format of a picture: -f, else the extension of -o."""
    advice = f"Write to a file: -o FILE.{' or -o FILE.'.join(formats)}"
    if display.format:
        if display.output in (None, "-") and display.format != "svg" and _is_terminal():
            raise OptionError(f"{display.format} is nothing that a terminal can show.", advice)
        return display.format
    if not _is_file(display.output):
        raise OptionError("A picture needs a file to go to.", advice)
    return _by_extension(display, "a picture", {name: (f".{name}",) for name in formats})


def _check_format(name: str, table: Table | None) -> None:
    """Raise `OptionError` for a format that another table has alone."""
    if name not in renderers() and name not in (form.name for form in (table.formats if table else ())):
        raise OptionError(
            f"{name} is a format of chatlens {own_formats()[name][0].name} alone.", f"Use -f {'|'.join(renderers())}."
        )


def choose_document(display: Display, formats: Mapping[str, Sequence[str]], default: str) -> str:
    """The format of a document, of those with their extensions: -f, else the extension of -o, else the default."""
    if display.format:
        return display.format
    return _by_extension(display, "a recap", formats) if _is_file(display.output) else default


def _by_extension(display: Display, what: str, formats: Mapping[str, Sequence[str]]) -> str:
    extension = os.path.splitext(str(display.output))[1].casefold()
    known = {ending: name for name, endings in formats.items() for ending in endings}
    if extension in known:
        return known[extension]
    raise OptionError(
        f"{shown(str(display.output))}: {what} is not written as {shown(extension) or 'a file without extension'}.",
        f"Use {', '.join(known)}, or choose with -f {'|'.join(formats)}.",
    )


def check_text(display: Display, advice: str) -> None:
    """Raise `OptionError` where the output is text alone, and the extension of -o is that of something else."""
    extension = os.path.splitext(str(display.output))[1].casefold() if _is_file(display.output) else ""
    if not display.format and extension and extension not in renderers()[DEFAULT_FORMAT].extensions:
        raise OptionError(f"{shown(str(display.output))}: text is not written as {shown(extension)}.", advice)


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
        if same(source, path):
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
        rows=TERMINAL_ROWS if display.output in (None, "-") and _is_terminal() else None,
    )


def write(chunks: Iterable[Chunk], display: Display, format: str) -> None:  # noqa: A002  # the option's name
    """Write the output. A file appears when it is complete; nothing goes elsewhere before all of it is there, either.

    What is on its way is never held whole: a file is written under another name first, and what is for stdout waits in
    a temporary file if it is long.
    """
    if _is_file(display.output):
        _write_file(chunks, str(display.output))
        return
    import tempfile

    to_stdout = display.output in (None, "-")
    if to_stdout and format != DEFAULT_FORMAT and _is_terminal():
        chunks = (_shown_on_terminal(chunk) if isinstance(chunk, str) else chunk for chunk in chunks)
    codec = _stdout_codec() if to_stdout and format == DEFAULT_FORMAT else "utf-8"
    with tempfile.SpooledTemporaryFile(HELD) as whole:
        for chunk in _encoded(chunks, codec):
            try:
                whole.write(chunk)
            except OSError as error:
                raise unwritable(tempfile.gettempdir(), error) from None
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
            raise unwritable(str(display.output), error) from None


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
            raise unwritable("stdout", error) from None


def _shown_on_terminal(piece: str) -> str:
    """Data on a terminal: nothing that it would obey. (In files and pipes they stand as they are.)"""
    from chatlens.renderers import _terminal

    return "\t".join(_terminal.clean(part) for part in piece.split("\t"))


def _write_file(pieces: Iterable[Chunk], path: str) -> None:
    """Into a temporary file beside the target, whose place it then takes."""
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
            file.writelines(_encoded(pieces))
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


def _encoded(pieces: Iterable[Chunk], codec: str = "utf-8") -> Iterable[bytes]:
    return (piece if isinstance(piece, bytes) else piece.encode(codec, "replace") for piece in pieces)


def unwritable(path: str, error: OSError) -> OutputError:
    """What to tell of a file that the system will not write."""
    if isinstance(error, PermissionError):
        return OutputError(path, "may not be written", "Close it in other programs, or use another name.")
    return OutputError(path, f"cannot be written ({error.strerror or error})", "Use another name or place.")


def _is_file(output: str | None) -> bool:
    """Whether the output is a file that can be replaced: no pipe, no device, nothing that another process has open."""
    if output in (None, "-"):
        return False
    path = str(output)
    return not path.startswith(DESCRIPTORS) and (os.path.isfile(path) or not os.path.exists(path))


def same(one: str, other: str) -> bool:
    """Whether both paths are of one file."""
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
