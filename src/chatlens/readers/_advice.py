"""What to do with a text that is of no shape."""

from __future__ import annotations

import re
from collections.abc import Sequence

LOOKED_AT = 10_000  # characters that show what a text is
LONGEST = 100  # characters of a line with an id

_IDS_ALONE = re.compile(
    r"""[ "']*(?:[\w-]{1,30}[ "']*[,;\t][ "']*)?\d{15,20}[ "']*(?:[,;\t][ "']*[\w-]{1,30}[ "']*)?"""
)
"""A line with a tweet's id, and a word or a number beside it at most."""
_JSON = re.compile(r"\ufeff?\s*+[\[{][\s\[]*+[{\"]")


def advice(text: str, shapes: Sequence[str], *, running: bool) -> str:
    """The next step: what the file seems to be says which. `running`: most of it is in lines too long for tweets."""
    by_hand = f"say how to read it with --from ({', '.join(shapes)})."
    rows = [line for line in text[:LOOKED_AT].splitlines()[1:-1] if line.strip()]
    if len(rows) > 1 and all(len(row) <= LONGEST and _IDS_ALONE.fullmatch(row) for row in rows):
        return (
            "It holds ids of tweets without their texts: fetch the tweets themselves, for instance with “twarc2 "
            "hydrate”, and read what that writes."
        )
    if _JSON.match(text):
        return (
            "It is JSON, but no record has a text with a person or a tweet's address under names that we know. Make a "
            f"table of it and name its columns with --columns text=COLUMN,author=COLUMN; else {by_hand}"
        )
    first, second = (*text.lstrip().split("\n", 2), "", "")[:2]
    if any(first.count(sign) == second.count(sign) >= 2 for sign in ",;\t"):
        return f"If it is a table of tweets, name its columns with --columns text=COLUMN,author=COLUMN; else {by_hand}"
    if running:
        return f"If it is one whose lines were joined, copy it again with its line ends; else {by_hand}"
    return f"If it is one, {by_hand}"
