"""Finding like tweets among many: pairs found, CPU and wall seconds and memory, beside other ways to find them.

    python benchmarks/repeats.py [--tweets 1000 10000 100000] [--similarity 90 95] [--all-pairs-up-to 10000]

Per size and similarity, each in a process of its own, one after the other and side by side in one table:

    join        chatlens.repeats.join: all pairs at the threshold, before any guard
    like        chatlens.repeats.matching.like: those whose numbers, negations and swapped words allow a repeat
    group       chatlens.repeats.group over tweets, from the text to the groups
    cdist       rapidfuzz.process.cdist, blocks of rows with all columns; up to a size, as it takes a minute soon
    MinHash     datasketch's MinHashLSH over pairs of characters, verified by rapidfuzz; if it is installed

The tweets are generated (`tests/generated.py`), different cores for all but `group`. "pairs" of MinHash may be fewer:
it guesses. "ratio" is CPU seconds in those of `join` in the same run. "memory" is what the process came to hold above
the texts, per tweet (`ru_maxrss`; too little where making the texts took more memory for a while, as for many).
Ask for a million tweets with --tweets 1000000: it takes some minutes and gigabytes. With --truth, only precision and
recall of the groups' pairs are printed, against what the generator made, on the --seeds given.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from chatlens import repeats
from chatlens.labels import find as label_find
from chatlens.models import Tweet
from chatlens.repeats.cores import core
from chatlens.repeats.join import join
from chatlens.repeats.matching import like
from chatlens.repeats.windows import threshold
from chatlens.repeats.wording import Wording
from generated import Maker, different_cores

SIZES, SIMILARITIES = (1_000, 10_000, 100_000), (90.0, 95.0)
ALL_PAIRS_UP_TO = 10_000  # texts that cdist compares: ten times as many take a hundred times as long
TRUTH_SIZES, SEEDS = (1_000, 10_000), (101, 102, 103)
ROWS = 500  # that cdist compares with all texts at once
KIBIBYTE = 1024 if sys.platform == "darwin" else 1  # of ru_maxrss, whose unit differs


class Cost(NamedTuple):
    """What a way of finding pairs found and took."""

    found: int
    cpu: float  # seconds, of all threads
    wall: float
    memory: float  # KiB per text, above the texts


def by_join(texts: list[str], similarity: float) -> int:
    """The exact join."""
    return sum(len(step.pairs.one) for step in join(texts, similarity))


def by_like(texts: list[str], similarity: float) -> int:
    """The join as the groups use it."""
    return like(Wording(texts), similarity).pairs


def by_cdist(texts: list[str], similarity: float) -> int:
    """All with all, each pair twice as cdist has it."""
    lengths = np.fromiter(map(len, texts), np.int64)
    found = 0
    for first in range(0, len(texts), ROWS):
        scores = cdist(
            texts[first : first + ROWS],
            texts,
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=similarity / 100 - 1e-9,
            dtype=np.float64,
            workers=-1,
        )
        for row, column in zip(*np.nonzero(scores), strict=True):
            least = threshold(similarity, int(min(lengths[first + row], lengths[column])))
            found += bool(column > first + row and 100 * scores[row, column] >= least - 1e-9)
    return found


def by_minhash(texts: list[str], similarity: float) -> int:
    """Locality-sensitive hashing of pairs of characters; at this likeness two texts share some two thirds of them."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=1 - 3.5 * (1 - similarity / 100), num_perm=128)
    found = 0
    for place, text in enumerate(texts):
        hashed = MinHash(num_perm=128)
        hashed.update_batch([text[at : at + 2].encode("utf-8", "replace") for at in range(len(text) - 1)])
        for other in index.query(hashed):
            score = 100 * Levenshtein.normalized_similarity(text, texts[other])
            found += score >= threshold(similarity, min(len(text), len(texts[other]))) - 1e-9
        index.insert(place, hashed)
    return found


def by_group(count: int, similarity: float) -> int:
    """From tweets to groups; returns the repeats."""
    tweets = Maker().tweets(count)
    started.value = time.process_time()
    began.value = time.perf_counter()
    before.value = peak()
    found = repeats.group(tweets, [()] * count, similarity)
    return sum(repeat is not None for repeat in found)


def agreement(found: Sequence[int], truth: Sequence[int]) -> tuple[float, float]:
    """Precision and recall of the pairs that stand in one group."""
    both, ours, theirs = (
        sum(count * (count - 1) // 2 for count in Counter(groups).values())
        for groups in (zip(found, truth, strict=True), found, truth)
    )
    return both / max(ours, 1), both / max(theirs, 1)


def plainly(tweets: Sequence[Tweet], similarity: float) -> list[int]:
    """Groups by plain similarity of the cores, whatever they say: a tweet and all that a chain of like ones joins."""
    texts = [core(tweet.text) for tweet in tweets]
    different = list(dict.fromkeys(texts))
    joined = list(range(len(different)))

    def root(place: int) -> int:
        while joined[place] != place:
            joined[place] = joined[joined[place]]
            place = joined[place]
        return place

    for step in join(different, similarity):
        for one, other in zip(step.pairs.one.tolist(), step.pairs.other.tolist(), strict=True):
            joined[root(one)] = root(other)
    place_of = {text: place for place, text in enumerate(different)}
    return [root(place_of[text]) for text in texts]


def show_truth(sizes: Sequence[int], seeds: Sequence[int]) -> None:
    """How right the groups are, beside those of plain similarity."""
    ways = f"{'chatlens: precision':>20} {'recall':>7} {'similarity: precision':>22} {'recall':>7}"
    print(f"{'tweets':>8} {'seed':>6} {ways}")
    for count in sizes:
        for seed in seeds:
            maker = Maker(seed)
            tweets = maker.tweets(count)
            found = [
                index if repeat is None else repeat.original
                for index, repeat in enumerate(repeats.group(tweets, [label_find(t.text) for t in tweets], 90.0))
            ]
            ours, plain = agreement(found, maker.groups), agreement(plainly(tweets, 90.0), maker.groups)
            print(f"{count:8} {seed:6} {ours[0]:20.4f} {ours[1]:7.4f} {plain[0]:22.4f} {plain[1]:7.4f}", flush=True)


def peak() -> float:
    """KiB that this process came to hold at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTE


started, began, before = (multiprocessing.Value("d", 0.0) for _ in range(3))

WAYS: dict[str, Callable[[list[str], float], int]] = {
    "join": by_join,
    "like": by_like,
    "cdist": by_cdist,
    "MinHash": by_minhash,
}


def measure(way: str, count: int, similarity: float) -> Cost:
    """What a way costs, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (way, count, similarity))


def _measured(way: str, count: int, similarity: float) -> Cost:
    if way == "group":
        found = by_group(count, similarity)
    else:
        texts = different_cores(count)
        started.value, began.value, before.value = time.process_time(), time.perf_counter(), peak()
        found = WAYS[way](texts, similarity)
    cpu, wall = time.process_time() - started.value, time.perf_counter() - began.value
    return Cost(found, cpu, wall, max(peak() - before.value, 0) / count)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tweets", type=int, nargs="+", default=SIZES)
    parser.add_argument("--similarity", type=float, nargs="+", default=SIMILARITIES)
    parser.add_argument("--all-pairs-up-to", type=int, default=ALL_PAIRS_UP_TO)
    parser.add_argument("--truth", action="store_true", help="only how right the groups are, on the seeds given")
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    given = parser.parse_args()
    if given.truth:
        show_truth(TRUTH_SIZES, given.seeds)
        return
    if find_spec("datasketch") is None:
        print("MinHash is left out: datasketch is not installed.")
    heads = f"{'CPU s':>8} {'wall s':>8} {'KiB/tweet':>9} {'ratio':>6}"
    print(f"{'tweets':>8} {'similarity':>10} {'way':8} {'pairs':>10} {heads}")
    for count in given.tweets:
        for similarity in given.similarity:
            joined = 0.0
            for way in ("join", "like", "group", "cdist", "MinHash"):
                if way == "MinHash" and find_spec("datasketch") is None:
                    continue
                if way == "cdist" and count > given.all_pairs_up_to:
                    continue
                cost = measure(way, count, similarity)
                joined = joined or cost.cpu
                print(
                    f"{count:8} {similarity:10g} {way:8} {cost.found:10} {cost.cpu:8.2f} {cost.wall:8.2f}"
                    f" {cost.memory:9.2f} {cost.cpu / joined:6.1f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
