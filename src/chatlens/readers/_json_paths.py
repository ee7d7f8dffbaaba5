"""Paths into a decoded record, as `_json_dialects` writes them -> what stands at their ends."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

_STEP = re.compile(r"([\w$]+)(?:\[(\w+)=(@?\w+)\])?(?:\.|$)")

Path = tuple[str | tuple[str, str, str], ...]
"""The steps from a record down; a step into a list is its key, the key of its members and the value wanted."""

Getter = Callable[[Mapping[str, Any]], Any]
"""What stands at the end of a path in a record, None if nothing does."""


@functools.cache
def path_of(written: str) -> Path:
    """A written path, taken apart."""
    return tuple((key, each, wanted) if each else key for key, each, wanted in _STEP.findall(written))


def getters(paths: Iterable[str]) -> tuple[Getter, ...]:
    """A getter for each of the written paths."""
    return tuple(_getter(path_of(path)) for path in paths)


def _getter(path: Path) -> Getter:
    """The two commonest kinds of path are gone without a loop."""
    match path:
        case (str(key),):
            return lambda record: record.get(key)
        case (str(outer), str(key)):

            def inner(record: Mapping[str, Any]) -> Any:
                at = record.get(outer)
                return at.get(key) if type(at) is dict else None

            return inner
    return lambda record: node(record, path)


def node(record: object, path: Path) -> Any:
    """What stands at the end of a path, None if nothing does."""
    at: Any = record
    for step in path:
        if type(at) is not dict:
            return None
        at = at.get(step) if isinstance(step, str) else _member(record, at, step)
    return at


def _member(record: object, at: dict[str, Any], step: tuple[str, str, str]) -> object:
    """The member of a list that has the value wanted."""
    key, each, wanted = step
    value = word(node(record, (wanted[1:],))) if wanted[0] == "@" else wanted
    members = at.get(key)
    if value is None or type(members) is not list:
        return None
    return next((member for member in members if type(member) is dict and word(member.get(each)) == value), None)


def word(value: object) -> str | None:
    """A word or whole number as text; None for anything else, and for a number that lost its last digits."""
    if type(value) is str:
        return value.strip() or None
    return str(value) if type(value) is int else None
