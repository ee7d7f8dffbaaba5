"""Stage 9, analyses -> a picture, as bytes of PNG or SVG, with a text that says what it shows. The folder is the
registry: each module without a leading underscore has a `KIND`.

The numbers come from `tables/`; here they are only drawn. matplotlib (the extra `charts`) is imported inside functions
alone. The same analyses give the same bytes.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from chatlens._variants import by_name

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.pictures._sheet import Sketch

Format = Literal["png", "svg"]

FORMATS: tuple[Format, ...] = ("png", "svg")
"""What a picture can be written as; each is also the file's extension."""

DEFAULT_KIND = "pace"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is ready to be written. In a notebook it shows itself."""

    kind: str
    format: Format
    data: bytes = field(repr=False)  # an SVG begins with <svg>: it may stand in a page as it is, or in a file
    alt: str  # what it shows, in a sentence or two with its figures: for those who cannot see it
    notes: tuple[str, ...] = ()  # what could not be drawn, a sentence each

    def _repr_png_(self) -> bytes | None:
        return self.data if self.format == "png" else None

    def _repr_svg_(self) -> str | None:
        return self.data.decode() if self.format == "svg" else None


class Kind(NamedTuple):
    """A kind of picture."""

    name: str  # what --kind takes
    summary: str  # one line for people
    sketch: Callable[[Sequence[Analysis]], Sketch]  # raises `PictureError` where there is nothing to draw


@functools.cache
def kinds() -> Mapping[str, Kind]:
    """All kinds of pictures by name, the default first."""
    found = by_name(__name__, __path__, "KIND").values()
    return MappingProxyType({kind.name: kind for kind in sorted(found, key=lambda kind: kind.name != DEFAULT_KIND)})


def draw(kind: str, analyses: Sequence[Analysis], format: str = "svg") -> Picture:  # noqa: A002  # the option's name
    """Draw a picture of that kind. Several sessions, or several chats, stand in one picture.

    Raises `PictureError` where the transcript has nothing that it could show, `ChatlensError` where matplotlib is
    absent, and `ValueError` for a kind or a format that there is not.
    """
    if kind not in kinds() or format not in FORMATS:
        raise ValueError(f"no picture {kind!r} as {format!r}: {', '.join(kinds())} as {' or '.join(FORMATS)}")
    from chatlens.pictures import _sheet

    sketch = kinds()[kind].sketch(analyses)
    data, notes = _sheet.render(sketch, format)
    return Picture(kind, format, data, _sheet.alt(sketch), notes)
