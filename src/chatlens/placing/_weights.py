"""The placing model's weights, printed by `benchmarks/train_placing.py`: see `model` for where they come from."""

from __future__ import annotations

ASKED: tuple[tuple[float, float], ...] = (
    (0.37, 0.42),  # nearness past
    (0.21, 0.14),  # nearness future
    (0.25, 0.23),  # nearness close
    (0.03, -0.25),  # nearness wide
    (0.37, 0.19),  # nearness of shares
    (-1.62, -1.59),  # asked, not yet
    (1.10, 0.90),  # asked last
    (-0.41, -0.13),  # asked before last
    (-0.09, 0.05),  # asked two before last
    (-0.32, -0.31),  # asked long ago
    (0.67, 0.78),  # opened, not yet
    (0.82, 0.71),  # opened last
    (0.12, 0.13),  # opened before last
    (-0.44, -0.42),  # opened two before last
    (0.18, -0.11),  # opened long ago
    (-0.99, -1.17),  # fresh last
    (0.81, 0.66),  # fresh last, slowly
    (0.79, 0.63),  # fresh before last
    (1.68, 1.32),  # fresh before last, slowly
    (-0.76, -0.79),  # new last
    (0.42, 0.39),  # new last, slowly
    (0.53, 0.46),  # new before last
    (0.05, 0.03),  # new before last, slowly
    (-0.05, -0.23),  # words
    (0.64, 0.98),  # words per word
    (1.30, 1.55),  # question's words
    (0.08, 0.73),  # alike
    (-1.10, -1.04),  # author's last
    (-0.21, -0.15),  # author's next
    (-0.87, -0.94),  # author before
    (-1.35, -1.55),  # author after
    (-0.75, -0.76),  # target
    (-1.01, -1.14),  # target's author
    (0.10, -0.19),  # continues
    (0.01, -0.10),  # reply, nearness past
    (-0.50, -0.22),  # reply, last
    (0.18, 0.24),  # reply, alike
    (0.00, 0.20),  # neighbours
)
"""One pair for each of `evidence.FEATURES`: its weight in the first round, and in the second; where most questions are
seen being asked."""

UNASKED: tuple[tuple[float, float], ...] = (
    (0.29, 0.12),  # nearness past
    (0.38, 0.08),  # nearness future
    (0.76, 0.63),  # nearness close
    (-0.18, -0.43),  # nearness wide
    (0.49, 0.14),  # nearness of shares
    (0.00, 0.00),  # asked, not yet
    (0.00, 0.00),  # asked last
    (0.00, 0.00),  # asked before last
    (0.00, 0.00),  # asked two before last
    (0.00, 0.00),  # asked long ago
    (0.22, -0.27),  # opened, not yet
    (0.57, 0.30),  # opened last
    (0.12, 0.14),  # opened before last
    (-0.07, 0.29),  # opened two before last
    (-0.83, -0.45),  # opened long ago
    (0.00, 0.00),  # fresh last
    (0.00, 0.00),  # fresh last, slowly
    (0.00, 0.00),  # fresh before last
    (0.00, 0.00),  # fresh before last, slowly
    (0.00, 0.00),  # new last
    (0.00, 0.00),  # new last, slowly
    (0.00, 0.00),  # new before last
    (0.00, 0.00),  # new before last, slowly
    (-0.34, -0.17),  # words
    (1.61, 0.85),  # words per word
    (0.00, 0.00),  # question's words
    (0.58, 1.41),  # alike
    (-0.75, -0.52),  # author's last
    (-0.34, -0.24),  # author's next
    (-1.02, -0.92),  # author before
    (-1.61, -1.34),  # author after
    (-0.01, 0.11),  # target
    (0.05, 0.09),  # target's author
    (0.39, 0.05),  # continues
    (0.34, 0.25),  # reply, nearness past
    (0.04, -0.01),  # reply, last
    (0.23, 0.28),  # reply, alike
    (0.00, 0.73),  # neighbours
)
"""One pair for each of `evidence.FEATURES`: its weight in the first round, and in the second; where they are not."""
