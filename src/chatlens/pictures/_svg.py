"""matplotlib's SVG made fit for a page: it may stand inline, says what it shows, and shares no id with another one."""

from __future__ import annotations

import hashlib
import re
from html import escape

_COMMENT = re.compile(r"<!--.*?-->\s*+", re.DOTALL)
_SIZE = re.compile(r'\s(?:width|height)="[\d.]++pt"')
_ID = re.compile(r'(?<=\sid=")|(?<=href="#)|(?<=url\(#)')


def tidied(svg: str, title: str, alt: str, width: int, height: int) -> str:
    """The element <svg>, `width` and `height` in CSS pixels, with the alternative text for eyes and ears.

    Everything before it goes (its document type would be fetched from afar), and so do comments, in which matplotlib
    writes the text that its letters, which are outlines, stand for.
    """
    svg = _COMMENT.sub("", svg[svg.index("<svg") :])
    mark = hashlib.sha256(svg.encode()).hexdigest()[:8]
    svg = _ID.sub(f"p{mark}-", svg)
    end = svg.index(">")
    head = _SIZE.sub("", svg[:end])
    named = f'width="{width}" height="{height}" role="img" aria-label="{escape(alt)}"'
    told = f"<title>{escape(title)}</title>\n <desc>{escape(alt)}</desc>"
    return f"{head} {named}>\n {told}{svg[end + 1 :]}"
