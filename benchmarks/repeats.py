"""Finding like tweets among many: pairs found, CPU and wall seconds and memory, beside other ways to find them.

    python benchmarks/repeats.py [--tweets 1000 10000 100000] [--similarity 90 95] [--all-pairs-up-to 10000]
                                    [--ways join MinHash]

Per size and similarity, each in a process of its own, one after the other and side by side in one table:

    join        chatlens.repeats.join: all pairs at the threshold, before any guard
    like        chatlens.repeats.matching.like: those whose numbers, negations and swapped words allow a repeat
    group       chatlens.repeats.group over tweets, from the text to the groups
    cdist       rapidfuzz.process.cdist, blocks of rows with all columns; up to a size, as it takes a minute soon
    blocks      the same, texts sorted by length, rows with all that are not too long; up to that size
    MinHash     datasketch's MinHashLSH over runs of three characters, verified by rapidfuzz; if it is installed
    words       the same over words
    TF-IDF      the nearest by sparse_dot_topn over scikit-learn's weights of such runs, verified; if installed

The tweets are generated (`tests/generated.py`), different cores for all but `group`. "lost" are pairs of `join` that a
way does not find: MinHash and TF-IDF guess; none invents any, since all are verified. "ratio" is CPU seconds in those
of `join` in the same run, "growth" the exponent since the size before (1: as the tweets, 2: as their pairs). "memory"
is what the process came to hold above the texts, per tweet (`ru_maxrss`; too little where making the texts took more
memory for a while, as for many). Ask for a million tweets with --tweets 1000000: it takes some minutes and gigabytes.

With --truth, only precision and recall of the groups' pairs are printed, against what the generator made, on the
--seeds given: with the changes that people make and with blind slips of the fingers, each in a mix somewhat harder than
archives and in one much harder (`USUAL` and `HARD` there). "within reach" is the most that recall can be: what was
changed beyond the threshold, or has other numbers, repeats nothing, but for what a retweet that names the author leaves
out.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from itertools import product
from math import log
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from chatlens import repeats
from chatlens.labels import find as label_find
from chatlens.models import Tweet
from chatlens.repeats.cores import core, reduce
from chatlens.repeats.guards import contradict, digits, label_names, negations, words
from chatlens.repeats.join import join
from chatlens.repeats.matching import like
from chatlens.repeats.retyping import Retold
from chatlens.repeats.windows import threshold
from chatlens.repeats.wording import Wording
from generated import HARD, USUAL, Maker, different_cores

SIZES, SIMILARITIES = (1_000, 10_000, 100_000), (90.0, 95.0)
ALL_PAIRS_UP_TO = 10_000  # texts that cdist compares: ten times as many take a hundred times as long
TRUTH_SIZES, SEEDS = (1_000, 10_000), (101, 102, 103)
ROWS = 500  # that cdist compares with all texts at once
RUN = 3  # characters, as tools that hash or weigh texts take them
WORD = 6  # characters of the usual word, the blank behind it included
NEAREST = 50  # texts that TF-IDF keeps of each
WIDTHS = (20, 7, 12, 22, 7)  # of the columns of --truth
NEEDED = {"MinHash": ("datasketch",), "words": ("datasketch",), "TF-IDF": ("sparse_dot_topn", "sklearn")}
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
    """All with all."""
    return sum(_in_block(texts, first, 0, len(texts), similarity) for first in range(0, len(texts), ROWS))


def by_blocks(texts: list[str], similarity: float) -> int:
    """All with all that are at least as long, and not so long that they cannot be like."""
    texts = sorted(texts, key=len)
    lengths = [len(text) for text in texts]
    found = 0
    for first in range(0, len(texts), ROWS):
        longest = lengths[min(first + ROWS, len(texts)) - 1] / (similarity / 100)
        found += _in_block(texts, first, first, bisect_right(lengths, longest + 1e-9), similarity)
    return found


def _in_block(texts: list[str], first: int, start: int, end: int, similarity: float) -> int:
    """Like pairs of a block of rows with columns behind them, out of some."""
    rows, columns = texts[first : first + ROWS], texts[start:end]
    scores = cdist(
        rows,
        columns,
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=similarity / 100 - 1e-9,
        dtype=np.float64,
        workers=-1,
    )
    return sum(
        start + column > first + row
        and 100 * scores[row, column] >= threshold(similarity, min(len(rows[row]), len(columns[column]))) - 1e-9
        for row, column in zip(*(places.tolist() for places in np.nonzero(scores)), strict=True)
    )


def by_minhash(texts: list[str], similarity: float) -> int:
    """Locality-sensitive hashing of runs of characters."""
    return _hashed(texts, similarity, RUN, lambda text: [text[at : at + RUN] for at in range(len(text) - RUN + 1)])


def by_minhash_of_words(texts: list[str], similarity: float) -> int:
    """Locality-sensitive hashing of words."""
    return _hashed(texts, similarity, WORD, str.split)


def _hashed(texts: list[str], similarity: float, struck: int, parts: Callable[[str], list[str]]) -> int:
    """Like pairs of those that share as many of their parts as texts at the threshold do, if each edit strikes so many
    characters' worth of them."""
    from datasketch import MinHash, MinHashLSH

    changed = struck * (1 - similarity / 100)  # the share of parts that end, and of new ones that begin
    index = MinHashLSH(threshold=(1 - changed) / (1 + changed), num_perm=128)
    found = 0
    for place, text in enumerate(texts):
        hashed = MinHash(num_perm=128)
        hashed.update_batch([part.encode("utf-8", "replace") for part in parts(text)])
        found += sum(_like(text, texts[other], similarity) for other in index.query(hashed))
        index.insert(place, hashed)
    return found


def by_tfidf(texts: list[str], similarity: float) -> int:
    """Each text's nearest by the cosine of weighted runs of characters."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sparse_dot_topn import sp_matmul_topn

    weights = TfidfVectorizer(analyzer="char", ngram_range=(RUN, RUN)).fit_transform(texts)
    least = 1 - RUN * (1 - similarity / 100)
    near = sp_matmul_topn(weights, weights.T.tocsr(), top_n=NEAREST, threshold=least).tocoo()
    pairs = {(min(pair), max(pair)) for pair in zip(near.row.tolist(), near.col.tolist(), strict=True)}
    return sum(one != other and _like(texts[one], texts[other], similarity) for one, other in pairs)


def _like(one: str, other: str, similarity: float) -> bool:
    """Whether two texts reach the threshold."""
    score = 100 * Levenshtein.normalized_similarity(one, other)
    return bool(score >= threshold(similarity, min(len(one), len(other))) - 1e-9)


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


def within_reach(tweets: Sequence[Tweet], truth: Sequence[int]) -> float:
    """The recall of groups that hold every tweet but those whose edits go too far: below the threshold, or to other
    numbers, labels or negations, which is another text by definition."""
    first: dict[int, Tweet] = {}
    groups = []
    for place, (tweet, group) in enumerate(zip(tweets, truth, strict=True)):
        original = first.setdefault(group, tweet)
        found, source = label_find(tweet.text), label_find(original.text)
        own = reduce(tweet.text, (found[0].start, found[0].end) if found else None)
        other = reduce(original.text, (source[0].start, source[0].end) if source else None).core
        whole = own.stem is None and not own.commented
        far = not _like(own.core, other, 90.0) or digits(own.core) != digits(other)
        far = far or negations(words(own.core)) != negations(words(other))
        if own.mark and original.author and own.source == original.author.casefold():
            retold = Retold()
            retold.add(0, other)
            far = far and not any(retold.of(own.core))
        far = far or contradict(label_names(found), label_names(source))
        groups.append(-1 - place if whole and own.core != other and far else group)
    return agreement(groups, truth)[1]


def show_truth(sizes: Sequence[int], seeds: Sequence[int]) -> None:
    """How right the groups are, beside those of plain similarity; the mean of the seeds below them."""
    ways = f"{'chatlens: precision':>20} {'recall':>7} {'within reach':>12} {'similarity: precision':>22} {'recall':>7}"
    print(f"{'tweets':>8} {'seed':>6} {'repeats':>8} {'edits':>9} {ways}")
    for (name, shares), by_people, count in product((("usual", USUAL), ("hard", HARD)), (True, False), sizes):
        edits = "by people" if by_people else "blind"
        figures = []
        for seed in seeds:
            maker = Maker(seed, by_people=by_people, shares=shares)
            tweets = maker.tweets(count)
            found = [
                index if repeat is None else repeat.original
                for index, repeat in enumerate(repeats.group(tweets, [label_find(t.text) for t in tweets], 90.0))
            ]
            ours, plain = agreement(found, maker.groups), agreement(plainly(tweets, 90.0), maker.groups)
            figures.append((*ours, within_reach(tweets, maker.groups), *plain))
            _show(f"{count:8} {seed:6} {name:>8} {edits:>9}", figures[-1])
        _show(f"{count:8} {'mean':>6} {name:>8} {edits:>9}", [fmean(column) for column in zip(*figures, strict=True)])


def _show(row: str, figures: Sequence[float]) -> None:
    print(row, *(f"{figure:{width}.4f}" for figure, width in zip(figures, WIDTHS, strict=True)), flush=True)


def peak() -> float:
    """KiB that this process came to hold at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTE


started, began, before = (multiprocessing.Value("d", 0.0) for _ in range(3))

WAYS: dict[str, Callable[[list[str], float], int]] = {
    "join": by_join,
    "like": by_like,
    "cdist": by_cdist,
    "blocks": by_blocks,
    "MinHash": by_minhash,
    "words": by_minhash_of_words,
    "TF-IDF": by_tfidf,
}


MEASURED = ("join", "like", "group", *(way for way in WAYS if way not in ("join", "like")))


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
    parser.add_argument("--ways", nargs="+", choices=MEASURED, default=MEASURED, help="join is measured in any case")
    parser.add_argument("--truth", action="store_true", help="only how right the groups are, on the seeds given")
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    given = parser.parse_args()
    if given.truth:
        show_truth(TRUTH_SIZES, given.seeds)
        return
    absent = {way: [name for name in names if find_spec(name) is None] for way, names in NEEDED.items()}
    for way, names in absent.items():
        if names:
            print(f"{way} is left out: {' and '.join(names)} not installed.")
    heads = f"{'lost':>7} {'CPU s':>8} {'ratio':>6} {'growth':>6} {'wall s':>8} {'KiB/tweet':>9}"
    print(f"{'tweets':>8} {'similarity':>10} {'way':8} {'pairs':>10} {heads}")
    before: dict[tuple[float, str], tuple[int, float]] = {}
    for count in given.tweets:
        for similarity in given.similarity:
            joined: Cost | None = None
            for way in MEASURED:
                if way != "join" and way not in given.ways:
                    continue
                if absent.get(way) or (way in ("cdist", "blocks") and count > given.all_pairs_up_to):
                    continue
                cost = measure(way, count, similarity)
                joined = joined or cost
                lost = "" if way in ("like", "group") else joined.found - cost.found
                grown = ""
                if known := before.get((similarity, way)):
                    grown = f"{log(cost.cpu / known[1]) / log(count / known[0]):.2f}"
                before[similarity, way] = count, cost.cpu
                print(
                    f"{count:8} {similarity:10g} {way:8} {cost.found:10} {lost:>7} {cost.cpu:8.2f}"
                    f" {cost.cpu / joined.cpu:6.1f} {grown:>6} {cost.wall:8.2f} {cost.memory:9.2f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
