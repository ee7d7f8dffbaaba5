"""An input's bytes -> its text: by its mark, as UTF-8, as Windows-1252; what is no text is refused."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from chatlens.errors import OptionError, SourceError, shown
from chatlens.models import Note

MAX_BYTES = 256 * 2**20
"""Largest input in bytes, unpacked: about a million tweets; more is a wrong file, a device or a gzip bomb."""

MAX_CONTROL_SHARE = 0.03
"""Share of control characters above which a text is a binary file: compressed data have 0.10, texts hardly any."""

STRAY_CONTROLS = 4
"""So many control characters may stand in a short text before their share counts."""

BINARY_CONTROL_SHARE = 0.3
"""Share of control characters that no text has, however short."""

CONTROLS = "".join(chr(c) for c in range(32) if chr(c) not in "\b\t\n\v\f\r\x1a\x1b") + "\x7f"
"""Control characters that texts do not hold; blanks, line ends, DOS's end mark and terminal colours they do."""

BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
)
"""First bytes of files that people hand over by mistake, and what they are."""

COPY_AGAIN = "Copy the file again; it may be cut short."

CUT_LEADS = b"\xc2\xc3\xe2\xf0"
"""First bytes in UTF-8 of what English texts hold beside ASCII: Latin letters, quotes and dashes, emoji. At a text's
end they are cut characters; in Windows-1252 they are letters that hardly end a text, as those of other scripts may."""

HALVES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
"""A letter beyond U+FFFF as some databases write it (CESU-8): its two halves, each as if it were a letter of UTF-8."""


class Decoded(NamedTuple):
    """What became of an input's bytes."""

    text: str  # without byte order mark
    encoding: str
    notes: tuple[Note, ...]


def split_lines(text: str) -> list[str]:
    r"""The text's lines. They end at LF, CR and CRLF only: a tweet may hold a vertical tab, NEL or U+2028.

    >>> split_lines("a\r\nb\rc\u2028d\n")
    ['a', 'b', 'c\u2028d']
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text of an input's bytes: by `encoding` if one is given, else by its mark, else UTF-8, else Windows-1252."""
    if not data:
        raise SourceError(name, "is empty", "Copy the chat's tweets into it, or name another file.")
    if encoding is None and data.startswith(b"PK"):
        from chatlens import _workbooks

        if _workbooks.is_workbook(data):
            table, notes = _workbooks.as_table(data, name, 4 * MAX_BYTES)
            return Decoded(table, "workbook", notes)
    codec = None if encoding is None else codec_named(encoding)
    if codec is not None:
        decoded = _decode_as(data, name, codec)
    else:
        for magic, kind in MAGIC:
            if data.startswith(magic):
                raise SourceError(name, f"is not text but {kind}", "Save the chat as plain text or CSV and read that.")
        decoded = _decode_marked(data) or _decode_unmarked(data)
    _refuse_binary(decoded.text, data, name)
    if not decoded.text.strip():
        raise SourceError(name, "holds nothing but blanks", "Copy the chat's tweets into it, or name another file.")
    return decoded._replace(notes=decoded.notes + _nul_notes(decoded.text))


def codec_named(encoding: str) -> str:
    """The normal name of a text encoding."""
    try:
        info = codecs.lookup(encoding)
        if info._is_text_encoding:  # base64 and its like turn bytes into bytes
            return info.name
    except (LookupError, ValueError):
        pass
    raise OptionError(f"{shown(encoding)} is no text encoding.", "Try --encoding utf-8, cp1252 or utf-16.")


def _decode_as(data: bytes, name: str, codec: str) -> Decoded:
    try:
        return Decoded(data.decode(codec).removeprefix("\ufeff"), codec, ())
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"is not {codec}: byte 0x{data[error.start]:02x} in line {line}"
    except UnicodeError as error:
        reason = f"is not {codec} ({error})"
    raise SourceError(name, reason, "Leave --encoding out, or try --encoding cp1252.")


def _decode_marked(data: bytes) -> Decoded | None:
    """By the byte order mark, if there is one."""
    for mark, codec in BOMS:
        if not data.startswith(mark) or (codec == "utf-32-le" and len(data) % 4):
            continue
        try:
            return Decoded(data[len(mark) :].decode(codec), codec, ())
        except UnicodeDecodeError:
            if codec == "utf-8":
                return _decode_unmarked(data[len(mark) :])
            text = data[len(mark) :].decode(codec, "replace")
            message = f"The text says it is {codec.upper()}, but some of it is not and stands as \ufffd."
            return Decoded(text, codec, (Note(message, COPY_AGAIN),))
    return None


def _decode_unmarked(data: bytes) -> Decoded:
    """As UTF-8; as Windows-1252 where that fails: the stray bytes alone if most of the letters are UTF-8, else all."""
    data, joined = HALVES.subn(_whole, data) if b"\xed" in data else (data, 0)
    if joined:
        decoded = _decode_unmarked(data)
        note = Note(f"{joined} emoji or other letters were written in two halves (CESU-8) and are joined.", detail=True)
        return decoded._replace(notes=(*decoded.notes, note))
    text = data.decode("utf-8", "surrogateescape")
    if (cut := _cut(data, text)) is not None:
        return cut
    stray = {code: text.count(chr(code)) for code in range(0xDC80, 0xDD00) if chr(code) in text} if _torn(text) else {}
    if not stray:
        return Decoded(text, "utf-8", ())
    wrong = sum(stray.values())
    advice = "If letters look wrong, name the encoding with --encoding."
    if len(text) - sum(map(text.count, map(chr, range(128)))) >= 2 * wrong:  # at least as many good letters as bad
        text = text.translate({code: _cp1252(code - 0xDC00) for code in stray})
        plural = "s that are" if wrong > 1 else " that is"
        message = f"The text is UTF-8 but for {wrong} byte{plural} not, read as Windows-1252."
        return Decoded(text, "utf-8", (Note(message, advice),))
    try:
        text, kept = data.decode("cp1252"), 0
    except UnicodeDecodeError:  # five bytes mean nothing there
        undefined = [b for b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) if bytes((b,)) in data]
        kept = sum(data.count(bytes((b,))) for b in undefined)
        text = data.decode("latin-1").translate({b: _cp1252(b) for b in range(0x80, 0xA0)})
    message = "The text is not UTF-8 and was read as Windows-1252."
    if kept:
        message += (
            f" {kept} of its bytes mean{'s' if kept == 1 else ''} nothing there and stayed as control characters."
        )
    return Decoded(text, "cp1252", (Note(message, advice),))


def _cut(data: bytes, text: str) -> Decoded | None:
    """UTF-8 that ends in the middle of a character; None for any other text."""
    rest = text.rstrip("".join(map(chr, range(0xDC80, 0xDD00)))) if text[-1:] > "\udc7f" else text
    torn = text[len(rest) :].encode("utf-8", "surrogateescape")
    if not torn or _torn(rest) or (rest.isascii() and torn[0] not in CUT_LEADS):
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(torn)
    except UnicodeDecodeError:
        return None
    line = data.count(b"\n") + 1
    note = Note("The text ends in the middle of a character, which stands as \ufffd.", COPY_AGAIN, (line,))
    return Decoded(rest + "\ufffd", "utf-8", (note,))


def _whole(halves: re.Match[bytes]) -> bytes:
    """The letter of which these are the halves, as UTF-8."""
    return halves[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16").encode()


def _torn(text: str) -> bool:
    """Whether some bytes of the text were no UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _cp1252(byte: int) -> str:
    """The character of a byte in Windows-1252, a control character where it has none."""
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _refuse_binary(text: str, data: bytes, name: str) -> None:
    """Raise if the text is a binary file's."""
    controls = sum(map(text.count, CONTROLS))
    if controls <= (MAX_CONTROL_SHARE if controls > STRAY_CONTROLS else BINARY_CONTROL_SHARE) * len(text):
        return
    advice = "Save the chat as plain text or CSV and read that."
    head = data[:4096]
    for codec, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) > 0.8 * len(zeros):
            advice = f"If it is text, try --encoding {codec}."
    raise SourceError(name, "is not text", advice)


def _nul_notes(text: str) -> tuple[Note, ...]:
    count = text.count("\0")
    if not count:
        return ()
    lines = tuple(number for number, line in enumerate(split_lines(text), 1) if "\0" in line)
    what = "a NUL character" if count == 1 else f"{count} NUL characters"
    return (Note(f"The text holds {what}, kept as it stood.", "Look whether the file is damaged.", lines),)
