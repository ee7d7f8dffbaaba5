"""The command on the sample, through all stages: formats, pipes, terminals, encodings."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import chatlens
import workbooks
from chatlens import tables
from chatlens.renderers import _delimited, renderers
from conftest import Cli

SAMPLE = Path(__file__).parent.parent / "samples" / "gardenchat.txt"


def cells(text: str, delimiter: str = ",") -> list[list[str]]:
    """The cells of a CSV text, guards undone."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [[_delimited.unguard(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("name", tables.tables())
def test_formats_agree(cli: Cli, name: str) -> None:
    """Every table has its published columns and the same cells in every format and in Python."""
    columns = [column.name for column in tables.tables()[name].columns]
    header, *rows = cells(cli(name, SAMPLE, "-f", "csv").text)
    assert header == columns
    assert cells(cli(name, SAMPLE, "-f", "tsv").text, "\t") == [header, *rows]
    objects = json.loads(cli(name, SAMPLE, "-f", "json").text)
    assert [json.loads(line) for line in cli(name, SAMPLE, "-f", "jsonl").text.splitlines()] == objects
    as_text = [["; ".join(v) if isinstance(v, list) else "" if v is None else v for v in o.values()] for o in objects]
    assert [[v if isinstance(v, str) else json.dumps(v) for v in row] for row in as_text] == rows
    frame = chatlens.load(SAMPLE).table(name)
    assert (list(frame.columns), len(frame)) == (columns, len(rows))


def test_same_input_same_bytes(cli: Cli) -> None:
    """Two runs print the same, whatever order Python's sets have."""
    runs = [
        subprocess.run(
            [sys.executable, "-m", "chatlens", "summarize", str(SAMPLE)],
            capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1]
    assert runs[0] == cli("summarize", SAMPLE).out


@pytest.mark.parametrize("name", ["summarize", "answers"])
@pytest.mark.parametrize("width", [20, 40, 80, 100, 160])
def test_fits_the_terminal(cli: Cli, name: str, width: int) -> None:
    """No line is wider than the terminal."""
    from rich.cells import cell_len

    assert max(map(cell_len, cli(name, SAMPLE, "--width", width).text.split("\n"))) <= width


@pytest.mark.parametrize("name", ["summarize", "answers"])
def test_ascii_terminal(cli: Cli, name: str) -> None:
    """A terminal that knows ASCII alone gets ASCII."""
    assert cli(name, SAMPLE, encoding="ascii").out.isascii()


def test_pipe_that_closes() -> None:
    """`chatlens tweets FILE | head -1` ends well and silently."""
    command = f"{sys.executable} -m chatlens tweets -q {SAMPLE} | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)


def test_pipe_is_the_file(cli: Cli) -> None:
    """What is piped in gives the table of the file, but for the chat's name."""
    from_file = json.loads(cli("tweets", SAMPLE, "-f", "json").text)
    piped = json.loads(cli("tweets", "-f", "json", stdin=SAMPLE.read_bytes()).text)
    assert piped == [{**row, "chat": "stdin"} for row in from_file]


@pytest.mark.parametrize(
    ("end", "encoding"),
    [
        pytest.param("\n", "utf-8-sig", id="byte order mark"),
        pytest.param("\r\n", "utf-8", id="CRLF"),
        pytest.param("\r", "utf-8", id="CR"),
        pytest.param("\r\n", "utf-16", id="UTF-16"),
    ],
)
def test_encodings_and_line_ends_do_not_matter(cli: Cli, tmp_path: Path, end: str, encoding: str) -> None:
    """The same text in other bytes gives the same output."""
    path = tmp_path / SAMPLE.name
    path.write_bytes(SAMPLE.read_text(encoding="utf-8").replace("\n", end).encode(encoding))
    assert cli("tweets", path, "-f", "csv") == cli("tweets", SAMPLE, "-f", "csv")


HOSTILE = (
    "A1: \x1b[2J\x1b]0;owned\x07 boo \x9b31m \x7f #gardenchat\n"
    "A1: [bold]mulch[/] [/] :smile: & <b>beans</b> #gardenchat\n"
    '=HYPERLINK("https://x.example") is no answer to Q1 #gardenchat\n'
    "@mira_k A1: \u202eright to left\u2066 and on #gardenchat\n"
    "A1: one\x85tweet\vwith\u2028odd\fends #gardenchat\n"
)


@pytest.mark.parametrize("name", tables.tables())
@pytest.mark.parametrize("chosen", workbooks.formats())
def test_hostile_tweets_are_data(cli: Cli, tmp_path: Path, name: str, chosen: str) -> None:
    """Tweets command neither terminal nor spreadsheet, and none is lost."""
    path = tmp_path / "hostile.txt"
    path.write_text(SAMPLE.read_text(encoding="utf-8") + HOSTILE, encoding="utf-8")
    if renderers()[chosen].binary:
        assert "is nothing that a terminal can show" in cli(name, path, "-f", chosen, terminal=True, code=2).err
        cells = [cell for row in workbooks.one(cli(name, path, "-f", chosen).out) for cell in row]
        assert not set("\x1b\x07\x9b\x7f\x85\u2028") & set("".join(map(str, cells)))
        return
    shown = cli(name, path, "-f", chosen, terminal=True, encoding="utf-8").text
    plain = shown.replace("\x1b[1m", "").replace("\x1b[0m", "") if chosen == "table" else shown
    if not (name == "summarize" and chosen == "table"):
        assert "\x1b" not in plain
    assert not set("\x07\x9b\x7f\x85\u202e\u2066\u2028") & set(shown)
    piped = cli(name, path, "-f", chosen).text
    assert "\x1b[2J" not in piped or chosen in ("csv", "tsv")
    if chosen == "csv":
        raw = [cell for row in csv.reader(io.StringIO(piped, newline="")) for cell in row]
        assert not [cell for cell in raw if cell.startswith(("=", "+", "@", "\t")) or cell[:1] == "-"]
    if name == "tweets" and chosen == "json":
        texts = [row["text"] for row in json.loads(piped)]
        assert [line for line in HOSTILE.split("\n") if line and line not in texts] == []


def test_no_chat_is_one_error(cli: Cli, tmp_path: Path) -> None:
    """A blog post is no chat: exit 1, one line, nothing on stdout."""
    path = tmp_path / "post.txt"
    path.write_text("How I mulch.\n\nMulching is simple. First you rake.\n\nThen you wait for rain, and rest.\n" * 5)
    result = cli("summarize", path, code=1)
    assert (result.out, result.err.count("\n")) == (b"", 1)
    assert result.err.startswith(f"chatlens: error: {path}: ")
