"""The placing model's usual weights, written by `benchmarks/train_placing.py`: see `model` for their origin."""

from __future__ import annotations

ASKED: tuple[float, ...] = (
    0.51,  # nearness past
    0.15,  # nearness future
    0.09,  # nearness close
    -0.17,  # nearness wide
    0.23,  # nearness of shares
    -1.95,  # not yet
    1.93,  # last
    0.62,  # before last
    -0.14,  # two before last
    -0.46,  # long ago
    1.84,  # answered before asked
    0.51,  # not seen asked
    3.04,  # soon seen
    -0.55,  # fresh last
    1.71,  # fresh before last
    0.05,  # new last
    1.40,  # new before last
    0.34,  # words
    0.64,  # likeness
    0.47,  # links
    0.12,  # question's words
    2.96,  # question covered
    1.93,  # goes on
    1.93,  # went on
    -1.51,  # gone past
    -2.80,  # not there yet
    -1.28,  # has answered
    -1.02,  # will answer
    0.21,  # answered before last
    1.35,  # labels, last
    -0.96,  # link, last
    -0.60,  # addressed, last
)
"""One for each of `evidence.FEATURES`, where most questions are seen being asked."""

UNASKED: tuple[float, ...] = (
    0.91,  # nearness past
    0.47,  # nearness future
    0.07,  # nearness close
    -0.41,  # nearness wide
    0.25,  # nearness of shares
    -0.28,  # not yet
    0.75,  # last
    0.09,  # before last
    -0.35,  # two before last
    -0.21,  # long ago
    1.23,  # answered before asked
    0.34,  # not seen asked
    3.98,  # soon seen
    0.60,  # fresh last
    0.90,  # fresh before last
    0.87,  # new last
    1.00,  # new before last
    0.43,  # words
    0.32,  # likeness
    0.68,  # links
    0.08,  # question's words
    1.97,  # question covered
    2.07,  # goes on
    1.99,  # went on
    -1.73,  # gone past
    -2.71,  # not there yet
    -1.26,  # has answered
    -0.95,  # will answer
    0.60,  # answered before last
    0.75,  # labels, last
    -0.38,  # link, last
    -0.37,  # addressed, last
)
"""One for each of `evidence.FEATURES`, where they are not."""
