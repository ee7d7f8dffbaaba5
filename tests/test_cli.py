"""The command line: pipes, files, messages, exit codes, terminals. The stages between its two ends are faked."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import chatlens
import workbooks
from chatlens import analysis, report, tables
from chatlens.analysis import Analysis
from chatlens.cli import output
from chatlens.errors import ChatlensError, ShapeError
from chatlens.models import Note, Options, Reading, Source, Timeline
from chatlens.renderers import renderers
from chatlens.sources import split_lines
from conftest import Cli

COMMANDS = tuple(tables.tables())

LINES = tables.Table(
    "lines",
    "each line of the input",
    (tables.Column("chat", "text", ""), tables.Column("line", "integer", ""), tables.Column("text", "text", "")),
    lambda a: ((a.source.chat, number, line) for number, line in enumerate(split_lines(a.source.text), 1)),
)

SAMPLE = Path(__file__).parent.parent / "samples" / "gardenchat.txt"

NOTES = tuple(Note(f"Note {n}.", f"Do {n}.", (n, n + 1)) for n in range(1, 8))


class Stages:
    """The faked stages: what they were given, and what they shall do."""

    def __init__(self) -> None:
        self.options: list[Options] = []
        self.notes: tuple[Note, ...] = ()
        self.trouble: BaseException | None = None

    def run(self, source: Source, options: Options, progress: object = None) -> Analysis:  # noqa: ARG002  # as the real one
        """Remember the options, and raise or return what the test wants."""
        self.options.append(options)
        if self.trouble is not None:
            raise self.trouble
        reading, timeline = Reading("fake", ()), Timeline((), (), ())
        return Analysis(source, options, reading, timeline, (), (), (), (), (), source.notes + self.notes)


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> Stages:
    """Fake the middle: the command `lines` lists the input's lines, `summarize` too."""
    fake = Stages()
    found = {"lines": LINES, "summarize": LINES._replace(name="summarize", reported=True)}
    monkeypatch.setattr(analysis, "run", fake.run)
    monkeypatch.setattr(tables, "tables", lambda: found)
    return fake


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    """A file of two lines."""
    path = tmp_path / "garden.txt"
    path.write_text("Q1: What grows?\nA1: “thyme”, =1+1\n", encoding="utf-8")
    return path


def chatlens_process(*args: str, **given: Any) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "chatlens", *args], check=False, timeout=60, **given)


@pytest.mark.usefixtures("stages")
class TestOutput:
    """Where the output goes, and in which bytes."""

    def test_stdout_has_no_mark(self, cli: Cli, transcript: Path) -> None:
        """CSV to a pipe is UTF-8 without mark, LF."""
        result = cli("lines", transcript, "-f", "csv")
        assert result.out == 'chat,line,text\ngarden,1,Q1: What grows?\ngarden,2,"A1: “thyme”, =1+1"\n'.encode()
        assert result.err == ""

    def test_table_is_the_same_piped_or_not(self, cli: Cli, transcript: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The default format is a table everywhere."""
        monkeypatch.setenv("NO_COLOR", "1")
        assert cli("lines", transcript).out == cli("lines", transcript, terminal=True).out

    @pytest.mark.parametrize(
        ("name", "start"),
        [
            pytest.param("x.csv", b"\xef\xbb\xbfchat,line,text\r\n", id="csv"),
            pytest.param("x.TSV", b"\xef\xbb\xbfchat\tline\ttext\r\n", id="tsv in capitals"),
            pytest.param("x.json", b'[\n{"chat": "garden"', id="json"),
            pytest.param("x.jsonl", b'{"chat": "garden"', id="jsonl"),
            pytest.param("x.txt", b"chat    line", id="table"),
            pytest.param("x.md", b"**garden: lines**\n\n| chat |", id="md"),
            pytest.param("x.htm", b"<!DOCTYPE html>", id="html"),
            pytest.param("x.xlsx", b"PK\x03\x04", id="xlsx", marks=workbooks.needed),
        ],
    )
    def test_extension_chooses_the_format(self, cli: Cli, transcript: Path, name: str, start: bytes) -> None:
        """`-o` takes the format from the extension and leaves stdout empty."""
        target = transcript.parent / name
        assert cli("lines", transcript, "-o", target).out == b""
        assert target.read_bytes().startswith(start)

    def test_format_option_wins(self, cli: Cli, transcript: Path) -> None:
        """`-f` beats the extension, and any extension goes with it."""
        target = transcript.parent / "x.dat"
        cli("lines", transcript, "-o", target, "-f", "JSONL")
        assert json.loads(target.read_text(encoding="utf-8").splitlines()[0])["line"] == 1

    @pytest.mark.parametrize("name", ["x.dat", "x"])
    def test_unknown_extension_lists_the_formats(self, cli: Cli, transcript: Path, name: str) -> None:
        """An extension that no format has is wrong usage."""
        err = cli("lines", transcript, "-o", transcript.parent / name, code=2).err
        assert ".csv, .htm, .html, .json," in err
        assert "-f csv|html|json|jsonl|md|table|tsv|xlsx" in err

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            pytest.param("no/x.csv", "there is no folder", id="missing folder"),
            pytest.param(".", "is a folder", id="folder"),
            pytest.param("garden.txt", "is one of the files that are read", id="input"),
            pytest.param("link.txt", "is one of the files that are read", id="link to the input"),
        ],
    )
    def test_impossible_targets(self, cli: Cli, stages: Stages, transcript: Path, name: str, told: str) -> None:
        """What cannot be written is said before the work, and nothing is changed."""
        (transcript.parent / "link.txt").symlink_to(transcript)
        before = transcript.read_bytes()
        assert told in cli("lines", transcript, "-o", transcript.parent / name, "-f", "csv", code=1).err
        assert (transcript.read_bytes(), stages.options) == (before, [])

    def test_never_over_the_questions_file(self, cli: Cli, transcript: Path) -> None:
        """Files that options read are inputs too."""
        questions = transcript.parent / "q.txt"
        questions.write_text("Q1: What?")
        assert "files that are read" in cli(
            "lines", transcript, "--questions", questions, "-o", questions, code=1
        ).err  # fmt: skip

    @pytest.mark.parametrize("existing", [True, False], ids=["existing", "new"])
    def test_failure_leaves_no_trace(
        self, cli: Cli, transcript: Path, existing: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """When writing fails half way, the old file stays and no temporary one."""

        def fail(_: int) -> None:
            raise OSError(28, "No space left on device")

        target = transcript.parent / "x.csv"
        if existing:
            target.write_text("old")
        before = sorted(transcript.parent.iterdir())
        monkeypatch.setattr(os, "fsync", fail)
        assert (
            "x.csv: cannot be written (No space left on device)." in cli("lines", transcript, "-o", target, code=1).err
        )
        assert sorted(transcript.parent.iterdir()) == before
        assert not existing or target.read_text() == "old"

    def test_file_open_elsewhere(self, cli: Cli, transcript: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file that another program holds gets advice."""

        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "replace", refuse)
        err = cli("lines", transcript, "-o", transcript.parent / "x.csv", code=1).err
        assert "Close it in other programs, or use another name." in err

    def test_mode_follows_the_umask(self, cli: Cli, transcript: Path) -> None:
        """The file is readable for whom the umask says, not private as temporary files are."""
        target = transcript.parent / "x.csv"
        before = os.umask(0o027)
        try:
            cli("lines", transcript, "-o", target)
        finally:
            os.umask(before)
        assert stat.S_IMODE(target.stat().st_mode) == 0o640

    def test_link_stays_a_link(self, cli: Cli, transcript: Path) -> None:
        """Writing to a symbolic link writes the file it points to."""
        target, link = transcript.parent / "x.csv", transcript.parent / "link.csv"
        link.symlink_to(target)
        cli("lines", transcript, "-o", link)
        assert link.is_symlink()
        assert target.read_bytes().startswith(b"\xef\xbb\xbfchat")

    def test_devices_are_written_as_they_are(self, cli: Cli, transcript: Path) -> None:
        """A device is no file to be replaced."""
        cli("lines", transcript, "-o", os.devnull)
        assert not stat.S_ISREG(os.stat(os.devnull).st_mode)

    @pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
    def test_names_of_stdout(self, cli: Cli, transcript: Path, name: str) -> None:
        """`-o /dev/stdout` is `-o -`, whatever is behind it."""
        assert cli("lines", transcript, "-o", name, "-f", "csv").out == cli("lines", transcript, "-f", "csv").out

    def test_open_files_are_written_as_they_are(self, cli: Cli, transcript: Path) -> None:
        """A file that the shell opened is not replaced: the output stands behind what is in it, as in a pipe."""
        with open(transcript.parent / "x.csv", "w+b") as file:
            file.write(b"before\n")
            file.flush()
            cli("lines", transcript, "-o", f"/dev/fd/{file.fileno()}", "-f", "csv")
            file.seek(0)
            assert file.read().startswith(b"before\nchat,line,text\n")

    def test_input_is_not_changed_by_dash(self, cli: Cli, transcript: Path) -> None:
        """`-o -` is stdout."""
        assert cli("lines", transcript, "-o", "-", "-f", "csv").out.startswith(b"chat,line")

    def test_csv_options(self, cli: Cli, transcript: Path) -> None:
        """`--bom`, `--delimiter` and `--raw` reach the file."""
        transcript.write_text("=1")
        result = cli("lines", transcript, "-f", "csv", "--bom", "--delimiter", ";", "--raw")
        assert result.out == b"\xef\xbb\xbfchat;line;text\ngarden;1;=1\n"
        assert cli("lines", transcript, "-f", "csv", "--delimiter", "tab").out.endswith(b"garden\t1\t'=1\n")


@pytest.mark.usefixtures("stages")
class TestTerminals:
    """Narrow, coloured, non-UTF-8 and vanishing terminals."""

    def test_data_are_utf8_everywhere(self, cli: Cli, transcript: Path) -> None:
        """Data formats are UTF-8 whatever stdout says it takes."""
        assert "“thyme”" in cli("lines", transcript, "-f", "csv", encoding="ascii").text

    @pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
    def test_tables_fit_the_encoding(self, cli: Cli, transcript: Path, encoding: str) -> None:
        """A terminal without UTF-8 gets its own bytes, with what it lacks replaced and plain lines."""
        shown = cli("lines", transcript, encoding=encoding).out.decode(encoding)
        assert ("thyme" in shown, "─" in shown, "----" in shown) == (True, False, True)

    def test_terminal_is_not_commanded(self, cli: Cli, transcript: Path) -> None:
        """CSV on a terminal loses control characters; in a pipe it is faithful."""
        transcript.write_text("\x1b[2Jboo\t\u202e!\n", encoding="utf-8")
        assert "\x1b[2Jboo\t\u202e!" in cli("lines", transcript, "-f", "csv").text
        assert "�[2Jboo\t!" in cli("lines", transcript, "-f", "csv", terminal=True).text
        assert not {"\x1b", "\u202e"} & set(cli("lines", transcript).text)

    @pytest.mark.parametrize("width", [20, 40, 132])
    @pytest.mark.parametrize("by", ["--width", "COLUMNS"])
    def test_width_is_honoured(
        self, cli: Cli, transcript: Path, width: int, by: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """`--width` and COLUMNS say how wide the table is."""
        transcript.write_text("thyme " * 50)
        options = ["--width", width] if by == "--width" else []
        if by == "COLUMNS":
            monkeypatch.setenv("COLUMNS", str(width))
        longest = max(map(len, cli("lines", transcript, *options).text.split("\n")))
        assert width - 6 <= longest <= width

    @pytest.mark.parametrize(
        ("options", "environment", "terminal", "coloured"),
        [
            pytest.param([], {}, False, False, id="pipe"),
            pytest.param([], {}, True, True, id="terminal"),
            pytest.param([], {"NO_COLOR": "1"}, True, False, id="NO_COLOR"),
            pytest.param([], {"NO_COLOR": ""}, True, True, id="NO_COLOR empty"),
            pytest.param([], {"TERM": "dumb"}, True, False, id="dumb"),
            pytest.param([], {"FORCE_COLOR": "1"}, False, True, id="FORCE_COLOR"),
            pytest.param([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False, id="both"),
            pytest.param(["--color", "never"], {"FORCE_COLOR": "1"}, True, False, id="--color never"),
            pytest.param(["--color", "always"], {"NO_COLOR": "1"}, False, True, id="--color always"),
        ],
    )
    def test_colours(
        self,
        cli: Cli,
        transcript: Path,
        monkeypatch: pytest.MonkeyPatch,
        options: list[str],
        environment: dict[str, str],
        terminal: bool,
        coloured: bool,
    ) -> None:
        """Colours where a terminal shows them and nobody objects."""
        monkeypatch.setenv("TERM", "xterm")
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert (b"\x1b[" in cli("lines", transcript, *options, terminal=terminal).out) is coloured

    @pytest.mark.parametrize("chosen", ["table", "csv"])
    def test_closed_pipe_is_silent(
        self, cli: Cli, transcript: Path, stages: Stages, monkeypatch: pytest.MonkeyPatch, chosen: str
    ) -> None:
        """When nobody reads on, the command ends well, its notes shown and its strictness kept."""

        def gone(*_: object) -> bytes:
            raise BrokenPipeError(32, "Broken pipe")

        stages.notes = NOTES[:1]
        monkeypatch.setattr(output.shutil, "copyfileobj", gone)
        assert cli("lines", transcript, "-f", chosen).err == "note: Note 1. Do 1.\n"
        cli("lines", transcript, "-f", chosen, "--strict", code=1)

    def test_full_disk_is_an_error(self, cli: Cli, transcript: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """When stdout takes no more, that is no success."""

        def full(*_: object) -> bytes:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(output.shutil, "copyfileobj", full)
        assert "stdout: cannot be written (No space left on device)" in cli("lines", transcript, code=1).err

    def test_failing_midway_leaves_nothing(
        self, cli: Cli, transcript: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What breaks off is not written: neither to stdout, nor to a file, nor beside it."""

        def broken(*_: object) -> Iterator[str]:
            yield "the first row\n" * 1_000
            raise ChatlensError("no more", "Try again.")

        csv = renderers()["csv"]._replace(render=broken)
        monkeypatch.setattr("chatlens.renderers.renderers", lambda: {"csv": csv})
        (tmp_path / "out").mkdir()
        assert cli("lines", transcript, "-f", "csv", code=1).out == b""
        cli("lines", transcript, "-f", "csv", "-o", tmp_path / "out" / "rows.csv", code=1)
        assert list((tmp_path / "out").iterdir()) == []


class TestInput:
    """What is read."""

    @pytest.mark.usefixtures("stages")
    def test_pipe_is_read(self, cli: Cli) -> None:
        """Without FILE, what is piped in is the chat `stdin`; "-" says so."""
        piped = cli("lines", "-f", "csv", stdin=b"one\n").out
        assert piped == b"chat,line,text\nstdin,1,one\n"
        assert cli("lines", "-", "-f", "csv", stdin=b"one\n").out == piped

    def test_nothing_to_read_shows_help(self, cli: Cli, stages: Stages) -> None:
        """Without FILE and pipe the command shows its help and wrong usage."""
        result = cli("lines", code=2)
        assert "Usage: chatlens lines" in result.err
        assert (result.out, stages.options) == (b"", [])

    def test_several_files(self, cli: Cli, stages: Stages, transcript: Path) -> None:
        """Several files are several chats in one output, their notes named."""
        stages.notes = NOTES[:1]
        (transcript.parent / "may").mkdir()
        other = transcript.parent / "may" / transcript.name
        other.write_bytes(transcript.read_bytes())
        result = cli("lines", transcript, other, "-f", "jsonl")
        assert [json.loads(line)["chat"] for line in result.text.splitlines()] == [
            "garden",
            "garden",
            "garden-2",
            "garden-2",
        ]
        assert result.err == "note: garden: Note 1. Do 1.\nnote: garden-2: Note 1. Do 1.\n"

    def test_the_same_file_twice(self, cli: Cli, stages: Stages, transcript: Path) -> None:
        """A file that is named again, by a link too, is another chat, and a note says so."""
        link = transcript.parent / "link.txt"
        link.symlink_to(transcript)
        result = cli("lines", transcript, link, "-f", "csv")
        assert len(stages.options) == 2
        assert result.err == (
            "note: link: This is the file of garden once more, so its tweets are listed twice. Name it once.\n"
        )

    def test_options_reach_the_analysis(self, cli: Cli, stages: Stages, transcript: Path) -> None:
        """Every analysis option arrives as the object that the stages expect."""
        (transcript.parent / "q.txt").write_text("# May\nQ1: What grows?\n\nq2. Why?\nT1 - Where?\nCT: Last words?\n")
        (transcript.parent / "s.txt").write_text("# ours\nund\nOder das\n")
        cli(
            "lines", transcript, "--encoding", "utf-8", "--hashtag", "#GardenChat", "--host", "@mira_k", "--host",
            "tomasz", "--question", "q2=What else?", "--questions", transcript.parent / "q.txt", "--similarity", "85",
            "--unnumbered", "--strict-labels", "--min-confidence", "0.4", "--timezone", "America/Chicago", "--date",
            "2014-05-31", "--stopwords", transcript.parent / "s.txt",
        )  # fmt: skip
        assert stages.options == [
            Options(
                encoding="utf-8",
                hashtag="GardenChat",
                hosts=("mira_k", "tomasz"),
                questions={"Q1": "What grows?", "Q2": "What else?", "T1": "Where?", "CT": "Last words?"},
                similarity=85.0,
                unnumbered=True,
                strict_labels=True,
                min_confidence=0.4,
                timezone="America/Chicago",
                date=date(2014, 5, 31),
                stopwords=frozenset({"und", "oder", "das"}),
            )
        ]

    def test_defaults_are_the_interfaces(self, cli: Cli, stages: Stages, transcript: Path) -> None:
        """Without options the command analyses as `chatlens.load` does."""
        cli("lines", transcript)
        assert stages.options == [Options()]

    @pytest.mark.parametrize(
        ("given", "understood"),
        [("-5", "-05:00"), ("+05:30", "+05:30"), ("UTC+2", "+02:00"), ("−0800", "-08:00"), ("z", "UTC")],
    )
    def test_offsets(self, cli: Cli, stages: Stages, transcript: Path, given: str, understood: str) -> None:
        """Offsets are understood as people write them."""
        cli("lines", transcript, f"--timezone={given}")
        assert stages.options[0].timezone == understood


@pytest.mark.usefixtures("stages")
class TestUsage:
    """Wrong usage is one line with exit code 2."""

    @pytest.mark.parametrize(
        ("args", "told"),
        [
            pytest.param(["sumarize", "x"], "Did you mean: chatlens summarize?", id="misspelt command"),
            pytest.param(["{file}"], "Did you mean: chatlens summarize {file}?", id="file for a command"),
            pytest.param(["-"], "Did you mean: chatlens summarize -?", id="stdin for a command"),
            pytest.param(
                ["frobnicate"],
                "Commands are summarize, lines, recap, plot, timeline, export, explain, formats, completion.",
                id="unknown command",
            ),
            pytest.param(["\x1b[2J"], "\\x1b[2J", id="control characters in a command"),
            pytest.param(["--frob"], "No such option", id="unknown option of the group"),
            pytest.param(["lines", "--fromat", "csv", "{file}"], "--format", id="misspelt option"),
            pytest.param(["lines", "--similarity", "101", "{file}"], "50<=x<=100", id="similarity"),
            pytest.param(["lines", "--similarity", "nan", "{file}"], "nan is not in the range 50<=x<=100", id="nan"),
            pytest.param(["lines", "--min-confidence", "2", "{file}"], "0<=x<=1", id="confidence"),
            pytest.param(
                ["lines", "--min-confidence", "-NaN", "{file}"], "NaN is not in the range 0<=x<=1", id="confidence nan"
            ),
            pytest.param(["lines", "-o", "", "{file}"], "the name of the file is empty", id="empty output"),
            pytest.param(["lines", "--hashtag", "#123", "{file}"], "#123 is no hashtag", id="digits for a hashtag"),
            pytest.param(["lines", "--from", "scroll", "{file}"], "scroll is not one of", id="shape"),
            pytest.param(["lines", "-f", "xls", "{file}"], "xls is not one of csv, html, json, jsonl", id="format"),
            pytest.param(["lines", "--hashtag", "#a b", "{file}"], "#a b is no hashtag", id="hashtag"),
            pytest.param(["lines", "--host", "", "{file}"], "is no handle", id="host"),
            pytest.param(["lines", "--question", "What?", "{file}"], 'of the form Q1="What ...?"', id="question"),
            pytest.param(["lines", "--question", "Q1=", "{file}"], "of the form", id="empty question"),
            pytest.param(
                ["lines", "--question", "Q1=a", "--question", "q1=b", "{file}"],
                "Q1 is given twice",
                id="question twice",
            ),
            pytest.param(
                ["lines", "--timezone", "America/Chicgo", "{file}"], "Did you mean America/Chicago?", id="zone"
            ),
            pytest.param(["lines", "--timezone", "../x", "{file}"], "is no time zone", id="zone that is a path"),
            pytest.param(["lines", "--date", "31.5.2014", "{file}"], "write it as 2014-05-31", id="date"),
            pytest.param(["lines", "--date", "2014-02-30", "{file}"], "is no day", id="impossible date"),
            pytest.param(["lines", "--delimiter", "ab", "{file}"], "is no delimiter", id="delimiter"),
            pytest.param(["lines", "--delimiter", '"', "{file}"], "is no delimiter", id="quote as delimiter"),
            pytest.param(["lines", "--encoding", "klingon", "{file}"], "klingon is no text encoding", id="encoding"),
            pytest.param(["lines", "--width", "5", "{file}"], "20<=x", id="width"),
            pytest.param(["lines", "-", "-"], "stdin is given more than once", id="stdin twice"),
        ],
    )
    def test_one_line_says_what_to_do(self, cli: Cli, transcript: Path, args: list[str], told: str) -> None:
        """The message names the mistake and the way out."""
        result = cli(*(arg.format(file=transcript) if "{file}" in arg else arg for arg in args), code=2)
        assert result.err.startswith("chatlens: error: ")
        assert told.format(file=transcript) in result.err
        assert (result.out, result.err.count("\n"), "\x1b" in result.err) == (b"", 1, False)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("What grows?\n", "line 1 is no question"),
            ("Q1: a\nQ1: b\n", "line 2: Q1 is there twice"),
            ("Q3b: a", "no question"),
        ],
        ids=["no label", "twice", "a part"],
    )
    def test_questions_file(self, cli: Cli, transcript: Path, text: str, told: str) -> None:
        """A line of the questions file that is none is named."""
        questions = transcript.parent / "q.txt"
        questions.write_text(text)
        assert told in cli("lines", transcript, "--questions", questions, code=2).err

    @pytest.mark.parametrize(
        ("option", "told"),
        [("--questions", 'Name a text file with lines such as "Q1: What ...?".'), ("--stopwords", "with words")],
    )
    @pytest.mark.parametrize(
        ("name", "reason"),
        [("empty.txt", "is empty"), ("picture.png", "is not text but a picture"), ("folder", "is a folder")],
        ids=["empty", "picture", "folder"],
    )
    def test_advice_on_an_options_file(
        self, cli: Cli, transcript: Path, option: str, told: str, name: str, reason: str
    ) -> None:
        """What is no file of questions or words is answered with what is one, not with how to copy a chat."""
        (transcript.parent / "empty.txt").write_bytes(b"")
        (transcript.parent / "picture.png").write_bytes(b"\x89PNG\r\n")
        (transcript.parent / "folder").mkdir()
        err = cli("lines", transcript, option, transcript.parent / name, code=1).err
        assert f"{name}: {reason}. Name a text file" in err
        assert told in err

    @pytest.mark.parametrize("option", ["--questions", "--stopwords"])
    @pytest.mark.parametrize(
        ("name", "told"), [("gardn.txt", "Did you mean"), ("", "is no file name")], ids=["misspelt", "empty name"]
    )
    def test_missing_file_of_an_option(self, cli: Cli, transcript: Path, option: str, name: str, told: str) -> None:
        """A name that is none is never passed over; the nearest one is suggested as for transcripts."""
        assert told in cli("lines", transcript, option, name and transcript.parent / name, code=1).err

    def test_group_without_command_shows_help(self, cli: Cli) -> None:
        """`chatlens` alone shows how it is used."""
        assert "Usage: chatlens" in cli(code=2).err


class TestErrors:
    """What the user can mend is one line with exit code 1; a traceback needs --debug."""

    @pytest.mark.usefixtures("stages")
    @pytest.mark.parametrize("option", [[], ["--questions"], ["--stopwords"]], ids=["transcript", "questions", "words"])
    def test_unreadable_file(
        self, cli: Cli, transcript: Path, option: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A file of somebody else is our own message and exit code 1. (Both are faked: root may read everything.)"""

        def refuse(path: object, *_: object) -> None:
            raise PermissionError(13, "Permission denied", path)

        monkeypatch.setattr(os, "access", lambda *_: False)
        monkeypatch.setattr("builtins.open", refuse)
        err = cli("lines", *option, transcript, *[transcript] * len(option), code=1).err
        assert "garden.txt: may not be read (permission denied). Close it in other programs" in err

    @pytest.mark.usefixtures("stages")
    def test_missing_file(self, cli: Cli, transcript: Path) -> None:
        """The nearest name is suggested."""
        err = cli("lines", transcript.parent / "gardn.txt", code=1).err
        assert err == (
            f"chatlens: error: {transcript.parent}/gardn.txt: there is no such file. "
            f"Did you mean {transcript.parent}/garden.txt?\n"
        )

    def test_no_chat(self, cli: Cli, stages: Stages, transcript: Path) -> None:
        """An error of the stages is told, and no output file is made."""
        stages.trouble = ShapeError("garden.txt", "is no chat", "Name another file.")
        err = cli("lines", transcript, "-o", transcript.parent / "x.csv", code=1).err
        assert err == "chatlens: error: garden.txt: is no chat. Name another file.\n"
        assert not (transcript.parent / "x.csv").exists()

    def test_our_own_mistakes_are_one_line(self, cli: Cli, stages: Stages, transcript: Path) -> None:
        """A bug is no traceback, but says how to get one."""
        stages.trouble = ZeroDivisionError("division by zero")
        err = cli("lines", transcript, code=1).err
        assert err == (
            "chatlens: error: This is a mistake in chatlens (ZeroDivisionError: division by zero). "
            "Run it again with --debug and report what it prints.\n"
        )

    @pytest.mark.parametrize("trouble", [ZeroDivisionError(), ShapeError("x", "is no chat")], ids=["bug", "our error"])
    def test_debug_shows_where(self, cli: Cli, stages: Stages, transcript: Path, trouble: Exception) -> None:
        """`--debug` prints the traceback."""
        stages.trouble = trouble
        assert cli("lines", transcript, "--debug", code=1).err.startswith("Traceback (most recent call last):")

    def test_interrupt(self, cli: Cli, stages: Stages, transcript: Path) -> None:
        """Ctrl-C ends with 130 and without traceback."""
        stages.trouble = KeyboardInterrupt()
        assert cli("lines", transcript, code=130).err.strip() == "chatlens: interrupted"


class TestNotes:
    """Notes go to stderr, a few at a time."""

    @pytest.fixture(autouse=True)
    def noted(self, stages: Stages) -> None:
        """Seven notes and the detail of a repair."""
        stages.notes = (*NOTES, Note("Repaired \x1b[1m.", lines=(3,), detail=True))

    def test_five_and_how_many_more(self, cli: Cli, transcript: Path) -> None:
        """Five notes with their advice, then how to see the others."""
        lines = cli("lines", transcript).err.splitlines()
        assert lines == [*(f"note: Note {n}. Do {n}." for n in range(1, 6)), "note: and 2 more (-v shows them)"]

    def test_verbose_shows_all_with_lines(self, cli: Cli, transcript: Path) -> None:
        """`-v` shows every note and repair with its lines, control characters escaped."""
        lines = cli("lines", transcript, "-v").err.splitlines()
        assert lines[0] == "note: Note 1. (lines 1-2) Do 1."
        assert lines[-1] == "note: Repaired \\x1b[1m. (line 3)"
        assert len(lines) == 8

    def test_quiet_hides_them(self, cli: Cli, transcript: Path) -> None:
        """`-q` leaves stderr empty."""
        assert cli("lines", transcript, "-q").err == ""

    @pytest.mark.parametrize("quiet", [[], ["-q"]], ids=["", "quiet"])
    def test_strict_writes_then_fails(self, cli: Cli, transcript: Path, quiet: list[str]) -> None:
        """`--strict` exits with 1 after the output is written."""
        assert cli("lines", transcript, "--strict", *quiet, code=1).out == cli("lines", transcript).out

    def test_strict_ignores_single_repairs(self, cli: Cli, stages: Stages, transcript: Path) -> None:
        """What only -v tells is no reason to fail."""
        stages.notes = stages.notes[-1:]
        cli("lines", transcript, "--strict")


@pytest.mark.usefixtures("stages")
def test_summarize_is_the_report(cli: Cli, transcript: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`summarize` as a table is the whole report; in other formats it is its table."""
    asked: dict[str, Any] = {}

    def render(analyses: Any, **given: Any) -> str:
        asked.update(given, chats=[a.source.chat for a in analyses])
        return "the report “whole”\n"

    monkeypatch.setattr(report, "render", render, raising=False)
    assert cli("summarize", transcript, "--top", "2", "--width", "80").text == "the report “whole”\n"
    assert asked == {"chats": ["garden"], "width": 80, "color": False, "unicode": True, "top": 2}
    assert cli("summarize", transcript, encoding="ascii").out == b"the report ?whole?\n"
    assert cli("summarize", transcript, "-f", "csv").out.startswith(b"chat,line,text\n")


class TestHelp:
    """Help texts, of the real commands."""

    def test_group_lists_the_tables(self, cli: Cli) -> None:
        """Every table is a command with its summary; an example shows the use."""
        text = cli("--help").text
        assert all(re.search(rf"^  {name} ", text, re.MULTILINE) for name in COMMANDS)
        assert "chatlens summarize transcript.txt" in text

    @pytest.mark.parametrize("name", COMMANDS)
    def test_command_has_example_and_all_options(self, cli: Cli, name: str) -> None:
        """Every command has an example, its columns, and the options of the contract."""
        text = cli(name, "--help").text
        options = (
            "--from --encoding --hashtag --host --question --questions --similarity --unnumbered --strict-labels "
            "--min-confidence --timezone --date --stopwords --session --since --until --format --output --raw --bom "
            "--no-bom --delimiter --color --width --quiet --verbose --strict --debug"
        )
        assert not set(options.split()) - set(re.findall(r"--[a-z-]+", text))
        assert f"chatlens {name} transcript.txt" in text
        assert ("--top" in text) is (name == "summarize")

    def test_version(self, cli: Cli) -> None:
        """`--version` prints the installed version."""
        assert cli("--version").text == f"chatlens {chatlens.__version__}\n"

    @pytest.mark.parametrize("args", [["--help"], ["summarize", "--help"]], ids=["group", "command"])
    def test_help_loads_nothing_heavy(self, args: list[str]) -> None:
        """Help imports none of the libraries that analysis and output need."""
        code = "import sys; from chatlens.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
        done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, check=True, timeout=60)
        heavy = {"pandas", "numpy", "rich", "rapidfuzz", "regex", "importlib.metadata", "json", "csv", "tempfile"}
        assert not heavy & set(done.stderr.decode().split())


class TestProcess:
    """The command as a process of its own."""

    @pytest.mark.parametrize("module", ["click", "chatlens.tables", "chatlens.api", "pandas"])
    def test_interrupt_while_loading(self, module: str) -> None:
        """Ctrl-C while a library is loaded is an interrupt too, not a traceback."""
        code = (
            "import sys\n"
            "class Loading:\n"
            "    def find_spec(self, name, *_):\n"
            f"        if name == {module!r}: raise KeyboardInterrupt\n"
            "sys.meta_path.insert(0, Loading())\n"
            "from chatlens.cli import main\n"
            "sys.exit(main(sys.argv[1:]))"
        )
        arguments = [sys.executable, "-c", code, "tweets", str(SAMPLE)]
        done = subprocess.run(arguments, capture_output=True, check=False, timeout=60)
        assert (done.returncode, done.stdout, done.stderr.strip()) == (130, b"", b"chatlens: interrupted")

    def test_entry_point_loads_nothing(self) -> None:
        """What is imported before `main` runs, where an interrupt shows a traceback, is next to nothing."""
        code = "import sys; before = {*sys.modules}; import chatlens.cli; print(*sorted({*sys.modules} - before))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
        assert done.stdout.split() == [b"__future__", b"chatlens", b"chatlens.cli"]

    def test_closed_pipe_at_once(self) -> None:
        """Help into a pipe that nobody reads ends well and silently."""
        reader, writer = os.pipe()
        os.close(reader)
        try:
            done = chatlens_process("--help", stdout=writer, stderr=subprocess.PIPE)
        finally:
            os.close(writer)
        assert (done.returncode, done.stderr) == (0, b"")

    def test_closed_stdout_is_one_line(self) -> None:
        """Without any stdout there is a message, not a traceback."""
        done = subprocess.run(
            ["/bin/sh", "-c", f"exec {sys.executable} -m chatlens lines nothing >&-"],
            stderr=subprocess.PIPE,
            check=False,
        )
        assert done.returncode == 2
        assert done.stderr.startswith(b"chatlens: error: There is no command lines.")


@pytest.mark.usefixtures("stages")
def test_csv_of_the_command_reads_back(cli: Cli, transcript: Path) -> None:
    """What `-o x.csv` writes, a CSV reader reads: every line of the input in a cell of its own."""
    target = transcript.parent / "x.csv"
    cli("lines", transcript, "-o", target)
    rows = list(csv.reader(io.StringIO(target.read_bytes().decode("utf-8-sig"), newline="")))
    assert [row[2] for row in rows] == ["text", *transcript.read_text(encoding="utf-8").splitlines()]
