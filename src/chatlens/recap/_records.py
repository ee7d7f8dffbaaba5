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
    address: str | None  # of its (first) tweet on the web; None: unknown
    addresses: tuple[str, ...]  # of each of its tweets; (): not all are known
    shared: int  # repeats of the tweet that was shared most, 0: never
    tweets: tuple[int, ...]  # their numbers in the table `tweets`, from 1


@dataclass(frozen=True, slots=True)
class Section:
    """A question and what was answered."""

    name: str  # "Q3"; "": the chat has no questions, and these are its tweets
    text: str | None  # the question as it was asked; None: not in the transcript
    asked_by: tuple[str, ...]  # handles
    answers: int  # how many different ones
    occurrences: int  # how many answers with their repeats
    contributors: int | None  # how many authors of answers; None: unknown
    themes: tuple[str, ...]  # words that set the answers apart, strongest first
    quotes: tuple[Quote, ...]  # the chosen answers, best first


@dataclass(frozen=True, slots=True)
class Resource:
    """A link that was shared."""

    title: str  # words of a tweet around it, else the link itself
    address: str | None  # where it leads; None: nowhere
    domain: str  # where it leads, without "www."
    shared_by: tuple[str, ...]  # handles, first sharer first
    questions: tuple[str, ...]  # names of those under which it was shared
    times: int  # how many tweets have it, retweets included


@dataclass(frozen=True, slots=True)
class Thanks:
    """Who took part, in alphabetical order; nobody without authors."""

    contributors: tuple[str, ...]  # handles of who wrote something of their own, hosts left out
    first_timers: tuple[str, ...] | None  # those who are in no earlier transcript; None: none with authors was given
    amplifiers: tuple[str, ...]  # who only passed on what others wrote


@dataclass(frozen=True, slots=True)
class Number:
    """A count and what it means."""

    value: int  # how many
    what: str  # what of: "different tweets"
    meaning: str  # what that counts, in a line


@dataclass(frozen=True, slots=True)
class Recap:
    """The draft of one sitting of a chat."""

    title: str  # the chat and its day: "#gardenchat, 23 March 2021"
    chat: str  # the transcript's name, as in the tables
    hashtag: str | None  # without "#"
    session: int  # counts from 1
    date: str  # "23 March 2021"; "": unknown
    hosts: tuple[str, ...]  # handles of who asked
    people: int | None  # how many wrote a tweet; None: unknown
    tweets: int  # how many, repeats included
    different: int  # how many different tweets
    sections: tuple[Section, ...]  # the questions in order
    resources: tuple[Resource, ...]  # the links, shared most often first
    thanks: Thanks  # who took part
    numbers: tuple[Number, ...]  # what is counted, with its meaning
    made: tuple[str, ...]  # how it was made, a sentence each
    missing: tuple[str, ...]  # what is missing or unsure, a sentence each
    next: str  # what the user says of the next chat; "": nothing
    profiles: Mapping[str, str]  # casefolded handles -> the addresses of their pages
