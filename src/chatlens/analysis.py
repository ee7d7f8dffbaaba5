"""Runs the stages one after the other, and holds what each of them found."""

from __future__ import annotations

from dataclasses import dataclass

from chatlens.models import Inquiry, Label, Link, Note, Options, Placement, Reading, Repeat, Source, Timeline


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


def run(source: Source, options: Options) -> Analysis:
    """Analyse one source. Raises `ShapeError` when its text is no chat, `OptionError` for options that do not fit
    it."""
    from chatlens import conventions, links, notices, placing, questions, readers, repeats, sessions

    reading = readers.read(source, options)
    timeline = sessions.order(reading)
    labels = conventions.settle(timeline)
    repeated = repeats.group(timeline.tweets, labels, options.similarity)
    inquiries = questions.find(timeline, labels, repeated, reading.hosts, options)
    linked = links.find(timeline, labels, repeated)
    placements = placing.place(timeline, labels, repeated, inquiries, linked, reading.hashtag, options)
    return Analysis(
        source=source,
        options=options,
        reading=reading,
        timeline=timeline,
        labels=labels,
        repeats=repeated,
        inquiries=inquiries,
        links=linked,
        placements=placements,
        notes=(*source.notes, *notices.of(reading, timeline, labels, inquiries, placements, options)),
    )
