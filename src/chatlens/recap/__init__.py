"""Stage 9, analyses -> the draft of a post about the chat: what was asked, the best answers with credit, what was
shared, thanks, numbers, and how it was made. As Markdown, as one HTML page, or by the user's own template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from chatlens.recap import _content, _html, _layout, _markdown, _templates
from chatlens.recap._content import Wishes
from chatlens.recap._layout import Look
from chatlens.recap._records import Number, Quote, Recap, Resource, Section, Thanks

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.recap._blocks import Block, Picture

__all__ = [
    "ADVICE",
    "DEFAULT_FORMAT",
    "FORMATS",
    "Look",
    "Number",
    "Quote",
    "Recap",
    "Resource",
    "Section",
    "Template",
    "Thanks",
    "Wishes",
    "draft",
    "kind_of_template",
    "write",
]

FORMATS: Mapping[str, tuple[str, ...]] = MappingProxyType({"md": (".md", ".markdown"), "html": (".html", ".htm")})
"""What a draft can be written as -> extensions of its files."""

DEFAULT_FORMAT = "md"

kind_of_template = _templates.kind

ADVICE = "Name a text file in the language of jinja2; the README has one."
"""What to do where a template is a file that no text can be read from."""


class Template(NamedTuple):
    """The user's own template."""

    name: str  # of its file, whose extension says what it makes
    text: str


def draft(analyses: Iterable[Analysis], wishes: Wishes | None = None) -> tuple[Recap, ...]:
    """The drafts of all sessions, in order."""
    return tuple(recap for analysis in analyses for recap in _content.drafts(analysis, wishes or Wishes()))


def write(
    analyses: Sequence[Analysis],
    format: str = DEFAULT_FORMAT,  # noqa: A002  # the option's name
    wishes: Wishes | None = None,
    look: Look | None = None,
    template: Template | None = None,
) -> str:
    """The drafts of all sessions, one after the other, as one document of that format, or by a template."""
    if format not in FORMATS:
        raise ValueError(f"no recap as {format!r}: {' or '.join(FORMATS)}")
    look = look or Look()
    kind = format if template is None else _templates.kind(template.name)
    recaps: list[Recap] = []
    blocks: list[Block] = []
    for analysis in analyses:
        for recap in _content.drafts(analysis, wishes or Wishes()):
            recaps.append(recap)
            blocks += _layout.blocks(recap, look, _pictures(analysis, recap, look))
    body = _html.write(blocks) if kind == "html" else _markdown.write(blocks)
    if template is not None:
        return _templates.fill(template.name, template.text, recaps, body)
    return _html.page(_layout.title(recaps), body) if kind == "html" else body


def _pictures(analysis: Analysis, recap: Recap, look: Look) -> tuple[Picture, ...]:
    if not look.charts:
        return ()
    from chatlens.recap import _charts

    return tuple(_charts.charts(analysis, recap.session))
