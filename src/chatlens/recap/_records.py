"""A draft as a record: everything that it says, and nothing of how it looks.

Templates are given these. All text in them is harmless (see `_text`): without control characters, every turn of writing
direction closed; what the page's language takes for a sign is for whoever writes the page to escape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """An answer as it was given; in several tweets, if its author needed several."""

    text: str  # verbatim, without label and trailing hashtags; lines by LF, an empty line between paragraphs and tweets
    author: str | None  # handle without "@"; None: unknown
    address: str | None  # of its first tweet on the web; None: unknown
    addresses: tuple[str, ...]  # of each of its tweets; (): not all are known
    shared: int  # repeats of the tweet that was shared most, 0: never
    tweets: tuple[int, ...]  # their numbers in the table `tweets`, from 1


@dataclass(frozen=True, slots=True)
class Section:
    """A question and what was answered."""

    name: str  # "Q3"; "": the chat has no questions, and these are its tweets
    text: str | None  # None: not in the transcript
    asked_by: tuple[str, ...]  # handles
    answers: int  # different ones
    occurrences: int  # answers with their repeats
    contributors: int | None  # authors of answers; None: unknown
    themes: tuple[str, ...]  # words that set the answers apart, strongest first
    quotes: tuple[Quote, ...]  # best first


@dataclass(frozen=True, slots=True)
class Resource:
    """A link that was shared."""

    title: str  # words of a tweet around it, else its domain
    address: str | None  # None: it leads nowhere
    domain: str
    shared_by: tuple[str, ...]  # handles, first sharer first
    questions: tuple[str, ...]  # names
    times: int  # tweets with it, retweets included


@dataclass(frozen=True, slots=True)
class Thanks:
    """Who took part; nobody is in two of these. All in alphabetical order; empty without authors."""

    contributors: tuple[str, ...]  # handles of who wrote something of their own, hosts left out
    first_timers: tuple[str, ...] | None  # those of them who are in no earlier transcript; None: none was given
    amplifiers: tuple[str, ...]  # only passed on what others wrote


@dataclass(frozen=True, slots=True)
class Number:
    """A count and what it means."""

    value: int
    what: str  # "different tweets"
    meaning: str  # a line


@dataclass(frozen=True, slots=True)
class Recap:
    """The draft of one sitting of a chat."""

    title: str  # "#gardenchat, 23 March 2021"
    chat: str  # the transcript's name, as in the tables
    hashtag: str | None  # without "#"
    session: int  # counts from 1
    date: str  # "23 March 2021"; "": unknown
    hosts: tuple[str, ...]  # handles
    people: int | None  # who wrote a tweet; None: unknown
    tweets: int  # repeats included
    different: int  # different tweets
    sections: tuple[Section, ...]
    resources: tuple[Resource, ...]  # shared most often first
    thanks: Thanks
    numbers: tuple[Number, ...]
    made: tuple[str, ...]  # how it was made, a sentence each
    missing: tuple[str, ...]  # what is missing or unsure, a sentence each
    next: str  # what the user says of the next chat; "": nothing
    profiles: Mapping[str, str]  # casefolded handles -> the addresses of their pages
