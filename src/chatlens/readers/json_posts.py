"""Posts as the platforms' interfaces and their tools write them: JSON in an array or in pages, or a record a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from chatlens._collector import no_collector
from chatlens.models import Note, Options, Reading, Source, Tweet, Unread
from chatlens.readers import Shape
from chatlens.readers._hashtag import own_hashtag, sample
from chatlens.readers._json_dialect import Dialect
from chatlens.readers._json_records import Fields, find, text, tweet, with_people
from chatlens.readers._json_stream import Piece, pieces, windows
from chatlens.readers._json_times import moments
from chatlens.readers._making import tweets_of

_JSON_START = re.compile(r"\ufeff?\s*+(?:(?:(?:var|let|const)\s++)?[\w.$]++\s*+=\s*+)?(?:\[[\s\[]*+)?\{\s*+\"")
_LINES_SHOWN = 20

NOTICES = {
    "delete": "a notice of the platform that a post was deleted",
    "limit": "a notice of the platform that posts were left out",
    "scrub_geo": "a notice of the platform",
    "status_withheld": "a notice of the platform",
    "user_withheld": "a notice of the platform",
    "disconnect": "a notice of the platform",
    "warning": "a notice of the platform",
    "errors": "an error message of the platform",
    "error": "an error message of the platform",
    "meta": "a page without posts",
    "cursor": "a page without posts",
}
"""Key of a record that is no post -> what such a record is."""


class _Record(NamedTuple):
    """A piece of the file with what became of it."""

    start: int  # offsets into the text
    end: int
    first: int  # 1-based lines
    last: int
    made: Fields | str  # why it is none
    written: str | None = None  # what stands there, where that is not all between start and end


def sniff(head: str) -> float:
    """The share of the head that is records of a known dialect; a last one that the head cuts off is left out."""
    if not _JSON_START.match(head):
        return 0.0
    explained = other = 0
    likely: Dialect | None = None
    for piece in pieces(head, lambda value: find(value) is not None):
        known = find(with_people(piece.value, piece.page), likely)
        if known:
            likely = known.dialect
            explained = max(explained, 0) + piece.end - piece.start
        elif not piece.problem or len(head[piece.end :].strip("]}; \t\r\n")) > 0:
            other += piece.end - piece.start
    return explained / (explained + other) if explained else 0.0


def read(source: Source, options: Options) -> Reading:
    """Read every record; one that is broken or no post becomes `Unread`, and the others are read."""
    tweets: list[Tweet] = []
    unread: list[Unread] = []
    above = 0  # lines above the window
    with no_collector():
        for window in windows(source.pieces):
            made: list[tuple[int, int, Fields]] = []
            for record in _framed(window, above, list(_records(window, above))):
                if isinstance(record.made, Fields):
                    made.append((record.first, record.last, record.made))
                else:
                    written = record.written or window[record.start : record.end].strip("\r\n")
                    unread.append(Unread(record.first, record.last, record.made, written))
            tweets += _tweets(made, options)
            above += _line_ends(window, 0, len(window))
    hashtag = own_hashtag(options, sample([tweet.text for tweet in tweets]))
    return Reading("json", tuple(tweets), tuple(unread), tuple(_notes(tweets)), hashtag)


def _tweets(made: list[tuple[int, int, Fields]], options: Options) -> tuple[Tweet, ...]:
    if not made:
        return ()
    first, last, said = zip(*made, strict=True)
    columns: dict[str, Sequence[Any]] = {"first_line": first, "last_line": last}
    columns |= zip(Fields._fields, zip(*said, strict=True), strict=True)
    columns["posted_at"] = moments(columns["posted_at"], options)
    return tweets_of(columns)


def _records(written: str, above: int) -> Iterator[_Record]:
    """The records with the lines that they stand on, below so many others."""
    likely: Dialect | None = None
    first, start, end = above + 1, 0, 0
    last = first
    for piece in pieces(written, lambda value: find(value) is not None):
        if (piece.start, piece.end) != (start, end):  # a page on one line has many records there
            first += _line_ends(written, start, piece.start)
            last = first + _line_ends(written, piece.start, piece.end)
            start, end = piece.start, piece.end
        known = find(with_people(piece.value, piece.page) if piece.page else piece.value, likely)
        if known is None:
            yield _Record(start, end, first, last, piece.problem or _why_not(piece.value), _alone(piece))
            continue
        likely = known.dialect
        said = text(known)
        made = tweet(known, said) if said.strip() else "a post without text"
        yield _Record(start, end, first, last, made, None if isinstance(made, Fields) else _alone(piece))


def _alone(piece: Piece) -> str | None:
    """What stands there of a record whose line it shares with a whole page: the line has millions of characters."""
    import json

    return json.dumps(piece.value, ensure_ascii=False) if piece.shares else None


def _line_ends(written: str, start: int, end: int) -> int:
    if start >= end:
        return -_line_ends(written, end, start) if start > end else 0
    returns = written.count("\r", start, end)
    return written.count("\n", start, end) + returns - (written.count("\r\n", start, end) if returns else 0)


def _why_not(value: object) -> str:
    if not isinstance(value, dict):
        return "a value that is no record"
    for key, reason in NOTICES.items():
        if key in value:
            return reason
    if value.get("type") == "Announce":
        return "a boost of a post that does not stand in the file"
    return "a record of no known kind: no text with an author that we know how to find"


def _framed(written: str, above: int, records: list[_Record]) -> Iterator[_Record]:
    """The records with the lines of brackets and of their page's other parts: these belong to the record above them, or
    to the first. No two records share a line where they can help it."""
    if not records:
        return
    start = len(written) - len(written.lstrip("\ufeff \t\r\n"))
    top = above + 1 + _line_ends(written, 0, start)
    ends = [record.start for record in records[1:]] + [len(written)]
    before = above
    for at, (record, end) in enumerate(zip(records, ends, strict=True)):
        first = top if at == 0 else record.first
        gap = written[record.end : max(end, record.end)].rstrip(" \t\r\n")
        last = record.last + (_line_ends(gap, 0, len(gap)) if gap else 0)
        if first <= before < last:
            first = before + 1
        before = last
        yield record if (first, last) == (record.first, record.last) else record._replace(first=first, last=last)


def _notes(tweets: list[Tweet]) -> Iterator[Note]:
    undated = [tweet.first_line for tweet in tweets if tweet.posted_at is None]
    if undated:
        yield Note(
            f"{len(undated)} of {len(tweets)} tweets have no time that can be read, so the file's order is used.",
            "Ask for the field created_at when you collect the tweets.",
            tuple(undated[:_LINES_SHOWN]),
        )


SHAPE = Shape(
    "json",
    "records of an interface or a collecting tool: a JSON array, pages, or a record a line (X/Twitter v1.1 and v2, an "
    "account's archive, twarc, snscrape, 4CAT and Zeeschuimer, Mastodon, Bluesky)",
    sniff,
    read,
    by_pieces=True,
)
