"""What is worked out once for an analysis is kept with it, and with no other."""

from __future__ import annotations

from dataclasses import replace

from builders import analysis, said
from chatlens.analysis import Analysis
from chatlens.tables._counts import sittings, tallies
from chatlens.tables._once import once

TWEETS = (said("answer", "Q1", "A1: Worms", "ana", label="A1:"), said("answer", "Q1", "A1: Mulch", "bo", label="A1:"))


def test_each_work_is_done_once() -> None:
    """Anew for other arguments and for another analysis, though it has the same tweets."""
    done: list[tuple[Analysis, int]] = []

    @once
    def work(of: Analysis, number: int = 0) -> int:
        done.append((of, number))
        return number

    one, other = analysis(TWEETS), analysis(TWEETS)
    assert [work(one), work(one), work(one, 2), work(one, 2), work(other)] == [0, 0, 2, 2, 0]
    assert [(of is one, number) for of, number in done] == [(True, 0), (True, 2), (False, 0)]


def test_a_changed_analysis_is_counted_anew() -> None:
    """What was kept of the one it was made from is not its own."""
    whole = analysis(TWEETS)
    assert [len(tally.answers) for tally in tallies(whole, sittings(whole)[0])] == [2, 0]
    roles = tuple(replace(placement, role="reply") for placement in whole.placements)
    changed = replace(whole, placements=roles)
    assert [len(tally.answers) for tally in tallies(changed, sittings(changed)[0])] == [0, 0]
