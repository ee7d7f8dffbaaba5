"""What a person should know about an analysis, each with what to do about it: the most important first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import dropwhile

from chatlens._phrases import listed, number_of
from chatlens.models import Inquiry, Label, Note, Options, Placement, Reading, Timeline

NAMED = 4  # questions that a note names; it counts the others
FEW_LABELS = 0.25  # share of answers and replies with a label below which the rest is mostly guessed


def of(
    reading: Reading,
    timeline: Timeline,
    labels: Sequence[tuple[Label, ...]],
    inquiries: Sequence[Inquiry],
    placements: Sequence[Placement],
    options: Options,
) -> tuple[Note, ...]:
    """The notes on one analysis."""
    return (
        *_unread(reading),
        *_given(timeline, options),
        *reading.notes,
        *_zone(timeline, options),
        *_between(timeline),
        *_questions(labels, inquiries, placements, options),
        *_authors(timeline),
        *_placing(timeline, labels, placements, options),
        *_against_the_letter(timeline, placements),
    )


def _given(timeline: Timeline, options: Options) -> Iterator[Note]:
    """Hosts whom the user named and the transcript does not have."""
    authors = {tweet.author.casefold() for tweet in timeline.tweets if tweet.author}
    absent = [f"@{host}" for host in options.hosts if host.casefold() not in authors]
    if authors and absent:
        yield Note(f"no tweet is by {listed(absent)}.", "Check --host.")


def _unread(reading: Reading) -> Iterator[Note]:
    if reading.unread:
        lines = tuple(line for piece in reading.unread for line in range(piece.first_line, piece.last_line + 1))
        yield Note(
            f"{number_of(len(lines), 'line')} of the file {'is' if len(lines) == 1 else 'are'} no tweet.",
            "See them with: chatlens unread FILE",
            lines,
        )
    for piece in reading.unread:
        yield Note(f"not read: {piece.reason}.", "", (piece.first_line, piece.last_line), detail=True)


def _zone(timeline: Timeline, options: Options) -> Iterator[Note]:
    """Clocks whose zone nobody said, the page neither nor the user; `sessions` orders them as if they were UTC."""
    times = [tweet.posted_at for tweet in timeline.tweets if isinstance(tweet.posted_at, datetime)]
    local = sum(when.tzinfo is None for when in times)
    if local and options.timezone is None:
        which = "the times" if local == len(times) else f"{local:,} of {len(times):,} times"
        yield Note(
            f"{which} carry no time zone and stand as they are written.",
            "If you know where they are local, say it: --timezone America/Chicago or -05:00.",
        )


def _between(timeline: Timeline) -> Iterator[Note]:
    lines = tuple(
        tweet.first_line for tweet, session in zip(timeline.tweets, timeline.session_of, strict=True) if session is None
    )
    if lines:
        several = len(timeline.sessions) > 1
        yield Note(
            f"{number_of(len(lines), 'tweet')} of {len(timeline.tweets):,} "
            + (f"between the {len(timeline.sessions)} sessions" if several else "long before or after the chat")
            + f" {'is' if len(lines) == 1 else 'are'} of no session and under no question.",
            "See the sessions with: chatlens sessions FILE",
            lines,
        )


def _questions(
    labels: Sequence[tuple[Label, ...]],
    inquiries: Sequence[Inquiry],
    placements: Sequence[Placement],
    options: Options,
) -> Iterator[Note]:
    asked = [question for inquiry in inquiries for question in inquiry.questions]
    yield from _unnumbered(inquiries)
    if not asked:
        lone = next((found[0].name for found in labels if found), None)
        because = f"only {lone} stands before a tweet" if lone else "no tweet is labelled Q1 or A1"
        yield Note(
            f"no questions found: {because}, so nothing is sorted by question.",
            'If the chat had questions, give them with --question Q1="...".',
        )
        return
    for question in asked:
        if question.wordings:
            where = f" of session {question.session}" if len(inquiries) > 1 else ""
            yield Note(
                f"{question.name}{where} is asked with {len(question.wordings)} different texts, shown one behind the "
                "other: the host may have slipped.",
                f'Give the right one with --question {question.name}="...".',
            )
    missing = [question.name for question in asked if question.text is None]
    if missing and len(inquiries) > 1:
        named = [f"{question.name} of session {question.session}" for question in asked if question.text is None]
        more = [f"{len(named) - NAMED} more"] if len(named) > NAMED else []
        yield Note(
            f"the text of {listed([*named[:NAMED], *more])} is not in this transcript.",
            'Add a session\'s with --session and --question Q1="..." or --questions FILE.',
        )
    elif missing:
        name = missing[0]
        yield Note(
            f"the text of {listed(missing)} is not in this transcript.",
            f'Add it with --question {name}="..." or --questions FILE.',
        )
    under = {name for placement in placements for name in placement.questions}
    unused = [name for name in options.questions if name not in under]
    if unused:
        yield Note(f"no tweet is under {listed(unused)}, given with --question.", "Check its number.")


def _unnumbered(inquiries: Sequence[Inquiry]) -> Iterator[Note]:
    """Questions that have no number in the transcript: numbered as the user wished, or offered."""
    numbered = sum(question.unnumbered for inquiry in inquiries for question in inquiry.questions)
    if numbered:
        yield Note(
            f"{number_of(numbered, 'question has', 'questions have')} no number in the transcript: found by form and "
            "by who asks, and numbered by chatlens in the order of asking.",
            "The column note of chatlens tweets FILE says which.",
        )
    offered = [inquiry for inquiry in inquiries if inquiry.unnumbered]
    if offered:
        hosts = list(dict.fromkeys(f"@{host}" for inquiry in offered for host in inquiry.hosts))
        more = [f"{len(hosts) - NAMED} more"] if len(hosts) > NAMED else []
        by = f" of {listed([*hosts[:NAMED], *more])}" if hosts else ""
        number = sum(inquiry.unnumbered for inquiry in offered)
        yield Note(
            f"{number_of(number, 'question')}{by} {'seems' if number == 1 else 'seem'} to be asked without a number.",
            f"Number {'it' if number == 1 else 'them'} with --unnumbered.",
        )


def _authors(timeline: Timeline) -> Iterator[Note]:
    unknown = sum(tweet.author is None for tweet in timeline.tweets)
    if unknown == len(timeline.tweets):
        yield Note(
            "the transcript does not say who wrote what, so nobody's tweets can be counted and nobody is credited.",
            "A CSV with a column of authors has them.",
        )
    elif unknown:
        lines = tuple(tweet.first_line for tweet in timeline.tweets if tweet.author is None)
        yield Note(f"{number_of(unknown, 'tweet')} of {len(timeline.tweets)} without an author.", "", lines)


def _placing(
    timeline: Timeline, labels: Sequence[tuple[Label, ...]], placements: Sequence[Placement], options: Options
) -> Iterator[Note]:
    talk = [i for i in asked_on(timeline, placements) if placements[i].role in ("answer", "reply")]
    if not talk:
        return
    unplaced = [i for i in talk if not placements[i].questions]
    if unplaced:
        lines = tuple(timeline.tweets[i].first_line for i in unplaced)
        least = "by labels alone" if options.strict_labels else "surely enough"
        yield Note(
            f"{number_of(len(unplaced), 'answer or reply', 'answers and replies')} could not be placed {least}.",
            "They stand under no question."
            if options.strict_labels
            else "--min-confidence 0 places them all the same."
            if options.min_confidence != 0
            else "",
            lines,
        )
    labelled = sum(bool(labels[i]) for i in talk)
    if labelled < FEW_LABELS * len(talk):
        yield Note(
            f"only {labelled} of {len(talk)} answers and replies carry a label; the others are placed by context.",
            "The column confidence of chatlens tweets FILE says how surely.",
        )


def asked_on(timeline: Timeline, placements: Sequence[Placement]) -> Iterator[int]:
    """Tweets of each session from the first that is under a question: before it there is none to be under."""
    for session in timeline.sessions:
        yield from dropwhile(lambda index: not placements[index].questions, session.tweets)


def _against_the_letter(timeline: Timeline, placements: Sequence[Placement]) -> Iterator[Note]:
    for tweet, placement in zip(timeline.tweets, placements, strict=True):
        if placement.note:
            yield Note(f"{placement.note}.", "", (tweet.first_line, tweet.last_line), detail=True)
