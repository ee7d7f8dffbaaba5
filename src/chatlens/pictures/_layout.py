"""Where people stand in a network: near whom they talk to, and nobody upon anybody else.

networkx lets the ties pull like springs; then the people, each a box with their name, are pushed apart where they
overlap. All of it starts from the same places each time.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from chatlens.errors import ChatlensError, installing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

SEED = 1
ROUNDS = 300  # of the springs
PUSHES = 400  # rounds of pushing apart, at most
GRAVITY = 0.3  # weight of a tie to the middle, which everybody has: nobody drifts off the sheet
AIR = 0.05  # inches between two boxes


class Box(NamedTuple):
    """The room of one person with their name, in inches, around the middle of the box."""

    width: float
    height: float


def places(
    boxes: Sequence[Box], ties: Mapping[tuple[int, int], int], width: float, height: float
) -> list[tuple[float, float]]:
    """The middles of the boxes on a sheet of that size, in inches from its top left. `ties` are pairs of indices into
    `boxes`, and how many tweets go between them."""
    import numpy as np

    if len(boxes) == 1:
        return [(width / 2, height / 2)]
    points = _springs(len(boxes), ties)
    sizes = np.array(boxes, dtype=float)
    room = np.array([width, height])
    low, high = points.min(axis=0), points.max(axis=0)
    points = (points - low) / np.where(high > low, high - low, 1.0) * (room - sizes.max(axis=0)) + sizes.max(axis=0) / 2
    points = _apart(points, sizes, room)
    return [(float(x), float(y)) for x, y in points]


def _springs(people: int, ties: Mapping[tuple[int, int], int]) -> Points:
    import numpy as np

    try:
        networkx = importlib.import_module("networkx")
    except ImportError:
        raise ChatlensError(
            "The picture of who talks to whom needs networkx, which is not installed.", f"{installing('charts')}."
        ) from None
    graph = networkx.Graph()
    graph.add_nodes_from(range(people + 1))  # the last one is the middle, and nobody
    graph.add_weighted_edges_from((person, people, GRAVITY) for person in range(people))
    graph.add_weighted_edges_from((one, other, 1 + math.log(weight)) for (one, other), weight in sorted(ties.items()))
    start = networkx.circular_layout(graph)
    found = networkx.spring_layout(graph, k=1.6 / math.sqrt(people), pos=start, iterations=ROUNDS, seed=SEED)
    return np.array([found[person] for person in range(people)])


def _apart(points: Points, sizes: Points, room: Points) -> Points:
    """Push boxes that overlap away from each other, along the shorter way, and keep them on the sheet."""
    import numpy as np

    reach = (sizes[:, None, :] + sizes[None, :, :]) / 2 + AIR
    for _ in range(PUSHES):
        apart = points[:, None, :] - points[None, :, :]
        overlap = reach - np.abs(apart)
        touching = (overlap > 0).all(axis=2) & ~np.eye(len(points), dtype=bool)
        if not touching.any():
            break
        sideways = overlap[..., 0] < overlap[..., 1]
        # of two on the same spot, the one that comes first goes left or up
        order = np.sign(np.subtract.outer(np.arange(len(points)), np.arange(len(points))))
        direction = np.where(apart == 0, order[..., None], np.sign(apart))
        push = np.stack([touching & sideways, touching & ~sideways], axis=2) * direction * overlap
        points = points + push.sum(axis=1) * 0.3
        points = np.clip(points, sizes / 2, room - sizes / 2)
    return points
