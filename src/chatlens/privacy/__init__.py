"""What the stages found -> the same with people hidden who asked to be left out (`--exclude`), or with pseudonyms in
the place of all names (`--pseudonyms`).

Everything is decided on what the transcripts really say, and rewritten afterwards, once: whatever is made of it,
tables, reports, pictures and notes, needs to know nothing of it. Roles, questions and repeats stay as they were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from chatlens.models import (
    LEFT_OUT,
    Inquiry,
    Label,
    Link,
    Note,
    Options,
    Question,
    Reading,
    Source,
    Timeline,
    Tweet,
    Unread,
)
from chatlens.privacy import copies
from chatlens.privacy.people import People
from chatlens.privacy.texts import Edit, Hider, applied, moved
from chatlens.repeats import Progress, unseen
from chatlens.selection import Stages

__all__ = ["Known", "hide", "wished"]

OFTEN = 512
"""Tweets between two words on progress: some milliseconds."""

NOT_SHOWN = "(not shown with pseudonyms)"
"""What stands for text that is no tweet, such as damaged records: it may name anybody in any form."""

NOT_TOLD = "(not told)"
"""What stands for the salt, which with a list of handles would tell who is who."""

_NUMBER = re.compile(r"\w{10,}")


class Known(NamedTuple):
    """All that is known of a transcript, and what of it is withheld."""

    source: Source
    options: Options
    reading: Reading
    stages: Stages
    notes: tuple[Note, ...]
    withheld: frozenset[int] = frozenset()  # indices of tweets with words that are left out


def wished(options: Options) -> bool:
    """Whether anybody is to be hidden at all."""
    return options.pseudonyms or bool(options.exclude)


def hide(chats: Sequence[Known], options: Options, progress: Progress = unseen) -> list[Known]:
    """The transcripts of a run with the people hidden that the options say: everybody under one name in all of them.
    `progress` is told how far the work is."""
    people = People(options)
    people.meet([chat.stages.timeline.tweets for chat in chats])
    for handle in chain.from_iterable(_hosts(chat) for chat in chats):
        people.called(handle)
    left, said = _left_out(chats, people)
    ids = {
        tweet.tweet_id
        for chat, gone in zip(chats, left, strict=True)
        for i, tweet in enumerate(chat.stages.timeline.tweets)
        if tweet.tweet_id and (options.pseudonyms or i in gone)
    }
    hashtags = [tag for chat in chats for tag in (chat.reading.hashtag, chat.options.hashtag)]
    hider = Hider(people, hashtags, {_name_of(known) for known in ids})
    missing = tuple(_missing(people, chats))
    hidden = [
        _Hiding(people, hider, chat, gone, said, ids).done(progress) for chat, gone in zip(chats, left, strict=True)
    ]
    if missing:
        hidden[0] = hidden[0]._replace(notes=(*missing, *hidden[0].notes))
    return hidden


def _left_out(chats: Sequence[Known], people: People) -> tuple[list[dict[int, copies.Left]], copies.Said]:
    """What of each transcript's tweets is left out, and what the people said whose words are."""
    if not people.leaves_out:
        return [{} for _ in chats], copies.Said(())
    return copies.left_out([(chat.stages.timeline.tweets, chat.stages.repeats) for chat in chats], people)


def _hosts(chat: Known) -> Iterator[str]:
    """Hosts of whom no tweet may speak."""
    yield from chat.reading.hosts
    yield from chat.options.hosts
    for inquiry in chat.stages.inquiries:
        yield from inquiry.hosts


def _missing(people: People, chats: Sequence[Known]) -> Iterator[Note]:
    """Handles to leave out that nobody has. A note names nobody: it may be published with a table."""
    for number, who in people.absent():
        advice = "Check how it is written."
        lines: tuple[int, ...] = ()
        if meant := people.likest(who):
            chat, tweet = next(
                (chat, tweet)
                for chat in chats
                for tweet in chat.stages.timeline.tweets
                if tweet.author and people.identity(tweet.author) == meant
            )
            where = f" of {chat.source.chat}" if len(chats) > 1 else ""
            advice = f"Did you mean who writes on line {tweet.first_line}{where}?"
            lines = (tweet.first_line,)
        yield Note(f"nobody has the handle that the {_ordinal(number)} --exclude names.", advice, lines)


def _ordinal(number: int) -> str:
    """A place in a row.

    >>> [_ordinal(number) for number in (1, 2, 3, 4, 11, 22)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd']
    """
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else endings.get(number % 10, 'th')}"


class _Hiding:
    """The hiding of people in one transcript."""

    def __init__(
        self,
        people: People,
        hider: Hider,
        chat: Known,
        left: Mapping[int, copies.Left],
        said: copies.Said,
        ids: set[str],
    ) -> None:
        self.people = people
        self.hider = hider
        self.chat = chat
        self.left = left
        self.said = said
        self.ids = ids
        self.names_of_ids = {_name_of(known) for known in ids}
        self.everybody = people.pseudonyms

    def done(self, progress: Progress) -> Known:
        """All of it, rewritten."""
        source, options, reading, stages, notes, _ = self.chat
        edits = []
        for i, tweet in enumerate(stages.timeline.tweets):
            if i % OFTEN == 0:
                progress("hiding names", i / len(stages.timeline.tweets))
            edits.append(self._edits(i, tweet))
        tweets = tuple(map(self._tweet, stages.timeline.tweets, edits))
        rewritten = {id(old): new for old, new in zip(stages.timeline.tweets, tweets, strict=True)}
        return Known(
            self._source(source),
            self._options(options),
            replace(
                reading,
                tweets=tuple(rewritten[id(tweet)] for tweet in reading.tweets),
                unread=tuple(map(self._unread, reading.unread)),
                notes=tuple(map(self._note, reading.notes)),
                hashtag=self._hashtag(reading.hashtag),
                title=None if reading.title is None else self.hider.hidden(reading.title),
                hosts=self._handles(reading.hosts),
            ),
            stages._replace(
                timeline=Timeline(tweets, stages.timeline.sessions, stages.timeline.session_of),
                labels=tuple(
                    tuple(_moved(label, made) for label in found)
                    for found, made in zip(stages.labels, edits, strict=True)
                ),
                inquiries=tuple(map(self._inquiry, stages.inquiries)),
                links=tuple(map(self._link, stages.links)),
                placements=tuple(
                    replace(one, note=self.hider.hidden(one.note)) if one.note else one for one in stages.placements
                ),
            ),
            tuple(map(self._note, notes)),
            frozenset(self.left),
        )

    def _edits(self, index: int, tweet: Tweet) -> list[Edit]:
        """What changes in a tweet's text."""
        named = self.hider.edits(tweet.text)
        if index not in self.left:
            return named
        spans = self.left[index].spans
        cut = [Edit(start, end, _set_off(tweet.text, start, end)) for start, end in spans]
        return sorted((*_outside(named, spans), *cut))

    def _tweet(self, tweet: Tweet, edits: Sequence[Edit]) -> Tweet:
        author = None if tweet.author is None else self.people.shown(tweet.author)
        reply_to = self._handles(tweet.reply_to)
        leads_to = tuple((short, self.hider.hidden(whole)) for short, whole in tweet.leads_to)
        changed = bool(edits) or (author, reply_to, leads_to) != (tweet.author, tweet.reply_to, tweet.leads_to)
        if not changed and not self.everybody and self.ids.isdisjoint(_ids(tweet)):
            return tweet
        # under its id a tweet is found on the platform, with all names that are hidden here
        hides = changed or self.everybody
        return replace(
            tweet,
            text=applied(tweet.text, edits),
            author=author,
            name=None if self.everybody or author != tweet.author else tweet.name and self.hider.hidden(tweet.name),
            reply_to=reply_to,
            tweet_id=None if hides else tweet.tweet_id,
            tweet_url=None if hides else tweet.tweet_url,
            reply_to_id=self._id(tweet.reply_to_id),
            retweet_of_id=self._id(tweet.retweet_of_id),
            quote_of_id=self._id(tweet.quote_of_id),
            leads_to=leads_to,
        )

    def _id(self, known: str | None) -> str | None:
        return None if self.everybody or known in self.ids else known

    def _inquiry(self, inquiry: Inquiry) -> Inquiry:
        return replace(
            inquiry, hosts=self._handles(inquiry.hosts), questions=tuple(map(self._question, inquiry.questions))
        )

    def _question(self, question: Question) -> Question:
        """A question's text is withheld where somebody asked it who is left out, unless the user gave it."""
        text, wordings = question.text, question.wordings
        theirs = any(i in self.left and self.left[i].words for i in question.askings)
        if text is not None and theirs and not question.given:
            return replace(
                question,
                text=LEFT_OUT,
                asked_by=self._handles(question.asked_by),
                wordings=(LEFT_OUT,) * len(wordings),
            )
        return replace(
            question,
            text=None if text is None else self.hider.hidden(text),
            asked_by=self._handles(question.asked_by),
            wordings=tuple(map(self.hider.hidden, wordings)),
        )

    def _link(self, link: Link) -> Link:
        return replace(link, reply_to=self._handles(link.reply_to)) if link.reply_to else link

    def _unread(self, unread: Unread) -> Unread:
        """Nobody knows what stands there, and whose words they are: with pseudonyms none is shown, else none that may
        be of somebody who is left out."""
        text = unread.text
        if self.everybody or self._may_be_theirs(text):
            text = NOT_SHOWN if self.everybody else LEFT_OUT
        return replace(unread, text=text, reason=self.hider.hidden(unread.reason))

    def _may_be_theirs(self, text: str) -> bool:
        named = bool(self.hider.edits(text)) or not self.names_of_ids.isdisjoint(_NUMBER.findall(text))
        return named or next(self.said.spans(text), None) is not None

    def _note(self, note: Note) -> Note:
        return replace(note, message=self.hider.hidden(note.message), advice=self.hider.hidden(note.advice))

    def _source(self, source: Source) -> Source:
        return replace(source, notes=tuple(map(self._note, source.notes)))

    def _options(self, options: Options) -> Options:
        """The options as they may be told: without the names that they hide, and without the salt."""
        return replace(
            options,
            hosts=self._handles(options.hosts),
            hashtag=self._hashtag(options.hashtag),
            questions={name: self.hider.hidden(text) for name, text in options.questions.items()},
            corrections=tuple(replace(one, tweet_id=self._id(one.tweet_id)) for one in options.corrections),
            exclude=self._handles(options.exclude),
            salt=None if options.salt is None else NOT_TOLD,
        )

    def _hashtag(self, hashtag: str | None) -> str | None:
        return self.people.shown(hashtag) if self.people.is_excluded(hashtag) and hashtag else hashtag

    def _handles(self, handles: Sequence[str]) -> tuple[str, ...]:
        return tuple(map(self.people.shown, handles))


def _name_of(known: str) -> str:
    """What of an id stands in addresses: Bluesky's are addresses themselves.

    >>> _name_of("at://did:plc:7iza6de2/app.bsky.feed.post/3kg4bhb4fcbge"), _name_of("1374450894632255488")
    ('3kg4bhb4fcbge', '1374450894632255488')
    """
    return known.rpartition("/")[2]


def _outside(edits: Sequence[Edit], spans: Sequence[copies.Span]) -> Iterator[Edit]:
    """The edits that touch none of the spans; both ascending."""
    at = 0
    for edit in edits:
        while at < len(spans) and spans[at][1] <= edit.start:
            at += 1
        if at == len(spans) or edit.end <= spans[at][0]:
            yield edit


def _ids(tweet: Tweet) -> set[str | None]:
    return {tweet.tweet_id, tweet.reply_to_id, tweet.retweet_of_id, tweet.quote_of_id}


def _moved(label: Label, edits: Sequence[Edit]) -> Label:
    return replace(label, start=moved(label.start, edits), end=moved(label.end, edits)) if edits else label


def _set_off(text: str, start: int, end: int) -> str:
    """What stands for words that are left out, with a blank where they had one."""
    before = " " if text[start - 1 : start] in {":", ",", "."} or text[start - 1 : start].isalnum() else ""
    behind = " " if end < len(text) and text[end - 1 : end].isspace() else ""
    return f"{before}{LEFT_OUT}{behind}"
