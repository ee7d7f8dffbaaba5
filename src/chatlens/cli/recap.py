"""`chatlens recap`: the draft of a post about a chat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from chatlens.cli import choosing, notes, output, params, progress, targets
from chatlens.cli.group import OTHERS
from chatlens.cli.options import Display, common, without

if TYPE_CHECKING:
    from chatlens.models import Options

SUMMARY = OTHERS["recap"]

HELP = f"""{SUMMARY}

Writes Markdown, or a web page that stands alone: open it, select all, copy, and paste it into your blog. Each question
has a few answers by different people, with credit; then what was shared, thanks, the numbers, and what the transcript
does not tell. Several sessions or files are several drafts, one after the other.

\b
Example:
  chatlens recap transcript.txt -o recap.md
  chatlens recap transcript.txt -o recap.html --earlier last-month.txt --next "Tuesday 30 March, 8 pm"
"""


def _formats() -> Iterable[str]:
    from chatlens.recap import FORMATS

    return FORMATS


@common
def _run(
    files: tuple[str, ...],
    options: Options,
    display: Display,
    per_question: int,
    next: str,  # noqa: A002  # the option's name
    earlier: tuple[str, ...],
    link_handles: bool,
    embed: bool,
    charts: bool,
    template: str | None,
) -> int:
    from chatlens import api
    from chatlens.recap import DEFAULT_FORMAT, FORMATS

    if template is not None and display.format:
        raise click.UsageError("A template says itself what it makes: leave out --format.")
    chosen = DEFAULT_FORMAT if template is not None else choosing.document_format(display, FORMATS, DEFAULT_FORMAT)
    read = (one for one in (*earlier, template) if one not in (None, "-"))
    targets.check(display._replace(inputs=(*display.inputs, *filter(None, read))))
    with progress.shown(display) as told:
        chat = api.load(*files, options=options, progress=told)
    text = chat.recap(
        chosen,
        per_question=per_question,
        next=next,
        earlier=earlier or None,
        link_handles=link_handles,
        embed=embed,
        charts=charts,
        template=template,
    )
    output.write([text], display, chosen)
    found = notes.show(chat.analyses, display)
    return 1 if display.strict and found else 0


OWN = (
    click.Option(
        ["--per-question"], type=click.IntRange(1), default=5, show_default=True, help="Answers quoted, at most."
    ),
    click.Option(
        ["--earlier"],
        type=params.InputPath(),
        multiple=True,
        help="Transcript of an earlier chat, to know first-timers; may be repeated.",
    ),
    click.Option(["--next"], metavar="TEXT", default="", help="What to say of the next chat."),
    click.Option(["--link-handles"], is_flag=True, help="Link handles to people's pages."),
    click.Option(["--embed"], is_flag=True, help="Tweets as addresses on lines of their own: WordPress shows them."),
    click.Option(["--charts"], is_flag=True, help="With pictures, in HTML; needs matplotlib."),
    click.Option(
        ["--template"], type=params.InputPath(), help="Your own template, in the language of jinja2; needs jinja2."
    ),
    click.Option(["-f", "--format"], type=params.Name(_formats), help="Output format.  [default: by -o, else md]"),
)

command = without(
    click.command("recap", help=HELP, short_help=SUMMARY)(_run),
    *("format", "raw", "bom", "delimiter", "color", "width"),
)
command.params[1:1] = OWN
