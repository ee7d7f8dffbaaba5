"""The chat's own hashtag, found from its texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from chatlens import entities
from chatlens.models import Options

MIN_TEXTS = 3  # texts that must carry a hashtag before it can be the chat's
MIN_SHARE = 0.1  # of all texts; a tag of fewer is a topic or another chat's
SAMPLED = 2_000  # texts of a long transcript, taken from all over it, that show which hashtag is the chat's


def sample(texts: Sequence[str]) -> Sequence[str]:
    """So many of the texts that they show the hashtag as all of them would."""
    return texts[:: len(texts) // SAMPLED + 1]


def own_hashtag(options: Options, texts: Iterable[str]) -> str | None:
    """The chat's hashtag: what the user says, else what its texts show."""
    return options.hashtag or chat_hashtag(texts)[0]


def chat_hashtag(texts: Iterable[str]) -> tuple[str | None, float]:
    """The hashtag in most texts, without "#" and in its commonest spelling, and the share of the texts that have it.

    A text counts once. Among equally common tags one that says "chat" wins, then the first seen. (None, share) where
    no tag is common enough.
    """
    texts = list(texts)
    spellings = Counter([tag for text in texts if "#" in text or "＃" in text for tag in entities.hashtags(text)])
    by_tag: Counter[str] = Counter()
    for spelling, times in spellings.items():
        by_tag[spelling.casefold()] += times
    if not by_tag:
        return None, 0.0
    first = {tag: place for place, tag in reversed(list(enumerate(t.casefold() for t in spellings)))}
    tag = max(by_tag, key=lambda t: (by_tag[t], "chat" in t, -first[t]))
    share = by_tag[tag] / len(texts)
    if by_tag[tag] < MIN_TEXTS or share < MIN_SHARE:
        return None, share
    return max((s for s in spellings if s.casefold() == tag), key=lambda s: spellings[s]), share
