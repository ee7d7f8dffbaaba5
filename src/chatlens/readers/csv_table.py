"""Tables of tweets as text: a header that names the columns, then a row a tweet (commas, semicolons or tabs)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from chatlens.models import Note, Options, Reading, Source, Tweet, Unread
from chatlens.readers import Shape
from chatlens.readers._hashtag import chat_hashtag
from chatlens.readers._moments import completed, moment
from chatlens.sources import split_lines

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": ("text", "full_text", "tweet_text", "tweet text", "tweet"),
        "author": ("from_user", "user_screen_name", "screen_name", "screenname", "username", "author", "handle"),
        "posted_at": ("created_at", "posted_at", "created", "time", "date", "timestamp"),
        "tweet_id": ("id_str", "id", "tweet_id", "status_id"),
        "name": ("user_name", "name", "full name", "display_name"),
        "tweet_url": ("tweet_url", "url", "permalink"),
        "reply_to": ("in_reply_to_screen_name", "reply_to_screen_name", "replytosn"),
        "reply_to_id": ("in_reply_to_status_id", "reply_to_status_id"),
        "retweet_of_id": ("retweet_id", "reweet_id", "retweet_status_id", "retweeted_status_id"),
        "quote_of_id": ("quoted_status_id",),
        "likes": ("favorite_count", "likes"),
        "retweets": ("retweet_count", "retweets"),
    }
)
"""What a column holds -> the names it has in the tables we know, likeliest first."""

MISSING = frozenset({"", "NA", "NaN", "None", "null"})  # how tables write that a cell holds nothing (never a text)
DELIMITERS = (",", ";", "\t")
HEADER_LIMIT = 20_000  # characters; a longer first line is no header
CELL_LIMIT = 2**31 - 1  # characters; the csv module's own limit of 131,072 is too low for long posts with their quotes

UNCLOSED = 5  # quotes that are opened and never closed, until which the rows behind each are still read

_ID = re.compile(r"\d{1,20}")


def _columns(header: list[str]) -> dict[str, int]:
    """What each known column holds -> its place; of columns with one name the first."""
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        places.setdefault(name.strip().casefold().lstrip("\ufeff"), place)
    return {
        field: places[names[0]]
        for field, known in COLUMNS.items()
        if (names := [name for name in known if name in places])
    }


def _header(line: str) -> tuple[str, list[str]] | None:
    """The delimiter and the cells of a header line that names a text and one more column, if it is one."""
    import csv

    best: tuple[str, list[str]] | None = None
    for delimiter in DELIMITERS:
        if delimiter not in line or len(line) > HEADER_LIMIT:
            continue
        cells = next(csv.reader([line], delimiter=delimiter), [])
        found = _columns(cells)
        if "text" in found and len(found) > 1 and (best is None or len(cells) > len(best[1])):
            best = delimiter, cells
    return best


def sniff(head: str) -> float:
    """1 when the first line is a header that names a text column and another known one; else 0."""
    first = next((line for line in split_lines(head) if line.strip()), "")
    return 1.0 if _header(first) else 0.0


def read(source: Source, options: Options) -> Reading:
    """Read every row; a row without text, of the wrong length, or the header again becomes `Unread`."""
    physical = split_lines(source.text)
    start = next((i for i, line in enumerate(physical) if line.strip()), 0)
    found = _header(physical[start]) if physical else None
    if found is None:
        from chatlens.errors import ShapeError

        raise ShapeError(
            source.name, "its first line names no column with the tweets' text", "Name that column “text”."
        )
    delimiter, header = found
    places = _columns(header)
    tweets: list[Tweet] = []
    unread: list[Unread] = []
    for first, last, cells in _rows(physical, delimiter, start + 1):
        reason = _why_not(cells, header, places["text"])
        if reason is not None:
            if any(cells):
                unread.append(Unread(first, last, reason, "\n".join(physical[first - 1 : last])))
            continue
        tweets.append(_tweet(first, last, {field: cells[place] for field, place in places.items()}, options))
    hashtag = options.hashtag or chat_hashtag(tweet.text for tweet in tweets)[0]
    return Reading("csv", tuple(tweets), tuple(unread), tuple(_notes(tweets, "posted_at" in places)), hashtag)


def _rows(physical: list[str], delimiter: str, start: int) -> Iterator[tuple[int, int, list[str]]]:
    """First line, last line (1-based) and cells of each row from the line with index `start` on. A line whose quote is
    never closed comes alone, without cells: the rows behind it are rows again."""
    import csv

    before = csv.field_size_limit(CELL_LIMIT)
    try:
        for attempt in range(UNCLOSED + 1):
            rows = csv.reader((f"{line}\n" for line in physical[start:]), delimiter=delimiter)
            first, last = start, start
            for cells in rows:
                first, last = last, start + rows.line_num
                if (
                    last == len(physical)
                    and last - first > 1
                    and _unclosed(physical[first:last])
                    and attempt < UNCLOSED
                ):
                    break
                yield first + 1, last, cells
            else:
                return
            yield first + 1, first + 1, [physical[first]]
            start = first + 1
    finally:
        csv.field_size_limit(before)


def _unclosed(lines: list[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


def _why_not(cells: list[str], header: list[str], text: int) -> str | None:
    """Why a row is no tweet, in words; None when it is one."""
    if cells == header:
        return "the header again"
    if len(cells) == 1 and _unclosed(cells):
        return "a row with a quote that is never closed"
    if len(cells) != len(header):
        return f"a row of {len(cells)} cells where the header has {len(header)}"
    if not cells[text].strip():
        return "a row without text"
    return None


def _tweet(first: int, last: int, cells: Mapping[str, str], options: Options) -> Tweet:
    def cell(field: str) -> str | None:
        value = cells.get(field, "").strip()
        return None if value in MISSING else value

    def identity(field: str) -> str | None:
        value = cell(field)
        return value if value and _ID.fullmatch(value) else None

    def count(field: str) -> int | None:
        value = cell(field)
        return int(value) if value and value.isascii() and value.isdigit() else None

    author, reply_to = cell("author"), cell("reply_to")
    posted_at = moment(cell("posted_at") or "")
    return Tweet(
        first_line=first,
        last_line=last,
        text=cells["text"].strip("\r\n"),
        author=author.lstrip("@＠") or None if author else None,
        name=cell("name"),
        posted_at=completed(posted_at, options) if posted_at else None,
        tweet_id=identity("tweet_id"),
        tweet_url=cell("tweet_url"),
        reply_to=(reply_to.lstrip("@＠"),) if reply_to else (),
        reply_to_id=identity("reply_to_id"),
        retweet_of_id=identity("retweet_of_id"),
        quote_of_id=identity("quote_of_id"),
        likes=count("likes"),
        retweets=count("retweets"),
    )


def _notes(tweets: list[Tweet], timed: bool) -> Iterator[Note]:
    undated = [tweet.first_line for tweet in tweets if tweet.posted_at is None]
    if undated and timed:
        yield Note(
            f"{len(undated)} of {len(tweets)} tweets have no time that can be read, so the file's order is used.",
            "Write times as 2024-05-01 20:15; where they have no day, give it with --date.",
            tuple(undated[:20]),
        )


SHAPE = Shape(
    "csv",
    "a table as text: a header that names the columns (id, created_at, from_user, text), a row a tweet",
    sniff,
    read,
)
