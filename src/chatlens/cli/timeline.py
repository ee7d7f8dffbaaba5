"""`chatlens timeline`: the pace of a chat in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chatlens.cli import choosing, notes, output, progress, targets, terminal
from chatlens.cli.group import OTHERS
from chatlens.cli.options import Display, common, without

if TYPE_CHECKING:
    from chatlens.models import Options

SUMMARY = OTHERS["timeline"]

HELP = f"""{SUMMARY}

Writes text: a bar for each minute or so, parted by question, and when each question was asked. Where the transcript has
no times, the bars follow the chat's order. chatlens plot draws the same as a picture.

\b
Example:
  chatlens timeline transcript.txt
"""


@common
def _run(files: tuple[str, ...], options: Options, display: Display) -> int:
    from chatlens import api, report

    choosing.check_text(display, "Use .txt; chatlens plot draws a picture.")
    targets.check(display)
    with progress.shown(display) as told:
        chat = api.load(*files, options=options, progress=told)
    settings = terminal.settings(display)
    text = report.timeline(chat.analyses, width=settings.width, color=settings.color, unicode=settings.unicode)
    output.write([text], display, choosing.DEFAULT_FORMAT)
    found = notes.show(chat.analyses, display)
    return 1 if display.strict and found else 0


command = without(click.command("timeline", help=HELP, short_help=SUMMARY)(_run), "format", "raw", "bom", "delimiter")
