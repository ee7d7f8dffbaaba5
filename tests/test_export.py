"""`chatlens export`: all tables in one workbook or in one folder, and what they were made from."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import stat
from pathlib import Path

import pytest

import chatlens
import golden
import workbooks
from chatlens import export
from chatlens.renderers import Settings, renderers
from chatlens.tables import frame, tables
from conftest import Cli

SAMPLE = golden.SAMPLES / "gardenchat.csv"

NAMES = {"README.md", *(f"{table.called}.csv" for table in tables().values() if table.name != "questions")}
"""What a folder of CSV files holds: `questions` has the rows of `summarize`."""


def listed(folder: Path) -> set[str]:
    """The names in a folder, hidden ones too."""
    return {path.name for path in folder.iterdir()}


def about(path: Path) -> list[tuple[str, str, str]]:
    """The rows of a workbook's last sheet."""
    sheets = workbooks.sheets(path.read_bytes())
    assert list(sheets)[-1] == "about"
    return [tuple(map(str, row)) for row in sheets["about"]]  # type: ignore[misc]  # three columns


@workbooks.needed
class TestWorkbook:
    """`-o chat.xlsx`."""

    def test_has_a_sheet_for_every_table(self, cli: Cli, tmp_path: Path) -> None:
        """Each table is a sheet with all its rows, most wanted first, and no table stands there twice."""
        cli("export", SAMPLE, "-q", "-o", tmp_path / "chat.xlsx")
        sheets = workbooks.sheets((tmp_path / "chat.xlsx").read_bytes())
        assert list(sheets)[:4] == ["summary", "answers", "tweets", "participants"]
        assert {f"{name}.csv" for name in sheets} - {"about.csv"} == NAMES - {"README.md"}
        for table in tables().values():
            if table.called in sheets:
                header, *rows = sheets[table.called]
                assert header == [column.name for column in table.columns]
                assert len(rows) == len(golden.chat(SAMPLE).table(table.name))

    def test_says_what_it_was_made_from(self, cli: Cli, tmp_path: Path) -> None:
        """Version, hash of the file, options, notes and the meaning of every column stand in it."""
        cli("export", SAMPLE, "-q", "-o", tmp_path / "chat.xlsx", "--similarity", "95", "--timezone", "America/Chicago")
        rows = about(tmp_path / "chat.xlsx")
        digest = hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
        assert {
            ("chatlens", "version", chatlens.__version__),
            ("option", "--similarity", "95"),
            ("option", "--timezone", "America/Chicago"),
            ("transcript gardenchat", "file", SAMPLE.name),
            ("transcript gardenchat", "sha256", digest),
            ("transcript gardenchat", "tweets", str(len(golden.chat(SAMPLE).tweets))),
        } <= set(rows)
        described = [(part.removeprefix("column of "), name) for part, name, _ in rows if part.startswith("column of ")]
        expected = [(t.called, c.name) for t in tables().values() if f"{t.called}.csv" in NAMES for c in t.columns]
        assert sorted(described) == sorted(expected)

    def test_notes_stand_in_it(self, cli: Cli, tmp_path: Path) -> None:
        """What the notes say on the terminal is kept beside the tables."""
        sample = golden.SAMPLES / "gardenchat.txt"
        told = cli("export", sample, "-o", tmp_path / "chat.xlsx").err
        notes = [value for part, _, value in about(tmp_path / "chat.xlsx") if part == "note"]
        assert notes
        assert told == "".join(f"note: {note}\n" for note in notes)

    def test_several_files_are_told_apart(self, cli: Cli, tmp_path: Path) -> None:
        """Each transcript has its own facts; their rows stand below one another."""
        cli("export", SAMPLE, golden.SAMPLES / "gardenchat.txt", "-q", "-o", tmp_path / "chat.xlsx")
        files = [value for _, name, value in about(tmp_path / "chat.xlsx") if name == "file"]
        assert files == ["gardenchat.csv", "gardenchat.txt"]

    def test_same_input_same_bytes(self, cli: Cli, tmp_path: Path) -> None:
        """Written twice, into a file and into a pipe, it is the same workbook."""
        cli("export", SAMPLE, "-q", "-o", tmp_path / "chat.xlsx")
        assert cli("export", SAMPLE, "-q", "-f", "xlsx").out == (tmp_path / "chat.xlsx").read_bytes()

    def test_what_is_cut_is_noted_with_its_sheet(self, cli: Cli, tmp_path: Path) -> None:
        """A note says on which sheet a cell had to be cut, and stands in the workbook."""
        path = tmp_path / "long.csv"
        path.write_text(f"from_user,text\nmira_k,Q1: What grows? #gardenchat\ndun_oakhey,A1: {'thyme ' * 9000}\n")
        err = cli("export", path, "-o", tmp_path / "chat.xlsx").err
        note = "Sheet tweets: 1 cell of the column text had to be cut"
        assert f"note: {note}" in err
        assert [row for row in about(tmp_path / "chat.xlsx") if row[0] == "note" and row[2].startswith(note)]


class TestFolder:
    """`-o folder/`."""

    def test_holds_the_files_that_the_commands_write(self, cli: Cli, tmp_path: Path) -> None:
        """Each table is the file that its command writes, with mark and CRLF; the folder is made."""
        cli("export", SAMPLE, "-q", "-o", f"{tmp_path / 'chat'}/")
        assert listed(tmp_path / "chat") == NAMES
        for table in tables().values():
            if f"{table.called}.csv" in NAMES:
                cli(table.name, SAMPLE, "-q", "-o", tmp_path / "x.csv")
                data = (tmp_path / "chat" / f"{table.called}.csv").read_bytes()
                assert data == (tmp_path / "x.csv").read_bytes()
                assert data.startswith(b"\xef\xbb\xbf")
                assert b"\r\n" in data

    def test_readme_explains_every_column(self, cli: Cli, tmp_path: Path) -> None:
        """The README names each file and each column, the version and the hash; it is Markdown."""
        from markdown_it import MarkdownIt

        cli("export", SAMPLE, "-q", "-o", tmp_path / "chat", "--session", "1")
        text = (tmp_path / "chat" / "README.md").read_text(encoding="utf-8")
        tokens = MarkdownIt("commonmark").enable("table").parse(text)
        cells = [t.children[0].content if t.children else "" for t in tokens if t.type == "inline"]
        for table in tables().values():
            if f"{table.called}.csv" in NAMES:
                assert f"{table.called}.csv" in cells
                assert {column.name for column in table.columns} <= set(cells)
        assert {hashlib.sha256(SAMPLE.read_bytes()).hexdigest(), chatlens.__version__, "--session"} <= set(cells)
        assert text.startswith(export.HEADING + "\n")

    def test_apostrophes_are_explained_where_they_are(self, cli: Cli, tmp_path: Path) -> None:
        """The README of CSV files says why cells begin with an apostrophe; other formats have none."""
        for name, args, said in (("a", (), True), ("b", ("--raw",), False), ("c", ("-f", "jsonl"), False)):
            cli("export", SAMPLE, "-q", "-o", tmp_path / name, *args)
            assert ("apostrophe" in (tmp_path / name / "README.md").read_text(encoding="utf-8")) is said

    def test_other_formats(self, cli: Cli, tmp_path: Path) -> None:
        """`-f` chooses what the files are, the table for terminals too."""
        for chosen in ("json", "html", "md", "table"):
            cli("export", SAMPLE, "-q", "-f", chosen, "-o", tmp_path / chosen)
            extension = renderers()[chosen].extensions[0]
            assert listed(tmp_path / chosen) == {name.replace(".csv", extension) for name in NAMES}

    def test_is_renewed(self, cli: Cli, tmp_path: Path) -> None:
        """A folder of ours is written over, other formats' files of ours are taken away, and hidden files stay."""
        folder = tmp_path / "chat"
        cli("export", SAMPLE, "-q", "-f", "json", "-o", folder)
        (folder / ".hidden").write_text("mine")
        (folder / "Thumbs.db").write_text("the system's")
        cli("export", SAMPLE, "-q", "-o", folder)
        assert listed(folder) == {*NAMES, ".hidden", "Thumbs.db"}
        before = (folder / "tweets.csv").read_bytes()
        cli("export", golden.SAMPLES / "gardenchat.txt", "-q", "-o", folder)
        assert (folder / "tweets.csv").read_bytes() != before

    def test_empty_folder_is_filled(self, cli: Cli, tmp_path: Path) -> None:
        """A folder without files is as good as none; a link to it stays one."""
        (tmp_path / "chat").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "chat")
        cli("export", SAMPLE, "-q", "-o", tmp_path / "link")
        assert (tmp_path / "link").is_symlink()
        assert listed(tmp_path / "chat") == NAMES

    @pytest.mark.parametrize(
        "name",
        ["letter.txt", "tweets.csv", "README.md", "README.md/", "tweets.csv/"],
        ids=["other", "table", "readme", "folder named so", "folder named as a table"],
    )
    def test_files_of_others_are_left_alone(self, cli: Cli, tmp_path: Path, name: str) -> None:
        """A folder with anything that is not certainly ours is not touched, and nothing is read."""
        folder = tmp_path / "chat"
        folder.mkdir()
        if name.endswith("/"):
            (folder / name).mkdir()
        else:
            (folder / name).write_text("mine")
        err = cli("export", tmp_path / "not read.csv", "-o", folder, code=1).err
        assert "holds files that are not from chatlens export. Name a new folder." in err
        assert listed(folder) == {name.rstrip("/")}

    def test_a_file_beside_ours_is_left_alone(self, cli: Cli, tmp_path: Path) -> None:
        """As soon as somebody puts a file of theirs into a folder of ours, it is theirs."""
        cli("export", SAMPLE, "-q", "-o", tmp_path / "chat")
        (tmp_path / "chat" / "notes.txt").write_text("mine")
        cli("export", SAMPLE, "-q", "-o", tmp_path / "chat", code=1)

    def test_never_over_what_is_read(self, cli: Cli, tmp_path: Path) -> None:
        """A table in a folder of ours that is read is not written over."""
        cli("export", SAMPLE, "-q", "-o", tmp_path / "chat")
        before = (tmp_path / "chat" / "tweets.csv").read_bytes()
        err = cli("export", tmp_path / "chat" / "tweets.csv", "-o", tmp_path / "chat", code=1).err
        assert "which is one of the files that are read" in err
        assert (tmp_path / "chat" / "tweets.csv").read_bytes() == before

    @pytest.mark.parametrize("existing", [True, False], ids=["existing", "new"])
    def test_failure_leaves_no_trace(
        self, cli: Cli, tmp_path: Path, existing: bool, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """When the disk is full half way, the old files stay as they were, and no new ones."""
        if existing:
            cli("export", golden.SAMPLES / "gardenchat.txt", "-q", "-o", tmp_path / "chat")
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        real, calls = os.fsync, []

        def fail(descriptor: int) -> None:
            calls.append(descriptor)
            if len(calls) == 3:
                raise OSError(28, "No space left on device")
            real(descriptor)

        monkeypatch.setattr(os, "fsync", fail)
        err = cli("export", SAMPLE, "-q", "-o", tmp_path / "chat", code=1).err
        assert "chat: cannot be written (No space left on device)." in err
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
        assert (tmp_path / "chat").exists() is existing

    def test_mode_follows_the_umask(self, cli: Cli, tmp_path: Path) -> None:
        """Folder and files are for whom the umask says."""
        before = os.umask(0o027)
        try:
            cli("export", SAMPLE, "-q", "-o", tmp_path / "chat")
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "chat").stat().st_mode) == 0o750
        assert stat.S_IMODE((tmp_path / "chat" / "tweets.csv").stat().st_mode) == 0o640


class TestUsage:
    """Where to, in words."""

    @pytest.mark.parametrize(
        ("args", "told"),
        [
            pytest.param([], "Say where to: -o chat.xlsx for a workbook, -o chat/ for a folder.", id="nowhere"),
            pytest.param(["-f", "csv"], "Say where to", id="several tables to stdout"),
            pytest.param(["-o", "-"], "Say where to", id="stdout"),
            pytest.param(["-o", "x.zip"], "x.zip is neither a workbook (chat.xlsx) nor a folder", id="extension"),
            pytest.param(["-o", "x.xlsx", "-f", "csv"], "x.xlsx is neither", id="contradiction"),
            pytest.param(["-o", "x/", "-f", "gexf"], "is a format of chatlens edges alone", id="one table's format"),
        ],
    )
    def test_wrong_usage(
        self, cli: Cli, tmp_path: Path, args: list[str], told: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What cannot be meant is said before anything is read."""
        monkeypatch.chdir(tmp_path)
        assert told in cli("export", "not read.csv", *args, code=2).err
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            pytest.param("no/chat/", "there is no folder", id="missing parent"),
            pytest.param("file/", "is no folder", id="file"),
        ],
    )
    def test_impossible_folders(self, cli: Cli, tmp_path: Path, name: str, told: str) -> None:
        """A folder that cannot be made is said before the work."""
        (tmp_path / "file").write_text("mine")
        assert told in cli("export", "not read.csv", "-o", f"{tmp_path}/{name}", code=1).err

    def test_point_in_a_folders_name(self, cli: Cli, tmp_path: Path) -> None:
        """A separator at its end says that a name with a point is a folder's."""
        cli("export", SAMPLE, "-q", "-o", f"{tmp_path}/2014.05.31/")
        assert listed(tmp_path / "2014.05.31") == NAMES

    def test_strict(self, cli: Cli, tmp_path: Path) -> None:
        """Under --strict notes mean 1, and the output is written."""
        cli("export", golden.SAMPLES / "gardenchat.txt", "-q", "--strict", "-o", tmp_path / "chat", code=1)
        assert listed(tmp_path / "chat") == NAMES


def test_tables_come_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new table is a part, after those that most people open; one with another's rows is none."""
    extra = tables()["unread"]._replace(name="beds", rows=lambda _: ())
    known = {**tables(), "beds": extra, "again": tables()["tweets"]._replace(name="again")}
    monkeypatch.setattr(export, "tables", lambda: known)
    assert export.names()[:4] == ("summary", "answers", "tweets", "participants")
    assert "beds" in export.names()
    assert "again" not in export.names()


def test_settings_reach_the_files() -> None:
    """Delimiter and mark are those that were asked for."""
    made = dict(export.files(golden.chat(SAMPLE).analyses, "csv", Settings(delimiter=";", to_file=True, bom=False)))
    text = "".join(made["sessions.csv"])  # type: ignore[arg-type]  # text
    [row] = csv.reader(io.StringIO(text.split("\r\n")[0]), delimiter=";")
    assert row == list(frame(tables()["sessions"], []).columns)
