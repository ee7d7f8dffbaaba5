"""The report of `summarize` for a terminal: what was asked, how many answered, about what, and their best answers.

A narrow terminal loses the bars first, then the theme words get a line of their own. Text is never cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from chatlens._phrases import how_many, listed
from chatlens.report._lines import Bit, Page, clean, flow, paint, separated, words
from chatlens.tables import _counts, _dates, _digest

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.models import Question

MIN_WIDTH = 20
"""Cells; a terminal that says it has fewer gets this many."""

BAR = (8, 24)
"""Cells of a bar, at least and at most."""

BAR_SHARE = 0.25
"""... and its share of what the counts leave, where theme words stand behind it."""

THEMES = (28, 34)
"""Cells that theme words must have to stand beside the counts: without bars, and before there are any."""

MISSING = "the question itself is not in this transcript"

_DOES = {
    "question": ("asks", "ask"),
    "answer": ("answers", "answer"),
    "reply": ("replies", "reply"),
    "greeting": ("greets", "greet"),
    "closing": ("says goodbye", "say goodbye"),
    "aside": ("is an aside", "are asides"),
}


class _Row(NamedTuple):
    """A line of the overview."""

    name: str
    answers: str
    replies: str
    bar: tuple[int, int]  # different answers, their repeats
    themes: list[Bit]


def render(analyses: Sequence[Analysis], *, width: int, color: bool, unicode: bool, top: int) -> str:
    """The report of some chats, one after the other, with the `top` best answers to each question."""
    page = Page(max(width, MIN_WIDTH), color, unicode)
    chats = ["\n".join(_chat(analysis, page, top, len(analyses) > 1)) for analysis in analyses]
    return "\n\n\n".join(chats) + "\n" if chats else ""


def _chat(analysis: Analysis, page: Page, top: int, several: bool) -> Iterator[str]:
    sittings = _counts.sittings(analysis)
    yield from _headline(analysis, page, sittings, several)
    for sitting in sittings:
        if len(sittings) > 1:
            yield ""
            yield from _session(analysis, page, sitting)
        digests = _digest.digests(analysis, sitting)
        yield ""
        yield from _overview(digests, page)
        if twice := _counts.totals(analysis, sitting).twice:
            text = f"the rows count {twice} more than there are tweets: a tweet under two questions stands in both"
            yield from flow(words(text, "meta"), page)
        for digest in digests:
            if digest.tally.name or (digest.ranked and top):
                yield ""
                yield from _question(analysis, digest, page, top)


def _headline(analysis: Analysis, page: Page, sittings: Sequence[_counts.Sitting], several: bool) -> Iterator[str]:
    counted = _counts.totals(analysis)
    hashtag = analysis.reading.hashtag
    title = [f"#{clean(hashtag)}"] if hashtag else []
    if several or not hashtag:
        title.append(clean(analysis.source.chat))
    title += [days] if (days := _dates.days(session.starts_at for session in analysis.timeline.sessions)) else []
    if len(analysis.timeline.sessions) > 1:
        title.append(f"{len(analysis.timeline.sessions)} sessions")
    dot = page.sign(" ·", ",")
    yield from flow(separated(title, dot, "title"), page)
    facts = [_tweets(counted)]
    if len(sittings) == 1:
        facts += _asked(sittings[0])
    yield from flow(separated(facts, dot), page)
    roles = [
        f"{number} {_DOES[role][number != 1]}" + (" (repeats included)" if role == "answer" and counted.repeats else "")
        for role, number in counted.roles.items()
        if number
    ]
    yield from flow([Bit("of these", "meta"), *separated(roles, ",", "meta")], page)


def _session(analysis: Analysis, page: Page, sitting: _counts.Sitting) -> Iterator[str]:
    """The headline of one session among several."""
    title = ["Between sessions"] if sitting.number is None else [f"Session {sitting.number}"]
    starts = [session.starts_at for session in analysis.timeline.sessions if session.number == sitting.number]
    title += [days] if (days := _dates.days(starts)) else []
    facts = [_tweets(_counts.totals(analysis, sitting)), *_asked(sitting)]
    dot = page.sign(" ·", ",")
    yield from flow([*separated([*title, ""], dot, "title")[:-1], *separated(facts, dot)], page)


def _tweets(counted: _counts.Totals) -> str:
    if not counted.repeats:
        return how_many(counted.tweets, "tweet")
    return f"{how_many(counted.tweets, 'tweet')}: {counted.different} different, {how_many(counted.repeats, 'repeat')}"


def _asked(sitting: _counts.Sitting) -> list[str]:
    """How many questions, and who hosts."""
    if not sitting.inquiry:
        return []
    facts = [how_many(len(sitting.inquiry.questions), "question")]
    if hosts := [f"@{clean(host)}" for host in sitting.inquiry.hosts]:
        facts.append(f"{'host' if len(hosts) == 1 else 'hosts'} {listed(hosts)}")
    return facts


def _overview(digests: Sequence[_digest.Digest], page: Page) -> Iterator[str]:
    """A line per question, then one for what is under none."""
    digits = max(2, *(len(str(number)) for d in digests for number in (len(d.tally.answers), *d.tally.roles.values())))
    rows = [_row(digest, page, digits) for digest in digests]
    names, answers, replies = (max(len(row[k]) for row in rows) for k in range(3))
    left = names + 2 + answers + 2 + replies + 2 * bool(replies)
    beside = any(row.themes for row in rows)
    room = page.width - left
    bar = min(BAR[1], max(BAR[0], int(room * BAR_SHARE)) if beside else room)
    fits = bar >= BAR[0] and room - bar - 2 >= THEMES[1] * beside
    bar = bar if fits and any(row.bar[0] for row in rows) else 0
    widest = max(sum(row.bar) for row in rows) or 1
    for row in rows:
        if room < 0:
            bits = [Bit(fact.strip()) for fact in (row.answers, row.replies) if fact]
            yield from _headed(row.name, names, bits, page)
            yield from flow(row.themes, page, " " * (names + 2), " " * (names + 2))
            continue
        start = paint([Bit(row.name, "name")], page) + " " * (names - len(row.name) + 2)
        start += row.answers.ljust(answers + 2) + row.replies.ljust(replies + 2 * bool(replies))
        if bar:
            start += _bar(row.bar, widest, bar, page)
        indent = left + (bar + 2) * bool(bar)
        if page.width - indent >= THEMES[0]:
            lines = flow(row.themes, page._replace(width=page.width - indent))
            yield (start + lines[0]).rstrip() if lines else start.rstrip()
            yield from (" " * indent + line for line in lines[1:])
        else:
            yield start.rstrip()
            yield from flow(row.themes, page, " " * (names + 2), " " * (names + 2))
    yield from _legend(bool(bar), any(digest.themes for digest in digests), page)


def _headed(name: str, names: int, bits: Sequence[Bit], page: Page) -> Iterator[str]:
    """A question's name in a column of `names` cells, and beside it what wraps there."""
    indent = " " * (names + 2)
    first, *others = flow(bits, page._replace(width=page.width - len(indent)))
    yield paint([Bit(name, "name")], page) + indent[len(name) :] + first
    yield from (indent + line for line in others)


def _row(digest: _digest.Digest, page: Page, digits: int) -> _Row:
    tally = digest.tally
    answers = how_many(len(tally.answers), "answer")
    if tally.repeats:
        answers += f", {tally.occurrences} with repeats"
    replied = tally.roles.get("reply", 0)
    themes = separated([clean(str(theme)) for theme in digest.themes], ",", "theme")
    if not tally.name:
        others = [how_many(tally.roles.get(role, 0), role) for role in ("greeting", "closing", "aside", "question")]
        others = [other for other in others if not other.startswith("no ")]
        themes = words("under no question" + (f", with {listed(others)}" if others else ""), "meta")
    return _Row(
        clean(tally.name) or page.sign("–", "-"),
        answers.rjust(len(answers) + digits - answers.index(" ")),
        f"{replied:>{digits}} {'reply' if replied == 1 else 'replies'}" if replied else "",
        (len(tally.answers), tally.repeats),
        themes,
    )


def _bar(counts: tuple[int, int], widest: int, cells: int, page: Page) -> str:
    """Different answers, and behind them their repeats, on one scale for all questions; two blanks behind."""
    whole = max(round(sum(counts) * cells / widest), 1) if counts[0] else 0
    different = max(round(counts[0] * cells / widest), 1) if counts[0] else 0
    drawn = page.sign("█", "#") * different + page.sign("░", "-") * (whole - different)
    return (paint([Bit(drawn, "bar")], page) if drawn else "") + " " * (cells - whole + 2)


def _legend(bar: bool, themes: bool, page: Page) -> Iterator[str]:
    facts = [f"{page.sign('█', '#')} different answers, {page.sign('░', '-')} their repeats"] if bar else []
    if themes:
        facts.append("word (n): n different answers use it")
    if facts:
        yield from flow(separated(facts, ";", "meta"), page)


def _question(analysis: Analysis, digest: _digest.Digest, page: Page, top: int) -> Iterator[str]:
    """A question's text, how often it was asked, and its best answers."""
    tally = digest.tally
    name = clean(tally.name) or page.sign("–", "-")
    indent = " " * (len(name) + 2)
    text = [Bit("under no question", "meta")]
    if tally.name:
        known = tally.question.text if tally.question else None
        text = words(known or "", "title") or [Bit(MISSING, "meta")]
    yield from _headed(name, len(name), text, page)
    if tally.name:
        yield from flow(_asking(tally), page, indent, indent)
    bullet = indent + page.sign("• ", "- ")
    for ranked in _digest.quoted(analysis, digest)[:top]:
        shared = ranked.answer.shares
        author = analysis.timeline.tweets[ranked.answer.tweet].author
        facts = ([f"@{clean(author)}"] if author else []) + ([f"shared {shared}x"] if shared else [])
        source = [Bit(f"({', '.join(facts)})", "meta")] if facts else []
        yield from flow([*words(_digest.reading(analysis, ranked.answer.tweet)), *source], page, bullet, indent + "  ")


def _asking(tally: _counts.Tally) -> list[Bit]:
    """Who asked and how often; nothing where nothing is known."""
    asked = tally.roles.get("question", 0)
    question: Question | None = tally.question
    facts = [f"asked {'once' if asked == 1 else f'{asked} times'}"] if asked else []
    if question and question.asked_by and asked:
        facts.append(f"by {listed([f'@{clean(asker)}' for asker in question.asked_by])}")
    if question and question.given:
        facts.append("text given by you")
    return separated(facts, "", "meta")
