"""What a page is made of: headings, paragraphs, quotations, lists, emphasis, links and pictures, and nothing else.

Medium and Substack keep these when a page is copied and pasted, and lose everything else. Both writers (`_markdown`,
`_html`) take the same blocks, so that a draft says the same in both.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are. The writers escape them."""

    text: str  # harmless, without line ends


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words in another voice."""

    text: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that lead somewhere."""

    text: str
    address: str  # as `_text.address` lets it through


@dataclass(frozen=True, slots=True)
class Break:
    """A line end within a paragraph."""


Span = Text | Strong | Emphasis | Anchor | Break
Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The beginning of a part."""

    level: int  # 1: a recap, 2: its parts
    spans: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Line


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody else says, in one or several paragraphs."""

    paragraphs: tuple[Line, ...]
    source: Line = ()  # who says it, and where


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Embed:
    """The address of a tweet, on a line of its own: WordPress shows the tweet in its place."""

    address: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, and what it shows in words."""

    svg: str
    alt: str


Block = Heading | Paragraph | Quotation | Bullets | Embed | Picture
