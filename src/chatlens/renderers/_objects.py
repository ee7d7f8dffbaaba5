"""What json and jsonl share: a row as one object in one line of text."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatlens.renderers import _cells

if TYPE_CHECKING:
    import pandas as pd


@functools.cache
def _unsafe() -> re.Pattern[str]:
    """What JSON may hold but a file, a terminal or a reader of lines may not: escaped, nothing is lost."""
    return re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def objects(frame: pd.DataFrame) -> Iterator[str]:
    """Each row as a JSON object, without line end."""
    names = [str(name) for name in frame.columns]
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False).encode
    for columns in _cells.pieces(frame):
        for row in zip(*columns, strict=True):
            line = encode(dict(zip(names, row, strict=True)))
            yield line if line.isprintable() else _unsafe().sub(lambda match: f"\\u{ord(match[0]):04x}", line)
