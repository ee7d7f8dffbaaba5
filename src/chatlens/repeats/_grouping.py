"""Groups grow around originals: each tweet joins the original that it is most like, or becomes one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from chatlens.models import Repeat
from chatlens.repeats.cores import Reduced, is_label, without_address
from chatlens.repeats.guards import LabelNames, contradict, digits, negates
from chatlens.repeats.matching import LEAST_EQUAL, LEAST_PART, Progress, beginnings, endings, like, unseen
from chatlens.repeats.retyping import Retold
from chatlens.repeats.slips import Slips
from chatlens.repeats.wording import Wording

_PLATFORM_LINK = "://t.co/"


class Member(NamedTuple):
    """A tweet as the grouping sees it."""

    position: int  # among all tweets
    reduced: Reduced
    author: str | None  # casefolded
    labels: LabelNames


class _Offer(NamedTuple):
    """An original that a tweet may repeat. The greatest by the first four fields is taken, the first among equals."""

    similarity: float  # 0-100
    by_source: bool  # the original is by whom the tweet says it repeats
    earlier: int  # minus the place in the order of originals
    original: int
    kind: str


class _Reading(NamedTuple):
    """One way to read what a tweet repeats: the whole of it, or the copy that it comments on."""

    core: str
    stem: str | None
    source: str
    labels: LabelNames
    whole: bool
    marked: bool


def rank(member: Member) -> tuple[int, int, int]:
    """The order in which tweets may be an original: full, marked, cut (longest first), comment + copy."""
    reduced = member.reduced
    if reduced.commented:
        return 3, 0, member.position
    if reduced.stem is not None:
        return 2, -len(reduced.core), member.position
    return (1 if reduced.mark else 0), 0, member.position


class Grouping:
    """The groups so far. Members are added in the order of `rank`; all of them are matched beforehand."""

    def __init__(self, members: Sequence[Member], similarity: float, progress: Progress = unseen) -> None:
        self._readings = {member.position: tuple(_readings(member)) for member in members}
        views = [reading for readings in self._readings.values() for reading in readings]
        cores = list(dict.fromkeys(view.core for view in views))
        full = list(dict.fromkeys(view.core for view in views if view.stem is None))
        stems = list(dict.fromkeys(view.stem for view in views if view.stem is not None))
        bare = [without_address(core) for core in full]
        self._cores = list(dict.fromkeys(cores + bare))
        self._place_of = {core: place for place, core in enumerate(self._cores)}
        wording = Wording(self._cores)
        self._like = like(wording, similarity, progress)
        self._slips = Slips(wording)
        self._begins: dict[str, list[str]] = defaultdict(list)  # part -> wholes
        self._begun: dict[str, list[str]] = defaultdict(list)  # whole -> parts
        whole_ones, ordered = set(full), sorted(cores)
        cut_ones = [stem for stem in stems if len(stem) < LEAST_PART or stem not in whole_ones]
        for part, whole in chain(beginnings(full, ordered), beginnings(cut_ones, ordered, LEAST_EQUAL)):
            self._begins[part].append(whole)
            self._begun[whole].append(part)
        plain = {m.reduced.core for m in members if not m.reduced.commented}
        self._ends: dict[str, list[str]] = defaultdict(list)  # part -> wholes, whole -> parts; these no comments
        for part, whole in endings(full):
            if whole in plain:
                self._ends[part].append(whole)
            if part in plain:
                self._ends[whole].append(part)
        self._originals: dict[str, list[Member]] = defaultdict(list)  # by core
        self._addressed: dict[tuple[str, str | None], list[Member]] = defaultdict(list)
        """Originals with an address in front, by core without it, and author."""
        self._by_stem: dict[str, list[Member]] = defaultdict(list)
        self._short: dict[tuple[str, ...], list[Member]] = defaultdict(list)
        self._retold: dict[str, Retold] = {view.source: Retold() for view in views if view.marked and view.source}
        """What those wrote whom a retweet names, by handle."""
        self._written: dict[int, Member] = {}  # by position
        self._labels: dict[int, LabelNames] = {}  # of the group, by its original
        self._place: dict[int, int] = {}  # of an original among the originals

    def add(self, member: Member) -> Repeat | None:
        """What the tweet repeats; None when it founds a group of its own."""
        readings = self._readings.pop(member.position)
        for candidates in (self._candidates, self._retyped):
            for reading in readings:
                if offers := list(self._offers(reading, candidates(member, reading))):
                    best = max(offers, key=lambda offer: offer[:4])
                    if reading.whole and not self._labels[best.original]:
                        self._labels[best.original] = member.labels
                    return Repeat(best.original, best.kind, best.similarity)
        self._found(member)
        return None

    def _found(self, member: Member) -> None:
        reduced = member.reduced
        self._labels[member.position] = member.labels
        self._place[member.position] = len(self._place)
        if len(reduced.core) >= LEAST_EQUAL:
            self._originals[reduced.core].append(member)
        else:
            for key in dict.fromkeys(_keys_of_short_original(member)):
                self._short[key].append(member)
        if reduced.stem is not None:
            self._by_stem[reduced.stem].append(member)
        else:
            if (bare := without_address(reduced.core)) != reduced.core:
                self._addressed[bare, member.author].append(member)
            if not reduced.mark and member.author in self._retold:
                self._retold[member.author].add(member.position, reduced.core)
                self._written[member.position] = member

    def _offers(self, reading: _Reading, candidates: Iterable[tuple[Member, str, float]]) -> Iterator[_Offer]:
        """Every original that the reading repeats."""
        for original, kind, similarity in candidates:
            if contradict(self._labels[original.position], reading.labels):
                continue
            if not reading.whole and len(reading.core) < LEAST_PART and original.author != reading.source:
                continue
            by_source = bool(reading.source) and original.author == reading.source
            yield _Offer(similarity, by_source, -self._place[original.position], original.position, kind)

    def _candidates(self, member: Member, reading: _Reading) -> Iterator[tuple[Member, str, float]]:
        """Originals with how the reading repeats them, labels aside."""
        core, stem = reading.core, reading.stem
        changed = "edited" if not reading.whole or member.reduced.mark == "mt" else ""
        if len(core) < LEAST_EQUAL:
            keys = _short_keys(member) if reading.whole else (("of", core, reading.source),)
            equal = next((self._short[key] for key in keys if key in self._short), [])
        else:
            equal = self._originals.get(core, [])
        for original in equal:
            yield original, _kind_of_equal(member, original) if reading.whole else "edited", 100.0
        for original, score in self._like_originals(reading):
            yield original, "edited", score
        if stem is not None:
            for whole in self._begins.get(stem, ()):
                if whole == stem or whole.startswith(core):
                    for original in self._originals.get(whole, ()):
                        if _tells(stem, reading.source, original.author):
                            yield original, changed or "cut", 100.0
        else:
            for other in self._ends.get(core, ()):
                marked = reading.marked and (not reading.whole or len(core) < len(other))
                if not marked and not (reading.whole and _may_lead(core, other)):
                    continue
                for original in self._originals.get(other, ()):
                    if original.reduced.stem is None and not original.reduced.commented:
                        yield original, "edited", 100.0
        for part in self._begun.get(core, ()):
            for original in self._by_stem.get(part, ()):
                if core.startswith(original.reduced.core) and _tells(part, original.reduced.source, member.author):
                    yield original, changed or "edited", 100.0
            if reading.marked and part != core:
                for original in self._originals.get(part, ()):
                    if original.reduced.stem is None:
                        yield original, "edited", 100.0

    def _retyped(self, member: Member, reading: _Reading) -> Iterator[tuple[Member, str, float]]:
        """The originals of whom the reading names that it tells with words left out or written otherwise. What stands
        behind a comment must be whole."""
        if reading.marked and reading.source and not member.reduced.commented:
            for position, score in self._retold[reading.source].of(reading.core):
                yield self._written[position], "edited", score

    def _like_originals(self, reading: _Reading) -> Iterator[tuple[Member, float]]:
        """The originals that the reading is like, slips aside; with the similarity.

        The guard is asked here, for originals alone: among thousands of like tweets these are few. Where a mark names
        the author, the handles that the original starts with may be gone.
        """
        core, own = reading.core, self._place_of[reading.core]
        if reading.marked and len(core) >= LEAST_EQUAL:
            yield from ((member, 100.0) for member in self._addressed.get((core, reading.source), ()))
        for place, score in self._like.of(own):
            other = self._cores[place]
            originals = list(self._originals.get(other, ()))
            if reading.marked:
                originals += self._addressed.get((other, reading.source), ())
            if originals and self._slips.alone(own, place):
                yield from ((original, round(score, 2)) for original in originals)


def _readings(member: Member) -> Iterator[_Reading]:
    """The copied part first: a comment repeats what it copies before it repeats another comment."""
    reduced = member.reduced
    for copied in reduced.copied:
        labels = frozenset({copied.label}) if copied.label else frozenset()
        yield _Reading(copied.core, copied.stem, copied.source, labels, whole=False, marked=bool(copied.source))
    yield _Reading(reduced.core, reduced.stem, reduced.source, member.labels, whole=True, marked=bool(reduced.mark))


def _may_lead(core: str, original: str) -> bool:
    """Whether what one has in front of the other, with no mark between, leaves them the same tweet.

    A comment in front of the original denies nothing, names no number and is not longer than it. The original itself
    may have an address or a greeting in front, but no sentence of its own: hosts repeat the last sentence of a long
    announcement.
    """
    if len(core) > len(original):
        lead, longest = core[: -len(original)], len(original)
    else:
        lead, longest = " ".join(word for word in original[: -len(core)].split() if word[0] != "@"), LEAST_EQUAL
    names_number = digits(lead) and not is_label(lead.strip())
    return len(lead) <= longest and not negates(lead) and not names_number


def _tells(stem: str, source: str, author: str | None) -> bool:
    """Whether the words before the cut are enough: where a retweet names the author of what it was cut from, a few
    are."""
    return len(stem) >= LEAST_PART or (bool(source) and source == author)


def _kind_of_equal(member: Member, original: Member) -> str:
    """The kind of a tweet whose core is the original's."""
    mark = member.reduced.mark
    if not mark or mark == "mt" == original.reduced.mark:
        return "copy"
    return "edited" if mark == "mt" else "retweet"


def _short_keys(member: Member) -> tuple[tuple[str, ...], ...]:
    """Under which keys a short core may repeat an original, best first.

    The author must be the same, or the one whom the retweet names. The same author's thanks to other people are other
    tweets, so whom and what it links to behind its words must agree too. A link that the platform shortened is made
    anew for each tweet: where it is the same, the tweet was passed on.
    """
    reduced = member.reduced
    if _PLATFORM_LINK in reduced.tail:
        return ((reduced.core, reduced.tail),)
    if reduced.mark:
        return ("of", reduced.core, reduced.source), ("of", reduced.core)
    return () if member.author is None else ((reduced.core, member.author, reduced.tail),)


def _keys_of_short_original(member: Member) -> tuple[tuple[str, ...], ...]:
    """Under which keys a short core is found as an original: its own, and those that retweets of it look for."""
    reduced = member.reduced
    by = reduced.source if reduced.mark else member.author
    named = ("of", reduced.core, by) if by else ("of", reduced.core)
    return (*_short_keys(member), named)
