"""The parts of README and CONTRIBUTING that the code knows: written by `make docs`, compared by `test_docs.py`.

    python tests/readme_parts.py --write

A part stands between `<!-- begin: NAME -->` and `<!-- end: NAME -->`. The output in a console block is that of the
command in its first line, `$ chatlens ...` (`| head -N` keeps its first N lines), run in the repository.
"""

from __future__ import annotations

import argparse
import dataclasses
import inspect
import os
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

import click

from chatlens import labels
from chatlens.cli.program import program
from chatlens.readers import shapes
from chatlens.recap import _records as records
from chatlens.renderers import renderers
from chatlens.tables import Table, own_formats, tables
from test_imports import STAGES

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", "CONTRIBUTING.md")

PART = re.compile(r"(<!-- begin: (?P<name>\w+) -->\n).*?(<!-- end: (?P=name) -->\n)", re.DOTALL)
CONSOLE = re.compile(r"(```console\n\$ (?P<command>[^\n]*)\n).*?(```\n)", re.DOTALL)


def commands() -> str:
    """Every command and what it prints."""
    context = click.Context(program)
    found = [(name, program.get_command(context, name)) for name in program.list_commands(context)]
    rows = [(f"`chatlens {name}`", command.short_help or "") for name, command in found if command is not None]
    return _table(("Command", "What it prints"), rows)


def inputs() -> str:
    """Every input shape and how one recognises it."""
    return _table(("`--from`", "What it is"), [(f"`{s.name}`", _sentence(s.summary)) for s in shapes().values()])


def formats() -> str:
    """Every output format and the extensions that choose it."""
    only = {name: f" (`chatlens {table.name}` alone)" for name, (table, _) in own_formats().items()}
    rows = [
        (
            f"`{r.name}`",
            ", ".join(f"`{ending}`" for ending in r.extensions) or "–",
            _sentence(r.summary) + only.get(r.name, ""),
        )
        for r in (*renderers().values(), *(form for _, form in own_formats().values()))
    ]
    return _table(("`--format`", "Chosen by `-o` with", "What it is"), rows)


def conventions() -> str:
    """Every form of label with its examples."""
    rows = [
        (row.name, "<br>".join(f"`{text.replace(chr(10), ' / ')}` is {names}" for text, names in row.examples))
        for row in (*labels.CONVENTIONS, *labels.INSIDE)
    ]
    return _table(("Form", "Examples"), rows)


def columns() -> str:
    """Every table's columns."""
    return "\n".join(
        f"#### `chatlens {table.name}`\n\n"
        + _table(("Column", "Kind", "Meaning"), [(f"`{c.name}`", c.kind, c.meaning) for c in table.columns])
        for table in _ordered()
    )


def options() -> str:
    """Every option, as the command's help has it."""
    lines = [f"- `{names}`: {text}\n" for names, text in _options(_ordered()[0]).items()]
    for table in _ordered():
        for own in table.options:
            [(names, text)] = [(n, t) for n, t in _options(table).items() if n.split()[0] == f"--{own.name}"]
            lines.append(f"- `{names}`, of `chatlens {table.name}` alone: {text}\n")
    return "".join(lines)


def _options(table: Table) -> dict[str, str]:
    """The options of a table's command, names -> what they do."""
    command = program.get_command(click.Context(program), table.name)
    assert command is not None
    context = click.Context(command, info_name=f"chatlens {command.name}")
    chosen = [param for param in command.get_params(context) if isinstance(param, click.Option)]
    records = [record for option in chosen if (record := option.get_help_record(context))]
    return {names: " ".join(text.split()) for names, text in records}


def imports() -> str:
    """The order in which modules may import each other, highest first."""
    shown = [", ".join(n for n in names if not n.startswith("_")) for names in STAGES if "chatlens" not in names]
    order = " > ".join(reversed([names for names in shown if names]))
    return f"```text\n{textwrap.fill(order, 100, break_on_hyphens=False)}\n```\n"


def recap() -> str:
    """The options that the recap has alone."""
    command, common = (program.get_command(click.Context(program), name) for name in ("recap", "tweets"))
    assert command is not None
    assert common is not None
    shared = {option.name for option in common.params}
    own = [option for option in command.params if option.name not in shared and isinstance(option, click.Option)]
    context = click.Context(command, info_name="chatlens recap")
    records = [record for option in own if (record := option.get_help_record(context))]
    return "".join(f"- `{names}`: {' '.join(text.split())}\n" for names, text in records)


def templates() -> str:
    """What templates are given: the fields of each record, with the comments that stand behind them in the code."""
    shown = []
    for record in RECORDS:
        fields = FIELD.findall(inspect.getsource(record))
        assert [name for name, _ in fields] == [field.name for field in dataclasses.fields(record)]
        purpose = " ".join((record.__doc__ or "").split())
        rows = [(f"`{name}`", _sentence(meaning.replace("\\n", " "))) for name, meaning in fields]
        shown.append(f"{RECORDS[record]}: {purpose}\n\n{_table(('Name', 'Meaning'), rows)}")
    return "\n".join(shown)


FIELD = re.compile(r"^    (\w+): [^#\n]+  # (.+)$", re.MULTILINE)
RECORDS = {
    records.Recap: "`recap`",
    records.Section: "`section`, of `recap.sections`",
    records.Quote: "`quote`, of `section.quotes`",
    records.Resource: "`link`, of `recap.resources`",
    records.Thanks: "`recap.thanks`",
    records.Number: "`number`, of `recap.numbers`",
}

PARTS = {
    part.__name__: part
    for part in (commands, inputs, formats, conventions, columns, options, recap, templates, imports)
}


def printed(command: str) -> str:
    """What a terminal shows after a command of ours: its output, then its notes."""
    words = shlex.split(command)
    assert words[0] == "chatlens", f"Not a command of ours: {command}"
    kept = None
    if words[-3:-1] == ["|", "head"]:
        kept, words = int(words[-1].removeprefix("-")), words[:-3]
    told = {name: text for name, text in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT, env={**told, "PYTHONIOENCODING": "utf-8"}, encoding="utf-8", check=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL if kept else subprocess.STDOUT,
    )  # fmt: skip
    return "".join(done.stdout.splitlines(keepends=True)[:kept])


def renewed(text: str) -> str:
    """A document with its parts and its console blocks as the code now has them."""
    text = PART.sub(lambda found: f"{found[1]}\n{PARTS[found['name']]()}\n{found[3]}", text)
    return CONSOLE.sub(lambda found: f"{found[1]}{printed(found['command'])}{found[3]}", text)


def _ordered() -> list[Table]:
    return [tables()[name] for name in program.list_commands(click.Context(program)) if name in tables()]


def _sentence(summary: str) -> str:
    return summary[:1].upper() + summary[1:].rstrip(".")


def _table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def main() -> None:
    """Write the documents, and print which changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", required=True, help="write the documents")
    parser.parse_args()
    for name in DOCUMENTS:
        path = ROOT / name
        before = path.read_text(encoding="utf-8")
        after = renewed(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
            print(f"wrote {name}")


if __name__ == "__main__":
    main()
