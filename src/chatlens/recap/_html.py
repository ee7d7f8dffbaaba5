"""Blocks -> one HTML page that stands alone: its look is in it, nothing is fetched, nothing runs."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable
from importlib import resources

from chatlens.recap._blocks import (
    Anchor,
    Block,
    Break,
    Bullets,
    Embed,
    Emphasis,
    Heading,
    Line,
    Paragraph,
    Picture,
    Quotation,
    Span,
    Strong,
    Text,
)

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser lets the page do: show its own style, and pictures that are in it."""


def page(title: str, body: str) -> str:
    """The whole page around a body."""
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="generator" content="chatlens">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>\n{style()}</style>\n"
        "</head>\n"
        f"<body>\n{body}</body>\n"
        "</html>\n"
    )


def style() -> str:
    """The page's look, as CSS."""
    return resources.files("chatlens.recap").joinpath("page.css").read_text(encoding="utf-8")


def write(blocks: Iterable[Block]) -> str:
    """What stands in the page's body."""
    return "".join(f"{_block(block)}\n" for block in blocks)


def escape(text: str) -> str:
    """The text as HTML that shows it as it is, also in an attribute."""
    return html.escape(text, quote=True)


def _block(block: Block) -> str:
    match block:
        case Heading(level, spans):
            return f"<h{level}>{_line(spans)}</h{level}>"
        case Paragraph(spans):
            return f"<p>{_line(spans)}</p>"
        case Quotation(paragraphs, source):
            inner = "".join(f"<p>{_line(spans)}</p>\n" for spans in paragraphs)
            inner += f'<p class="source">{_line(source)}</p>\n' if source else ""
            return f"<blockquote>\n{inner}</blockquote>"
        case Bullets(items):
            return "<ul>\n{}\n</ul>".format("\n".join(f"<li>{_line(spans)}</li>" for spans in items))
        case Embed(address):
            return f"<p>{escape(address)}</p>"
        case Picture(svg, alt):
            data = base64.b64encode(svg.encode()).decode("ascii")
            return f'<p><img src="data:image/svg+xml;base64,{data}" alt="{escape(alt)}"></p>'


def _line(spans: Line) -> str:
    return "".join(map(_span, spans))


def _span(span: Span) -> str:
    match span:
        case Text(text):
            return escape(text)
        case Strong(text):
            return f"<strong>{escape(text)}</strong>"
        case Emphasis(text):
            return f"<em>{escape(text)}</em>"
        case Anchor(text, address):
            return f'<a href="{escape(address)}" rel="nofollow noopener">{escape(text)}</a>'
        case Break():
            return "<br>\n"
