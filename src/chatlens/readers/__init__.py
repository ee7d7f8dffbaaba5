"""Stage 1, text -> a reading. The folder is the registry: each module without a leading underscore has a `SHAPE`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from chatlens._variants import by_name
from chatlens.models import Note, Options, Reading, Source


@dataclass(frozen=True, slots=True)
class Shape:
    """An input shape: how it is known and how it is read."""

    name: str  # what --from takes
    summary: str  # one line for people: how one recognises it
    sniff: Callable[[str], float]  # head of the text -> share of its lines that the shape explains, 0 to 1
    read: Callable[[Source, Options], Reading]
    by_pieces: bool = False  # whether `read` goes through `Source.pieces`; else it is given all of the text


@functools.cache
def shapes() -> Mapping[str, Shape]:
    """All shapes by name."""
    return by_name(__name__, __path__, "SHAPE")


HEAD = 60_000
"""Characters of a text that a sniffer gets to see: some three hundred tweets."""
THRESHOLD = 0.15
"""Share of the head's lines below which a shape does not explain a text."""
TOO_NEAR = 0.1
"""Two shapes whose shares differ by less than this are not told apart; the user must say which."""


def read(source: Source, options: Options) -> Reading:
    """Read a source in the shape that explains it best, or in `options.shape`.

    Raises `ShapeError` when no shape explains it, or two do equally well, or nothing in it is a tweet; `OptionError`
    when there is no shape of that name.
    """
    from chatlens.errors import OptionError, ShapeError

    known = shapes()
    by_hand = options.shape or ("csv" if options.columns else None)  # only tables have columns
    if by_hand is not None:
        if by_hand not in known:
            raise OptionError(f"There is no input shape {by_hand!r}.", f"Known shapes: {', '.join(known)}.")
        shape = known[by_hand]
    else:
        shape = _best(source, known)
    if not shape.by_pieces:
        source = source.whole()
    carried = options.hashtag is None or _carries(source.pieces, options.hashtag)
    reading = shape.read(source, options if carried else replace(options, hashtag=None))
    if not carried:
        note = Note(f"#{options.hashtag} stands nowhere in this transcript, so it is not used.", "Check --hashtag.")
        reading = replace(reading, notes=(note, *reading.notes))
    if not reading.tweets:
        raise ShapeError(
            source.name, f"no tweet found in it, read as {shape.name}", "Is it the right file?", (shape.name,)
        )
    return reading


def _carries(pieces: Iterable[str], hashtag: str) -> bool:
    """Whether a text has the hashtag anywhere. One without any sign of a hashtag may have lost them all: then the user
    knows better."""
    import re

    wanted = re.compile(rf"(?i)[#＃]{re.escape(hashtag)}(?!\w)|[#＃]{re.escape(hashtag)}(?=https?://)")
    signs = at_end = False
    above = ""
    for piece in pieces:
        text = above + piece
        signs = signs or "#" in text or "＃" in text
        found = wanted.search(text)
        at_end = found is not None and found.end() == len(text)  # it may go on in the next piece
        if found and not at_end:
            return True
        above = text[-len(hashtag) - len("#https://") :]
    return at_end or not signs


def _best(source: Source, known: Mapping[str, Shape]) -> Shape:
    from chatlens.errors import ShapeError
    from chatlens.readers._advice import advice
    from chatlens.readers._search_page import is_running

    head = source.text[:HEAD]
    ranked = sorted(((shape.sniff(head), name) for name, shape in known.items()), reverse=True)
    share, name = ranked[0]
    if share < THRESHOLD:
        running = is_running([line for line in head.splitlines() if line.strip()])
        missing = "are mostly too long for tweets" if running else "no hashtag that a third of them share"
        raise ShapeError(
            source.name,
            "this does not look like a Twitter chat: its lines have none of the forms that “chatlens formats” "
            f"lists, no labels such as A1:, and {missing}",
            advice(source.text, tuple(known), running=running),
            tuple(known),
        )
    near = tuple(other for value, other in ranked if share - value < TOO_NEAR)
    if len(near) > 1:
        raise ShapeError(
            source.name,
            f"this may be {' or '.join(near)}",
            f"Say which with --from {near[0]} or --from {near[1]}.",
            near,
        )
    return known[name]
