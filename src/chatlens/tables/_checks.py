"""What was read and what of it may be wrong, each with its lines and what to do; the rows of `check`.

A *problem* is something that is missing or damaged, or a sum that does not come out; a *notice* is worth a look. What
was looked for and not found is *fine*; a *fact* is a number to know.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from chatlens import labels as label_forms
from chatlens import notices, sessions
from chatlens.placing.roles import OTHER_CHAT
from chatlens.readers._columns import SPOILT
from chatlens.readers._mending import DAMAGE, LOST
from chatlens.tables import _cells, _counts, _shared

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.models import Options, Session

PROBLEM, NOTICE, FINE, FACT = FINDINGS = ("problem", "notice", "fine", "fact")
"""All findings, in the order in which they are shown."""

UNREAD_SHARE = 0.1
"""Share of the file's lines with text that may be no tweet; of a copied page some never are."""

SILENCE = 10 * 60
"""Seconds without a tweet, amid a lively chat, from which tweets may be missing."""

LIVELY = 5
"""Tweets in the same time before a silence, and after it, that make the chat lively: by chance such a one is silent so
long once in a hundred times."""

SURE = 0.6
"""Mean confidence, 0-1, of the tweets without label under which a look at them is worth the time."""

LOST_LEAST = 3
"""Tweets with question marks where emoji may have stood, before they are damage and no habit."""

FAR = 3
"""How many times as high as there are numbers the highest may be, for those left out to be missing."""

NAMED = 20
"""Spans of lines, labels or questions that a row names."""

_NUMBERED = re.compile(r"([QT])(\d+)")


class Check(NamedTuple):
    """One thing that was looked at."""

    session: int | None  # None: the whole file
    finding: str  # one of `FINDINGS`
    check: str  # what was looked at
    value: str  # what was found
    lines: tuple[int, ...] = ()  # of the transcript, from 1
    advice: str = ""  # what it means and what to do; "": nothing needs doing


def checks(analysis: Analysis) -> list[Check]:
    """All checks of a chat, problems first; none where no tweet is shown."""
    if not analysis.timeline.tweets:
        return []
    found = [*_reading(analysis), *_text(analysis), *_labels(analysis)]
    for session in analysis.timeline.sessions:
        found += [*_questions(analysis, session), *_silences(analysis, session)]
    found += [*_placing(analysis), *_sums(analysis)]
    return sorted(found, key=lambda check: FINDINGS.index(check.finding))


def _reading(analysis: Analysis) -> Iterator[Check]:
    reading, tweets = analysis.reading, analysis.timeline.tweets
    yield Check(None, FACT, "shape of the file", reading.shape, (), "Wrong? Say it with --from.")
    yield Check(None, FACT, "tweets", f"{len(tweets):,}")
    unread = tuple(line for one in reading.unread for line in range(one.first_line, one.last_line + 1))
    read = sum(tweet.last_line - tweet.first_line + 1 for tweet in reading.tweets)
    yield Check(None, FACT, "lines read as tweets", f"{read:,}")
    yield _judged(
        None,
        PROBLEM if len(unread) > UNREAD_SHARE * (read + len(unread)) else NOTICE,
        "lines that are no tweet",
        unread,
        "See them with chatlens unread FILE. Tweets among them? Another --from may read them.",
    )
    between = _lines(analysis, (i for i, number in enumerate(analysis.timeline.session_of) if number is None))
    advice = "Of no session and under no question. See the sessions with chatlens sessions FILE."
    yield _judged(None, NOTICE, "tweets between sessions", between, advice)
    nameless = _lines(analysis, (i for i, tweet in enumerate(tweets) if tweet.author is None))
    advice = "Nobody is credited, and people are not counted. A table with a column of authors has them."
    yield _judged(None, NOTICE, "tweets without author", nameless, advice, everywhere=len(tweets))
    timeless = _lines(analysis, (i for i, tweet in enumerate(tweets) if tweet.posted_at is None))
    advice = "The file's order is taken for the chat's. Silences cannot be seen."
    yield _judged(None, NOTICE, "tweets without time", timeless, advice, everywhere=len(tweets))


def _text(analysis: Analysis) -> Iterator[Check]:
    texts = [tweet.text for tweet in analysis.timeline.tweets]
    damaged = [i for i, text in enumerate(texts) if not text.isascii() and ("\ufffd" in text or DAMAGE.search(text))]
    advice = "Letters such as â€™ come from a wrong decoding. Save the file again as UTF-8, or name its --encoding."
    yield _judged(None, PROBLEM, "tweets with damaged letters", _lines(analysis, damaged), advice)
    lost = [i for i, text in enumerate(texts) if LOST.search(text)]
    if len(lost) < LOST_LEAST or any(not text.isascii() and max(text) > "\uffff" for text in texts):
        lost = []  # whoever has emoji lost none, and people write "??" too
    advice = "Question marks where emoji may have stood. Save the file as UTF-8 where it was made."
    yield _judged(None, PROBLEM, "tweets with lost emoji", _lines(analysis, lost), advice)
    spoilt = tuple(line for note in analysis.notes if SPOILT in note.message for line in note.lines)
    advice = "A spreadsheet has rounded the tweets' numbers (1.22585E+18). Import the column as text."
    yield _judged(None, PROBLEM, "rows with damaged ids, at least", spoilt, advice)
    cut = _lines(analysis, _shared.lost(analysis))
    advice = "They lead nowhere, and chatlens links leaves them out. The original tweet has them whole."
    yield _judged(None, NOTICE, "tweets with a link cut off by “…”", cut, advice)


def _labels(analysis: Analysis) -> Iterator[Check]:
    asked = {(inquiry.session, question.name) for inquiry in analysis.inquiries for question in inquiry.questions}
    odd: dict[int, str] = {}
    beyond: dict[int, str] = {}
    foreign: dict[int, str] = {}
    other: dict[int, str] = {}
    for i, tweet in enumerate(analysis.timeline.tweets):
        own, placement = analysis.labels[i], analysis.placements[i]
        session = analysis.timeline.session_of[i]
        if not own and (candidates := label_forms.find(tweet.text) or label_forms.inside(tweet.text)):
            odd[i] = candidates[0].name
        elif own and placement.note.endswith(OTHER_CHAT):
            foreign[i] = own[0].name
        elif own and session is not None and all((session, label.question) not in asked for label in own):
            beyond[i] = own[0].name
        elif own and placement.note.startswith("labelled"):
            other[i] = own[0].name
    advice = "They look like labels, but this chat does not label so. They are? Place the tweets with --fix."
    yield _named(analysis, NOTICE, "labels that do not count", odd, advice)
    advice = "A number that nobody asks, perhaps a slip of the pen. Place the tweets with --fix."
    yield _named(analysis, NOTICE, "labels of no question", beyond, advice)
    advice = "Labelled, but with another chat's hashtag: they are left aside."
    yield _named(analysis, NOTICE, "labels of another chat", foreign, advice)
    advice = "A question's letter before an answer, say. The column note of chatlens tweets FILE says what was done."
    yield _named(analysis, NOTICE, "labels that the text contradicts", other, advice)


def _questions(analysis: Analysis, sitting: Session) -> Iterator[Check]:
    session = sitting.number
    inquiry = next((one for one in analysis.inquiries if one.session == session), None)
    questions = inquiry.questions if inquiry else ()
    used = {name for i in sitting.tweets for name in analysis.placements[i].questions}
    advice = "Everything is under no question. Asked without numbers? --unnumbered numbers them; --host says who asks."
    found, said = (FACT, "") if questions or used else (NOTICE, advice)
    yield Check(session, found, "questions", f"{len(questions)}", (), said)
    asked = {question.name for question in questions if question.askings or question.opens is not None}
    missing = _missing(used | asked)
    advice = "Neither asked nor answered, though others before and behind are. A part of the chat may be missing."
    yield _listed(session, PROBLEM, "questions that are nowhere", missing, advice)
    silent = [question.name for question in questions if question.text is None and question.name in used]
    advice = 'Answered, but the question is not there. Add its text with --question Q1="..." or --questions FILE.'
    yield _listed(session, NOTICE, "questions without text", silent, advice)
    twice = [question.name for question in questions if question.wordings]
    advice = 'Asked with texts that have nothing in common. Give the right one with --question Q1="...".'
    yield _listed(session, NOTICE, "questions with several texts", twice, advice)


def _missing(present: Iterable[str]) -> list[str]:
    """Numbers that are left out between those that are there, and before them. A number that stands far above few
    others is no sign of all that are left out: "A17" may be a slip of the pen.

    >>> _missing({"Q1", "Q3", "T2", "T40", "CT"})
    ['Q2']
    """
    numbers: dict[str, set[int]] = {}
    for name in present:
        if match := _NUMBERED.fullmatch(name):
            numbers.setdefault(match[1], set()).add(int(match[2]))
    return [
        f"{letter}{number}"
        for letter, there in sorted(numbers.items())
        if max(there) <= FAR * len(there)
        for number in range(1, max(there))
        if number not in there
    ]


def _silences(analysis: Analysis, session: Session) -> Iterator[Check]:
    """The silences amid a lively chat."""
    tweets = [analysis.timeline.tweets[i] for i in session.tweets]
    timed = [(sessions.seconds(tweet.posted_at), tweet) for tweet in tweets if isinstance(tweet.posted_at, datetime)]
    if not timed:
        return
    timed.sort(key=lambda one: one[0])
    times = [when for when, _ in timed]
    silent: list[str] = []
    lines: list[int] = []
    for k, (before, after) in enumerate(pairwise(times)):
        if after - before < SILENCE or k + 1 < LIVELY or k + LIVELY >= len(times):
            continue
        if before - times[k + 1 - LIVELY] <= SILENCE and times[k + LIVELY] - after <= SILENCE:
            start = _cells.moment(timed[k][1].posted_at) or ""
            silent.append(f"{round((after - before) / 60)} minutes from {start[11:16]}")
            lines += [timed[k][1].first_line, timed[k + 1][1].first_line]
    advice = "Nobody writes amid a lively chat: tweets may be missing from the transcript."
    check = _listed(session.number, PROBLEM, "silences", silent, advice)
    yield check._replace(lines=tuple(lines))


def _placing(analysis: Analysis) -> Iterator[Check]:
    placed = [placement for placement in analysis.placements if placement.questions]
    for method, count in sorted(Counter(one.method for one in placed).items(), key=lambda one: (-one[1], one[0])):
        yield Check(None, FACT, f"placed by {method}", f"{count:,} of {len(placed):,} ({count / len(placed):.0%})")
    asked_on = notices.asked_on(analysis.timeline, analysis.placements)
    talk = [i for i in asked_on if analysis.placements[i].role in ("answer", "reply")]
    unplaced = _lines(analysis, (i for i in talk if not analysis.placements[i].questions))
    yield _judged(None, NOTICE, "answers and replies that could not be placed", unplaced, _unplaced(analysis.options))
    sure = [one.confidence for one in placed if one.confidence is not None]
    if sure:
        yield Check(None, FACT, "mean confidence", f"{sum(sure) / len(sure):.2f}")
    guessed = [
        one.confidence
        for own, one in zip(analysis.labels, analysis.placements, strict=True)
        if one.questions and one.confidence is not None and not own and one.method not in ("given", "repeat")
    ]
    if guessed:
        mean = sum(guessed) / len(guessed)
        advice = "Many may stand under a wrong question: sort chatlens tweets by confidence, and correct with --fix."
        finding, said = (NOTICE, advice) if mean < SURE else (FINE, "")
        yield Check(None, finding, "mean confidence without label", f"{mean:.2f}", (), said)


def _unplaced(options: Options) -> str:
    """What to do about tweets that could not be placed."""
    by_hand = "--fix places them by hand."
    if options.strict_labels:
        return f"They carry no label. Without --strict-labels their context places them; {by_hand}"
    if options.min_confidence == 0:
        return by_hand
    return f"No question is likely enough. --min-confidence 0 places them all the same; {by_hand}"


def _sums(analysis: Analysis) -> Iterator[Check]:
    """The sums that must come out; where they do not, chatlens is wrong, not the transcript."""
    counted = _counts.totals(analysis)
    wrong = "This is a mistake in chatlens. Please report it."
    roles = " + ".join(f"{count:,} {role}" for role, count in counted.roles.items() if count) or "0"
    for check, sums, value in (
        ("roles add up to tweets", sum(counted.roles.values()) == counted.tweets, f"{roles} = {counted.tweets:,}"),
        (
            "different + repeats are all tweets",
            counted.different + counted.repeats == counted.tweets,
            f"{counted.different:,} + {counted.repeats:,} = {counted.tweets:,}",
        ),
        (
            "rows of summarize add up to tweets, and those under two questions once more",
            counted.rows == counted.tweets + counted.twice,
            f"{counted.rows:,} = {counted.tweets:,} + {counted.twice:,}",
        ),
    ):
        yield Check(None, FINE if sums else PROBLEM, check, value, (), "" if sums else wrong)


def _lines(analysis: Analysis, indices: Iterable[int]) -> tuple[int, ...]:
    return tuple(analysis.timeline.tweets[i].first_line for i in indices)


def _judged(
    session: int | None, finding: str, check: str, lines: tuple[int, ...], advice: str, everywhere: int = 0
) -> Check:
    """A check that finds lines; none are fine. Where it is true of `everywhere` tweets, no line needs naming."""
    named = () if len(lines) == everywhere else lines
    return Check(session, finding if lines else FINE, check, f"{len(lines):,}", named, advice if lines else "")


def _named(analysis: Analysis, finding: str, check: str, found: dict[int, str], advice: str) -> Check:
    """A check that finds labels of tweets."""
    names = [f"{name} ({n})" if n > 1 else name for name, n in Counter(found.values()).most_common()]
    return _listed(None, finding, check, names, advice)._replace(lines=_lines(analysis, found))


def _listed(session: int | None, finding: str, check: str, names: Sequence[str], advice: str) -> Check:
    """A check that finds names; none are fine."""
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    value = ", ".join([*names[:NAMED], *more]) or "none"
    return Check(session, finding if names else FINE, check, value, (), advice if names else "")
