"""What the user corrects by hand (`--fix`): from a file's rows to the tweets that they speak of, and to their repeats.

A correction wins over everything. It holds for the tweet's repeats too, but for those that are corrected themselves and
for comments on a copy; what a corrected tweet says of its neighbours and replies, the placing model sees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chatlens import entities, forms
from chatlens.errors import OptionError, shown
from chatlens.models import Correction, Given, Inquiry, Label, Question, Repeat, Timeline
from chatlens.questions import NAME, in_order
from chatlens.repeats import marks

ROLES = ("question", "answer", "reply", "greeting", "closing", "aside")
UNPLACED = ("greeting", "closing", "aside")
"""Roles that are under no question."""
NONE = ("none", "-")
"""What stands in the column of questions for: under none."""

EXAMPLE = "line,question,role"
COLUMNS = {
    "line": ("line", "first_line"),
    "tweet_id": ("tweet_id", "id"),
    "question": ("question", "questions"),
    "role": ("role",),
    "chat": ("chat",),
}
"""What a correction says -> headings of its column; those of `chatlens tweets` among them."""

_BETWEEN = re.compile(r"\s*[;,/&|+]\s*|\s+")


def read(text: str, name: str) -> tuple[Correction, ...]:
    """The corrections of a table as text, one a row. Raises `OptionError` for a row that makes no sense.

    >>> [(c.line, c.questions, c.role) for c in read("line,question,role\\n12,Q3,\\n40,none,aside", "fixes.csv")]
    [(12, ('Q3',), None), (40, (), 'aside')]
    """
    import csv

    from chatlens.sources import split_lines

    lines = split_lines(text)
    head = next((at for at, line in enumerate(lines) if line.strip()), 0)
    sign = max(",;\t", key=lines[head].count) if lines else ","
    rows = list(csv.reader(lines[head:], delimiter=sign))
    columns = _columns([cell.strip().casefold() for cell in rows[0]] if rows else [], name)
    found = []
    for number, row in enumerate(rows[1:], head + 2):
        cells = {what: row[at].strip() if at < len(row) else "" for what, at in columns.items()}
        if any(cells.values()) and (cells.get("question") or cells.get("role")):
            found.append(_correction(cells, f"{shown(name)}, line {number}"))
    if not found:
        raise OptionError(f"{shown(name)} corrects nothing.", f'Write lines such as "12,Q3,answer" below "{EXAMPLE}".')
    return tuple(found)


def _columns(heads: Sequence[str], name: str) -> dict[str, int]:
    columns = {what: heads.index(head) for what, known in COLUMNS.items() for head in known if head in heads}
    if not ({"line", "tweet_id"} & set(columns) and {"question", "role"} & set(columns)):
        raise OptionError(
            f"the first line of {shown(name)} does not name the columns of corrections.",
            f'Let it be "{EXAMPLE}" (tweet_id may stand for line), and below it write lines such as "12,Q3,answer".',
        )
    return columns


def _correction(cells: Mapping[str, str], where: str) -> Correction:
    line, tweet_id = cells.get("line", ""), cells.get("tweet_id", "")
    role = cells.get("role", "").casefold() or None
    if line and not line.isdecimal():
        raise OptionError(
            f"{where}: {shown(line)[:40]} is no number of a line.", "Count the transcript's lines from 1."
        )
    if not line and not tweet_id:
        raise OptionError(f"{where} does not say which tweet it corrects.", "Give its line, or its tweet_id.")
    if role is not None and role not in ROLES:
        raise OptionError(f"{where}: {shown(role)[:40]} is no role.", f"Roles are {', '.join(ROLES)}.")
    questions = _questions(cells.get("question", ""), where)
    if questions and role in UNPLACED:
        raise OptionError(f"{where}: a tweet of role {role} is under no question.", "Leave out one of the two.")
    return Correction(where, int(line) if line else None, tweet_id or None, cells.get("chat") or None, role, questions)


def _questions(written: str, where: str) -> tuple[str, ...] | None:
    if not written:
        return None
    if written.casefold() in NONE:
        return ()
    names = tuple(dict.fromkeys(_BETWEEN.split(written.upper())))
    for name in names:
        if not NAME.fullmatch(name):
            raise OptionError(f"{where}: {shown(name)[:40]} is no question.", 'Write Q1, T1, CT, "Q1; Q2" or none.')
    return names


def settle(
    corrections: Sequence[Correction], timeline: Timeline, repeats: Sequence[Repeat | None], chat: str
) -> dict[int, Given]:
    """Index of a tweet -> what is given of it. Raises `OptionError` for a correction whose tweet is not there."""
    mine = [one for one in corrections if one.chat in (None, chat)]
    found: dict[int, Given] = {}
    if not mine:
        return found
    by_line = {
        line: index
        for index, tweet in reversed(list(enumerate(timeline.tweets)))
        for line in range(tweet.first_line, tweet.last_line + 1)
    }
    by_id = {tweet.tweet_id: index for index, tweet in enumerate(timeline.tweets) if tweet.tweet_id}
    for one in mine:
        index = by_id.get(one.tweet_id) if one.tweet_id else by_line.get(one.line or 0)
        if index is None:
            what = f"no tweet has the id {shown(one.tweet_id)}" if one.tweet_id else f"line {one.line} is of no tweet"
            raise OptionError(f"{one.where}: {what}.", "chatlens tweets FILE -o tweets.csv lists them.")
        if index in found and _says(found[index].correction) != _says(one):
            raise OptionError(
                f"{one.where}: the tweet is corrected already by {found[index].correction.where}.", "Keep one of them."
            )
        found[index] = Given(one, own=True)
    return found | _spread(found, timeline, repeats)


def _says(one: Correction) -> tuple[str | None, tuple[str, ...] | None]:
    return one.role, one.questions


def _spread(own: Mapping[int, Given], timeline: Timeline, repeats: Sequence[Repeat | None]) -> dict[int, Given]:
    """What is given of the repeats of corrected tweets. What is said of the original counts before what is said of
    another repeat; of those the earliest."""
    by_group: dict[int, Given] = {}
    for index in sorted(own, key=lambda index: (repeats[index] is not None, index)):
        repeat = repeats[index]
        if repeat is None or not marks.comments(timeline.tweets[index].text, timeline.tweets[repeat.original].text):
            by_group.setdefault(index if repeat is None else repeat.original, replace(own[index], own=False))
    return {
        index: given
        for index, repeat in enumerate(repeats)
        if index not in own
        and (given := by_group.get(index if repeat is None else repeat.original))
        and (repeat is None or not marks.comments(timeline.tweets[index].text, timeline.tweets[repeat.original].text))
    }


def asked(
    inquiries: Sequence[Inquiry], given: Mapping[int, Given], timeline: Timeline, labels: Sequence[tuple[Label, ...]]
) -> tuple[Inquiry, ...]:
    """The inquiries with what the corrections say of who asks what, and with the questions that they name."""
    if not given:
        return tuple(inquiries)
    session_of = {session.number: session for session in timeline.sessions}
    return tuple(
        _asked(
            inquiry,
            {i: given[i].correction for i in session_of[inquiry.session].tweets if i in given},
            timeline,
            labels,
        )
        for inquiry in inquiries
    )


def _asked(
    inquiry: Inquiry, given: Mapping[int, Correction], timeline: Timeline, labels: Sequence[tuple[Label, ...]]
) -> Inquiry:
    asks: dict[str, list[int]] = {}
    silent: set[int] = set()  # what asks nothing, or something else
    for index, one in given.items():
        if one.role == "question" and one.questions:
            for name in one.questions:
                asks.setdefault(name, []).append(index)
        if one.role is not None or one.questions is not None:
            silent.add(index)
    known = {question.name: question for question in inquiry.questions}
    for name in dict.fromkeys(name for one in given.values() for name in one.questions or ()):
        known.setdefault(name, Question(inquiry.session, name, None))
    questions = []
    for name, question in known.items():
        kept = [i for i in question.askings if i not in silent or _still_asks(given[i], name)]
        askings = tuple(sorted({*kept, *asks.get(name, ())}))
        text = question.text if question.given or kept or not question.askings else None
        if text is None and askings:
            first = askings[0]
            body = forms.body(timeline.tweets[first].text, max((label.end for label in labels[first]), default=0))
            text = " ".join(body[: entities.trailing_tags_start(body)].split()) or None
        authors = tuple(dict.fromkeys(a for i in askings if (a := timeline.tweets[i].author)))
        questions.append(
            replace(
                question,
                text=text,
                askings=askings,
                opens=None if askings else question.opens,
                asked_by=question.asked_by if askings == question.askings else authors,
                asked_at=timeline.tweets[askings[0]].posted_at if askings else None,
            )
        )
    return replace(inquiry, questions=tuple(sorted(questions, key=lambda question: in_order(question.name))))


def _still_asks(one: Correction, name: str) -> bool:
    return one.role in (None, "question") and (one.questions is None or name in one.questions)
