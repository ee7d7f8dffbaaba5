"""Stage 9, analyses -> the draft of a post about the chat: what was asked, its best answers with credit, what was shared,
thanks, numbers, and how it was made. As Markdown, as one HTML page, or by the user's own template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from chatlens.recap import _content, _html, _layout, _markdown
from chatlens.recap._blocks import Picture
from chatlens.recap._content import Wishes
from chatlens.recap._layout import Look
from chatlens.recap._records import Number, Quote, Recap, Resource, Section, Thanks

__all__ = [
    "DEFAULT_FORMAT",
    "FORMATS",
    "Look",
    "Number",
    "Picture",
    "Quote",
    "Recap",
    "Resource",
    "Section",
    "Thanks",
    "Wishes",
    "drafts",
    "write",
]

drafts = _content.drafts

FORMATS: Mapping[str, tuple[str, ...]] = MappingProxyType({"md": (".md", ".markdown"), "html": (".html", ".htm")})
"""What a draft can be written as -> extensions of its files."""

DEFAULT_FORMAT = "md"


def write(
    recaps: Sequence[Recap],
    format: str = DEFAULT_FORMAT,  # noqa: A002  # the option's name
    look: Look = Look(),
    pictures: Sequence[Sequence[Picture]] = (),
) -> str:
    """The drafts one after the other, as one document of that format. `pictures` are each one's own."""
    shown = [*pictures, *[()] * (len(recaps) - len(pictures))]
    blocks = [b for recap, own in zip(recaps, shown, strict=True) for b in _layout.blocks(recap, look, own)]
    if format == "html":
        return _html.page(_layout.title(recaps), _html.write(blocks))
    return _markdown.write(blocks)
