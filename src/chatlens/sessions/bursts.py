"""The bursts of a stream: stretches far denser than the time around them, in which people sat together.

How dense the stream is at a tweet is a kernel density estimate over time with a box of an hour (Rosenblatt 1956); a
burst is found by two thresholds with hysteresis (Schmitt 1938; Canny 1986 for edges): it goes as far as the stream is
lively, and must be dense somewhere. Both thresholds follow the stream's own background, a running median, which a
burst cannot lift. A group chat as a short, dense, recurring burst of one hashtag is the model of Cook, Kenthapadi and
Mishra, "Group chats on Twitter" (WWW 2013). Retweets and copies do not make a crowd: only what is new is counted.

Labels have the last word on neighbouring bursts: where the numbers go on, the later one is the same chat (a slow one);
where they begin again, another chat starts, with or without a silence. Everything runs in n log n.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from statistics import median
from typing import NamedTuple

from chatlens import labels
from chatlens.models import Label, Tweet

MINUTE, HOUR = 60, 3600  # seconds

CROWD = 12  # new tweets in an hour that make it dense: the smallest chat whose tweets are worth a table
DENSE = 4.0  # ... and how many times the background it must be: hashtags have rush hours of two to three times
LIVELY = 3  # new tweets in an hour that keep a burst going: three people still talk to each other
LIVELY_OVER = 2.0  # ... and how many times the background
OF_PEAK = 0.1  # ... and the share of the highest density nearby, so that a chat ends when nine of ten have gone
NEARBY = 6 * HOUR  # how far "nearby" reaches on both sides: the afternoon before, the night after
AROUND = 3  # days on both sides whose hours tell the background: with its own day, each weekday once
SILENCE = 30 * MINUTE  # within which a burst goes on; a longer one ends it
EDGE = 10 * MINUTE  # window on both sides that finds a burst's first and last tweet more sharply than the hour does
PEOPLE = 3  # authors that a burst must have, where authors are known: a host alone announces
OF_USUAL = 0.125  # share of the usual burst's new tweets that one must have: less is a flare of the hashtag, no chat
BEFORE = 30 * MINUTE  # before a burst, welcomes and last calls belong to it
AFTER = 60 * MINUTE  # after it, late answers and retweets do
SLOW = 26 * HOUR  # silence over which numbers that go on make one slow chat: a question a day, at about the same hour
ONE_CHAT = 48 * HOUR  # a file that spans no more, and has more tweets outside its bursts than in them, is one slow chat
LEVEL = 8  # labels that tell at which number a chat stands: their median, since some always answer late
LEVEL_LEAST = 5  # ... fewer tell nothing where a burst might be cut in two
FAR_ON = 3  # number that a chat must have reached before another can begin again inside its burst

_MARK = re.compile(r"\W*+(?:RT|MT)\W++@\w++:?+\s*+", re.IGNORECASE)
_FIRST = re.compile(r"[QqTt][ .:]{0,2}[01](?!\d)")
_KEY = 60  # characters of a text that tell it from others; what is cut from a retweet stands behind them


class _Burst(NamedTuple):
    """A burst: indices of its first tweet and behind its last, without what is only near it."""

    start: int
    end: int


def find(tweets: Sequence[Tweet], times: Sequence[float]) -> list[range]:
    """The sessions of tweets in order of their times (seconds): indices of each one's tweets, in order. Where nothing
    is denser than the rest, none is left out: all is one chat, if its labels do not begin again."""
    if not tweets:
        return []
    new = _new(tweets)
    found = [burst for burst in _dense(times, new) if _people(tweets, burst) >= PEOPLE]
    sizes = [sum(new[burst.start : burst.end]) for burst in found]
    least = OF_USUAL * median(sizes or [0])
    found = [burst for burst, size in zip(found, sizes, strict=True) if size >= least]
    numbers = _Numbers(tweets, new)
    found = [part for burst in _joined(found, times, numbers) for part in _cut(burst, times, numbers)]
    sessions = list(_reaching_out(found, times))
    if not found or (times[-1] - times[0] <= ONE_CHAT and 2 * sum(map(len, sessions)) < len(tweets)):
        return [range(*part) for part in _cut(_Burst(0, len(tweets)), times, numbers)]
    return sessions


def _new(tweets: Sequence[Tweet]) -> list[int]:
    """Per tweet 1 if it says something new, 0 if it is a retweet or a copy."""
    seen: set[str] = set()
    new = []
    for tweet in tweets:
        mark = _MARK.match(tweet.text)
        key = tweet.text[mark.end() if mark else 0 :][:_KEY].casefold()
        new.append(int(mark is None and key not in seen))
        seen.add(key)
    return new


def _people(tweets: Sequence[Tweet], burst: _Burst) -> int:
    authors = {tweet.author.casefold() if tweet.author else None for tweet in tweets[burst.start : burst.end]}
    return PEOPLE if None in authors else len(authors)


def _dense(times: Sequence[float], new: Sequence[int]) -> Iterator[_Burst]:
    """Stretches that are lively throughout and dense somewhere, in order."""
    crowd = _crowd(times, new, HOUR / 2)
    near = [3 * count for count in _crowd(times, new, EDGE)]  # per hour, as the other
    peak = _highest(times, crowd, NEARBY)
    usual = _background(times)
    lively = [max(LIVELY, LIVELY_OVER * u, OF_PEAK * p) for u, p in zip(usual, peak, strict=True)]
    stretch: list[int] = []
    for index in range(len(times) + 1):
        goes_on = index < len(times) and crowd[index] >= lively[index]
        if stretch and (index == len(times) or (goes_on and times[index] - times[stretch[-1]] >= SILENCE)):
            if any(crowd[i] >= max(CROWD, DENSE * usual[i]) for i in stretch):
                sharp = [i for i in stretch if near[i] >= lively[i]] or stretch
                yield _Burst(sharp[0], sharp[-1] + 1)
            stretch = []
        if goes_on:
            stretch.append(index)


def _crowd(times: Sequence[float], new: Sequence[int], reach: float) -> list[int]:
    """Per tweet, how many new tweets there are within `reach` seconds on both sides of it."""
    import numpy as np

    at = np.array(times)
    so_far = np.concatenate(([0], np.cumsum(new)))
    counts: list[int] = (so_far[at.searchsorted(at + reach, "right")] - so_far[at.searchsorted(at - reach)]).tolist()
    return counts


def _highest(times: Sequence[float], values: Sequence[int], reach: float) -> list[int]:
    """Per tweet, the highest value within `reach` seconds on both sides of it."""
    highest = []
    falling: deque[int] = deque()  # indices of values that fall, the highest first
    behind = 0
    for when in times:
        while behind < len(times) and times[behind] <= when + reach:
            while falling and values[falling[-1]] <= values[behind]:
                falling.pop()
            falling.append(behind)
            behind += 1
        while times[falling[0]] < when - reach:
            falling.popleft()
        highest.append(values[falling[0]])
    return highest


def _background(times: Sequence[float]) -> list[float]:
    """Per tweet, the tweets of a usual hour in the days around it: the median of all hours that the file covers, of
    less than a day (whose hours may mostly be the chat's) the lower quartile."""
    counts = Counter(int(when // HOUR) for when in times)
    hours = sorted(counts)
    by_day: dict[int, float] = {}
    for day in dict.fromkeys(hour // 24 for hour in hours):
        start = max(24 * (day - AROUND), hours[0])
        end = min(24 * (day + AROUND + 1), hours[-1] + 1)
        busy = sorted(counts[hour] for hour in hours[bisect_left(hours, start) : bisect_left(hours, end)])
        quiet = end - start - len(busy)
        usual = (end - start) // (2 if end - start >= 24 else 4)
        by_day[day] = busy[usual - quiet] if usual >= quiet else 0
    return [by_day[int(when // HOUR) // 24] for when in times]


class _Numbers:
    """The numbers that the labels of new tweets name, found once for each tweet that is looked at."""

    def __init__(self, tweets: Sequence[Tweet], new: Sequence[int]) -> None:
        self.tweets = tweets
        self.new = new
        self.known: dict[int, tuple[Label, ...]] = {}

    def at(self, index: int) -> tuple[Label, ...]:
        """The first label of a tweet, if it has any and is new."""
        if index not in self.known:
            self.known[index] = labels.find(self.tweets[index].text)[:1] if self.new[index] else ()
        return self.known[index]

    def among(self, indices: Iterable[int]) -> list[int]:
        """The first numbers among some tweets, as many as tell at which number a chat stands."""
        return list(
            islice((n for index in indices for label in self.at(index) if (n := label.number) is not None), LEVEL)
        )

    def begins(self, index: int) -> bool:
        """Whether a tweet may ask the first question of a chat."""
        if not self.new[index] or not _FIRST.search(self.tweets[index].text):
            return False
        return any(label.letter != "A" and label.number in (0, 1) for label in self.at(index))


def _joined(found: Sequence[_Burst], times: Sequence[float], numbers: _Numbers) -> Iterator[_Burst]:
    """Bursts with those put together that no silence parts, or whose numbers go on."""
    if not found:
        return
    last = found[0]
    for burst in found[1:]:
        silence = times[burst.start] - times[last.end - 1]
        if silence < SILENCE or (silence <= SLOW and _goes_on(last, burst, numbers)):
            last = _Burst(last.start, burst.end)
        else:
            yield last
            last = burst
    yield last


def _goes_on(one: _Burst, other: _Burst, numbers: _Numbers) -> bool:
    """Whether the later burst asks on where the earlier one stopped: Q1 and Q2, then Q3."""
    before = numbers.among(reversed(range(*one)))
    after, at_last = numbers.among(range(*other)), numbers.among(reversed(range(*other)))
    if not before or not after:
        return False
    return 1 <= median(before) <= median(after) and median(before) < median(at_last)


def _cut(burst: _Burst, times: Sequence[float], numbers: _Numbers) -> Iterator[_Burst]:
    """A burst in which the numbers begin again, cut where they do: Q1 to Q6, then another chat's Q1."""
    start = burst.start
    for index in range(*burst):
        if not numbers.begins(index):
            continue
        before, after = numbers.among(reversed(range(start, index))), numbers.among(range(index, burst.end))
        if min(len(before), len(after)) < LEVEL_LEAST or median(before) < FAR_ON:
            continue
        if median(after) > 1 or max(after) > FAR_ON:
            continue
        first = bisect_left(times, times[index] - SILENCE, start + 1, index)
        at = max(range(first, index + 1), key=lambda i: (times[i] - times[i - 1], i))
        if at - start >= CROWD <= burst.end - at:
            yield _Burst(start, at)
            start = at
    yield _Burst(start, burst.end)


def _reaching_out(found: Sequence[_Burst], times: Sequence[float]) -> Iterator[range]:
    """The sessions: each burst with what is shortly before and after it. Between two that are near each other, the
    longest silence parts them."""
    starts = [bisect_left(times, times[burst.start] - BEFORE) for burst in found]
    ends = [bisect_left(times, times[burst.end - 1] + AFTER + 1) for burst in found]
    for place, (one, other) in enumerate(pairwise(found)):
        if ends[place] > starts[place + 1]:
            parted = max(range(one.end, other.start + 1), key=lambda i: times[i] - times[i - 1])
            ends[place], starts[place + 1] = min(ends[place], parted), max(starts[place + 1], parted)
    return map(range, starts, ends)
