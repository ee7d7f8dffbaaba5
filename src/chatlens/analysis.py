"""Runs the stages one after the other, and holds what each of them found."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chatlens.models import Inquiry, Label, Link, Note, Options, Placement, Reading, Repeat, Source, Timeline

if TYPE_CHECKING:
    from chatlens import privacy
    from chatlens.repeats import Progress


@dataclass(frozen=True, slots=True)
class Analysis:
    """One chat, analysed: the stages' results side by side, one record per tweet of `timeline.tweets` in each tuple."""

    source: Source
    options: Options
    reading: Reading
    timeline: Timeline
    labels: tuple[tuple[Label, ...], ...]  # per tweet: the labels that count, in the text's order
    repeats: tuple[Repeat | None, ...]  # per tweet: None for an original
    inquiries: tuple[Inquiry, ...]  # per session
    links: tuple[Link, ...]
    placements: tuple[Placement, ...]
    notes: tuple[Note, ...]  # of all stages, most important first
    withheld: frozenset[int] = frozenset()  # tweets with words of people who are left out: never quoted, only counted
    behind: Analysis | None = field(default=None, repr=False, compare=False)
    """Where people are hidden: the analysis as it was decided, for who asks why. It is never shown itself."""
    kept: dict[Hashable, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What tables have worked out of it, so that none does again what another did; see `tables._once`."""


def run(source: Source, options: Options, progress: Progress | None = None) -> Analysis:
    """Analyse one source, and keep of it what the options choose. Raises `ShapeError` when its text is no chat,
    `OptionError` for options that do not fit it. `progress` is told how far the work is that takes longest."""
    from chatlens import privacy

    if privacy.wished(options):
        [analysis] = run_all([source], options, progress)
        return analysis
    return _analysis(*_known(source, options, progress))


def run_all(sources: Iterable[Source], options: Options, progress: Progress | None = None) -> tuple[Analysis, ...]:
    """Analyse several sources as one run: whoever is hidden has one name in all of them."""
    from chatlens import privacy, repeats

    if not privacy.wished(options):
        return tuple(run(source, options, progress) for source in sources)
    known = [_known(source, options, progress) for source in sources]
    hidden = privacy.hide([one for one, _ in known], options, progress or repeats.unseen)
    return tuple(
        replace(_analysis(one, chosen), behind=_analysis(true, chosen))
        for one, (true, chosen) in zip(hidden, known, strict=True)
    )


def _known(source: Source, options: Options, progress: Progress | None) -> tuple[privacy.Known, tuple[int, ...] | None]:
    """What the stages find in a source, and the indices of the tweets that the options choose; None for all."""
    from chatlens._collector import no_collector

    with no_collector():  # the stages' records hold no cycles either
        return _found(source, options, progress)


def _found(source: Source, options: Options, progress: Progress | None) -> tuple[privacy.Known, tuple[int, ...] | None]:
    from chatlens import (
        conventions,
        corrections,
        links,
        placing,
        privacy,
        questions,
        readers,
        repeats,
        selection,
        sessions,
    )

    reading = readers.read(source, options)
    timeline = sessions.order(reading)
    labels = conventions.settle(timeline)
    repeated = repeats.group(timeline.tweets, labels, options.similarity, progress or repeats.unseen)
    chosen = selection.choose(timeline, options) if selection.chooses(options) else None
    notes = [*source.notes]
    if chosen is not None:
        notes += selection.notes(source, timeline, chosen, options)
        timeline = selection.seen(timeline, chosen)
    given = corrections.settle(options.corrections, timeline, repeated, source.chat)
    inquiries = questions.find(timeline, labels, repeated, reading.hosts, options, reading.hashtag, reading.headings)
    inquiries = corrections.asked(inquiries, given, timeline, labels)
    linked = links.find(timeline, labels, repeated)
    placements = placing.place(timeline, labels, repeated, inquiries, linked, reading.hashtag, options, given)
    found = selection.Stages(timeline, labels, repeated, inquiries, linked, placements)
    return privacy.Known(source, options, reading, found, tuple(notes)), chosen


def _analysis(known: privacy.Known, chosen: tuple[int, ...] | None) -> Analysis:
    """The analysis of what is known, of the chosen tweets alone."""
    from chatlens import notices, selection

    source, options, reading, found, notes, withheld = known
    if chosen is not None:
        found = selection.narrowed(found, chosen)
        withheld = frozenset(new for new, index in enumerate(chosen) if index in withheld)
    if found.timeline.tweets:
        notes += notices.of(reading, found.timeline, found.labels, found.inquiries, found.placements, options)
    return Analysis(source, options, reading, *found, notes=notes, withheld=withheld)
