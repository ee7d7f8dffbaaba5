"""The times of decoded records, as platforms write them: in words, or counted in seconds since 1970."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from chatlens.models import Moment, Options
from chatlens.readers._moments import completed, moment
from chatlens.readers._time_columns import in_full

MILLISECONDS = 100_000_000_000  # a count since 1970 from here on is of milliseconds: of seconds it is the year 5138
LONGEST_COUNT = 20  # digits of a count since 1970; Python makes no float of some hundred, no number of some thousand


def moments(column: Sequence[str | None], options: Options) -> list[Moment | None]:
    """The times of many records: in one go, where all are written in full."""
    written = [cell for cell in column if cell is not None]
    times = in_full(written) if len(written) == len(column) else None
    if times is None:
        return [_moment(cell, options) for cell in column]
    return [completed(when, options) for when in times] if options.timezone is not None else list(times)


def _moment(written: str | None, options: Options) -> Moment | None:
    if written is None:
        return None
    if written.isascii() and written.isdigit() and 8 < len(written) <= LONGEST_COUNT:
        seconds = int(written) / (1000 if int(written) >= MILLISECONDS else 1)
        try:
            return datetime.fromtimestamp(seconds, UTC)
        except (OverflowError, OSError, ValueError):
            return None
    found = moment(written)
    return completed(found, options) if found else None
