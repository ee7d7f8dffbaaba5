"""How people in chats open and close a tweet: greetings, goodbyes, reactions, questions. Forms, never topics.

Each function takes the *body* of a tweet (`body`: what is left behind retweet marks, leading handles and hashtags, and a
label) and says how strongly its wording is of that form, from 0 (not at all) to 1 (hardly anything else). The wordings
are rows of data (`rows`); the first row that matches a body decides (`matching`). Whether a tweet *is* a greeting is
decided in `placing`, with where it stands.
"""

from __future__ import annotations

import functools
import re

from chatlens.forms import rows
from chatlens.forms.matching import Table

_GREETINGS, _CLOSINGS = Table(rows.GREETINGS), Table(rows.CLOSINGS)
_REACTIONS, _AGREEMENTS = Table(rows.REACTIONS), Table(rows.AGREEMENTS)
_VOCATIVE = re.compile(
    r"(?x) ^ [^.!?,\n]{0,40}+ , \s (?-i:[A-Z][a-z]++) (?: \s (?-i:[A-Z])\w*+ )?+ \s*+ [.!?,…–—-]"  # "Agree, Sam." "Key point, Ana!"
)
_ASKS_OR_TELLS = re.compile(
    r"""(?xi) (?: ^ | [.!,:;“"”…(–—-] \s | \s(?:and|so|then)\s ) [\s“"'‘(]*+ (?:(?:please|pls|now|ok(?:ay)?|so|let['’]?s|take\sa\smoment\sto)[\s,]++)*+
    (?:what|how|why|who|whom|whose|where|when|which|do|does|did|is|are|was|were|can|could|should|would|will|have|has|in\swhat|
    share|describe|name|tell|list|give|think|talk|discuss|explain|imagine|reflect|finish|complete|consider|pick|choose|identify|brag|post|
    introduce|write|show|suggest|rank|rate|vote)\b"""
)
_QUESTION_MARK = re.compile(r"\?(?![?\w])")  # "I???m" holds a damaged apostrophe
_FIRST_PERSON = re.compile(
    r"(?xi) \W*+ (?:i|i['’](?:m|ve|d|ll)|my|we|we['’](?:re|ve)|our|me|for\sme|imo|imho|yes|no|yep|yeah|absolutely|definitely)\b"
)
_BODY = re.compile(
    r"""(?xi) (?: \s++ | (?:RT|MT|HT|via)\b[:.]?+ | [.]?+[@＠]\w++:?+ | [#＃]\w++:?+ | -+> | &gt; | >+ )*+"""
)

ASKED_AGAIN = 16
"""Texts whose strengths are kept: several signs of one tweet ask for them, one right after the other."""


def body(text: str, label_end: int = 0) -> str:
    """What a tweet says: without what stands before it (retweet marks, handles, hashtags) and without its label.

    >>> body("@mira_k A1: So true! #gardenchat", 11)
    'So true! #gardenchat'
    """
    start = _BODY.match(text, label_end)
    return text[start.end() if start else label_end :]


@functools.lru_cache(maxsize=ASKED_AGAIN)
def greeting(body: str) -> float:
    """How much it reads as a greeting, an introduction or a welcome, 0-1."""
    return _GREETINGS.strength(body[:200])


@functools.lru_cache(maxsize=ASKED_AGAIN)
def closing(body: str) -> float:
    """How much it reads as thanks at the end or a goodbye, 0-1."""
    return _CLOSINGS.strength(body[:200])


def reaction(body: str) -> float:
    """How much it reads as a reaction to what somebody said ("So true", "Agree, Sam", "Love this!"), 0-1."""
    return 1.0 if _VOCATIVE.match(body[:80]) else _REACTIONS.strength(body[:200])


def agreement(body: str) -> float:
    """How much it reads as agreeing or disagreeing with a person ("I agree, but"), 0-1: a reaction even behind a label."""
    return _AGREEMENTS.strength(body[:200])


def asking(body: str) -> float:
    """How much it reads as a question that is put to all, 0-1: a question mark near its end, opening words of a
    question or a task; a first person in front ("I don't think so?") speaks against."""
    core = re.sub(r"(?:\s*+(?:[#＃@＠]\w++|https?://\S++|pic\.twitter\.com/\S++))++\s*$", "", body[-400:]).rstrip()
    mark = (
        0.0
        if not _QUESTION_MARK.search(core)
        else 0.6
        if core.endswith(("?", "?”", '?"', "?)", "?!", "?'", "?’"))
        else 0.4
    )
    opening = 0.4 if _ASKS_OR_TELLS.search(core) else 0.0
    against = 0.5 if _FIRST_PERSON.match(body) else 0.0
    return max(0.0, min(1.0, mark + opening - against))
