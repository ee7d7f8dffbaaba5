"""Stage 6, what each tweet quotes, replies to or continues.

Platform ids and marked copies lead. For the rest: in a copied page the tweet that a comment quotes is often printed
once more directly below it; a handle at a tweet's start names whom it answers; a tweet that starts in the middle of a
sentence goes on from its author's last one. None of these is certain, so each asks for a second sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from chatlens import entities, forms
from chatlens._words import content_words, likeness, rarity
from chatlens.conventions import GOES_ON_REACH
from chatlens.labels.rows import CONTINUATION
from chatlens.models import Label, Link, Repeat, Timeline, Tweet
from chatlens.repeats import marks

SHARED_WORDS = 0.07
"""Likeness (cosine of rarity-weighted words, 0-1) of a comment and the copy below it from which their words tell that
it quotes it; two tweets on one question reach it seldom."""
SHARED_LEAST = 0.7  # ... if it is at least this share of the comment's likeness to any other tweet
REACTS = 0.7  # strength of a reaction (0-1) that may quote a labelled copy without sharing words with it ...
OTHER_TARGET = 0.13  # ... if no other tweet is liker to it by more than this
LOOK_BACK = 80  # tweets before a comment among which another target is looked for
REPLY_REACH = 60  # tweets back in which an answered tweet of a mentioned person is looked for

_ADDRESSES = re.compile(r"[ .:,]*+[@＠#＃]")
_GOES_ON = re.compile(
    r"(?xi) \W*+ (?: \(?cont | \(?[2-9]\s?(?:/|of)\s?\d | (?:pt|part)\.?\s?[2-9] | [2-9]\)\s | \.\.+ | …"
    r"| (?:also|plus|and|but|so|because|then|which|or|specifically|another|additionally|furthermore)\b | (?-i:[a-z]) )"
)

_NONE = Link()  # of most tweets nothing is known: one record does for all


def find(timeline: Timeline, labels: Sequence[tuple[Label, ...]], repeats: Sequence[Repeat | None]) -> tuple[Link, ...]:
    """One link record per tweet; an empty one where nothing is known."""
    found: list[Link] = [_NONE] * len(timeline.tweets)
    by_id = {tweet.tweet_id: index for index, tweet in enumerate(timeline.tweets) if tweet.tweet_id}
    by_line = {tweet.first_line: index for index, tweet in enumerate(timeline.tweets)}
    for session in timeline.sessions:
        printed_copies = all(timeline.tweets[index].author is None for index in session.tweets)
        quoted = _quoted(timeline, session.tweets, labels, repeats) if printed_copies else {}
        for index in session.tweets:
            line = timeline.tweets[index].quotes_line
            if line in by_line:
                quoted[index] = by_line[line]
        last_by: dict[str, list[int]] = {}
        for index in session.tweets:
            tweet = timeline.tweets[index]
            found[index] = _link(timeline, index, labels, repeats, by_id, last_by, quoted.get(index))
            if tweet.author and repeats[index] is None:  # nobody answers a retweet, or goes on from one
                last_by.setdefault(tweet.author.casefold(), []).append(index)
    return tuple(found)


def addressed(tweet: Tweet) -> tuple[str, ...]:
    """Handles that a tweet is addressed to: those the platform names, else those at its start, in order."""
    if tweet.reply_to:
        return tweet.reply_to
    if not _ADDRESSES.match(tweet.text):
        return ()
    handles: list[str] = []
    end = 0
    for entity in entities.find(tweet.text):
        if tweet.text[end : entity.start].strip(" .:,") or entity.kind == "link":
            break
        if entity.kind == "mention":
            handles.append(entity.text)
        end = entity.end
    return tuple(dict.fromkeys(handles))


def _link(
    timeline: Timeline,
    index: int,
    labels: Sequence[tuple[Label, ...]],
    repeats: Sequence[Repeat | None],
    by_id: dict[str, int],
    last_by: dict[str, list[int]],
    quoted: int | None,
) -> Link:
    tweet = timeline.tweets[index]
    repeat = repeats[index]
    quotes = by_id.get(tweet.quote_of_id or "", quoted)
    replies_to = by_id.get(tweet.reply_to_id or "")
    comment = repeat is not None and marks.commented(tweet.text)
    if comment and repeat is not None and replies_to is None:
        replies_to = repeat.original
    handles = addressed(tweet) if repeat is None or comment else ()
    if replies_to is None:
        recent = [i for who in handles for i in last_by.get(who.casefold(), ())[-3:] if index - i <= REPLY_REACH]
        replies_to = max(recent, default=None)
    own = last_by.get(tweet.author.casefold(), ()) if tweet.author and not handles else ()
    before = own[-1] if own and index - own[-1] <= GOES_ON_REACH else None
    continues = before if before is not None and _goes_on(tweet.text, labels[index]) else None
    if quotes is None and replies_to is None and continues is None and not handles:
        return _NONE
    return Link(quotes if quotes != index else None, replies_to if replies_to != index else None, continues, handles)


def _goes_on(text: str, labels: Sequence[Label]) -> bool:
    """Whether a tweet reads as the second half of another, and has no label that says what it is."""
    return bool(_GOES_ON.match(text)) and all(label.convention == CONTINUATION for label in labels)


def _quoted(
    timeline: Timeline,
    session: Sequence[int],
    labels: Sequence[tuple[Label, ...]],
    repeats: Sequence[Repeat | None],
) -> dict[int, int]:
    """Comment -> the copy printed below it that it quotes.

    The copy alone is no proof: pages are full of retweets, and most of them stand below some tweet by chance. The
    comment must share words with the copy, and not more with another tweet; or react, with no other tweet that it
    could react to.
    """
    words = {index: content_words(timeline.tweets[index].text) for index in session}
    rare = rarity(words.values())
    found = {}
    for at, (index, below) in enumerate(pairwise(session)):
        repeat = repeats[below]
        if repeat is None or repeat.kind in ("retweet", "quote") or repeat.original >= index or repeats[index]:
            continue
        if marks.commented(timeline.tweets[below].text) or marks.commented(timeline.tweets[index].text):
            continue
        label_end = max((label.text_start for label in labels[index]), default=0)
        body = forms.body(timeline.tweets[index].text, label_end)
        reaction = forms.reaction(body)
        copied = forms.body(timeline.tweets[below].text)
        if labels[index] and reaction < REACTS:
            continue
        if any(form(text) >= REACTS for form in (forms.closing, forms.greeting) for text in (body, copied)):
            continue
        others = (i for i in session[max(0, at + 1 - LOOK_BACK) : at] if repeats[i] is None and i != repeat.original)
        like = likeness(words[index], words[below], rare)
        other = max((likeness(words[index], words[i], rare) for i in others), default=0.0)
        by_words = like >= SHARED_WORDS and like >= SHARED_LEAST * other
        by_reaction = (
            reaction >= REACTS
            and bool(labels[below])
            and other - like < OTHER_TARGET
            and not addressed(timeline.tweets[index])
        )
        if by_words or by_reaction:
            found[index] = below
    return found
