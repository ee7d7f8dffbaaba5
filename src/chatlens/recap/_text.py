"""Text from a transcript made harmless for a page: no control characters, and what turns the direction of writing ends
in its own line. Signs of Markdown and HTML are no concern here: the writers escape them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatlens import entities
from chatlens._ellipses import CUT_MARKS
from chatlens.renderers import _documents

LINK = re.compile(r"https?://[^\s<>\"'`\\^{|}]++", re.IGNORECASE)
"""The only addresses that are ever linked to: nothing that runs, and nothing that ends an attribute."""

_BLANKS = re.compile(r"[ \u00a0]{2,}+")


def harmless(text: str) -> str:
    r"""The text with line ends as LF, tabs as blanks, control characters, lone surrogates and what is no character
    replaced, and every embedding, override and isolate of bidirectional text closed at its line's end.

    >>> harmless("a\tb\x1b[31m\r\nc").split("\n")
    ['a b�[31m', 'c']
    >>> harmless("\u202eevil\nnext") == "\u202eevil\u202c\nnext"
    True
    """
    if text.isprintable():
        return text
    return "\n".join(map(_documents.closed, _documents.harmless(text).replace("\t", " ").split("\n")))


def lines(text: str) -> str:
    r"""A harmless text of several lines as a quotation shows it: no blanks around a line and single ones in it, one
    empty line at most between two.

    >>> lines("  Three: \n 1. soil\n\n\n\n2. worms ")
    'Three:\n1. soil\n\n2. worms'
    """
    kept = "\n".join(_BLANKS.sub(" ", line).strip() for line in harmless(text).split("\n"))
    return re.sub(r"\n{3,}+", "\n\n", kept).strip()


def one_line(text: str) -> str:
    """A harmless text on one line.

    >>> one_line("What\\n grows? ")
    'What grows?'
    """
    return " ".join(harmless(text).split())


def names(written: Iterable[str]) -> tuple[str, ...]:
    """Harmless names, each on one line."""
    return tuple(map(one_line, written))


def address(link: str | None) -> str | None:
    """Where a link may lead to, None for nowhere: any but whole links of the web, with their scheme.

    >>> address("javascript:alert(1)"), address("https://t.co/AbCdEf1234")
    (None, 'https://t.co/AbCdEf1234')
    """
    return link if link is not None and LINK.fullmatch(link) and link.isprintable() else None


def pieces(line: str) -> list[tuple[str, str, str | None]]:
    """The line in pieces: kind ("text", "mention" or "link"), its text, and where a link leads to. A link that was cut
    off leads nowhere, and one without a scheme to what a browser would make of it.

    >>> pieces("See t.co/AbCdEf1234, @mira_k!")[1:4]
    [('link', 't.co/AbCdEf1234', 'http://t.co/AbCdEf1234'), ('text', ', ', None), ('mention', '@mira_k', None)]
    """
    found: list[tuple[str, str, str | None]] = []
    at = 0
    for entity in entities.find(line):
        if entity.kind == "hashtag":
            continue
        if at < entity.start:
            found.append(("text", line[at : entity.start], None))
        at = entity.end
        written = line[entity.start : at]
        leads_to = None
        if entity.kind == "link" and not line.startswith(CUT_MARKS, at):
            leads_to = address(written if "://" in written else f"http://{written}")
        found.append((entity.kind, written, leads_to))
    if at < len(line):
        found.append(("text", line[at:], None))
    return found
