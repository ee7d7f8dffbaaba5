"""What the readers of a copied search page share: its own words, and the labels that make a text a chat."""

from __future__ import annotations

from collections.abc import Sequence

from chatlens import entities, labels

TWEET_LENGTH = 280  # weighted characters
RUNNING_SHARE = 0.5  # share of the characters in lines longer than that: paragraphs, or lines that were joined
LONGEST = 25_000  # characters of the longest post there is; a longer line is no tweet
LONG_POST = 1_000  # characters of a post on the platforms that let people write more; 500 on Mastodon and Threads
LABEL_LINES = 3  # lines that start with a sure label, two of them different, make a text a chat ...
LABEL_SHARE = 0.02  # ... when they are at least this share of all lines

PAGE_PHRASES = frozenset(
    {
        "search twitter",
        "search filters",
        "more options",
        "show this thread",
        "show more",
        "show more replies",
        "load more",
        "translate tweet",
        "translate post",
        "who to follow",
        "trends for you",
        "back to top",
        "back to top ↑",
        "view all",
    }
)
"""Lines that the page prints around the tweets. A tweet of exactly these words and no hashtag is not expected."""
PAGE_WORDS = frozenset(
    {
        "top",
        "latest",
        "people",
        "photos",
        "videos",
        "media",
        "news",
        "live",
        "broadcasts",
        "lists",
        "search",
        "promoted",
        "loading",
        "home",
        "explore",
        "notifications",
        "messages",
    }
)
"""Tabs and buttons of the page: two in a row, or at the file's ends. One alone may be an item of a list."""
PAGE = PAGE_PHRASES | PAGE_WORDS
LONGEST_WORDS = max(map(len, PAGE))
"""Characters of the longest of them: casefolding shortens no line."""


def labelled(lines: Sequence[str]) -> bool:
    """Whether enough lines start with a label that is sure by its form."""
    found = [names[0] for line in lines if (names := labels.find(line)) and names[0].sure]
    return len(found) >= max(LABEL_LINES, LABEL_SHARE * len(lines)) and len({label.name for label in found}) > 1


def is_running(lines: Sequence[str]) -> bool:
    """Whether most of a text stands in lines too long for a tweet, those left out that end with a hashtag as posts do:
    other platforms have longer ones."""
    long = sum(len(line) for line in lines if len(line) > TWEET_LENGTH and not _is_post(line) and _is_long(line))
    return long > RUNNING_SHARE * sum(map(len, lines))


def _is_post(line: str) -> bool:
    return len(line) <= LONG_POST and line.rsplit(maxsplit=1)[-1].startswith(("#", "＃"))


def _is_long(line: str) -> bool:
    return len(line) > LONGEST or entities.weighted_length(line) > TWEET_LENGTH


def is_page(physical: list[str], place: int) -> bool:
    """Whether the line at that index is one that the page prints around the tweets."""
    words = physical[place].strip().casefold()
    if words not in PAGE_WORDS:
        return words in PAGE_PHRASES
    beside = (physical[at].strip().casefold() for at in (place - 1, place + 1) if 0 <= at < len(physical))
    return place in (0, len(physical) - 1) or any(near in PAGE for near in beside)
