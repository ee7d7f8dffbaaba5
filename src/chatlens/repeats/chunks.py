"""Candidates for like texts, by chunks of which one must survive: looked up where comparing all costs too much.

Between like texts lie so many edits at most, and an edit spoils at most one of the chunks of a text that do not
overlap: of one chunk more than edits, one stands unchanged in the other text, moved by no more than the edits allow.
This is the pigeonhole bound of Ed-Join (Xiao, Wang and Lin, 2008) and Pass-Join (Li et al., 2011). Here the longer text
of a pair has the chunks and the shorter one all of its grams (Qin et al., Efficient Exact Edit Similarity Query
Processing with the Asymmetric Signature Scheme, 2011), and of all chunks those are taken that are rarest together
(Deng, Li and Feng, A Pivotal Prefix Based Filtering Algorithm for String Similarity Search, 2014), ten times as rare as
chunks side by side. Any choice of chunks loses no pair, nor does it if two of them share a hash.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from chatlens.repeats.grams import Grams, bucket, middles, rarest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chatlens.repeats.grams import Hashes, Ints
    from chatlens.repeats.windows import Windows

_AHEAD = 6_000
"""Texts in the window of each, on average, from which on looking up chunks costs less than comparing the sketches of
all: those of some seventy thousand tweets."""

_LEAST = 5
"""Characters of a chunk: shorter ones stand in so many texts that comparing sketches of all costs less."""

_MOST = 10
"""Characters of a chunk: longer ones are hardly rarer, and leave less to choose from."""

_SHARE = 0.8
"""Of a text's characters that its chunks take at most: the rest is left to choose from."""

_BAND = 8
"""Lengths of texts whose chunks are looked up together: in a wider band there are more of them, of a narrower one more
bands are asked."""

_TEXTS = 4096
"""Texts whose grams are hashed at once at most."""

_SUMS = 1 << 21
"""Grams hashed at once, and sums made to choose among them: some megabytes."""

_COUNTED = 1 << 22
"""Grams from which is known how rare each is; of more, from a sample."""

_FOLLOWED = 1 << 18
"""Chunks found in some texts that are followed at once: some megabytes of them."""

_COMMON = 64
"""Texts in which a chunk stands that is common."""

_CROSSED = 4
"""Pairs that are compared by their sketches in the time that it takes to follow a chunk."""


class Candidates(NamedTuple):
    """Places of texts that may be like."""

    rows: Ints
    columns: Ints
    crossed: bool  # each row with each column in its window; else they stand side by side


class _Hits(NamedTuple):
    """Grams that are chunks of others: of which texts, counted from a first one."""

    texts: Ints
    middles: Ints  # where in it the gram stands
    begins: Ints  # of the chunks among all
    counts: Ints  # of these


class Chunks:
    """The chunks of all texts, by their hashes."""

    by_length: Ints  # the places of all texts, the shortest first

    @staticmethod
    def pay(windows: Windows) -> bool:
        """Whether there are many texts, and all chunks are long enough to be rare."""
        if windows.total <= _AHEAD * len(windows.texts):
            return False
        present = windows.lengths[windows.edits[windows.lengths] > 0]
        return len(present) > 0 and int(_sizes(windows.edits)[present].min()) >= _LEAST

    def __init__(self, windows: Windows) -> None:
        import numpy as np

        self._windows = windows
        self._sizes = _sizes(windows.edits)
        self.by_length = np.argsort(windows.lengths, kind="stable")
        rarity = self._rarity()
        chosen = [self._chosen(rows, rarity) for rows in self._spans()]
        hashes, places, starts = (np.concatenate(part) for part in zip(*chosen, strict=True))
        lengths = windows.lengths[places]
        self._bits = (2 * len(places)).bit_length()
        buckets = bucket(hashes, lengths // _BAND, self._bits)
        order = np.argsort(buckets, kind="stable")
        self._bounds = np.zeros((1 << self._bits) + 1, np.int32)
        np.cumsum(np.bincount(buckets, minlength=1 << self._bits), out=self._bounds[1:])
        self._places = places[order].astype(np.int32)
        self._middles = middles(starts, lengths)[order].astype(np.int32)
        self._present = np.bincount(lengths, minlength=len(self._sizes)) > 0

    def candidates(self, rows: Ints) -> Iterator[Candidates]:
        """Of the pairs of some texts, sorted by length, and those in their windows, all of which one has a chunk of the
        other, and few else; each once."""
        import numpy as np

        hits = self._hits(rows)
        texts, others, left = self._crossed(hits, len(rows))
        if int(left.counts.sum()) > _FOLLOWED and len(rows) > 1:
            yield from self.candidates(rows[: len(rows) // 2])
            yield from self.candidates(rows[len(rows) // 2 :])
            return
        ones, columns = self._followed(left, rows)
        if len(texts):
            yield Candidates(rows[texts], others, crossed=True)
            new = ~(np.isin(ones, rows[texts]) & np.isin(columns, others))
            ones, columns = ones[new], columns[new]
        yield Candidates(ones, columns, crossed=False)

    def _hits(self, rows: Ints) -> _Hits:
        """The grams of some texts that are chunks of others."""
        import numpy as np

        lengths = self._windows.lengths[rows]
        reached = np.arange(int(lengths[0]), int(self._windows.longest[lengths[-1]]) + 1)
        reached = reached[self._present[reached]]
        grams = self._grams(rows)
        hashed: dict[int, Hashes] = {}
        found = [_Hits(*np.empty((4, 0), np.int64))]
        for size, band in sorted(set(zip(self._sizes[reached].tolist(), (reached // _BAND).tolist(), strict=True))):
            if size not in hashed:
                hashed[size] = grams.hashes(size)
            buckets = bucket(hashed[size], band, self._bits)
            begins = self._bounds[buckets]
            counts = self._bounds[buckets + 1] - begins
            counts[grams.beyond(size)] = 0
            hits = np.flatnonzero(counts)
            starts, texts = np.divmod(hits, len(rows))
            ranges = (part.reshape(-1)[hits].astype(np.int64) for part in (begins, counts))
            found.append(_Hits(texts, middles(starts, lengths[texts]), *ranges))
        return _Hits(*(np.concatenate(part) for part in zip(*found, strict=True)))

    def _crossed(self, hits: _Hits, count: int) -> tuple[Ints, Ints, _Hits]:
        """Those of so many texts that have several common chunks, as sentences on one pattern have them; the places of
        all texts with these; and the other hits. None where these pairs are more than what there is to follow."""
        import numpy as np

        common = hits.counts >= _COMMON
        several = np.bincount(hits.texts[common], minlength=count) > 1
        common &= several[hits.texts]
        begins, at = np.unique(hits.begins[common], return_index=True)
        others = self._places[_ranges(begins, hits.counts[common][at])].astype(np.int64)
        others.sort()  # then equal ones are neighbours; `np.unique` goes by hashes, twenty times as slow
        others = others[np.diff(others, prepend=-1) != 0]
        texts = np.flatnonzero(several)
        if len(texts) * len(others) > _CROSSED * int(hits.counts[common].sum()):
            return texts[:0], others[:0], hits
        return texts, others, _Hits(*(part[~common] for part in hits))

    def _followed(self, hits: _Hits, rows: Ints) -> tuple[Ints, Ints]:
        """Pairs of texts and those in their windows in which they hit a chunk that stands near enough."""
        import numpy as np

        entries = _ranges(hits.begins, hits.counts)
        moved = np.abs(self._middles[entries] - np.repeat(hits.middles, hits.counts))
        near = np.flatnonzero(moved <= self._windows.edits[self._windows.longest[self._windows.lengths[rows[-1]]]])
        ones = np.repeat(rows[hits.texts], hits.counts)[near]
        others = self._places[entries[near]].astype(np.int64)
        inside = self._windows.within(ones, others)
        pairs = ones[inside] * len(self.by_length) + others[inside]
        pairs.sort()
        return np.divmod(pairs[np.diff(pairs, prepend=-1) != 0], len(self.by_length))

    def _spans(self) -> Iterator[Ints]:
        """The texts that may be like a shorter one, some at a time, of which chunks of one size are chosen at once."""
        import numpy as np

        edits = self._windows.edits[self._windows.lengths]
        texts = self.by_length[int(np.searchsorted(edits[self.by_length], 1)) :]
        sizes = self._sizes[self._windows.lengths[texts]]
        for run in np.split(texts, np.flatnonzero(np.diff(sizes)) + 1):
            yield from _cut(run, (self._windows.lengths[run] + 1) * (edits[run] + 2))

    def _rarity(self) -> NDArray[np.float32]:
        """How often the grams of each hash stand in the texts, or in a sample of them."""
        import numpy as np

        lengths = self._windows.lengths
        letters = int(lengths.sum())
        bits = min(letters, _COUNTED).bit_length()
        sample = self.by_length[:: letters // _COUNTED + 1]
        buckets = []
        for rows in _cut(sample, lengths[sample]):
            grams = self._grams(rows)
            sizes = np.unique(self._sizes[lengths[rows]]).tolist()
            buckets += [bucket(grams.hashes(size)[~grams.beyond(size)], 0, bits).astype(np.int32) for size in sizes]
        return np.bincount(np.concatenate(buckets), minlength=1 << bits).astype(np.float32)

    def _chosen(self, rows: Ints, rarity: NDArray[np.float32]) -> tuple[Hashes, Ints, Ints]:
        """The chunks of some texts: their hashes, the places of the texts, and where in these they start."""
        import numpy as np

        lengths = self._windows.lengths[rows]
        size, wanted = int(self._sizes[lengths[0]]), self._windows.edits[lengths].astype(np.int64) + 1
        grams = self._grams(rows)
        hashes = grams.hashes(size)
        if (len(hashes) + size) * (int(wanted.max()) + 1) > _SUMS:  # one long text
            starts = np.arange(wanted[0]) * size
            texts = np.zeros_like(starts)
        else:
            costs = rarity[bucket(hashes, 0, len(rarity).bit_length() - 1)]
            costs[grams.beyond(size)] = np.inf
            starts, texts = np.nonzero(rarest(costs, size, wanted))
        return hashes[starts, texts], rows[texts], starts

    def _grams(self, rows: Ints) -> Grams:
        """The grams of texts."""
        windows = self._windows
        return Grams(windows.texts[rows].tolist(), windows.lengths[rows], windows.keys[rows])


def _sizes(edits: NDArray[np.int32]) -> Ints:
    """How many characters a chunk has, for each length of a text, between which and others lie so many edits."""
    import numpy as np

    sizes: Ints = np.clip(_SHARE * (np.arange(len(edits)) // (edits + 1)), 1, _MOST).astype(np.int64)
    return sizes


def _cut(texts: Ints, costs: Ints) -> Iterator[Ints]:
    """Texts, the cheapest first, as many at a time as cost no more than `_SUMS` if all cost what the last does; one at
    least."""
    import numpy as np

    while len(texts):
        sums = costs[:_TEXTS] * np.arange(1, len(costs[:_TEXTS]) + 1)
        count = max(int(np.searchsorted(sums, _SUMS, side="right")), 1)
        yield texts[:count]
        texts, costs = texts[count:], costs[count:]


def _ranges(begins: Ints, counts: Ints) -> Ints:
    """All numbers of ranges, one behind the other.

    >>> import numpy as np
    >>> _ranges(np.array([7, 3]), np.array([2, 3])).tolist()
    [7, 8, 3, 4, 5]
    """
    import numpy as np

    numbers: Ints = np.arange(int(counts.sum())) + np.repeat(begins - (np.cumsum(counts) - counts), counts)
    return numbers
