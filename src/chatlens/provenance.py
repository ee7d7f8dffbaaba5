"""What a result was made with, for whoever wants to make it again: the version, and the options that were given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatlens.models import Options


def version() -> str:
    """The installed version of chatlens."""
    from importlib import metadata

    return metadata.version("chatlens")


def given(options: Options) -> Iterator[tuple[str, str]]:
    """Each option that differs from its default, by its name on the command line, with its value; "" for a switch.

    Values that name people are only counted where people are left out or renamed, and a salt is never told: what a
    result hides does not stand in the list of its options.

    >>> from chatlens.models import Options
    >>> list(given(Options(shape="csv", hosts=("mira_k",), unnumbered=True)))
    [('--from', 'csv'), ('--host', 'mira_k'), ('--unnumbered', '')]
    >>> list(given(Options(hosts=("mira_k",), exclude=("tansy_ibb",), salt="thyme")))
    [('--host', '1 given'), ('--exclude', '1 given'), ('--salt', 'given')]
    """
    from dataclasses import fields

    hides = bool(options.exclude or options.pseudonyms)
    usual = type(options)()
    for name in (field.name for field in fields(options)):
        value = getattr(options, name)
        if value != getattr(usual, name):
            yield _NAMES.get(name, f"--{name.replace('_', '-')}"), _shown(name, value, hides)


_NAMES = {
    "shape": "--from",
    "hosts": "--host",
    "questions": "--question",
    "corrections": "--fix",
    "sessions": "--session",
}
"""Fields of `Options` whose option has another name."""

_COUNTED = ("corrections", "stopwords", "exclude")
"""Options of many values, or of values that nobody shall read: only how many they are is told."""


def _shown(name: str, value: object, hides: bool) -> str:
    if value is True:
        return ""
    if name == "salt":
        return "given"
    if name in _COUNTED or (hides and name == "hosts"):
        return f"{len(value):,} given"  # type: ignore[arg-type]  # a collection
    if name == "columns":
        return ",".join(f"{field}={column}" for field, column in value.items())  # type: ignore[attr-defined]  # a mapping
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple | dict):  # of questions the names: their texts stand in the tables
        return ", ".join(map(str, value))
    return str(value.isoformat() if hasattr(value, "isoformat") else value)
