"""Records: the values that the stages hand to each other, and nothing else.

Every record is frozen. A stage returns one record per tweet, in the order of the chat's tweets; `Analysis`
(in `analysis.py`) holds these tuples side by side. Units and forms stand at the fields. Indices count from 0 and point
into `Timeline.tweets`; line numbers and the `tweet` column of the tables count from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

Moment = datetime | date
"""When a tweet was posted: with offset if it is known, naive if not, a date alone if no clock is known."""

CLOSING_THOUGHT = "CT"
"""Name of the last question of many chats, which has no number."""

DEFAULT_SIMILARITY = 90.0
"""Normalised Levenshtein similarity, 0-100, from which two cores repeat each other (see `repeats`)."""

LEFT_OUT = "(left out on request)"
"""What stands for the words of people who are left out."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user says of one tweet, whatever was found."""

    where: str  # where it is written, for messages: "fixes.csv, line 3"
    line: int | None = None  # a line of the tweet, 1-based; None: it is named by its id
    tweet_id: str | None = None  # the platform's
    chat: str | None = None  # the `chat` that it speaks of; None: the only one
    role: str | None = None  # None: as found
    questions: tuple[str, ...] | None = None  # names; (): under none; None: as found


@dataclass(frozen=True, slots=True)
class Given:
    """What is given of a tweet."""

    correction: Correction
    own: bool  # the tweet is corrected itself, not by way of a repeat


@dataclass(frozen=True, slots=True)
class Options:
    """What the user decided by hand; every field has the meaning of the command line's option of that name."""

    shape: str | None = None  # --from: name of an input shape; None: found from the text
    encoding: str | None = None  # --encoding: a codec's name; None: found from the bytes
    hashtag: str | None = None  # without "#"; None: found from the text
    hosts: tuple[str, ...] = ()  # handles without "@"
    questions: Mapping[str, str] = field(default_factory=dict)  # "Q1" -> its text
    similarity: float = DEFAULT_SIMILARITY  # 0-100
    strict_labels: bool = False  # place by labels alone
    unnumbered: bool = False  # where no question has a number: number the host's questions by their order
    min_confidence: float | None = None  # 0-1; None: the placing model's own threshold
    timezone: str | None = None  # an IANA name ("America/Chicago") or an offset ("-05:00") for times without one
    date: date | None = None  # the day of tweets that carry a clock alone
    stopwords: frozenset[str] = frozenset()  # casefolded, added to the built-in ones
    sessions: tuple[int, ...] = ()  # numbers of the sessions to show; empty: all, and what is between them
    since: Moment | None = None  # show no earlier tweet; without offset it is read as the tweets' clock shows it
    until: Moment | None = None  # show no later tweet; a date includes its day
    corrections: tuple[Correction, ...] = ()  # --fix
    columns: Mapping[str, str] = field(default_factory=dict)  # of a table: what ("text", "author") -> its column's name
    exclude: tuple[str, ...] = ()  # handles without "@" of people who are left out: not named, not quoted
    pseudonyms: bool = False  # people are named p1, p2 ... in everything that is shown
    salt: str | None = None  # with it, pseudonyms are the same in every run


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about what was read or decided, and what they can do about it."""

    message: str  # one sentence
    advice: str = ""  # what to do next; "" when nothing needs doing
    lines: tuple[int, ...] = ()  # 1-based lines it speaks of
    detail: bool = False  # shown under --verbose alone (a single repair, say)


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded input."""

    name: str  # as the user wrote it, or "stdin"
    chat: str  # the `chat` column: the file's stem, made unique among several
    text: str  # line ends as they stood; no byte order mark; of a long input the first piece alone
    encoding: str  # the codec that decoded it
    notes: tuple[Note, ...] = ()
    parts: Iterable[str] | None = None  # of a long input: its text from the start, piece by piece, as often as wanted
    sha256: str = ""  # of the input's bytes as they came, packed ones too, in hexadecimal; "": it was text already

    @property
    def pieces(self) -> Iterable[str]:
        """The text in pieces, which can be gone through again and again."""
        return (self.text,) if self.parts is None else self.parts

    def whole(self) -> Source:
        """The source with all of its text in memory."""
        return self if self.parts is None else replace(self, text="".join(self.parts), parts=None)


@dataclass(frozen=True, slots=True)
class Tweet:
    """One message as the transcript has it."""

    first_line: int  # 1-based physical lines of the source, page furniture included
    last_line: int
    text: str  # verbatim, its lines joined by "\n", page furniture left out
    author: str | None = None  # handle without "@", spelling kept; None: the transcript does not say
    name: str | None = None  # display name
    posted_at: Moment | None = None
    tweet_id: str | None = None
    tweet_url: str | None = None
    reply_to: tuple[str, ...] = ()  # handles that the platform or the page says it answers, without "@"
    reply_to_id: str | None = None  # ids of the platform, where the transcript carries them
    retweet_of_id: str | None = None
    quote_of_id: str | None = None
    quotes_line: int | None = None  # first line of the tweet that the page prints inside this one, as quoted by it
    likes: int | None = None
    retweets: int | None = None
    leads_to: tuple[tuple[str, str], ...] = ()  # links of the text that stand for others -> these, as the record says


@dataclass(frozen=True, slots=True)
class Unread:
    """Text of the source that is no tweet."""

    first_line: int  # 1-based
    last_line: int
    reason: str  # in words that a person understands
    text: str  # verbatim


@dataclass(frozen=True, slots=True)
class Heading:
    """A question that a page asks in its own words, above the tweets that answer it."""

    name: str  # "Q2"
    text: str  # without its label
    line: int  # 1-based


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a source. `tweets` stand in the file's order."""

    shape: str  # the reader's name
    tweets: tuple[Tweet, ...]
    unread: tuple[Unread, ...] = ()
    notes: tuple[Note, ...] = ()
    hashtag: str | None = None  # the chat's, without "#", in its commonest spelling; None: none found
    title: str | None = None
    hosts: tuple[str, ...] = ()  # handles that the platform or the archive marks as moderators
    headings: tuple[Heading, ...] = ()  # questions that no tweet asks, but the page itself


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting of a chat: its tweets as indices into `Timeline.tweets`, ascending."""

    number: int  # counts from 1
    tweets: tuple[int, ...]
    starts_at: Moment | None = None
    ends_at: Moment | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The tweets in the chat's order, oldest first, and the sessions they fall into."""

    tweets: tuple[Tweet, ...]
    sessions: tuple[Session, ...]
    session_of: tuple[int | None, ...]  # per tweet: its session's number; None: between sessions


@dataclass(frozen=True, slots=True)
class Label:
    """A written mark such as "A3b:" at a place in a text, normalised."""

    letter: str  # "Q", "A" or "T"; other languages' letters and words for them are normalised
    number: int | None  # None: the closing thought, which has none; its letter is "T"
    part: str  # "b" of A3b, "2" of A1.2; "" for none
    start: int  # 0-based position of its first character in the text
    end: int  # 0-based position after it and its punctuation
    convention: str  # name of the row of `labels.CONVENTIONS` or `INSIDE` that found it, or `labels.rows.CONTINUATION`
    sure: bool = True  # its form alone says that it is a label; False: the chat must confirm it
    stands: str = "before"  # before the text that it labels, "behind" it, or "within" a sentence that needs it

    @property
    def name(self) -> str:
        """Normalised: "Q3", "A3b", "A1.2", "CT"."""
        numbered = CLOSING_THOUGHT if self.number is None else f"{self.letter}{self.number}"
        return f"{numbered}{'.' if self.part[:1].isdigit() else ''}{self.part}"

    @property
    def question(self) -> str:
        """The question it speaks of: "Q3" for Q3 and A3, "T1" for T1, "CT" for the closing thought."""
        if self.number is None:
            return CLOSING_THOUGHT
        return f"{'T' if self.letter == 'T' else 'Q'}{self.number}"

    @property
    def text_start(self) -> int:
        """Where the text that it labels begins: behind the label, or at 0 where the text begins first."""
        return self.end if self.stands == "before" else 0


@dataclass(frozen=True, slots=True)
class Repeat:
    """A tweet that is another one again."""

    original: int  # index of the group's original, which itself repeats none
    kind: str  # copy, retweet, edited, cut or quote
    similarity: float  # 0-100, of the cores; 100 by platform ids


@dataclass(frozen=True, slots=True)
class Question:
    """What the host asked."""

    session: int
    name: str  # "Q3", "T1"
    text: str | None  # without its label and trailing hashtags; None: not in the transcript
    asked_by: tuple[str, ...] = ()  # handles of who asked it, first asker first
    asked_at: Moment | None = None
    askings: tuple[int, ...] = ()  # indices of every tweet that asks it, repeats included, ascending
    given: bool = False  # its text comes from the user
    opens: int | None = None  # index of the first tweet below the page's heading that asks it, where no tweet does
    wordings: tuple[str, ...] = ()  # where texts that have nothing in common were asked under its number: each of them
    unnumbered: bool = False  # the transcript has no number for it: its name is its place in the order of asking


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What one session asks: its hosts and its questions in order."""

    session: int
    hosts: tuple[str, ...]  # handles, spelling kept
    questions: tuple[Question, ...]
    unnumbered: int = 0  # questions that seem to be asked without a number, where the session has no others


@dataclass(frozen=True, slots=True)
class Link:
    """What a tweet hangs on. Indices of earlier or (for a copy printed below) following tweets."""

    quotes: int | None = None  # the copy printed below it that it comments on
    replies_to: int | None = None  # the tweet that it answers
    continues: int | None = None  # the same author's tweet that it goes on from
    reply_to: tuple[str, ...] = ()  # handles it is addressed to


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a tweet stands in the chat, how that was found, and how surely."""

    role: str  # question, answer, reply, greeting, closing or aside
    questions: tuple[str, ...]  # names; empty when it is under none
    method: str  # label, repeat, platform, quote, reply, self, context, given or none
    confidence: float | None  # 0-1: the probability that the question is right; None when unplaced
    note: str = ""  # what was done against the letter, in words
