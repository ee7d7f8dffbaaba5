"""The mentions, hashtags and links of a text, and what it weighs: the vocabulary of entities that every stage uses.

How they are found is written in `_scanning`, how they are weighed in `_lengths`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from chatlens import _urls
from chatlens._lengths import TWEET_LIMIT, weighted_length
from chatlens._scanning import Entity, find

__all__ = [
    "TWEET_LIMIT",
    "Entity",
    "find",
    "hashtags",
    "holds_link",
    "links",
    "mentions",
    "trailing_tags_start",
    "weighted_length",
]

# Hashtags between blanks, one glued to the other, but for punctuation behind them: whatever else the text holds, these
# are some.
_PLAIN_TAGS = re.compile(
    r"#(?<!\S#)[0-9_]*+[A-Za-z][A-Za-z0-9_]*+(?:#[0-9_]*+[A-Za-z][A-Za-z0-9_]*+)*+(?=[.,!?)]*+(?!\S))"
)
# A word that is one such hashtag, or several, and nothing else.
_ONLY_PLAIN_TAGS = re.compile(r"(?:#[0-9_]*+[A-Za-z][A-Za-z0-9_]*+)++")
# A link of Twitter's own between blanks: whatever else the text holds, this is one.
_PLAIN_LINK = re.compile(r"(?<!\S)https?://t\.co/[A-Za-z0-9]++(?!\S)")


def _different(text: str, kind: str) -> tuple[str, ...]:
    """The texts of one kind of entity in order, each once."""
    texts = [entity.text for entity in find(text) if entity.kind == kind]
    return tuple(dict.fromkeys(texts)) if kind == "link" else _each_once(texts)


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Handles or hashtags in order, each once in whatever case."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(name.casefold(), name)
    return tuple(found.values())


@functools.lru_cache(maxsize=1024)
def _apart(tags: str) -> tuple[str, ...]:
    """Hashtags in a row ("#Seeds#soil"), each once in whatever case. A chat writes the same few together."""
    return _each_once(tags.split("#")[1:])


def mentions(text: str) -> tuple[str, ...]:
    """Handles without "@", spelling kept, in order, each once in whatever case.

    >>> mentions("RT @Mira_K: thanks @bo_l and @mira_k")
    ('Mira_K', 'bo_l')
    """
    return _different(text, "mention") if "@" in text or "＠" in text else ()


def hashtags(text: str) -> tuple[str, ...]:
    """Hashtags without "#", spelling kept, in order, each once in whatever case.

    >>> hashtags("#Seeds#seeds #GardenChat")
    ('Seeds', 'GardenChat')
    """
    signs = text.count("#")
    if signs == 1 and "＃" not in text and (plain := _PLAIN_TAGS.match(text, text.index("#"))):
        return (plain[0][1:],)
    tags = "".join(_PLAIN_TAGS.findall(text))
    if tags.count("#") == signs and "＃" not in text:
        return _apart(tags)
    return _different(text, "hashtag")


def links(text: str) -> tuple[str, ...]:
    """Links as written, in order, each once.

    >>> links("(https://example.org/a_(b)), bit.ly/2abC; jo@example.org")
    ('https://example.org/a_(b)', 'bit.ly/2abC')
    """
    return _different(text, "link") if _urls.may_hold(text) else ()


def holds_link(text: str) -> bool:
    """Whether the text has a link.

    >>> holds_link("Look: bit.ly/2abC"), holds_link("Look. And listen")
    (True, False)
    """
    return _urls.may_hold(text) and (_PLAIN_LINK.search(text) is not None or bool(links(text)))


def trailing_tags_start(text: str) -> int:
    """Where the hashtags at the text's end begin, the blanks before them included; `len(text)` if it ends otherwise.

    Cut are hashtags with the blanks around them, and mentions glued behind a hashtag (the copying put them together).
    A link, a mention after a blank, a word or a full stop ends the run: what stands before it is kept, tags too.

    >>> text = "Mulch it. #soil #gardenchat@mira_k "
    >>> text[: trailing_tags_start(text)]
    'Mulch it.'
    >>> trailing_tags_start("Look #gardenchat https://t.co/AbCdEf1234")
    40
    """
    before, start = text, len(text)
    if "#" not in text and "＃" not in text:
        return start
    while words := before.rsplit(None, 1):  # word by word from the end, as long as they are plain tags: mostly all are
        if not _ONLY_PLAIN_TAGS.fullmatch(words[-1]):
            return _run_of_tags(text) if "#" in words[-1] or "＃" in words[-1] else start
        before = words[0] if len(words) > 1 else ""
        start = len(before)
    return start


def _run_of_tags(text: str) -> int:
    """The same for any text, by its entities."""
    start, edge = len(text), len(text.rstrip())
    for entity in reversed(find(text)):
        if entity.end != edge or entity.kind == "link":
            break
        edge = entity.start
        if entity.kind == "hashtag":
            while edge and text[edge - 1].isspace():
                edge -= 1
            start = edge
    return start
