"""The network of `edges` as files of programs that draw networks: people are nodes, with what `participants` knows.

The sessions and chats of one output are one network: weights and tweets are added up. XML holds no control characters
and no halves of characters, so names lose them.
"""

from __future__ import annotations

import importlib
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from chatlens.errors import ChatlensError, installing
from chatlens.tables import _counts, _edges, _people

if TYPE_CHECKING:
    from chatlens.analysis import Analysis

_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS = ("mentioned", "amplifier", "contributor")  # who is several of these in several sessions is the last
_NAMESPACES = {
    "gexf": "http://www.gexf.net/1.2draft",
    "graphml": "http://graphml.graphdrawing.org/xmlns",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_KEY = "networkx_key"
"""What networkx numbers parallel edges with, and writes into GEXF beside their own numbers."""


@dataclass(slots=True)
class _Node:
    label: str  # handle
    name: str = ""
    is_host: bool = False
    kind: str = _KINDS[0]
    tweets: int = 0


@dataclass(slots=True)
class _Line:
    weight: int = 0
    questions: dict[str, None] = field(default_factory=dict)


def gexf(analyses: Sequence[Analysis]) -> Iterator[str]:
    """The network as GEXF 1.2, without the date that networkx writes: the same network is the same file tomorrow."""
    networkx = _networkx()
    file = io.BytesIO()
    networkx.write_gexf(_graph(networkx, analyses), file)
    root = ElementTree.fromstring(file.getvalue())
    for meta in root.iterfind("{*}meta"):
        meta.attrib.pop("lastmodifieddate", None)
    numbers = {key.get("id") for key in root.iterfind(f".//{{*}}attribute[@title='{_KEY}']")}
    for parent in [*root.iter()]:
        for child in [*parent]:
            if child.get("title") == _KEY or (child.tag.endswith("}attvalue") and child.get("for") in numbers):
                parent.remove(child)
    yield _written(root, "gexf")


def graphml(analyses: Sequence[Analysis]) -> Iterator[str]:
    """The network as GraphML, truths written as XML has them."""
    networkx = _networkx()
    file = io.BytesIO()
    networkx.write_graphml_xml(_graph(networkx, analyses), file)
    root = ElementTree.fromstring(file.getvalue())
    truths = {key.get("id") for key in root.iterfind("{*}key[@attr.type='boolean']")}
    for data in root.iterfind(".//{*}data"):
        if data.get("key") in truths:
            data.text = (data.text or "").lower()
    yield _written(root, "graphml")


def _written(root: ElementTree.Element, name: str) -> str:
    ElementTree.register_namespace("", _NAMESPACES[name])
    ElementTree.register_namespace("xsi", _NAMESPACES["xsi"])
    return "<?xml version='1.0' encoding='utf-8'?>\n" + ElementTree.tostring(root, encoding="unicode") + "\n"


def _networkx() -> Any:
    try:
        return importlib.import_module("networkx")
    except ImportError:
        raise ChatlensError(
            "what writes networks (networkx) is not installed.",
            f"{installing('graphs')}, or write the edges as CSV: programs for networks read it too.",
        ) from None


def _graph(networkx: Any, analyses: Sequence[Analysis]) -> Any:
    """A graph of networkx: a line for each type of tie between two people. (What GEXF calls the type of an edge is
    something else, so ours is the `relation`.)"""
    nodes, lines = _network(analyses)
    graph = networkx.MultiDiGraph()
    for key, node in nodes.items():
        said = {"label": node.label, "is_host": node.is_host, "kind": node.kind, "tweets": node.tweets}
        graph.add_node(key, **said, **({"name": node.name} if node.name else {}))
    for number, ((source, target, kind), line) in enumerate(lines.items()):
        said = {"relation": kind, "weight": line.weight, "questions": "; ".join(line.questions)}
        graph.add_edge(source, target, key=str(number), **said)
    return graph


def _network(analyses: Sequence[Analysis]) -> tuple[dict[str, _Node], dict[tuple[str, str, str], _Line]]:
    nodes: dict[str, _Node] = {}
    lines: dict[tuple[str, str, str], _Line] = {}
    for analysis in analyses:
        for sitting in _counts.sittings(analysis):
            people = _people.people(analysis, sitting)
            hosts = {host.casefold() for host in sitting.inquiry.hosts} if sitting.inquiry else set()
            for key, person in people.items():
                node = nodes.setdefault(_clean(key), _Node(_clean(person.handle)))
                node.name = node.name or _clean(person.name or "")
                node.is_host |= key in hosts
                node.kind = max(node.kind, person.kind, key=_KINDS.index)
                node.tweets += len(person.sent)
        for edge in _edges.edges(analysis):
            ends = _clean(edge.source.casefold()), _clean(edge.target.casefold())
            line = lines.setdefault((*ends, edge.type), _Line())
            line.weight += edge.weight
            line.questions.update(dict.fromkeys(edge.questions))
    return nodes, lines


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return _NOT_IN_XML.sub("", text)
