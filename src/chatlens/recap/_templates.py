"""A draft by the user's own template, in the language of jinja2.

The template may come from somebody else: it runs in a sandbox, without files and without modules. What it prints is
escaped for the kind of text that its file's name says it makes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chatlens._phrases import how_many, listed, times
from chatlens.errors import ChatlensError, OptionError, installing, shown
from chatlens.recap import _html, _markdown

if TYPE_CHECKING:
    from chatlens.recap._records import Recap

ADVICE = "The README says what templates are given."

_KINDS = {".html": "html", ".htm": "html", ".xml": "html", ".md": "md", ".markdown": "md"}
_OF_TEMPLATES = (".j2", ".jinja", ".jinja2")
"""Extensions that say only that the file is a template; what it makes, the one before says."""


class Safe(str):
    """Text that is escaped already; jinja2 knows it by its method."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def kind(name: str) -> str:
    """What a template of that name makes.

    >>> kind("post.html"), kind("post.md.j2"), kind("post.txt")
    ('html', 'md', 'text')
    """
    stem, extension = os.path.splitext(name.casefold())
    if extension in _OF_TEMPLATES:
        extension = os.path.splitext(stem)[1]
    return _KINDS.get(extension, "text")


def fill(name: str, template: str, recaps: Sequence[Recap], body: str) -> str:
    """What the template of that file's name makes of the drafts. `body` is what chatlens itself would write."""
    try:
        from jinja2 import StrictUndefined, TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ImportError:
        raise ChatlensError("Templates need jinja2, which is not installed.", f"{installing('templates')}.") from None

    makes = kind(name)
    environment = ImmutableSandboxedEnvironment(
        autoescape=makes == "html",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_escape_markdown if makes == "md" else None,
    )
    environment.filters.update(
        listed=listed,
        times=times,
        how_many=how_many,
        quoted=lambda text: Safe(_QUOTATIONS[makes](text)),
    )
    try:
        return environment.from_string(template).render(recaps=tuple(recaps), body=Safe(body))
    except TemplateError as error:
        line = getattr(error, "lineno", None) or _line(error)
        raise _broken(name, line, error.message or type(error).__name__) from None
    except (ArithmeticError, LookupError, TypeError, ValueError, OverflowError, RecursionError) as error:
        raise _broken(name, _line(error), str(error) or type(error).__name__) from None


def _escape_markdown(value: object) -> object:
    return value if hasattr(value, "__html__") else _markdown.escape(str(value))


def _broken(name: str, line: int | None, why: str) -> OptionError:
    where = f"{shown(name)}, line {line}" if line else shown(name)
    return OptionError(f"{where}: {shown(why.rstrip('.'))}.", ADVICE)


def _line(error: BaseException) -> int | None:
    """The template's line that was being filled in."""
    found = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def _html_quotation(text: str) -> str:
    paragraphs = (_html.escape(part).replace("\n", "<br>\n") for part in str(text).split("\n\n"))
    return "\n".join(f"<p>{part}</p>" for part in paragraphs)


def _markdown_quotation(text: str) -> str:
    paragraphs = (_markdown.escape(part).replace("\n", _markdown.HARD_BREAK) for part in str(text).split("\n\n"))
    return "\n>\n".join("\n".join(f"> {line}" for line in part.split("\n")) for part in paragraphs)


def _text_quotation(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in str(text).split("\n"))


_QUOTATIONS: Mapping[str, Callable[[Any], str]] = {
    "html": _html_quotation,
    "md": _markdown_quotation,
    "text": _text_quotation,
}
