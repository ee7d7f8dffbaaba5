"""A web page with one table, which needs nothing but itself: no script, nothing fetched."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from chatlens.renderers import Renderer, Settings, _cells, _documents

if TYPE_CHECKING:
    import pandas as pd

STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1d20; --line: #d8dce0; --band: #f4f5f7; --link: #0a559c }
@media (prefers-color-scheme: dark) {
  :root { --paper: #15171a; --ink: #e3e5e8; --line: #3a3f45; --band: #1d2024; --link: #8fbdf2 }
}
body { margin: 1.5rem; background: var(--paper); color: var(--ink); font: 0.9375rem/1.45 system-ui, sans-serif }
table { border-collapse: collapse }
caption { padding-bottom: 0.75rem; font-size: 1.25rem; font-weight: 600; text-align: start }
th, td { padding: 0.35rem 0.7rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top;
  unicode-bidi: plaintext }
thead th { position: sticky; top: 0; border-bottom: 2px solid var(--ink); background: var(--paper);
  vertical-align: bottom }
tbody tr:nth-child(even) { background: var(--band) }
td { white-space: pre }
.number { text-align: end; font-variant-numeric: tabular-nums }
.long { min-width: 20rem; max-width: 40rem; white-space: pre-wrap; overflow-wrap: anywhere }
a { color: var(--link) }
@media print {
  @page { size: landscape; margin: 1cm }
  :root { --paper: #fff; --ink: #000; --line: #bbb; --band: #fff; --link: #000 }
  body { margin: 0; font-size: 7pt }
  table { width: 100% }
  thead th { position: static }
  tr { break-inside: avoid }
  th, td { min-width: 0; padding: 0.2rem 0.3rem; white-space: pre-wrap; overflow-wrap: anywhere }
  td.long { min-width: 8em }
}
"""
"""How the page looks: on paper and on screens, light and dark."""


@functools.cache
def _address() -> re.Pattern[str]:
    """An address of the web and nothing else."""
    return re.compile(r"https?://[^\s<>\"'`\\^{|}]+", re.IGNORECASE)


def render(frame: pd.DataFrame, settings: Settings) -> Iterator[str]:
    """Chunks of the page."""
    rows = len(frame)
    title = _text(_documents.caption(settings))
    yield _head(title) + "<body>\n<table>\n"
    said = " ".join(filter(None, (title, "" if rows else _documents.EMPTY)))
    yield f"<caption>{said}</caption>\n" if said else ""
    kinds = _documents.kinds(frame, settings)
    meanings = {column.name: column.meaning for column in settings.table.columns} if settings.table else {}
    yield "<thead>\n<tr>\n"
    for name, kind in zip(map(str, frame.columns), kinds, strict=True):
        look = _class(kind in _documents.NUMBERS, False)
        meaning = f' title="{_text(meanings[name])}"' if meanings.get(name) else ""
        yield f'<th scope="col" data-kind="{kind}"{look}{meaning}>{_text(name)}</th>\n'
    yield "</tr>\n</thead>\n<tbody>\n"
    starts = [
        f"<td{_class(kind in _documents.NUMBERS, long)}>"
        for kind, long in zip(kinds, _documents.long_columns(frame), strict=True)
    ]
    for columns in _cells.pieces(frame):
        cells = [
            [f"{start}{_value(value)}</td>\n" for value in column]
            for start, column in zip(starts, columns, strict=True)
        ]
        yield "".join(f"<tr>\n{''.join(row)}</tr>\n" for row in zip(*cells, strict=True))
    yield "</tbody>\n</table>\n</body>\n</html>\n"


def _head(title: str) -> str:
    """The page's head. Its policy lets a browser use the style above, to the letter, and nothing else."""
    import base64
    import hashlib

    style = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title or 'chatlens'}</title>\n<style>{STYLE}</style>\n</head>\n"
    )


def _class(number: bool, long: bool) -> str:
    names = " ".join(name for name, is_so in (("number", number), ("long", long)) if is_so)
    return f' class="{names}"' if names else ""


def _value(value: _cells.Value) -> str:
    """A cell as text; addresses of the web are links."""
    if isinstance(value, list):
        return _cells.LIST_SEPARATOR.join(map(_linked, value))
    return _linked(value) if isinstance(value, str) else _text(_cells.text(value))


def _linked(text: str) -> str:
    shown = _text(text)
    if _address().fullmatch(text) and text.isprintable():
        return f'<a href="{shown}" rel="nofollow noopener noreferrer">{shown}</a>'
    return shown


def _text(text: str) -> str:
    return text if text.isalnum() else escape(_documents.closed(_documents.harmless(text)))


RENDERER = Renderer("html", "a web page with the table, for browsers and for programs", (".html", ".htm"), render)
