"""A draft -> the blocks of its page: the one template behind Markdown and HTML, and the words between the facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chatlens._phrases import how_many, listed, times
from chatlens.recap import _text
from chatlens.recap._blocks import (
    Anchor,
    Block,
    Break,
    Bullets,
    Embed,
    Emphasis,
    Heading,
    Paragraph,
    Picture,
    Quotation,
    Span,
    Strong,
    Text,
)
from chatlens.recap._records import Quote, Recap, Resource, Section

NO_TEXT = "The question itself is not in the transcript."
NO_ANSWERS = "No answer to quote."
NO_QUESTIONS = "What was said"

SHORTENED = "t.co"
"""A domain that says nothing of where a link leads."""

NAMES = {"CT": "Closing thought", "Q0": "Warm-up"}
"""How a page calls the questions that have no number for those who were in the chat."""

_EMPHASIS = re.compile(r"[\W_]_\w(?:.*\w)?_[\W_]", re.ASCII)
"""Underscores in an address that a reader of Markdown would take for emphasis."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the draft is laid out."""

    link_handles: bool = False  # handles lead to people's pages
    embed: bool = False  # tweets as addresses on lines of their own, where they are known
    charts: bool = False  # with pictures; HTML alone can hold them


def blocks(recap: Recap, look: Look, pictures: Sequence[Picture] = ()) -> Iterator[Block]:
    """The page of one draft."""
    yield Heading(1, (Text(recap.title),))
    yield Paragraph(tuple(_intro(recap, look)))
    yield from pictures[:1]
    for section in recap.sections:
        yield from _section(recap, section, look)
    if recap.resources:
        yield Heading(2, (Text("Shared links"),))
        yield Bullets(tuple(tuple(_resource(recap, resource, look)) for resource in recap.resources))
    yield from _thanks(recap, look)
    yield Heading(2, (Text("The chat in numbers"),))
    yield Bullets(tuple((Strong(_number(n.value, n.what)), Text(f": {n.meaning}")) for n in recap.numbers))
    yield from pictures[1:]
    yield Heading(2, (Text("How this was made"),))
    yield Paragraph((Text(" ".join(recap.made)),))
    if recap.missing:
        yield Bullets(tuple((Text(fact),) for fact in recap.missing))
    if recap.next:
        yield Heading(2, (Text("Next chat"),))
        yield from (Paragraph(tuple(_words(recap, part, look))) for part in recap.next.split("\n\n"))


def _intro(recap: Recap, look: Look) -> Iterator[Span]:
    """Who hosted, and how many said how much."""
    if recap.hosts:
        yield from _people(recap, recap.hosts, look)
        yield Text(" hosted. ")
    wrote = f"{how_many(recap.people, 'person', 'people')} wrote" if recap.people is not None else "There were"
    sentence = f"{wrote} {how_many(recap.tweets, 'tweet')}"
    if recap.tweets != recap.different:
        sentence += f", {recap.different:,} of them different"
    asked = [section for section in recap.sections if section.name]
    if asked:
        sentence += f", on {how_many(len(asked), 'question')}"
    quoted = sum(len(section.quotes) for section in recap.sections)
    selection = f" Here {'is' if quoted == 1 else 'are'} {quoted} of the answers." if quoted and asked else ""
    yield Text(f"{sentence}.{selection}")


def _section(recap: Recap, section: Section, look: Look) -> Iterator[Block]:
    if not section.name:
        yield Heading(2, (Text(NO_QUESTIONS),))
    else:
        name = NAMES.get(section.name, section.name)
        yield Heading(2, (Text(f"{name}: {section.text}" if section.text else name),))
        if section.text is None:
            yield Paragraph((Emphasis(NO_TEXT),))
    if facts := _facts(section):
        yield Paragraph((Text(facts),))
    for quote in section.quotes:
        yield from _quote(recap, quote, look)
    if not section.quotes:
        yield Paragraph((Emphasis(NO_ANSWERS),))


def _facts(section: Section) -> str:
    """How many answered, and what came up."""
    if not section.answers:
        return ""
    noun = "different answer" if section.occurrences != section.answers else "answer"
    by = f" from {how_many(section.contributors, 'person', 'people')}" if section.contributors else ""
    themes = f" Words that stand out: {listed(section.themes)}." if section.themes else ""
    return f"{how_many(section.answers, noun)}{by}.{themes}"


def _quote(recap: Recap, quote: Quote, look: Look) -> Iterator[Block]:
    if look.embed and quote.addresses and not any(_EMPHASIS.search(address) for address in quote.addresses):
        yield from (Embed(address) for address in quote.addresses)
        return
    paragraphs = tuple(tuple(_words(recap, part, look)) for part in quote.text.split("\n\n"))
    yield Quotation(paragraphs, tuple(_source(recap, quote, look)))


def _source(recap: Recap, quote: Quote, look: Look) -> Iterator[Span]:
    """Who says it, where, and how often it was passed on."""
    named: list[Span] = []
    if quote.author and quote.address and not look.link_handles:
        named = [Anchor(f"@{quote.author}", quote.address)]
    elif quote.author:
        named = list(_people(recap, (quote.author,), look))
    if quote.address and not any(isinstance(span, Anchor) and span.address == quote.address for span in named):
        named += [*([Text(", ")] if named else []), Anchor("tweet", quote.address)]
    if quote.shared:
        named += [*([Text(", ")] if named else []), Text(f"{'s' if named else 'S'}hared {times(quote.shared)}")]
    if quote.author or quote.address:
        yield Text("— ")
    yield from named


def _resource(recap: Recap, resource: Resource, look: Look) -> Iterator[Span]:
    yield Anchor(resource.title, resource.address) if resource.address else Text(resource.title)
    facts: list[list[Span]] = []
    if resource.domain not in ("", SHORTENED) and resource.domain not in resource.title:
        facts.append([Text(resource.domain)])
    if resource.shared_by:
        facts.append([Text("shared by "), *_people(recap, resource.shared_by, look)])
    if resource.questions:
        facts.append([Text(f"under {listed(resource.questions)}")])
    if resource.times > 1:
        facts.append([Text(times(resource.times))])
    for number, fact in enumerate(facts):
        yield Text(", " if number else " – ")
        yield from fact


def _thanks(recap: Recap, look: Look) -> Iterator[Block]:
    thanks = recap.thanks
    new = thanks.first_timers or ()
    rows = (
        ("Thank you for taking part: ", tuple(who for who in thanks.contributors if who not in new)),
        ("Welcome, first-timers: ", new),
        ("Thank you for passing it on: ", thanks.amplifiers),
    )
    if any(people for _, people in rows):
        yield Heading(2, (Text("Thanks"),))
        for words, people in rows:
            if people:
                yield Paragraph((Text(words), *_people(recap, people, look), Text(".")))


def _people(recap: Recap, handles: Sequence[str], look: Look) -> Iterator[Span]:
    """Handles as a sentence lists them."""
    for number, handle in enumerate(handles):
        if number:
            yield Text(" and " if number == len(handles) - 1 else ", ")
        yield _person(recap, f"@{handle}", look)


def _person(recap: Recap, written: str, look: Look) -> Span:
    address = recap.profiles.get(written[1:].casefold()) if look.link_handles else None
    return Anchor(written, address) if address else Text(written)


def _words(recap: Recap, text: str, look: Look) -> Iterator[Span]:
    """A text of one or several lines, its links (and, where wished, handles) leading somewhere."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Break()
        for kind, written, address in _text.pieces(line):
            if kind == "mention":
                yield _person(recap, written, look)
            elif address:
                yield Anchor(written, address)
            else:
                yield Text(written)


def _number(value: int, what: str) -> str:
    return f"{value:,} {what}" if value != 1 else f"1 {_singular(what)}"


def _singular(what: str) -> str:
    """One of what is counted.

    >>> _singular("people"), _singular("replies"), _singular("answers with repeats")
    ('person', 'reply', 'answer with repeats')
    """
    noun, *rest = re.split(r"(?= with )", what)
    one = {"people": "person", "replies": "reply"}.get(noun, noun.removesuffix("s"))
    return "".join((one, *rest))


def title(recaps: Iterable[Recap]) -> str:
    """The title of a page of several drafts."""
    return "; ".join(dict.fromkeys(recap.title for recap in recaps)) or "chatlens"
