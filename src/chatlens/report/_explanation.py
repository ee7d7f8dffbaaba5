"""Why one tweet stands where it stands, in words for a moderator who disagrees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chatlens import placing
from chatlens._words import content_words
from chatlens.report._lines import Bit, Page, flow, words

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.placing.reasons import Case, Reasons

SHOWN = 4  # questions whose case is told; the others are counted
SILENT = 0.05  # log-odds below which evidence says nothing
METHODS = {
    "label": "its label says so",
    "repeat": "it repeats a tweet that is placed",
    "platform": "the platform's own numbers say what it answers",
    "quote": "it comments on the tweet printed with it",
    "reply": "it answers a tweet that is under this question",
    "self": "its author goes on from the tweet before",
    "context": "what was asked and answered around it, and its words",
    "given": "you said so",
    "none": "it is under no question",
}


def explain(analysis: Analysis, index: int, *, width: int, color: bool, unicode: bool) -> str:
    """The explanation of the tweet of that index, as lines of a terminal."""
    page = Page(width, color, unicode)
    return "\n".join(_lines(analysis, index, page)) + "\n"


def _lines(analysis: Analysis, index: int, page: Page) -> Iterator[str]:
    tweet, placement = analysis.timeline.tweets[index], analysis.placements[index]
    lines = (
        f"line {tweet.first_line}"
        if tweet.first_line == tweet.last_line
        else (f"lines {tweet.first_line}-{tweet.last_line}")
    )
    by = f", by @{tweet.author}" if tweet.author else ""
    yield from flow(words(f"Tweet {index + 1} ({lines}{by})", "title"), page)
    yield from flow(words(tweet.text), page, "    ", "    ")
    under = " and ".join(placement.questions)
    yield ""
    if under:
        sure = "" if placement.confidence is None else f", with a confidence of {placement.confidence:.2f}"
        yield from flow(words(f"It is a tweet of role {placement.role} under {under}{sure}."), page)
        yield from flow(words(f"How: {METHODS[placement.method]} (method {placement.method})."), page)
    else:
        yield from flow(words(f"It is a tweet of role {placement.role} under no question."), page)
    if placement.note:
        yield from flow(words(f"Against the letter: {placement.note}."), page)
    yield from _signs(analysis, index, page)
    found = _why(analysis, index)
    yield ""
    if found is None:
        yield from flow(words("No question is asked around it, so there is nothing to choose from."), page)
    else:
        yield from _reasons(found, page)


def _why(analysis: Analysis, index: int) -> Reasons | None:
    """What speaks for each question at a tweet. Where people are hidden it is asked of what was decided on, and told
    with those words alone that the tweet still has."""
    true = analysis.behind or analysis
    found = placing.why(
        true.timeline,
        true.labels,
        true.repeats,
        true.inquiries,
        true.links,
        true.reading.hashtag,
        true.options,
        index,
    )
    if found is None or true is analysis:
        return found
    told = frozenset() if index in analysis.withheld else content_words(analysis.timeline.tweets[index].text)
    cases = (
        case._replace(words=tuple((word, odds) for word, odds in case.words if word in told)) for case in found.cases
    )
    return found._replace(cases=tuple(cases))


def _signs(analysis: Analysis, index: int, page: Page) -> Iterator[str]:
    """Its label, its group, its links."""
    labels, repeat, link = analysis.labels[index], analysis.repeats[index], analysis.links[index]
    told = ", ".join(f"{label.name} (form: {label.convention})" for label in labels) or "none that counts in this chat"
    yield from flow(words(f"Label: {told}."), page)
    if repeat is not None:
        of = f"Repeats tweet {repeat.original + 1} ({repeat.kind}, {repeat.similarity:.0f} % alike)."
        yield from flow(words(of), page)
    again = [i + 1 for i, other in enumerate(analysis.repeats) if other is not None and other.original == index]
    if again:
        yield from flow(words(f"Repeated by tweet {', '.join(str(number) for number in again)}."), page)
    for what, target in (("Quotes", link.quotes), ("Answers", link.replies_to), ("Goes on from", link.continues)):
        if target is not None:
            yield from flow(words(f"{what} tweet {target + 1}."), page)
    if link.reply_to:
        yield from flow(words(f"Addressed to {', '.join('@' + who for who in link.reply_to)}."), page)


def _reasons(found: Reasons, page: Page) -> Iterator[str]:
    for where, near in (("before", found.before), ("after", found.after)):
        told = ", ".join(f"tweet {index + 1} is under {name}" for index, name in near) or "none"
        yield from flow(words(f"Nearest labelled tweets {where} it: {told}."), page)
    yield ""
    yield from flow(
        words(
            "What its surroundings say, whatever its own label says: the probability of each question, and what speaks "
            "for (+) and against (-) it, in log-odds against the mean of all questions."
        ),
        page,
    )
    for case in found.cases[:SHOWN]:
        yield from _case(case, page)
    if (more := len(found.cases) - SHOWN) > 0:
        rest = 1.0 - sum(case.probability for case in found.cases[:SHOWN])
        yield from flow(words(f"{more} more with {max(rest, 0.0):.2f} together"), page, "  ", "  ")


def _case(case: Case, page: Page) -> Iterator[str]:
    told = [f"{kind} {score:+.1f}" for kind, score in case.kinds if abs(score) >= SILENT]
    head = Bit(f"{case.question}  {case.probability:.2f}", "name")
    bits = [Bit(text + "," * (k < len(told))) for k, text in enumerate(told, 1)]
    yield from flow([head, *bits], page, "  ", "      ")
    if case.words:
        spoken = ", ".join(f"{word} {score:+.1f}" for word, score in case.words)
        yield from flow(words(f"words: {spoken}"), page, "      ", "      ")
