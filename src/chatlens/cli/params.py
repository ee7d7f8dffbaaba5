"""Types of options: text from the command line becomes an object here, or a message that says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from chatlens import wishes
from chatlens.errors import OptionError, shown

if TYPE_CHECKING:
    from datetime import date

    from click import Context, Parameter
    from click.shell_completion import CompletionItem

    from chatlens.models import Moment

STDOUT_NAMES = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Names of stdout. (Behind them may be a file, which must not be replaced under the shell that writes it.)"""


class Name(click.ParamType[str]):
    """One of the names of a folder of variants, which is looked into only when it matters."""

    name = "name"

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self.names = names

    def get_metavar(self, param: Parameter, ctx: Context) -> str:  # noqa: ARG002  # click's interface
        """The choice, for the help."""
        return f"[{'|'.join(self.names())}]"

    def shell_complete(self, ctx: Context, param: Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG002
        """The names that begin so, for the Tab key."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(name) for name in self.names() if name.startswith(incomplete.casefold())]

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> str:
        """The name itself, in lower case."""
        name = str(value).casefold()
        if name not in self.names():
            self.fail(f"{shown(str(value))} is not one of {', '.join(self.names())}.", param, ctx)
        return name


class InputPath(click.Path):
    """A file to read. Whether it can be read is found out by reading it: the message is better, the exit code 1."""

    def __init__(self) -> None:
        super().__init__(readable=False)


class OutputPath(click.Path):
    """A file to write; "-" for stdout, also by the names that a system has for it."""

    def __init__(self) -> None:
        super().__init__(readable=False)

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> Any:
        """The path."""
        if value == "":
            self.fail("the name of the file is empty.", param, ctx)
        return "-" if value in STDOUT_NAMES else super().convert(value, param, ctx)


class Number(click.FloatRange):
    """A number within two limits, which "nan" is not."""

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> Any:
        """The number."""
        number = super().convert(value, param, ctx)
        if number != number:
            self.fail(f"{shown(str(value))} is not in the range {self._describe_range()}.", param, ctx)
        return number


class Entity(click.ParamType[str]):
    """A hashtag or handle, with or without its sign."""

    name = "text"

    def __init__(self, read: Callable[[str], str]) -> None:
        self.read = read  # raises `OptionError` for a word that is none

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> str:
        """The letters behind the sign."""
        try:
            return self.read(str(value))
        except OptionError as error:
            return self.fail(str(error), param, ctx)


class QuestionText(click.ParamType[tuple[str, str]]):
    """A question's name and text, written Q1="What ...?"."""

    name = 'Q1="TEXT"'

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> tuple[str, str]:
        """Name and text."""
        if isinstance(value, tuple):
            return value
        name, sign, text = str(value).partition("=")
        name, text = name.strip().upper(), text.strip()
        if not (sign and text and wishes.QUESTION_NAME.fullmatch(name)):
            self.fail(f'{shown(str(value))} is not of the form Q1="What ...?".', param, ctx)
        return name, text


class Columns(click.ParamType[dict[str, str]]):
    """Columns of a table, written text=Body,author=User."""

    name = "FIELD=COLUMN,..."

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> dict[str, str]:
        """Field -> column."""
        if isinstance(value, dict):
            return value
        columns: dict[str, str] = {}
        for pair in str(value).split(","):
            what, sign, column = pair.partition("=")
            what, column = what.strip().casefold(), column.strip()
            if not (what and sign and column):
                self.fail(f"{shown(str(value))} is not of the form text=Body,author=User.", param, ctx)
            if what in columns:
                self.fail(f"{shown(what)} is given twice.", param, ctx)
            columns[what] = column
        return columns


class Day(click.ParamType["date"]):
    """A day, written 2014-05-31."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> date:
        """The date."""
        from datetime import date

        if isinstance(value, date):
            return value
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
            try:
                return date.fromisoformat(str(value))
            except ValueError:
                pass
        return self.fail(f"{shown(str(value))} is no day; write it as 2014-05-31.", param, ctx)


class When(click.ParamType["Moment"]):
    """A day or a moment, written 2014-05-31 or 2014-05-31T20:15, with its offset if one is meant."""

    name = "YYYY-MM-DD[THH:MM]"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> Moment:
        """The date; the datetime, naive without an offset."""
        from datetime import date, datetime

        if isinstance(value, date):
            return value
        text = re.sub(r"(?<=\d)\s+(?=[+-]?\d|Z$)", lambda gap: "T" if gap.start() == 10 else "", str(value).strip())
        if re.fullmatch(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?", text):
            try:
                return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
            except ValueError:
                pass
        return self.fail(
            f"{shown(str(value))} is no day or time; write it as 2014-05-31 or 2014-05-31T20:15.", param, ctx
        )


class Zone(click.ParamType[str]):
    """A time zone: a name such as America/Chicago, or an offset such as -05:00."""

    name = "zone"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> str:
        """The name, or the offset with sign and two digits on each side."""
        text = str(value).strip()
        offset = re.fullmatch(r"(?:UTC|GMT)?([+\-−])(\d{1,2}):?([0-5]\d)?", text)
        if offset and int(offset[2]) <= 14:
            return f"{'+' if offset[1] == '+' else '-'}{int(offset[2]):02}:{offset[3] or '00'}"
        if text.upper() in ("Z", "UTC", "GMT"):
            return "UTC"
        import zoneinfo

        try:
            return zoneinfo.ZoneInfo(text).key
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            from difflib import get_close_matches

            close = get_close_matches(text, zoneinfo.available_timezones(), n=1)
            meant = f"Did you mean {close[0]}?" if close else "Write it as America/Chicago or -05:00."
            return self.fail(f"{shown(text)} is no time zone. {meant}", param, ctx)


class Delimiter(click.ParamType[str]):
    """What stands between the cells of a CSV file: one character, or "tab"."""

    name = "char"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> str:
        """The character."""
        char = {"tab": "\t", "\\t": "\t"}.get(str(value).casefold(), str(value))
        if len(char) != 1 or not (char == "\t" or char.isprintable()) or char.isalnum() or char in "\"'":
            self.fail(f'{shown(str(value))} is no delimiter; give one sign such as ";", or tab.', param, ctx)
        return char
