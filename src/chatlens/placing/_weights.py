"""The placing model's usual weights, written by `benchmarks/train_placing.py`: see `model` for their origin."""

from __future__ import annotations

ASKED: tuple[float, ...] = (
    0.30,  # nearness past
    0.19,  # nearness future
    0.18,  # nearness close
    -0.01,  # nearness wide
    0.30,  # nearness of shares
    -1.55,  # not yet
    1.83,  # last
    0.54,  # before last
    -0.24,  # two before last
    -0.58,  # long ago
    1.94,  # answered before asked
    0.77,  # not seen asked
    -0.69,  # fresh last
    1.95,  # fresh before last
    0.28,  # new last
    1.48,  # new before last
    0.48,  # words
    0.67,  # likeness
    0.69,  # question's words
    0.81,  # question covered
    1.98,  # goes on
    2.43,  # went on
    -1.25,  # gone past
    -2.07,  # not there yet
    -0.92,  # has answered
    -1.30,  # will answer
    -0.01,  # answered before last
    1.19,  # labels, last
    -1.10,  # link, last
    -0.73,  # addressed, last
)
"""One for each of `evidence.FEATURES`, where most questions are seen being asked."""

UNASKED: tuple[float, ...] = (
    0.44,  # nearness past
    0.46,  # nearness future
    0.47,  # nearness close
    0.04,  # nearness wide
    0.37,  # nearness of shares
    0.17,  # not yet
    0.55,  # last
    -0.02,  # before last
    -0.41,  # two before last
    -0.29,  # long ago
    1.29,  # answered before asked
    0.51,  # not seen asked
    0.01,  # fresh last
    1.39,  # fresh before last
    0.76,  # new last
    1.18,  # new before last
    0.61,  # words
    0.00,  # likeness
    0.46,  # question's words
    0.54,  # question covered
    2.20,  # goes on
    2.70,  # went on
    -1.66,  # gone past
    -2.24,  # not there yet
    -1.20,  # has answered
    -1.22,  # will answer
    0.60,  # answered before last
    0.71,  # labels, last
    -0.36,  # link, last
    -0.35,  # addressed, last
)
"""One for each of `evidence.FEATURES`, where they are not."""
