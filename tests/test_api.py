"""The Python interface: transcripts in, fresh DataFrames out. The stages between are faked here."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import chatlens
from chatlens import analysis, api, tables
from chatlens.analysis import Analysis
from chatlens.errors import OptionError
from chatlens.models import Note, Options, Reading, Source, Timeline, Tweet

PROPERTIES = ("tweets", "questions", "answers", "participants", "sessions", "links", "hashtags", "edges", "unread")
"""Tables that a chat has under their names; it has others under names of its own."""


def fake_run(source: Source, options: Options, progress: object = None) -> Analysis:  # noqa: ARG001  # as the real one
    """An analysis in which every line is a tweet and nothing else is known."""
    tweets = tuple(Tweet(n, n, line) for n, line in enumerate(source.text.splitlines(), 1))
    notes = (*source.notes, Note(f"{len(tweets)} lines."))
    none = ((),) * len(tweets)
    reading, timeline = Reading("fake", tweets), Timeline(tweets, (), ())
    return Analysis(source, options, reading, timeline, none, (), (), (), (), notes)


@pytest.fixture(autouse=True)
def faked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The middle of the program, replaced: lines are tweets, and every table lists them."""
    line = tables.Table(
        "line",
        "each line",
        (tables.Column("chat", "text", ""), tables.Column("line", "text", "")),
        lambda a: ((a.source.chat, tweet.text) for tweet in a.timeline.tweets),
    )
    names = ("summarize", "check", "compare", *PROPERTIES)
    monkeypatch.setattr(analysis, "run", fake_run)
    monkeypatch.setattr(tables, "tables", lambda: dict.fromkeys(names, line))


def test_several_files_are_several_chats(tmp_path: Path) -> None:
    """Chats stand one under the other, with names of their own."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "garden.txt").write_text(f"from {folder}\n")
    chat = chatlens.load(tmp_path / "a" / "garden.txt", str(tmp_path / "b" / "garden.txt"))
    assert chat.tweets.values.tolist() == [["garden", "from a"], ["garden-2", "from b"]]
    assert repr(chat) == "<Chat garden, garden-2: 2 tweets>"


def test_text_is_analysed_with_options() -> None:
    """Text needs no file; the options reach the stages."""
    options = chatlens.Options(hashtag="gardenchat")
    chat = chatlens.analyse("\ufeffone\ntwo", options, name="may")
    assert chat.tweets.values.tolist() == [["may", "one"], ["may", "two"]]
    assert [a.options for a in chat.analyses] == [options]


@pytest.mark.parametrize("name", [*PROPERTIES, "comparison", "checks"])
def test_tables_are_fresh(name: str) -> None:
    """Changing a table changes no other."""
    chat = chatlens.analyse("one")
    table = getattr(chat, name)
    table.loc[0, "line"] = "changed"
    assert getattr(chat, name)["line"].tolist() == ["one"]


def test_encoding_option_reads_the_file(tmp_path: Path) -> None:
    """`Options.encoding` decides how files are decoded."""
    path = tmp_path / "x.txt"
    path.write_bytes("é".encode())
    assert chatlens.load(path, options=chatlens.Options(encoding="latin-1")).tweets["line"].tolist() == ["Ã©"]


def test_notes_of_all_chats(tmp_path: Path) -> None:
    """Notes of the sources and of the stages come together."""
    path = tmp_path / "x.txt"
    path.write_bytes(b"caf\xe9")
    assert [note.message for note in chatlens.load(path).notes] == [
        "The text is not UTF-8 and was read as Windows-1252.",
        "1 lines.",
    ]


@pytest.mark.parametrize("paths", [(), ([],)], ids=["none", "an empty list"])
def test_nothing_to_load_is_a_programmers_mistake(paths: tuple[list[str], ...]) -> None:
    """No path at all is a TypeError."""
    with pytest.raises(TypeError, match="at least one path"):
        chatlens.load(*paths)


def test_a_list_of_files_is_loaded_like_the_files(tmp_path: Path) -> None:
    """`load([a, b])` and whatever else yields paths is `load(a, b)`."""
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text(path.stem)
    expected = chatlens.load(*paths).tweets.values.tolist()
    assert expected == [["a", "a"], ["b", "b"]]
    assert chatlens.load(paths).tweets.values.tolist() == expected
    assert chatlens.load(str(path) for path in paths).tweets.values.tolist() == expected


def test_options_are_checked_before_anything_is_read() -> None:
    """`load` and `analyse` refuse an option that makes no sense with its name and what would."""
    options = chatlens.Options(similarity=float("nan"))
    for call in (lambda: chatlens.load("no such file", options=options), lambda: chatlens.analyse("a", options)):
        with pytest.raises(OptionError, match=r"Options\.similarity cannot be nan\. Give a number from 50 to 100\."):
            call()


def test_exports_are_the_real_things() -> None:
    """The names of the package are those of its modules, and an unknown one is an AttributeError."""
    assert (chatlens.load, chatlens.analyse, chatlens.Chat) == (api.load, api.analyse, api.Chat)
    assert set(chatlens.__all__) == set(dir(chatlens))
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        chatlens.nonsense  # noqa: B018  # the access is the test


def test_version_is_the_projects() -> None:
    """The version stands in pyproject.toml alone."""
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())
    assert chatlens.__version__ == project["project"]["version"]
