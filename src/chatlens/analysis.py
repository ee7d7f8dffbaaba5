"""Runs the stages one after the other, and holds what each of them found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatlens.models import Inquiry, Label, Link, Note, Options, Placement, Reading, Repeat, Source, Timeline

if TYPE_CHECKING:
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


def run(source: Source, options: Options, progress: Progress | None = None) -> Analysis:
    """Analyse one source, and keep of it what the options choose. Raises `ShapeError` when its text is no chat,
    `OptionError` for options that do not fit it. `progress` is told how far the work is that takes longest."""
    from chatlens import (
        conventions,
        corrections,
        links,
        notices,
        placing,
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
    inquiries = questions.find(timeline, labels, repeated, reading.hosts, options, reading.hashtag)
    inquiries = corrections.asked(inquiries, given, timeline, labels)
    linked = links.find(timeline, labels, repeated)
    placements = placing.place(timeline, labels, repeated, inquiries, linked, reading.hashtag, options, given)
    found = selection.Stages(timeline, labels, repeated, inquiries, linked, placements)
    if chosen is not None:
        found = selection.narrowed(found, chosen)
    if found.timeline.tweets:
        notes += notices.of(reading, found.timeline, found.labels, found.inquiries, found.placements, options)
    return Analysis(source, options, reading, *found, notes=tuple(notes))
