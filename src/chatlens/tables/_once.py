"""What several tables need of one analysis, worked out once and kept with it: `export` writes them all."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

from chatlens._collector import no_collector

if TYPE_CHECKING:
    from chatlens.analysis import Analysis

P = ParamSpec("P")
R = TypeVar("R")


def once(work: Callable[Concatenate[Analysis, P], R]) -> Callable[Concatenate[Analysis, P], R]:
    """Have a function of an analysis, and of what else it is given, return what it returned for the same before.

    What it returns is shared: who gets it reads it and changes nothing.
    """
    name = f"{work.__module__}.{work.__qualname__}"

    @functools.wraps(work)
    def kept(analysis: Analysis, /, *args: P.args, **given: P.kwargs) -> R:
        key = (name, args, tuple(given.items()))
        if key not in analysis.kept:
            with no_collector():  # what tables work out has no cycles, and is made of many small objects
                analysis.kept[key] = work(analysis, *args, **given)
        return cast(R, analysis.kept[key])

    return kept
