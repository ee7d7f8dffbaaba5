"""How far the work is, on a terminal's stderr: what is being done, the share of it, and the time left."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chatlens.cli.options import Display

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds of work before anything is shown: most chats are done by then."""


@contextmanager
def shown(display: Display) -> Iterator[Callable[[str, float], None] | None]:
    """What the work may tell its progress to, while it lasts; None where nobody would see it."""
    if display.quiet or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    bar = Bar()
    try:
        yield bar.tell
    finally:
        bar.end()


class Bar:
    """A bar for the present stage, which the next one takes over. It leaves nothing behind."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = clock()
        self._stage = ""
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def tell(self, stage: str, share: float) -> None:
        """Show that so much of the stage is done, 0-1."""
        if self._clock() - self._started < PATIENCE:
            return
        if self._progress is None:
            self._progress = _progress()
            self._progress.start()
        if stage != self._stage or self._task is None:
            if self._task is not None:
                self._progress.remove_task(self._task)
            self._stage, self._task = stage, self._progress.add_task(stage, total=1.0)
        self._progress.update(self._task, completed=share)

    def end(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    return Progress(*columns, TextColumn("left"), console=Console(file=sys.stderr), transient=True)
