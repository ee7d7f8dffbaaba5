"""Stage 4, all tweets and labels -> groups of tweets that are the same tweet again.

Platform ids lead. For the rest each tweet is reduced to its core (`cores`), the different cores are matched
(`matching`), and what the guards (`guards`) leave decides. Each tweet is compared with the groups' originals alone, so
that a chain of small edits never joins strangers; originals are found first because tweets are taken in the order in
which they could be one: full ones by time, then marked ones, cut ones, and comments with a copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chatlens.labels import rows
from chatlens.models import Label, Repeat, Tweet
from chatlens.repeats._grouping import Grouping, Member, rank
from chatlens.repeats.cores import reduce
from chatlens.repeats.guards import label_names
from chatlens.repeats.matching import Progress, unseen

__all__ = ["Progress", "group", "unseen"]

_LABEL_GAP = " /&,+-"
"""What may stand between the labels of a tweet that speaks of several questions ("A4 / A5")."""


_OFTEN = 512
"""Tweets between two words on progress: some milliseconds."""


def group(
    tweets: Sequence[Tweet],
    labels: Sequence[tuple[Label, ...]],
    similarity: float,
    progress: Progress = unseen,
) -> tuple[Repeat | None, ...]:
    """For each tweet what it repeats; None for originals. Tweets come oldest first, `similarity` is 0-100.

    `labels[i]` are the labels that count of `tweets[i]`. `progress` is told how far the work is.
    """
    members = [
        _member(index, tweets[index], labels[index]) for index in _told(range(len(tweets)), "folding tweets", progress)
    ]
    leader_of = _leaders(tweets, members)
    leaders = sorted({leader_of.get(i, i) for i in range(len(tweets))}, key=lambda i: rank(members[i]))
    grouping = Grouping([members[i] for i in leaders], similarity, progress)
    found: list[Repeat | None] = [None] * len(tweets)
    for index in _told(leaders, "grouping repeats", progress):
        found[index] = grouping.add(members[index])
    for index, leader in leader_of.items():
        if index != leader:
            before = found[leader]
            kind = "retweet" if tweets[index].retweet_of_id else "copy"
            found[index] = Repeat(before.original if before else leader, kind, 100.0)
    return tuple(found)


def _told(items: Sequence[int], stage: str, progress: Progress) -> Iterator[int]:
    """The items one by one; now and then it is told which share of them is done."""
    for number, item in enumerate(items):
        if number % _OFTEN == 0:
            progress(stage, number / len(items))
        yield item


def _member(index: int, tweet: Tweet, labels: tuple[Label, ...]) -> Member:
    """A tweet as the grouping sees it."""
    reduced = reduce(tweet.text, _label_span(tweet.text, labels))
    author = tweet.author.casefold() if tweet.author else None
    return Member(index, reduced, author, label_names(labels))


def _label_span(text: str, labels: tuple[Label, ...]) -> tuple[int, int] | None:
    """Where the labels at a tweet's start stand, several in a row as one. A "2/2", which has the label of the tweet
    before it, is none in what shares it, and stays."""
    if not labels or labels[0].convention == rows.CONTINUATION:
        return None
    start, end = labels[0].start, labels[0].end
    for label in labels[1:]:
        if text[end : label.start].strip(_LABEL_GAP):
            break
        end = max(end, label.end)
    return start, end


def _leaders(tweets: Sequence[Tweet], members: Sequence[Member]) -> dict[int, int]:
    """For tweets that platform ids say are one: the one that stands for all, the source itself if it is there."""
    by_id: dict[str, list[int]] = {}
    for index, tweet in enumerate(tweets):
        if key := tweet.retweet_of_id or tweet.tweet_id:
            by_id.setdefault(key, []).append(index)
    leader_of: dict[int, int] = {}
    for indices in by_id.values():
        if len(indices) > 1:
            leader = min(indices, key=lambda i: (tweets[i].retweet_of_id is not None, rank(members[i])))
            leader_of.update(dict.fromkeys(indices, leader))
    return leader_of
