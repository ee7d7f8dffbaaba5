"""The records of a transcript with people hidden: every field that holds text of the file is rewritten here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
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
from chatlens.privacy.edits import Edit, applied, moved, with_cuts
from chatlens.privacy.people import People
from chatlens.privacy.texts import Hider
from chatlens.repeats import Progress
from chatlens.selection import Stages

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


class Hiding:
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
        self.names_of_ids = {name_of(known) for known in ids}
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
                headings=tuple(replace(one, text=self.hider.hidden(one.text)) for one in reading.headings),
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
        return with_cuts(tweet.text, named, self.left[index].spans)

    def _tweet(self, tweet: Tweet, edits: Sequence[Edit]) -> Tweet:
        author = None if tweet.author is None else self.people.shown(tweet.author)
        reply_to = self._handles(tweet.reply_to)
        leads_to = tuple((short, self.hider.hidden(whole)) for short, whole in tweet.leads_to)
        name = None if self.everybody or author != tweet.author or not tweet.name else self.hider.hidden(tweet.name)
        shown = (author, name, reply_to, leads_to)
        changed = bool(edits) or shown != (tweet.author, tweet.name, tweet.reply_to, tweet.leads_to)
        if not changed and not self.everybody and self.ids.isdisjoint(_ids(tweet)):
            return tweet
        # under its id a tweet is found on the platform, with all names that are hidden here
        hides = changed or self.everybody
        return replace(
            tweet,
            text=applied(tweet.text, edits),
            author=author,
            name=name,
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
            text=None if text is None else self.hider.hidden(text) if question.given else self._quotable(text),
            asked_by=self._handles(question.asked_by),
            wordings=tuple(map(self._quotable, wordings)),
        )

    def _quotable(self, text: str) -> str:
        """A text that was put together of tweets, without names and without words that are left out."""
        spans = copies.spans(text, self.people, self.said) if self.people.leaves_out else ()
        return applied(text, with_cuts(text, self.hider.edits(text), spans))

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


def name_of(known: str) -> str:
    """What of an id stands in addresses: Bluesky's are addresses themselves.

    >>> name_of("at://did:plc:7iza6de2/app.bsky.feed.post/3kg4bhb4fcbge"), name_of("1374450894632255488")
    ('3kg4bhb4fcbge', '1374450894632255488')
    """
    return known.rpartition("/")[2]


def _ids(tweet: Tweet) -> set[str | None]:
    return {tweet.tweet_id, tweet.reply_to_id, tweet.retweet_of_id, tweet.quote_of_id}


def _moved(label: Label, edits: Sequence[Edit]) -> Label:
    return replace(label, start=moved(label.start, edits), end=moved(label.end, edits)) if edits else label
