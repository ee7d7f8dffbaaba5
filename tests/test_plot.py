"""`chatlens plot` and `chatlens timeline`: where they write, what they say, and what they refuse."""

from __future__ import annotations

import importlib.util
import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

import chatlens
from chatlens import pictures, report
from chatlens.tables import _counts, _pace
from conftest import Cli

SAMPLES = Path(__file__).parent.parent / "samples"
CHAT, ORDERED, STREAM = (SAMPLES / name for name in ("gardenchat.csv", "gardenchat.txt", "seasons.csv"))
ESCAPE = re.compile(r"\x1b\[[\d;]*m")


@pytest.mark.skipif(importlib.util.find_spec("matplotlib") is None, reason="the extra “charts” is not installed")
class TestPlot:
    """The picture's file, and what stands on stderr."""

    @pytest.mark.parametrize("form", pictures.FORMATS)
    def test_writes_what_the_interface_draws(self, cli: Cli, tmp_path: Path, form: str) -> None:
        """The extension chooses the format; the alternative text stands on stderr."""
        path = tmp_path / f"pace.{form.upper()}"
        result = cli("plot", CHAT, "-o", path)
        picture = chatlens.load(CHAT).picture("pace", form)
        assert path.read_bytes() == picture.data
        assert result.out == b""
        assert f"alt text: {picture.alt}\n" in result.err

    def test_quiet(self, cli: Cli, tmp_path: Path) -> None:
        """With -q nothing is said."""
        assert cli("plot", CHAT, "-o", tmp_path / "pace.svg", "-q").err == ""

    def test_kind(self, cli: Cli) -> None:
        """--kind chooses; -f writes to a pipe."""
        out = cli("plot", CHAT, "--kind", "answers", "-f", "svg").out
        assert out == chatlens.load(CHAT).picture("answers", "svg").data
        assert cli("plot", CHAT, "-f", "png").out.startswith(b"\x89PNG")

    def test_session(self, cli: Cli) -> None:
        """--session draws one session of a stream."""
        assert "26 tweets" in cli("plot", STREAM, "--session", 1, "-f", "svg").err
        assert "71 tweets in 3 sessions" in cli("plot", STREAM, "-f", "svg").err

    @pytest.mark.parametrize(
        ("args", "code", "says"),
        [
            ([], 2, "Write to a file: -o FILE.png or -o FILE.svg"),
            (["-f", "png"], 2, "png is nothing that a terminal can show"),
            (["-o", "{folder}/pace.jpg"], 2, "a picture is not written as .jpg. Use .png, .svg"),
            (["-o", "{folder}/pace"], 2, "a picture is not written as a file without extension"),
            (["-o", "{folder}"], 1, "is a folder. Name a file in it."),
            (["-o", "{folder}/none/pace.png"], 1, "there is no folder"),
            (["--kind", "pie", "-f", "svg"], 2, "pie is not one of pace, answers, compare, network"),
            (["--kind", "network", "-f", "svg"], 1, "does not say who wrote what"),
            (["-f", "csv"], 2, "csv is not one of png, svg"),
        ],
        ids=[
            "nowhere",
            "terminal",
            "other extension",
            "no extension",
            "a folder",
            "no folder",
            "kind",
            "no authors",
            "format",
        ],
    )
    def test_refused(self, cli: Cli, tmp_path: Path, args: list[str], code: int, says: str) -> None:
        """One line says what is wrong and what to do; no file is left."""
        given = [arg.format(folder=tmp_path) for arg in args]
        result = cli("plot", ORDERED, *given, code=code, terminal=True)
        assert says in result.err
        assert result.out == b""
        assert not os.listdir(tmp_path)

    def test_never_over_an_input(self, cli: Cli, tmp_path: Path) -> None:
        """The transcript is not written over, whatever it is called."""
        path = tmp_path / "chat.svg"
        path.write_bytes(CHAT.read_bytes())
        assert "is one of the files that are read" in cli("plot", path, "-o", path, code=1).err
        assert path.read_bytes() == CHAT.read_bytes()

    def test_help(self, cli: Cli) -> None:
        """All kinds are explained; options that mean nothing for a picture are not there."""
        text = cli("plot", "--help").text
        for kind in pictures.kinds().values():
            assert kind.summary.split(":")[0] in " ".join(text.split())
        assert not re.search(r"--raw|--bom|--delimiter|--width|--color", text)


class TestTimeline:
    """The pace in the terminal."""

    @pytest.mark.parametrize("sample", [CHAT, ORDERED, STREAM], ids=lambda path: path.name)
    def test_counts_are_the_pictures(self, cli: Cli, sample: Path) -> None:
        """A row per stretch with its count, and behind it the tweets under each question."""
        text = cli("timeline", sample, "--width", 120, "-q").text
        rows = re.findall(r"^ *(?:\d\d:\d\d|\d+(?:-\d+)?) {2,}(\d+)  (\S+) *(.*)$", text, re.MULTILINE)
        paces = [
            _pace.of(analysis, sitting, 40)
            for analysis in chatlens.load(sample).analyses
            for sitting in _counts.sittings(analysis)
            if sitting.number is not None
        ]
        assert [int(count) for count, _, _ in rows] == [total for pace in paces for total in pace.totals if total]
        for count, _, told in rows:
            assert sum(int(number) for number in re.findall(r" (\d+)(?:,|$)", told)) == int(count)
        assert len(re.findall(r"Q\d asked", text)) == sum(len(pace.marks) for pace in paces)

    @pytest.mark.parametrize("width", [20, 33, 60, 100, 200])
    def test_width(self, cli: Cli, width: int) -> None:
        """No line is wider than asked."""
        for sample in (CHAT, STREAM):
            text = cli("timeline", sample, "--width", width, "-q").text
            assert max(map(cell_len, text.splitlines())) <= width

    def test_plain(self, cli: Cli) -> None:
        """Where only ASCII can be shown, bars are of it, and differ from question to question without colours."""
        text = cli("timeline", CHAT, "-q", encoding="ascii").out.decode("ascii")
        assert "\x1b" not in text
        assert re.search(r"^20:05 .* #{5,} ", text, re.MULTILINE)
        assert re.search(r"^20:13 .* ={5,} ", text, re.MULTILINE)

    def test_color(self, cli: Cli) -> None:
        """Colours change no letter of what is behind the bars."""
        plain = cli("timeline", CHAT, "-q", "--color", "never").text
        colored = cli("timeline", CHAT, "-q", "--color", "always").text
        bars = str.maketrans("▓▒", "██")
        assert "\x1b[" in colored
        assert ESCAPE.sub("", colored) == plain.translate(bars)

    def test_without_colors_questions_are_told_apart(self, cli: Cli) -> None:
        """No two of five questions have bars of one sign, though nothing stands behind bars so narrow."""
        legend = cli("timeline", ORDERED, "-q", "--width", 40, encoding="ascii").out.decode("ascii").splitlines()[1]
        signs = re.findall(r"(\S) (?:Q\d|no question)", legend)
        assert len(set(signs)) == len(signs) == 6

    def test_a_picture_it_is_not(self, cli: Cli, tmp_path: Path) -> None:
        """Text is not written into what is called a picture."""
        for name in ("pace.png", "pace.pdf"):
            assert "chatlens plot draws a picture" in cli("timeline", CHAT, "-o", tmp_path / name, code=2).err
        assert not os.listdir(tmp_path)

    def test_file(self, cli: Cli, tmp_path: Path) -> None:
        """-o writes the text."""
        cli("timeline", CHAT, "-o", tmp_path / "pace.txt")
        assert "Q1 asked" in (tmp_path / "pace.txt").read_text(encoding="utf-8")

    def test_hostile_names(self) -> None:
        """A hashtag is no escape code and no markup."""
        from dataclasses import replace

        [analysis] = chatlens.load(CHAT).analyses
        hostile = replace(analysis, reading=replace(analysis.reading, hashtag="\x1b[31m[red]\u202ex"))
        text = report.timeline([hostile], width=80, color=False, unicode=True)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[red]x" in text
