"""`chatlens plot`: a picture of a chat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from chatlens.cli import choosing, notes, output, params, progress, targets
from chatlens.cli.group import OTHERS
from chatlens.cli.options import Display, common, without
from chatlens.errors import shown

if TYPE_CHECKING:
    from chatlens.models import Options

SUMMARY = OTHERS["plot"]

HELP = f"""{SUMMARY}

Writes a PNG or SVG file, as broad as a blog's column, and prints its alternative text: what it shows, for those who
cannot see it. An SVG file holds it as well. It needs matplotlib: pip install ".[charts]".

\b
Kinds of pictures:
%s

\b
Example:
  chatlens plot transcript.txt -o pace.png
  chatlens plot transcript.txt --kind answers -o answers.svg
"""


def _kinds() -> Iterable[str]:
    from chatlens.pictures import kinds

    return kinds()


def _formats() -> Iterable[str]:
    from chatlens.pictures import FORMATS

    return FORMATS


def _help() -> str:
    from chatlens.pictures import kinds

    return HELP % "\n".join(f"  {kind.name:<8}  {kind.summary}" for kind in kinds().values())


@common
def _run(files: tuple[str, ...], options: Options, display: Display, kind: str) -> int:
    from chatlens import api
    from chatlens.pictures import FORMATS

    targets.check(display)
    chosen = choosing.picture_format(display, FORMATS)
    with progress.shown(display) as told:
        chat = api.load(*files, options=options, progress=told)
    picture = chat.picture(kind, chosen)
    output.write([picture.data if chosen == "png" else picture.data.decode()], display, chosen)
    found = notes.show(chat.analyses, display)
    if not display.quiet:
        for note in picture.notes:
            click.echo(f"note: {note}", err=True)
        click.echo(f"alt text: {shown(picture.alt)}", err=True)
    return 1 if display.strict and found else 0


KIND = click.Option(
    ["--kind"], type=params.Name(_kinds), default="pace", show_default=True, help="What the picture shows."
)
FORMAT = click.Option(["-f", "--format"], type=params.Name(_formats), help="Output format.  [default: by -o]")

command = without(
    click.command("plot", help=_help(), short_help=SUMMARY)(_run),
    *("format", "raw", "bom", "delimiter", "color", "width"),
)
command.params[1:1] = [KIND, FORMAT]
