"""`edges`: a row per pair of people and type of tie: who retweets, quotes, answers and mentions whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatlens.tables import Cell, Column, Format, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from chatlens.analysis import Analysis


def _rows(analysis: Analysis) -> Iterator[tuple[Cell, ...]]:
    from chatlens.tables import _edges

    for edge in _edges.edges(analysis):
        yield (analysis.source.chat, *edge)


def _gexf(analyses: Sequence[Analysis]) -> Iterator[str]:
    from chatlens.tables import _graphs

    return _graphs.gexf(analyses)


def _graphml(analyses: Sequence[Analysis]) -> Iterator[str]:
    from chatlens.tables import _graphs

    return _graphs.graphml(analyses)


TABLE = Table(
    "edges",
    "Who talks to whom: replies, quotes, retweets and mentions between each two people.",
    (
        Column("chat", "text", "the transcript's name"),
        Column("session", "integer", "sitting of a recurring chat, from 1; empty: between sessions"),
        Column("source", "text", "handle of who wrote"),
        Column("target", "text", "handle of whom it concerns"),
        Column("type", "text", "retweet, quote, reply or mention: of one tweet to one person the first that holds"),
        Column("weight", "integer", "tweets of source that do this to target"),
        Column("questions", "list", "names of the questions that these tweets are under"),
    ),
    _rows,
    formats=(
        Format("gexf", "A network for Gephi", (".gexf",), _gexf),
        Format("graphml", "A network for NodeXL, Gephi, yEd, Cytoscape", (".graphml",), _graphml),
    ),
)
