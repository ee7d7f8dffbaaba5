"""Handles to leave out that nobody has, and whom the user may have meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chatlens.models import Note
from chatlens.privacy.people import People
from chatlens.privacy.rewriting import Known


def notes(people: People, chats: Sequence[Known]) -> Iterator[Note]:
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
