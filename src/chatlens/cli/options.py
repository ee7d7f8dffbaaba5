"""The options of all commands, and the translation of our errors into click's: one decorator, `common`."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from chatlens import wishes
from chatlens.cli import params
from chatlens.errors import ChatlensError, OptionError, shown

if TYPE_CHECKING:
    from chatlens.models import Options

Run = Callable[..., int]


class Display(NamedTuple):
    """How to show what was found; never seen by the stages."""

    format: str | None
    output: str | None
    raw: bool
    bom: bool | None
    delimiter: str | None
    color: str
    width: int | None
    quiet: bool
    verbose: bool
    strict: bool
    inputs: tuple[str, ...]  # files that were read, and must not be written over


def _shapes() -> Iterable[str]:
    from chatlens.readers import shapes

    return shapes()


def _formats() -> Iterable[str]:
    from chatlens.renderers import renderers

    return renderers()


def _own_formats() -> Iterable[str]:
    from chatlens.tables import own_formats

    return own_formats()


READING = (
    click.option(
        "--from", "shape", type=params.Name(_shapes), help="The input's shape; by default found from the text."
    ),
    click.option("--encoding", help="The input's encoding; by default UTF-8, or what its first bytes say."),
    click.option(
        "--columns",
        type=params.Columns(),
        help="Columns of a table by hand: text=Body,author=User; a number counts them.",
    ),
    click.option("--hashtag", type=params.Entity(wishes.hashtag), help="The chat's hashtag; by default the commonest."),
    click.option(
        "--host", "hosts", type=params.Entity(wishes.handle), multiple=True, help="A host's handle; may be repeated."
    ),
    click.option(
        "--question", "question", type=params.QuestionText(), multiple=True, help="A question's text; may be repeated."
    ),
    click.option("--questions", type=params.InputPath(), help='File with lines such as "Q1: What ...?".'),
    click.option(
        "--fix",
        type=params.InputPath(),
        help='CSV of corrections that win over all: "line,question,role", a row a tweet ("12,Q3,answer").',
    ),
    click.option(
        "--similarity",
        type=params.Number(50, 100),
        help="How much alike two tweets are that repeat each other, in percent.  [default: 90]",
    ),
    click.option(
        "--unnumbered",
        is_flag=True,
        help="Where no question has a number: number what the hosts ask by its order.",
    ),
    click.option("--strict-labels", is_flag=True, help="Place tweets by their labels alone."),
    click.option(
        "--min-confidence",
        type=params.Number(0, 1),
        help="Leave tweets unplaced that their context places less surely than this; labels count in any case.",
    ),
    click.option(
        "--timezone", type=params.Zone(), help="The zone of times that carry none: America/Chicago or -05:00."
    ),
    click.option("--date", type=params.Day(), help="The day of tweets that carry a clock alone."),
    click.option(
        "--stopwords", type=params.InputPath(), help="File with words that are no themes, added to the English ones."
    ),
    click.option(
        "--session",
        "sessions",
        type=click.IntRange(1),
        multiple=True,
        help="Show this session alone, by its number in chatlens sessions; may be repeated.",
    ),
    click.option(
        "--since", type=params.When(), help="Show no earlier tweets. A time without zone is read as the tweets' are."
    ),
    click.option("--until", type=params.When(), help="Show no later tweets; a day is shown to its end."),
)

HIDING = (
    click.option(
        "--exclude",
        type=params.Entity(wishes.handle),
        multiple=True,
        help="Handle of somebody who asked to be left out: not named, not quoted, only counted; may be repeated.",
    ),
    click.option("--pseudonyms", is_flag=True, help="Name people p1, p2 ... in everything that is shown."),
    click.option("--salt", metavar="TEXT", help="Make the pseudonyms the same in every run with this secret text."),
)

SHOWING = (
    click.option(
        "-f", "--format", type=params.Name(_formats, _own_formats), help="Output format.  [default: by -o, else table]"
    ),
    click.option(
        "-o", "--output", type=params.OutputPath(), help="Write to this file; its extension chooses the format."
    ),
    click.option("--raw", is_flag=True, help="Leave cells that a spreadsheet would take for formulas as they are."),
    click.option("--bom/--no-bom", default=None, help="Byte order mark in CSV.  [default: in files, for Excel]"),
    click.option("--delimiter", type=params.Delimiter(), help='Between the cells of CSV.  [default: ","]'),
    click.option(
        "--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Colours in the table."
    ),
    click.option(
        "--width", type=click.IntRange(20, 10_000), help="Columns of the table.  [default: the terminal's, or 100]"
    ),
    click.option("-q", "--quiet", is_flag=True, help="No notes."),
    click.option("-v", "--verbose", is_flag=True, help="All notes, every repair with its line."),
    click.option("--strict", is_flag=True, help="Exit with 1 if there are notes; the output is written all the same."),
)

AS_GIVEN = (
    "shape",
    "encoding",
    "hashtag",
    "hosts",
    "unnumbered",
    "strict_labels",
    "min_confidence",
    "timezone",
    "date",
    "sessions",
    "since",
    "until",
    "exclude",
    "pseudonyms",
    "salt",
)
"""Options that the analysis takes as they come from the command line."""

QUESTIONS_ADVICE = 'Name a text file with lines such as "Q1: What ...?".'
FIX_ADVICE = 'Name a CSV file whose first line is "line,question,role".'
WORDS_ADVICE = "Name a text file with words, one or several to a line."
"""What to do where the file of an option holds nothing of use."""


def common(run: Run) -> Run:
    """Give a command the arguments and options of all commands. It is called with `files`, `options` (of the analysis),
    `display` and its own options, and returns its exit code.
    """

    @functools.wraps(run)
    def wrapper(*, files: tuple[str, ...], debug: bool, **values: Any) -> int:
        if not files:
            files = (_piped(),)
        try:
            inputs = tuple(
                f for f in (*files, values["questions"], values["stopwords"], values["fix"]) if f not in (None, "-")
            )
            shown = {name: values.pop(name, None) for name in Display._fields if name != "inputs"}
            display = Display(**shown, inputs=inputs)
            return run(files=files, options=_options(values), display=display, **values)
        except Exception as error:
            raise _translated(error, debug) from error

    for option in reversed(
        (*READING, *HIDING, *SHOWING, click.option("--debug", is_flag=True, help="Show where an error arose."))
    ):
        wrapper = option(wrapper)
    return click.argument("files", metavar="[FILE]...", nargs=-1, type=params.InputPath())(wrapper)


def without(command: click.Command, *names: str) -> click.Command:
    """The command without some of the options of all commands, which would mean nothing for what it writes."""
    command.params = [param for param in command.params if param.name not in names]
    return command


def _piped() -> str:
    """What stands for the input where no file is named: stdin if something is piped in, else help is all there is."""
    import sys

    if sys.stdin is None or sys.stdin.isatty():
        raise click.exceptions.NoArgsIsHelpError(click.get_current_context())
    return "-"


def _translated(error: Exception, debug: bool) -> Exception:
    """Our error, or a bug of ours, as an exception that click's way of ending understands."""
    if isinstance(error, click.exceptions.ClickException | click.exceptions.Exit | click.Abort | BrokenPipeError):
        return error
    if debug:
        import traceback

        click.echo(traceback.format_exc().rstrip(), err=True)
    if isinstance(error, ChatlensError):
        failure = click.ClickException(str(error))
        failure.exit_code = error.exit_code  # type: ignore[misc]  # a class variable there, but read from the instance
        return failure
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    again = "" if debug else " Run it again with --debug and report what it prints."
    return click.ClickException(f"This is a mistake in chatlens ({what}).{again}")


def _options(values: dict[str, Any]) -> Options:
    """The analysis's options, taken out of the command's values."""
    from chatlens import corrections, sources
    from chatlens.models import DEFAULT_SIMILARITY, Options

    asked = {}
    if (path := values.pop("questions")) is not None:
        asked = questions_of(sources.text(path, QUESTIONS_ADVICE), path)
    by_hand = values.pop("question")
    for number, (name, text) in enumerate(by_hand):
        if name in (earlier for earlier, _ in by_hand[:number]):
            raise OptionError(f"--question {name} is given twice.", "Give each question once.")
        asked[name] = text
    stopwords = values.pop("stopwords")
    fix = values.pop("fix")
    similarity = values.pop("similarity")
    columns = values.pop("columns")
    return Options(
        columns=columns or {},
        questions=asked,
        corrections=() if fix is None else corrections.read(sources.text(fix, FIX_ADVICE), fix),
        stopwords=frozenset() if stopwords is None else stopwords_of(sources.text(stopwords, WORDS_ADVICE)),
        similarity=DEFAULT_SIMILARITY if similarity is None else similarity,
        **{name: values.pop(name) for name in AS_GIVEN},
    )


def questions_of(text: str, name: str) -> dict[str, str]:
    """Names and texts of the lines of a questions file; empty lines and lines that start with "#" are skipped.

    >>> questions_of("# May\\nQ1: What grows?\\nq2 - Why?", "questions.txt")
    {'Q1': 'What grows?', 'Q2': 'Why?'}
    """
    from chatlens.sources import split_lines

    asked: dict[str, str] = {}
    for number, line in enumerate(split_lines(text), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = re.fullmatch(r"\s*+([A-Za-z]{1,2}\d*)\s*+[:.)=;\-–]++\s*+(\S.*?)\s*", line)
        question = parts[1].upper() if parts else ""
        if parts is None or not wishes.QUESTION_NAME.fullmatch(question):
            where = f"{shown(name)}, line {number}"
            raise OptionError(
                f"{where} is no question: {shown(line.strip())[:60]}.", 'Write lines such as "Q1: What ...?".'
            )
        if question in asked:
            raise OptionError(f"{shown(name)}, line {number}: {question} is there twice.", "Keep one of them.")
        asked[question] = parts[2]
    return asked


def stopwords_of(text: str) -> frozenset[str]:
    """The words of a stop-word file, casefolded; lines that start with "#" are skipped.

    >>> sorted(stopwords_of("# Deutsch\\nund oder\\nDas"))
    ['das', 'oder', 'und']
    """
    from chatlens.sources import split_lines

    lines = (line for line in split_lines(text) if not line.lstrip().startswith("#"))
    return frozenset(word for line in lines for word in line.casefold().split())
