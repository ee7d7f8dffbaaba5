"""What a text weighs against the limit of a tweet, counted as Twitter counts."""

from __future__ import annotations

import functools
import re
import unicodedata

from chatlens._scanning import Entity, find

TWEET_LIMIT = 280
"""The most that a tweet may weigh (`weighted_length`), since November 2017."""

_LINK_WEIGHT = 23  # what Twitter counts for a link of any length
_NORMALISED = 10_000  # characters up to which a text is composed (NFC): on piles of marks that takes quadratic time
_INNER_DOT = re.compile(r"\.(?=[A-Za-z0-9_-])")  # in every link of ASCII


@functools.cache
def _heavy() -> re.Pattern[str]:
    """What weighs two: all but the alphabets' scripts and the usual punctuation (twitter-text, configuration 3)."""
    return re.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")


@functools.cache
def _emoji() -> re.Pattern[str]:
    """One emoji as people see it: key caps, flags, pictures with skin and presentation, joined ones."""
    picture = (
        "[\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
    )
    dress = "\ufe0f?+[\U0001f3fb-\U0001f3ff]?+[\U000e0020-\U000e007f]*+"  # the last: the flag of a region
    flag = "[\U0001f1e6-\U0001f1ff]{2}"
    return re.compile(f"[#*0-9]\ufe0f?\u20e3|{flag}|[\u00a9\u00ae]\ufe0f|{picture}{dress}(?:\u200d{picture}{dress})*+")


def weighted_length(text: str) -> int:
    """What the text weighs against `TWEET_LIMIT`, counted as Twitter does since 2017.

    A link weighs 23, an emoji 2 whatever it is put together from, a character of the alphabets 1, any other (Chinese,
    say) 2. Mentions that the tweet begins with, as a reply does, and blanks at its ends are free.

    >>> weighted_length("@mira_k Yes! https://t.co/AbCdEf1234"), weighted_length("日本"), weighted_length("👩🏽‍🌾")
    (28, 4, 2)
    """
    text = text.strip()
    if not text.isascii():
        if len(text) <= _NORMALISED:
            text = unicodedata.normalize("NFC", text)
    elif text[:1] != "@" and not _INNER_DOT.search(text):
        return len(text)  # neither a link nor a mention in front: the usual tweet
    entities = find(text)
    position = _address_end(text, entities)
    weight = 0
    for entity in entities:
        if entity.kind == "link":
            weight += _weight(text[position : entity.start]) + _LINK_WEIGHT
            position = entity.end
    return weight + _weight(text[position:])


def _address_end(text: str, entities: tuple[Entity, ...]) -> int:
    """Where the mentions that the text begins with end, the blanks behind them included."""
    position = 0
    for entity in entities:
        if entity.kind != "mention" or entity.start != position:
            break
        position = entity.end
        while text[position : position + 1].isspace():
            position += 1
    return position


def _weight(text: str) -> int:
    """The weight of a text without links."""
    if text.isascii():
        return len(text)
    text = _emoji().sub("\u4e00", text)  # any character that weighs two
    return len(text) + len(_heavy().findall(text))
