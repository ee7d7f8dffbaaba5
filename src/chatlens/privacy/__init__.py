"""What the stages found -> the same with people hidden who asked to be left out (`--exclude`), or with pseudonyms in
the place of all names (`--pseudonyms`).

Everything is decided on what the transcripts really say, and rewritten afterwards, once: whatever is made of it,
tables, reports, pictures and notes, needs to know nothing of it. Roles, questions and repeats stay as they were found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from chatlens.models import Options
from chatlens.privacy import absent, copies
from chatlens.privacy.people import People
from chatlens.privacy.rewriting import NOT_SHOWN, Hiding, Known, name_of
from chatlens.privacy.texts import Hider
from chatlens.repeats import Progress, unseen

__all__ = ["NOT_SHOWN", "Known", "hide", "wished"]


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
    hider = Hider(people, hashtags, {name_of(known) for known in ids})
    missing = tuple(absent.notes(people, chats))
    hidden = [
        Hiding(people, hider, chat, gone, said, ids).done(progress) for chat, gone in zip(chats, left, strict=True)
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
