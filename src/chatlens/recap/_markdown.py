"""Blocks -> Markdown that any reader of CommonMark takes for what it is.

Everything that could be a sign of Markdown (or of its dialects: strikethrough, tables, footnotes, definitions, maths)
is escaped, wherever it stands; signs that mean something at a line's start alone are escaped there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

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
    Quotation,
    Span,
    Strong,
    Text,
)

HARD_BREAK = "  \n"
"""Two blanks and a line end: every Markdown knows them, a backslash only the newer ones."""

_ALWAYS = re.compile(r"[\\`*_\[\]<|~$]|&(?=#|\w)")
_AT_START = re.compile(r"(?m)^(?:[#>=:+-]|(\d++)[.)])")
_PLAIN_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$'*+,;=%-]++(?:&(?![#\w]*+;)[\w.~:/?#@!$'*+,=%-]*+)*+", re.ASCII)
_IN_ADDRESS = re.compile(r"[()]|&(?=[#\w]++;)")
_HEADING_END = re.compile(r"(?<= )#++$")


def write(blocks: Iterable[Block]) -> str:
    """The text of a Markdown document."""
    return "\n\n".join(filter(None, map(_block, blocks))) + "\n"


def escape(text: str) -> str:
    r"""The text as Markdown that shows it as it is.

    >>> print(escape("1. *no* <b>html</b> &amp; [link](x)"))
    1\. \*no\* \<b>html\</b> \&amp; \[link\](x)
    """
    return _AT_START.sub(_at_start, _escape_within(text))


def _at_start(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[0][-1]}" if match[1] else f"\\{match[0]}"


def _block(block: Block) -> str:
    match block:
        case Heading(level, spans):
            text = _HEADING_END.sub(lambda signs: r"\#" * len(signs[0]), _line(spans))
            return f"{'#' * level} {text}"
        case Paragraph(spans):
            return _line(spans)
        case Quotation(paragraphs, source):
            return "\n>\n".join(_behind(_line(spans)) for spans in (*paragraphs, source) if spans)
        case Bullets(items):
            return "\n".join(f"- {_line(spans)}" for spans in items)
        case Embed(address):
            return address
    return ""  # a picture: Markdown has no place for one of its own


def _behind(paragraph: str) -> str:
    return "\n".join(f"> {line}" for line in paragraph.split("\n"))


def _line(spans: Line) -> str:
    """Spans with what stands at a line's start escaped there; neighbouring texts are one."""
    return "".join(_spans(_joined(spans)))


def _joined(spans: Line) -> Iterator[Span]:
    text = ""
    for span in spans:
        if isinstance(span, Text):
            text += span.text
            continue
        if text:
            yield Text(text)
            text = ""
        yield span
    if text:
        yield Text(text)


def _spans(spans: Iterable[Span]) -> Iterator[str]:
    at_start = True
    for span, following in pairwise((*spans, None)):
        match span:
            case Text(text):
                written = escape(text) if at_start else _escape_within(text)
                image = isinstance(following, Anchor) and written.endswith("!")
                yield f"{written[:-1]}\\!" if image else written
            case Strong(text):
                yield f"**{_escape_within(text)}**"
            case Emphasis(text):
                yield f"*{_escape_within(text)}*"
            case Anchor(text, address):
                yield _anchor(text, address)
            case Break():
                yield HARD_BREAK
        at_start = isinstance(span, Break)


def _escape_within(text: str) -> str:
    return _ALWAYS.sub(r"\\\g<0>", text)


def _anchor(text: str, address: str) -> str:
    """A link; an address that is its own text stands between angle brackets, where nothing in it is a sign."""
    if text == address and _PLAIN_ADDRESS.fullmatch(address):
        return f"<{address}>"
    safe = _IN_ADDRESS.sub(lambda sign: {"(": "%28", ")": "%29"}.get(sign[0], "&amp;"), address)
    return f"[{_escape_within(text)}]({safe})"
