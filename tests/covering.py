"""What every reader of text promises about lines: none is lost, and none is read twice."""

from __future__ import annotations

from chatlens.models import Options, Reading, Source
from chatlens.readers import Shape
from chatlens.sources import split_lines


def reading_of(shape: Shape, text: str, options: Options | None = None) -> Reading:
    """The text, read in that shape."""
    return shape.read(Source("a.txt", "a", text, "utf-8"), options or Options())


def assert_covers(reading: Reading, text: str) -> None:
    """Each line that is not blank lies in exactly one tweet or one unread span, whose text is what stands there."""
    physical = split_lines(text)
    spans = [(span.first_line, span.last_line) for span in (*reading.tweets, *reading.unread)]
    covered = [line for first, last in spans for line in range(first, last + 1)]
    assert len(covered) == len(set(covered))
    assert {number for number, line in enumerate(physical, 1) if line.strip()} <= set(covered)
    assert set(covered) <= set(range(1, len(physical) + 1))
    assert all(tweet.text.strip() for tweet in reading.tweets)
    for unread in reading.unread:
        assert unread.text.split("\n") == physical[unread.first_line - 1 : unread.last_line]
        assert unread.reason
