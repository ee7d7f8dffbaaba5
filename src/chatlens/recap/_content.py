"""An analysis -> the drafts of its sittings. Every number is one of the tables'."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from chatlens import entities, provenance
from chatlens._phrases import how_many, listed
from chatlens.recap import _choice, _text
from chatlens.recap._profiles import Profiles
from chatlens.recap._records import Number, Quote, Recap, Resource, Section, Thanks
from chatlens.tables import _cells, _counts, _dates, _digest, _people, _shared

if TYPE_CHECKING:
    from chatlens.analysis import Analysis
    from chatlens.models import Moment, Question, Tweet

HASH_SHOWN = 12
"""Hexadecimal digits of the input's hash that are printed: enough to tell a person's files apart."""

_WORD = 12
"""Characters at a text's end in which its last word is looked for."""

_LEADS_ON = re.compile(
    r"(?i)\b(?:a|an|the|my|our|your|their|this|these|of|in|on|at|to|for|from|with|by|about|into|and|or|but|as|is|are|was)\Z"
)
"""A last word that no sentence ends with: what follows belongs to it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user wants to stand in a draft."""

    per_question: int = 5  # answers quoted for each question, at most
    next: str = ""  # what is said of the next chat
    earlier: tuple[tuple[Tweet, ...], ...] | None = None  # the tweets of earlier transcripts; None: none are given


def drafts(analysis: Analysis, wishes: Wishes) -> Iterator[Recap]:
    """The draft of each session in order."""
    whole = _Whole(
        Profiles(analysis.timeline.tweets),
        list(_shared.shared(analysis)),
        frozenset(_shared.lost(analysis)),
        frozenset(handle.casefold() for handle in analysis.options.exclude),
    )
    for sitting in _counts.sittings(analysis):
        if sitting.number is not None:
            yield _draft(analysis, sitting, wishes, whole)


class _Whole(NamedTuple):
    """What is found once for all sessions of an analysis."""

    profiles: Profiles
    shared: Sequence[_shared.Shared]  # links
    lost: frozenset[int]  # tweets with a link that leads nowhere
    hidden: frozenset[str]  # casefolded handles that stand for people who are left out


def _draft(analysis: Analysis, sitting: _counts.Sitting, wishes: Wishes, whole: _Whole) -> Recap:
    people = _people.people(analysis, sitting)
    hidden = whole.hidden
    shown_hosts = tuple(h for h in (sitting.inquiry.hosts if sitting.inquiry else ()) if h.casefold() not in hidden)
    counted = _counts.totals(analysis, sitting)
    digests = _digest.digests(analysis, sitting)
    writers = sum(bool(person.sent) for person in people.values()) if _counts.has_authors(analysis) else None
    date = _dates.days(s.starts_at for s in analysis.timeline.sessions if s.number == sitting.number)
    hashtag = _text.one_line(analysis.reading.hashtag) if analysis.reading.hashtag else None
    name = f"#{hashtag}" if hashtag else _text.one_line(analysis.source.chat)
    assert sitting.number is not None
    return Recap(
        title=", ".join(filter(None, (name, date, _sitting(analysis, sitting, date)))),
        chat=_text.one_line(analysis.source.chat),
        hashtag=hashtag,
        session=sitting.number,
        date=date,
        hosts=_handles(shown_hosts),
        people=writers,
        tweets=counted.tweets,
        different=counted.different,
        sections=_sections(
            analysis, digests, wishes.per_question, frozenset(h.casefold() for h in shown_hosts), hidden
        ),
        resources=_resources(analysis, sitting, whole),
        thanks=_thanks(analysis, sitting, people, hidden, wishes.earlier),
        numbers=tuple(_numbers(counted, digests, writers)),
        made=tuple(_made(analysis)),
        missing=(*_missing(analysis, sitting, digests, whole.lost), *_unknown_newcomers(writers, wishes.earlier)),
        next=_text.lines(wishes.next),
        profiles=_profiles(analysis, sitting, whole),
    )


def _sitting(analysis: Analysis, sitting: _counts.Sitting, date: str) -> str:
    """What tells a session from others of the same day, or of no known one."""
    others = [
        s for s in analysis.timeline.sessions if s.number != sitting.number and _dates.days([s.starts_at]) == date
    ]
    return f"session {sitting.number}" if others else ""


def _handles(handles: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_text.one_line, handles))


def _sections(
    analysis: Analysis,
    digests: Sequence[_digest.Digest],
    most: int,
    hosts: frozenset[str],
    hidden: Collection[str],
) -> tuple[Section, ...]:
    """The questions; of a chat without any, what was said."""
    asked = [digest for digest in digests if digest.tally.name]
    used: set[int] = set()
    found = []
    for digest in asked or digests:
        tally, question = digest.tally, digest.tally.question
        chosen = _choice.choose(analysis, digest, most, hosts, used)
        used.update(tweet for choice in chosen for tweet in choice.tweets)
        found.append(
            Section(
                name=_text.one_line(tally.name),
                text=_question_text(question),
                asked_by=_handles([h for h in question.asked_by if h.casefold() not in hidden]) if question else (),
                answers=len(tally.answers),
                occurrences=tally.occurrences,
                contributors=tally.contributors,
                themes=tuple(_text.one_line(theme.term) for theme in digest.themes),
                quotes=tuple(_quote(analysis, choice) for choice in chosen),
            )
        )
    return tuple(found)


def _question_text(question: Question | None) -> str | None:
    """Its words, without the links and tags behind them: what was asked is said before."""
    if question is None or question.text is None:
        return None
    text = _text.one_line(_cells.decoded(question.text))
    for entity in reversed(entities.find(text)):
        if entity.end != len(text.rstrip()) or entity.kind == "mention" or not text[: entity.start].strip():
            break
        text = text[: entity.start].rstrip()
    return text or None


def _quote(analysis: Analysis, choice: _choice.Choice) -> Quote:
    tweets = [analysis.timeline.tweets[i] for i in choice.tweets]
    author, own = tweets[0].author, True
    if prefix := _cells.retweet_prefix(tweets[0].text):  # its original is not in the transcript
        author, own = entities.mentions(tweets[0].text[:prefix])[-1], False
    addresses = [_text.address(tweet.tweet_url) for tweet in tweets] if own else [None]
    return Quote(
        text="\n\n".join(_said(analysis, i) for i in choice.tweets),
        author=_text.one_line(author) if author else None,
        address=addresses[0],
        addresses=tuple(filter(None, addresses)) if all(addresses) else (),
        shared=max(answer.shares for answer in choice.thread),
        tweets=tuple(i + 1 for i in choice.tweets),
    )


def _said(analysis: Analysis, i: int) -> str:
    """A tweet's words as they are quoted."""
    text = analysis.timeline.tweets[i].text
    body = _cells.body(text, analysis.labels[i])
    if _LEADS_ON.search(body[-_WORD:]):  # its last tags are words of its sentence: "best with #kids #gardenchat"
        tags = text[entities.trailing_tags_start(text) :].split()
        own = f"#{analysis.reading.hashtag}".casefold()
        while tags and tags[-1].casefold() == own:
            tags.pop()
        body = " ".join((body, *tags))
    return _text.lines(_cells.decoded(body if _cells.says(body) else text))


def _resources(analysis: Analysis, sitting: _counts.Sitting, whole: _Whole) -> tuple[Resource, ...]:
    """Each link of the sitting once, with everything that is said of it under its questions."""
    by_link: dict[str, list[_shared.Shared]] = {}
    for shared in whole.shared:
        if shared.session == sitting.number:
            by_link.setdefault(shared.link, []).append(shared)
    found = []
    for link, under in by_link.items():
        tweets = {i for shared in under for i in shared.tweets}
        if not tweets <= analysis.withheld:
            found.append((-len(tweets), min(tweets), _resource(link, under, tweets, whole.hidden)))
    return tuple(resource for _, _, resource in sorted(found, key=lambda one: one[:2]))


def _resource(link: str, under: Sequence[_shared.Shared], tweets: Collection[int], hidden: Collection[str]) -> Resource:
    titles = [shared.title for shared in sorted(under, key=lambda one: -len(one.tweets)) if shared.title]
    sharers = {who.casefold(): who for shared in reversed(under) for who in reversed(shared.shared_by)}
    return Resource(
        title=_text.one_line(titles[0]) if titles else _text.one_line(link),
        address=_text.address(under[0].address),
        domain=_text.one_line(under[0].domain),
        shared_by=_handles([who for key, who in reversed(sharers.items()) if key not in hidden]),
        questions=_handles([shared.question for shared in under if shared.question]),
        times=len(tweets),
    )


def _thanks(
    analysis: Analysis,
    sitting: _counts.Sitting,
    people: dict[str, _people.Person],
    hidden: Collection[str],
    earlier: Sequence[Sequence[Tweet]] | None,
) -> Thanks:
    hosts = {host.casefold() for host in sitting.inquiry.hosts} if sitting.inquiry else set()
    named = {key: person for key, person in sorted(people.items()) if key not in hidden}
    contributors = {
        key: person.handle for key, person in named.items() if person.kind == "contributor" and key not in hosts
    }
    first = None
    if earlier is not None and _nameless(earlier) < len(earlier):
        known = _seen(analysis, sitting, earlier)
        first = _handles([who for key, who in contributors.items() if people[key].sent[0] not in known])
    return Thanks(
        contributors=_handles(list(contributors.values())),
        first_timers=first,
        amplifiers=_handles(
            [person.handle for key, person in named.items() if person.kind == "amplifier" and key not in hosts]
        ),
    )


def _nameless(earlier: Sequence[Sequence[Tweet]]) -> int:
    """How many transcripts do not say who wrote what."""
    return sum(all(tweet.author is None for tweet in tweets) for tweets in earlier)


def _unknown_newcomers(writers: int | None, earlier: Sequence[Sequence[Tweet]] | None) -> Iterator[str]:
    """Why somebody may be taken for new, or nobody is."""
    if writers and earlier and (nameless := _nameless(earlier)):
        do = "does" if nameless == 1 else "do"
        so = "nobody is welcomed as a first-timer"
        if nameless < len(earlier):
            so = "some who are welcomed as first-timers may have been there"
        yield f"{how_many(nameless, 'earlier transcript')} {do} not say who wrote what, so {so}."


def _seen(analysis: Analysis, sitting: _counts.Sitting, earlier: Sequence[Sequence[Tweet]]) -> set[int]:
    """The sitting's tweets by people who are in earlier transcripts; what these hold of this sitting or of later times
    is not earlier. People who are hidden are compared by their true handles."""
    true = (analysis.behind or analysis).timeline.tweets
    starts_at = next(s.starts_at for s in analysis.timeline.sessions if s.number == sitting.number)
    authors = {
        tweet.author.casefold()
        for tweets in earlier
        for tweet in tweets
        if tweet.author and _is_before(tweet.posted_at, starts_at)
    }
    return {i for i in sitting.tweets if (author := true[i].author) and author.casefold() in authors}


def _is_before(when: Moment | None, start: Moment | None) -> bool:
    """Whether a tweet is of an earlier time; so it is taken to be where times are unknown."""
    from chatlens import sessions

    return when is None or start is None or sessions.seconds(when) < sessions.seconds(start)


def _numbers(counted: _counts.Totals, digests: Sequence[_digest.Digest], writers: int | None) -> Iterator[Number]:
    asked = [digest.tally for digest in digests if digest.tally.name]
    talk = asked or [digest.tally for digest in digests]  # a chat without questions has answers all the same
    answers = {answer.members[0] for tally in talk for answer in tally.answers}
    elsewhere = sum(digest.tally.occurrences for digest in digests if asked and not digest.tally.name)
    to = "to the questions" if asked else "to the point"
    yield Number(counted.tweets, "tweets", "everything that was posted, retweets and other repeats included")
    yield Number(counted.different, "different tweets", "a tweet and its repeats count once")
    if writers is not None:
        yield Number(writers, "people", "who posted at least one tweet, if only a retweet")
    if asked:
        yield Number(len(asked), "questions", "asked in the chat, or answered in it")
    yield Number(len(answers), "different answers", f"what people said {to}; an answer and its repeats count once")
    yield Number(counted.roles["answer"] - elsewhere, "answers with repeats", "the same, every retweet counted")
    yield Number(counted.roles["reply"], "replies", "reactions to a tweet or a person")


def _made(analysis: Analysis) -> Iterator[str]:
    """Which program made it of what, and how it was told to."""
    source = analysis.source
    digest = f" (SHA-256 {source.sha256[:HASH_SHOWN]}…)" if source.sha256 else ""
    yield f"chatlens {provenance.version()} drafted this from the transcript “{_text.one_line(source.chat)}”{digest}."
    given = [f"{name} {value}".strip() for name, value in provenance.given(analysis.options)]
    if given:
        yield f"Options: {_text.one_line(', '.join(given))}."


def _missing(
    analysis: Analysis, sitting: _counts.Sitting, digests: Sequence[_digest.Digest], lost_links: frozenset[int]
) -> Iterator[str]:
    """What the draft cannot know, and where it may be wrong."""
    tweets = analysis.timeline.tweets
    unknown = sum(tweets[i].author is None for i in sitting.tweets)
    if unknown == len(sitting.tweets):
        yield "The transcript does not say who wrote what, so nobody is credited or counted."
    elif unknown:
        yield f"{how_many(unknown, 'tweet')} of {len(sitting.tweets):,} {'has' if unknown == 1 else 'have'} no author."
    lost = [digest.tally.name for digest in digests if digest.tally.name and not _has_text(digest.tally.question)]
    if lost:
        yield f"The text of {_text.one_line(listed(lost))} is not in the transcript."
    talk = [i for i in sitting.tweets if analysis.placements[i].role in ("answer", "reply")]
    unlabelled = sum(not analysis.labels[i] for i in talk)
    if not any(digest.tally.name for digest in digests):
        yield "No numbered questions were found in the transcript, so what was said stands together."
    elif unlabelled:
        carry, were, them = ("carries", "it was", "it") if unlabelled == 1 else ("carry", "they were", "them")
        yield (
            f"{unlabelled:,} of {how_many(len(talk), 'answer or reply', 'answers and replies')} {carry} no label "
            f"such as A1: {were} put under a question by what surrounds {them}."
        )
        if unplaced := sum(not analysis.placements[i].questions for i in talk):
            yield f"{unplaced:,} of these answers and replies could not be put under any question surely enough."
    if analysis.withheld.intersection(sitting.tweets):
        yield "What some people wrote is left out, because they asked for it."
    between = sum(number is None for number in analysis.timeline.session_of)
    if between:
        are = "is" if between == 1 else "are"
        yield f"{how_many(between, 'tweet')} of the transcript {are} between its sessions and not in this draft."
    if cut := len(lost_links.intersection(sitting.tweets)):
        yield f"{how_many(cut, 'tweet')} had a link that was cut off and leads nowhere."
    unread = sum(piece.last_line - piece.first_line + 1 for piece in analysis.reading.unread)
    if unread:
        yield f"{how_many(unread, 'line')} of the transcript {'is' if unread == 1 else 'are'} no tweet."


def _has_text(question: Question | None) -> bool:
    return question is not None and question.text is not None


def _profiles(analysis: Analysis, sitting: _counts.Sitting, whole: _Whole) -> dict[str, str]:
    """The pages of everybody who writes or is mentioned; none where people have other names than their own."""
    if analysis.options.pseudonyms:
        return {}
    found: dict[str, str] = {}
    for i in sitting.tweets:
        tweet = analysis.timeline.tweets[i]
        for handle in (*([tweet.author] if tweet.author else []), *entities.mentions(tweet.text)):
            address = whole.profiles.of(handle)
            if address and handle.casefold() not in whole.hidden:
                found.setdefault(handle.casefold(), address)
    return found
