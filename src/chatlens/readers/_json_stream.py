"""A text of JSON -> its records one after the other, each with its place: an array, JSON Lines, pages, a script's
`name = [...]`. What is broken comes as a piece with its reason, and the records behind it are read.

Records are decoded where they stand, one at a time: no line is copied, and no array is held as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

LISTS = frozenset({"data", "statuses", "posts", "feed", "tweets", "results", "records", "orderedItems"})
"""Keys under which the pages of an interface hold their records as a list."""
PATIENCE = 50  # records that may be broken in the middle of a line before the rest of that line is given up ...
TRIES = 50  # ... and places in it that are tried for the next record's start
CALM = 100  # broken values after which each is decoded from a copy: an error message counts the lines before it
WINDOW = 2**22  # characters of a text of lines that are read at a time
STEPS = 10  # lines, for each line of the text, that are looked at for where values end; then each ends with its line
LONGEST = 1_000_000  # characters of such a copy; a record has some thousands, with all of its nested ones

_ASSIGNED = re.compile(r"\ufeff?\s*+(?:(?:var|let|const)\s++)?[\w.$]++\s*+=\s*+(?=[\[{])")  # window.YTD.tweets.part0 =
_BETWEEN = re.compile(r"[\s,;\[\]\x1e\ufeff]*+")
_BLANKS = re.compile(r"[\s,]*+")
_COLON = re.compile(r"\s*+:\s*+")
_LINE_END = re.compile(r"[\r\n]")
_INDENT = re.compile(r"[^\S\r\n]*+")
_NEXT_LINE = re.compile(r"(?:\r\n?|\n)([^\S\r\n]*+)(.?)")
_NEXT_RECORD = re.compile(r",\s*+(?=\{\s*+\")")
_BRACKETS = re.compile(r'"(?:[^"\\\r\n]++|\\.)*+"|[{}\[\]]')


class Piece(NamedTuple):
    """A value of the text, or what is broken there."""

    start: int  # offsets into the text
    end: int
    value: object  # None if it is broken
    problem: str = ""  # why it is broken, in words; "" if it is not
    page: Mapping[str, object] | None = None  # the page that it stood on, without its records if they were many lines
    shares: bool = False  # start and end are the page's, which is one line


def pieces(text: str, known: Callable[[object], bool]) -> Iterator[Piece]:
    """The records of the text in order. `known`: whether a value is a record, asked only where one may start in the
    middle of a broken line."""
    return _Scan(text, known).pieces()


def windows(parts: Iterable[str]) -> Iterator[str]:
    """The text, cut between records that stand on lines of their own, some at a time; one of another form whole."""
    feed = iter(parts)
    text = ""
    for part in feed:
        text += part
        if len(text) < WINDOW:
            continue
        if not _begins_with_lines(text):
            break
        at = 0
        while len(text) - at >= WINDOW and (cut := _cut(text, at)):
            yield text[at:cut]
            at = cut
        text = text[at:]
        if len(text) >= WINDOW:
            break
    yield text + "".join(feed)


def _begins_with_lines(text: str) -> bool:
    """Whether the first line is a record."""
    import json

    start = _past(_BETWEEN, text, 0)
    try:
        value, end = json.JSONDecoder().raw_decode(text[start : _line_end(text, start)])
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and start + end == _line_end(text, start) and "[" not in text[:start]


def _cut(text: str, at: int) -> int:
    """Where the last record begins that does so within a window from there; 0 if none does."""
    found = max(text.rfind(f"}}{end}{{", at, at + WINDOW) + len(end) for end in ("\n", "\r\n", "\r"))
    return found + 1 if found > at + 1 else 0


class _BrokenError(Exception):
    def __init__(self, at: int, why: str) -> None:
        self.at = at
        self.why = why


class _Scan:
    def __init__(self, text: str, known: Callable[[object], bool]) -> None:
        import json

        self.text = text
        self.known = known
        self.decoder = json.JSONDecoder().raw_decode
        self.patience = PATIENCE
        self.calm = CALM
        self.line = (0, -1)  # start and end of the line looked at last
        self.bounded = (-1, 0, 0)  # start and indentation of the line bounded last, and the bound
        self.steps = STEPS * (1 + text.count("\n") + text.count("\r"))

    def decode(self, at: int) -> tuple[Any, int]:
        """The value that stands there, and where it ends. Raises `_BrokenError`."""
        from json import JSONDecodeError

        start = 0
        try:
            if self.calm:
                return self.decoder(self.text, at)
            start = at
            value, end = self.decoder(self.text[at : min(self.bound(at), at + LONGEST)])
            return value, at + end
        except JSONDecodeError as error:
            self.calm = max(0, self.calm - 1)
            raise _BrokenError(start + error.pos, f"{error.msg[:1].lower()}{error.msg[1:]}") from None
        except RecursionError:  # a thousand values deep: it is no cheaper
            self.calm = max(0, self.calm - 1)
            raise _BrokenError(at, "too deeply nested") from None
        except ValueError:  # Python reads no number of more than some thousand digits
            raise _BrokenError(at, "a number too long to be one") from None

    def pieces(self) -> Iterator[Piece]:
        text = self.text
        assigned = _ASSIGNED.match(text)
        at = assigned.end() if assigned else 0
        while (at := _past(_BETWEEN, text, at)) < len(text):
            if text[at] != "{":
                piece = self.no_record(at)
                yield piece
                at = piece.end
                continue
            piece = self.record(at)
            if piece.problem or _holds_records(piece.value):
                found, end = self.of_page(piece)
                yield from found
                at = end
            else:
                yield piece
                at = piece.end

    def no_record(self, at: int) -> Piece:
        """A value that is no object, or the rest of a line that is no JSON."""
        try:
            value, end = self.decode(at)
            if end == len(self.text) or self.text[end] in ",] \t\r\n":
                return Piece(at, end, value)
        except _BrokenError:
            pass
        line, end = self.line_of(at)
        start = line if _past(_BETWEEN, self.text, line) >= at else at
        return Piece(start, end, None, "a line that is no JSON")

    def record(self, at: int) -> Piece:
        """The object that starts there, whole or broken."""
        try:
            value, end = self.decode(at)
        except _BrokenError as broken:
            end = self.end_of_broken(at)
            return Piece(at, end, None, self.why(broken, end))
        return Piece(at, end, value)

    def why(self, broken: _BrokenError, end: int) -> str:
        cut = broken.why.startswith("unterminated") and end == len(self.text)
        if cut or not self.text[broken.at : end].strip():
            return "a record that is cut off in its middle"
        column = broken.at - _line_start(self.text, broken.at) + 1
        return f"a record that is not valid JSON ({broken.why}, column {column})"

    def of_page(self, whole: Piece) -> tuple[list[Piece], int]:
        """The records of the page that this piece is, or itself if it is a broken record; and where it ends."""
        if isinstance(whole.value, dict) and self.line_of(whole.start)[1] >= whole.end:
            lists = [key for key in whole.value if key in LISTS] or whole.value  # else numbers stand for the records
            records = [each for key in lists for each in _listed(whole.value[key])]
            found = [whole._replace(value=each, page=whole.value, shares=True) for each in records]
            return found or [whole], whole.end
        found, page, end = self.members(whole.start)
        if not found:
            return [whole], whole.end
        return [piece._replace(page=page) for piece in found], max(end, found[-1].end)

    def members(self, at: int) -> tuple[list[Piece], dict[str, object], int]:
        """The records, the other members and the end of the page that starts there."""
        text, start = self.text, at
        found: list[Piece] = []
        page: dict[str, object] = {}
        at += 1
        while (at := _past(_BLANKS, text, at)) < len(text) and text[at] != "}":
            begin = at
            try:
                key, at = self.decode(at)
                colon = _COLON.match(text, at)
                if not isinstance(key, str) or colon is None:
                    raise _BrokenError(at, "expecting a name and ':'")
                at = colon.end()
                if key in LISTS and text[at : at + 1] == "[":
                    page[key] = None
                    at = self.elements(at + 1, found)
                else:
                    value, end = self.decode(at)
                    if (key in LISTS or key.isdecimal()) and isinstance(value, dict):
                        found.append(Piece(at, end, value))
                    if not key.isdecimal():
                        page[key] = value
                    at = end
            except _BrokenError:
                end = max(self.bound(start), at)
                if found or page.keys() & LISTS:
                    found.append(Piece(begin, end, None, "a part of the page that is broken or cut off"))
                return found, page, end
        return found, page, min(at + 1, len(text))

    def elements(self, at: int, found: list[Piece]) -> int:
        """Add the records of a page's list; where the list ends."""
        text = self.text
        while (at := _past(_BLANKS, text, at)) < len(text) and text[at] != "]":
            found.append(self.record(at) if text[at] == "{" else self.no_record(at))
            at = found[-1].end
        return min(at + 1, len(text))

    def end_of_broken(self, start: int) -> int:
        """Where the broken record ends: before the next that may start."""
        bound = self.bound(start)
        if bound > self.line_of(start)[1] or self.patience == 0:
            return bound
        for tried, gap in enumerate(_NEXT_RECORD.finditer(self.text, start, bound)):
            if tried == TRIES:
                break
            try:
                if self.known(self.decode(gap.end())[0]):
                    self.patience -= 1
                    return gap.start()
            except _BrokenError:
                continue
        depth = 0
        for bracket in _BRACKETS.finditer(self.text, start, bound):
            depth += (bracket[0] in "{[") - (bracket[0] in "}]")
            if depth == 0 and bracket[0] in "}]":
                self.patience -= 1
                return bracket.end() if self.goes_on(bracket.end()) else bound
        return bound

    def goes_on(self, at: int) -> bool:
        """Whether a record or nothing but punctuation follows on the line."""
        at = _past(_BETWEEN, self.text, at)
        return at == len(self.text) or self.text[at] == "{"

    def bound(self, start: int) -> int:
        """The end of the last line that can belong to the value that starts there, by the lines' indentation; only
        objects and arrays have several."""
        line, end = self.line_of(start)
        if self.text[start : start + 1] not in ("{", "["):
            return end
        own = min(_past(_INDENT, self.text, line), start) - line
        if self.bounded[:2] != (line, own):
            self.bounded = line, own, self.bound_below(end, own)
        return self.bounded[2]

    def bound_below(self, end: int, own: int) -> int:
        while self.steps and (below := _NEXT_LINE.match(self.text, end)):
            self.steps -= 1
            if below[2] and below[2] != '"' and len(below[1]) <= own:
                return below.end() if below[2] == "}" else end
            end = _line_end(self.text, below.end())
        return end

    def line_of(self, at: int) -> tuple[int, int]:
        """Start and end of the line that this is in; a long one is measured once."""
        if not self.line[0] <= at <= self.line[1]:
            self.line = _line_start(self.text, at), _line_end(self.text, at)
        return self.line


def _holds_records(value: object) -> bool:
    """Whether an object is a page of records rather than one."""
    if not isinstance(value, dict):
        return False
    if LISTS.isdisjoint(value):
        return bool(value) and all(map(str.isdecimal, value)) and all(isinstance(each, dict) for each in value.values())
    if isinstance(value.get("data"), dict) and isinstance(value.get("includes"), dict):
        return True
    return any(isinstance(value[key], list) for key in LISTS & value.keys())


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _line_start(text: str, at: int) -> int:
    start = text.rfind("\n", 0, at) + 1
    return max(start, text.rfind("\r", start, at) + 1)


def _line_end(text: str, at: int) -> int:
    found = _LINE_END.search(text, at)
    return found.start() if found else len(text)


def _past(blanks: re.Pattern[str], text: str, at: int) -> int:
    """Where what the pattern skips ends; it matches nothing, too."""
    found = blanks.match(text, at)
    return found.end() if found else at
