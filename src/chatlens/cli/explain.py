"""`chatlens explain`: why one tweet stands where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from chatlens.cli import choosing, notes, output, targets, terminal
from chatlens.cli.group import OTHERS
from chatlens.cli.options import Display, common
from chatlens.errors import OptionError, shown

if TYPE_CHECKING:
    from chatlens.models import Options, Timeline

SUMMARY = OTHERS["explain"]

HELP = f"""{SUMMARY}

Writes, as text, the tweet's role and question and how they were found; its label, repeats and links; the labelled
tweets around it; and for each question its probability with what speaks for and against it. What you know better,
correct with --fix.

\b
Example:
  chatlens explain transcript.txt --line 42
"""


@click.command("explain", help=HELP, short_help=SUMMARY)
@click.option("--line", type=click.IntRange(1), help="A line of the transcript that the tweet stands on.")
@click.option("--tweet", type=click.IntRange(1), help="Its number in the whole table of chatlens tweets.")
@common
def command(
    files: tuple[str, ...], options: Options, display: Display, line: int | None = None, tweet: int | None = None
) -> int:
    """Print the explanation."""
    from dataclasses import replace

    from chatlens import api, report

    if (line is None) == (tweet is None):
        raise click.UsageError("Say which tweet: --line N, or --tweet N.")
    if len(files) > 1:
        raise click.UsageError("Name one transcript: a line is of one file.")
    if display.format not in (None, choosing.DEFAULT_FORMAT):
        raise click.UsageError("An explanation is text; chatlens tweets has tables.")
    choosing.check_text(display, "Use .txt; chatlens tweets has tables.")
    targets.check(display)
    chat = api.load(*files, options=replace(options, sessions=(), since=None, until=None))
    [analysis] = chat.analyses
    index = _index(analysis.timeline, line, tweet, analysis.source.name)
    settings = terminal.settings(display)
    text = report.explain(analysis, index, width=settings.width, color=settings.color, unicode=settings.unicode)
    output.write([text], display, choosing.DEFAULT_FORMAT)
    found = notes.show(chat.analyses, display) if display.strict or display.verbose else 0
    return 1 if display.strict and found else 0


def _index(timeline: Timeline, line: int | None, tweet: int | None, name: str) -> int:
    """The tweet's index; of tweets that share a line, the first."""
    if line is not None:
        for index in sorted(range(len(timeline.tweets)), key=lambda i: timeline.tweets[i].first_line):
            if timeline.tweets[index].first_line <= line <= timeline.tweets[index].last_line:
                return index
        raise OptionError(f"line {line} of {shown(name)} is of no tweet.", "chatlens unread FILE says why.")
    assert tweet is not None
    if tweet > len(timeline.tweets):
        raise OptionError(f"{shown(name)} has no tweet {tweet}: it has {len(timeline.tweets):,}.", "Count from 1.")
    return tweet - 1
