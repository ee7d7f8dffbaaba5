"""Stage 0: whatever bytes people hand over become text, or one message that says what to do."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import sys
import tracemalloc
from pathlib import Path

import pytest

from chatlens import _long_files, readers, sources
from chatlens.errors import OptionError, SourceError
from chatlens.models import Options

TEXT = "Q1: Which “herbs” do you grow? #gardenchat\nA1: Thyme é #gardenchat\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(TEXT.encode(), "utf-8", id="utf-8"),
        pytest.param(TEXT.encode("utf-8-sig"), "utf-8", id="utf-8 with mark"),
        pytest.param(b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le", id="utf-16 little-endian"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be", id="utf-16 big-endian"),
        pytest.param(b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), "utf-32-le", id="utf-32 little-endian"),
        pytest.param(b"\0\0\xfe\xff" + TEXT.encode("utf-32-be"), "utf-32-be", id="utf-32 big-endian"),
    ],
)
def test_encoding_is_found_without_a_note(data: bytes, encoding: str) -> None:
    """Marks and UTF-8 are certain: the text is right, without mark, and nothing is said."""
    assert sources.decode(data, "x") == (TEXT, encoding, ())


@pytest.mark.parametrize(
    ("data", "text", "encoding", "told"),
    [
        pytest.param(TEXT.encode("cp1252"), TEXT, "cp1252", "read as Windows-1252", id="Windows-1252"),
        pytest.param(
            b"a caf\xe9 \x81\x9d", "a café \x81\x9d", "cp1252", "2 of its bytes mean nothing", id="undefined bytes stay"
        ),
        pytest.param(
            "“thyme” ".encode() + b"\x93sage\x94", "“thyme” “sage”", "utf-8", "but for 2 bytes", id="mostly UTF-8"
        ),
        pytest.param(b"\xef\xbb\xbfcaf\xe9", "café", "cp1252", "read as Windows-1252", id="mark, but not UTF-8"),
        pytest.param(b"\xff\xfea\0b\0c", "ab\ufffd", "utf-16-le", "some of it is not", id="UTF-16 cut short"),
    ],
)
def test_doubtful_bytes_are_read_with_a_note(data: bytes, text: str, encoding: str, told: str) -> None:
    """What is no clean encoding is kept letter for letter where that is possible, and one note says so."""
    decoded = sources.decode(data, "x")
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert [told in note.message for note in decoded.notes] == [True]


@pytest.mark.parametrize(
    ("cut", "kept"),
    [
        pytest.param(b"\xc3", "", id="half a letter"),
        pytest.param(b"\xe2\x80", "", id="part of a quote"),
        pytest.param(b"\xe2", "", id="start of a quote"),
        pytest.param(b"\xf0\x9f\x98", "", id="part of an emoji"),
        pytest.param("“é”".encode() + b"\xe9", "“é”", id="start of any letter behind others in UTF-8"),
    ],
)
def test_text_cut_in_a_character_stays_utf8(cut: bytes, kept: str) -> None:
    """What is UTF-8 but for its end was cut there: the letters stay, and a note names the line."""
    decoded = sources.decode(b"one\ntwo " + cut, "x")
    assert (decoded.text, decoded.encoding) == (f"one\ntwo {kept}\ufffd", "utf-8")
    assert [(note.message, note.lines) for note in decoded.notes] == [
        ("The text ends in the middle of a character, which stands as \ufffd.", (2,))
    ]


@pytest.mark.parametrize("end", [b"caf\xe9", b"caf\xe9\x85", b"\x93no\xe2", b"d\xe9j\xe0"])
def test_windows_letters_at_the_end_are_no_cut(end: bytes) -> None:
    """A last letter in Windows-1252 that might begin one of another script in UTF-8 is read as it was written."""
    assert sources.decode(b"one " + end, "x").text == "one " + end.decode("cp1252")


def test_given_encoding_decides() -> None:
    """`--encoding` beats what the bytes look like."""
    assert sources.decode("é".encode(), "x", "latin-1").text == "Ã©"
    assert sources.decode("é".encode("utf-8-sig"), "x", "UTF8").text == "é"


@pytest.mark.parametrize("encoding", ["klingon", "base64", "rot13", "a\0b", ""])
def test_unknown_encoding_is_wrong_usage(encoding: str) -> None:
    """What is no text encoding is an option's mistake."""
    with pytest.raises(OptionError, match="is no text encoding"):
        sources.decode(b"abc", "x", encoding)


def test_wrong_given_encoding_names_the_place() -> None:
    """A wrong `--encoding` says which byte of which line contradicts it."""
    with pytest.raises(SourceError, match=r"is not ascii: byte 0xc3 in line 2\. Leave --encoding out"):
        sources.decode("a\né".encode(), "x", "ascii")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \n\n", "nothing but blanks", id="blanks"),
        pytest.param(bytes(range(256)) * 4, "is not text", id="binary"),
        pytest.param(b"\0\1\2", "is not text", id="tiny binary"),
        pytest.param(b"%PDF-1.7 stream", "is not text but a PDF document", id="PDF"),
        pytest.param(b"PK\x03\x04rest", "an Office document", id="office"),
        pytest.param("hello\n".encode("utf-16-le"), "try --encoding utf-16-le", id="UTF-16 without mark"),
        pytest.param("hello\n".encode("utf-16-be"), "try --encoding utf-16-be", id="UTF-16 big-endian without mark"),
    ],
)
def test_no_text_is_refused(data: bytes, told: str) -> None:
    """What holds no text is one error that says what it is or what to try."""
    with pytest.raises(SourceError, match=told):
        sources.decode(data, "x")


def test_stray_nul_is_kept_with_a_note() -> None:
    """A text with a NUL in it is a text still; the note says where."""
    decoded = sources.decode(b"Q1: What?\nA1: th\0yme\n", "x")
    assert decoded.text == "Q1: What?\nA1: th\0yme\n"
    assert [note.lines for note in decoded.notes] == [(2,)]


def test_lines_end_at_lf_cr_and_crlf_only() -> None:
    """Vertical tab, form feed, file separators, NEL, U+2028 and U+2029 do not end a line."""
    inside = "a\vb\fc\x1cd\x1ee\x85f\u2028g\u2029h"
    assert sources.split_lines(f"{inside}\r\n\r\rx\ny") == [inside, "", "", "x", "y"]
    assert sources.split_lines("") == []


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    """A gzip file reads as what is in it and is called like it."""
    path = tmp_path / "garden.txt.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    source = sources.load(path)
    assert (source.text, source.chat, source.name) == (TEXT, "garden", str(path))


def test_the_hash_is_that_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has the file can say whether it is the one that was read: packed or not, in pieces or whole."""
    path = tmp_path / "garden.txt"
    for data in (TEXT.encode("utf-8-sig"), gzip.compress(TEXT.encode())):
        path.write_bytes(data)
        assert sources.load(path).sha256 == hashlib.sha256(data).hexdigest()
    monkeypatch.setattr(_long_files, "LONG", 10)
    monkeypatch.setattr(_long_files, "PIECE", 7)
    path.write_bytes(TEXT.encode("utf-8-sig"))
    [source] = sources.load_all([path])
    assert source.parts is not None
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_damaged_gzip_is_one_error(tmp_path: Path) -> None:
    """A gzip file that is cut short is no traceback."""
    path = tmp_path / "garden.gz"
    path.write_bytes(gzip.compress(TEXT.encode())[:-12])
    with pytest.raises(SourceError, match="damaged gzip file"):
        sources.load(path)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip bomb"])
def test_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    """More than the bound is refused before it fills the memory, unpacked size counting."""
    monkeypatch.setattr(sources, "MAX_BYTES", 2**20)
    data = b"a" * (2**20 + 1)
    path = tmp_path / "big"
    path.write_bytes(gzip.compress(data) if packed else data)
    with pytest.raises(SourceError, match="is larger than 1 MB"):
        sources.load(path)


def test_missing_file_names_the_nearest(tmp_path: Path) -> None:
    """The name in the folder that is most like it is suggested, in any case."""
    (tmp_path / "Gardenchat.txt").write_text("x")
    with pytest.raises(SourceError, match=r"there is no such file\. Did you mean .*Gardenchat\.txt\?"):
        sources.load(tmp_path / "gardenchta.txt")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("", "is a folder", id="folder"),
        pytest.param("nothing", "there is no such file", id="missing"),
        pytest.param("no/folder", "There is no folder", id="missing folder"),
        pytest.param("file/in", "there is no such file", id="file as folder"),
        pytest.param("a\0b", "is no file name", id="NUL"),
        pytest.param("x" * 300, "cannot be read", id="name too long"),
    ],
)
def test_unreadable_path_is_one_error(tmp_path: Path, name: str, told: str) -> None:
    """Whatever is wrong with a path is said in one message."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(SourceError, match=told):
        sources.load(os.path.join(tmp_path, name))


def test_permission_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read says so. (The opening is faked: root may read everything.)"""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(SourceError, match="may not be read"):
        sources.load(tmp_path / "x")


def test_names_in_messages_are_escaped() -> None:
    """A file name cannot command the terminal."""
    with pytest.raises(SourceError) as caught:
        sources.load("a\x1b[31m.txt")
    assert "\x1b" not in str(caught.value)
    assert "\\x1b[31m" in str(caught.value)


def test_dash_is_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    """ "-" reads bytes from stdin and decodes them like a file's."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe" + TEXT.encode("utf-16-le")), "ascii"))
    source = sources.load("-")
    assert (source.name, source.chat, source.text) == ("stdin", "stdin", TEXT)


def test_stdin_only_once() -> None:
    """Stdin cannot be two chats."""
    with pytest.raises(OptionError, match="more than once"):
        list(sources.load_all(["-", "-"]))


def test_chat_names_are_unique(tmp_path: Path) -> None:
    """Files of one name in several folders are several chats, and no made-up name takes a given one."""
    paths = [tmp_path / folder / name for folder, name in [("a", "x.txt"), ("b", "x.csv"), ("c", "x-2.txt")]]
    for path in paths:
        path.parent.mkdir()
        path.write_text("hello")
    assert [source.chat for source in sources.load_all(paths)] == ["x", "x-3", "x-2"]


@pytest.fixture
def short_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of some bytes are long ones, and a piece is of five."""
    monkeypatch.setattr(_long_files, "LONG", 10)
    monkeypatch.setattr(_long_files, "PIECE", 5)


@pytest.mark.usefixtures("short_is_long")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_long_files_come_in_pieces(tmp_path: Path, encoding: str) -> None:
    """The text of a long file is that of the whole, wherever the pieces part, and as often as it is wanted."""
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\r\n1,“Käse” 🍵\r\n".encode(encoding))
    [source] = sources.load_all([path])
    whole = sources.load(path)
    assert source.parts is not None
    assert len(source.text) < len(whole.text)
    assert "".join(source.pieces) == "".join(source.pieces) == whole.text
    assert source.whole() == whole


@pytest.mark.usefixtures("short_is_long")
@pytest.mark.parametrize(
    "data",
    [
        b"id,text\n1,caf\xe9 \xe9\n",
        b"id,text\n1,a\0b\n",
        b"id,text\n1,caf\xc3",
        b"a,b\n\xed\xa0\xbc\xed\xbd\xb5\n",
        b" " * 20,
        b"{\\rtf1 beans and peas}",
    ],
    ids=["windows", "nul", "cut", "halves", "blanks", "rich text"],
)
def test_doubtful_long_files_are_read_whole(tmp_path: Path, data: bytes) -> None:
    """What is not plain text in its encoding is looked at as a whole, with the notes and errors of any file."""
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    try:
        expected = sources.load(path)
    except SourceError as error:
        with pytest.raises(SourceError, match=re.escape(str(error))):
            list(sources.load_all([path]))
    else:
        assert list(sources.load_all([path])) == [expected]


@pytest.mark.usefixtures("short_is_long")
def test_a_long_file_that_changes_is_an_error(tmp_path: Path) -> None:
    """A file that shrinks while it is read is not taken for a shorter one; what is added to it is left for later."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\n1,beans\n")
    [source] = sources.load_all([path])
    path.write_bytes(b"id,text\n1,beans\n2,peas\n")
    assert "".join(source.pieces) == "id,text\n1,beans\n"
    path.write_bytes(b"id,text\n")
    with pytest.raises(SourceError, match="changed while it was read"):
        list(source.pieces)


@pytest.mark.usefixtures("short_is_long")
@pytest.mark.parametrize("name", ["gardenchat.csv", "gardenchat.v1.jsonl", "gardenchat.v2.json", "gardenchat.txt"])
def test_readings_of_long_files_are_the_same(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A long file is read as a short one is, whatever its shape."""
    monkeypatch.setattr(_long_files, "PIECE", 70_000)
    path = Path(__file__).parent.parent / "samples" / name
    [source] = sources.load_all([path])
    assert source.parts is not None
    assert readers.read(source, Options()) == readers.read(sources.load(path), Options())


def test_reading_a_long_table_holds_the_tweets_alone(tmp_path: Path) -> None:
    """Memory grows with the tweets that are kept, not with the other columns of their table."""
    path = tmp_path / "a.csv"
    row = "{},2021-03-23T20:00:04Z,mira_k,the shed number {} #gardenchat," + "x" * 20_000 + "\n"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,created_at,from_user,text,other\n")
        file.writelines(row.format(number, number) for number in range(1_000))
    assert path.stat().st_size > _long_files.LONG
    tracemalloc.start()
    try:
        [reading] = [readers.read(source, Options()) for source in sources.load_all([path])]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(reading.tweets) == 1_000
    assert peak < path.stat().st_size / 2  # some pieces of the text, and some rows
