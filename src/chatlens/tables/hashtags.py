"""`hashtags`: a row per question and hashtag, the chat's own left out: it stands everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatlens.analysis import Analysis
    from chatlens.tables._counts import Sitting


def _rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    from chatlens.tables import _counts

    with_authors = _counts.has_authors(analysis)
    for sitting in _counts.sittings(analysis):
        used, spellings = _used(analysis, sitting)
        for name in _counts.names(sitting, used):
            found = [(tag, tweets, _counts.groups(analysis, tweets)) for tag, tweets in used.get(name, {}).items()]
            for tag, tweets, groups in sorted(found, key=lambda one: (-len(one[2]), -len(one[1]), one[0])):
                authors = {author.casefold() for i in tweets if (author := analysis.timeline.tweets[i].author)}
                yield (
                    analysis.source.chat,
                    sitting.number,
                    name or None,
                    spellings[tag],
                    len(groups),
                    len(tweets),
                    len(authors) if with_authors else None,
                )


def _used(analysis: Analysis, sitting: Sitting) -> tuple[dict[str, dict[str, list[int]]], dict[str, str]]:
    """Question -> casefolded hashtag -> tweets with it; and each hashtag's commonest spelling in the sitting."""
    from collections import Counter

    from chatlens import entities

    used: dict[str, dict[str, list[int]]] = {}
    written: dict[str, Counter[str]] = {}
    own = (analysis.reading.hashtag or "").casefold()
    for i in sitting.tweets:
        for tag in entities.hashtags(analysis.timeline.tweets[i].text):
            key = tag.casefold()
            if key == own:
                continue
            written.setdefault(key, Counter())[tag] += 1
            for name in dict.fromkeys(analysis.placements[i].questions) or ("",):
                used.setdefault(name, {}).setdefault(key, []).append(i)
    return used, {key: min(ways, key=lambda way: (-ways[way], way)) for key, ways in written.items()}


TABLE = Table(
    "hashtags",
    "Each hashtag under each question, but for the chat's own: how often, and by how many people.",
    (
        Column("chat", "text", "the transcript's name"),
        Column("session", "integer", "sitting of a recurring chat, from 1; empty: between sessions"),
        Column("question", "text", "its question; empty: under none"),
        Column("hashtag", "text", "without #, in its commonest spelling; the chat's own is left out"),
        Column("different", "integer", "different tweets with it"),
        Column("occurrences", "integer", "all tweets with it, retweets included"),
        Column("people", "integer", "authors of these tweets; empty without authors"),
    ),
    _rows,
)
