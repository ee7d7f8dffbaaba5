"""The role of each tweet: question, answer, reply, greeting, closing or aside.

Labels and askings decide where they are; the rest is told by how a tweet opens, whom it addresses, whose hashtags it
carries, and by where it stands: people introduce themselves before the first question and say thanks after the last.
Each sign has a strength between 0 and 1; the strongest role above its threshold wins, and a contribution without any
sign is an answer.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from chatlens import entities, forms
from chatlens import labels as label_forms
from chatlens.models import Inquiry, Label, Link, Repeat, Timeline, Tweet
from chatlens.repeats import cores

SURE = 0.85  # strength of a greeting's or goodbye's wording that needs no support from where it stands
LIKELY = 0.65  # ... that suffices before the first question (after the last)
REACTION = 0.55  # strength of a reaction that makes a tweet without label a reply
LABELLED_REACTION = 0.95  # ... of agreement that makes a labelled one a reply: "A1: I agree, but ..."
FOREIGN_TAGS = 2  # hashtags at a tweet's end beside the chat's own that mark what is sent to many chats at once
TAIL = 0.12  # share of a session's tweets, at its end, in which plain thanks are a goodbye

_ANNOUNCES = re.compile(
    r"""(?xi) (?: .{0,80}? \b(?:new\s(?:on\sthe\s|blog\s|podcast\s|episode|post)|check\sout\s(?:my|our|this\sweek)|
    read\s(?:my|our)\snew|(?:my|our)\s(?:new|latest)\s(?:blog|post|book|podcast|episode|article)|register\s(?:now|here|today|for)|
    sign\sup\s(?:now|here|today|for)|rsvp|giveaway|enter\sto\swin|subscribe|webinar|save\sthe\sdate|podcast\sepisode|
    join\s(?:us|me)\s(?:for|on|at|next|this|tomorrow|tonight)|don['’]t\smiss)\b )"""
)
_DESCRIBES = re.compile(
    r"""(?xi) \s*+ [#＃]\w++ \s++ (?:is|are|was|focuse[sd]|brings?|connects?|meets?|takes\splace|[–—-]|aims|exists|explores|discusses)\b
    | .* \b(?:founded|hosted|moderated|run|organi[sz]ed)\sby\b .* @\w
    | .* \b(?:is|are)\san?\s(?:\w+\s){0,4}chat\s(?:for|about|on|where|that|held|every)\b
    | .* \b(?:every|on)\s(?:other\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b .* \b\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m|p\.m|[ECMP][SD]?T\b|GMT|BST|UTC)"""
)
_INSTRUCTS = re.compile(
    r"""(?xi) (?:(?:please|pls|don['’]?t\sforget\sto|remember\s(?:to|that)?|be\ssure\sto|make\ssure\s(?:to|you)|just\sa\sreminder|reminder)\b .{0,60}?
    \b(?:hashtag|include|label|format|use\s(?:the|A\d)|tag|A1|Q1|[#＃]\w+chat|respond\swith|answer\swith|start\syour\sanswer))
    | (?:we(?:['’]ll|\swill|['’]re|\sare)|this\schat|we)\s(?:be\s)?(?:us(?:e|ing)|follow(?:ing)?)\s (?:a|the|our)\b .{0,20}? \b(?:format|Q1|Q\s?&|Q/A)
    | (?:next|our\snext|first|last|final)\s question\b .{0,30}? (?:\bin\b|coming|up\b|:?$)
    | (?:here\s(?:comes|it\scomes|we\sgo)|get\sready|ready\sfor|moving\son\s(?:to)?|time\sfor|on\sto)\b .{0,24}? (?:question|\bQ\s?\d|next|last|first)"""
)
_CHAT_TAG = re.compile(r"(?i)(?:chat|chats|hour|talk)\b|(?:chat)$")


class Cast(NamedTuple):
    """The roles of a session's tweets, by place in the session, and notes on what was done against the letter."""

    roles: list[str]
    notes: list[str]
    foreign: list[bool]  # it is another chat's


class _Scenery(NamedTuple):
    """Where things stand in a session."""

    opens: int  # place of the first asking or labelled tweet
    ends: int  # place of the last question's first asking or first labelled answer
    length: int


def cast(
    timeline: Timeline,
    session: Sequence[int],
    labels: Sequence[tuple[Label, ...]],
    repeats: Sequence[Repeat | None],
    inquiry: Inquiry,
    links: Sequence[Link],
    hashtag: str | None,
) -> Cast:
    """Give each tweet of a session its role. A plain repeat has its original's."""
    place_of = {index: place for place, index in enumerate(session)}
    asking = {index for question in inquiry.questions for index in question.askings}
    hosts = {host.casefold() for host in inquiry.hosts}
    scenery = _scenery(session, labels, asking)
    own_tags = _own_tags(timeline, session, hashtag)
    result = Cast([""] * len(session), [""] * len(session), [False] * len(session))
    for place, index in enumerate(session):
        repeat, tweet = repeats[index], timeline.tweets[index]
        comment = cores.commented(tweet.text) if repeat is not None else None
        if index in asking:
            result.roles[place] = "question"
        elif comment:
            result.roles[place] = "reply"
        elif repeat is not None and repeat.original in place_of and (source := place_of[repeat.original]) < place:
            result.roles[place] = result.roles[source]
            result.notes[place], result.foreign[place] = result.notes[source], result.foreign[source]
        else:
            result.foreign[place] = _foreign(tweet, hashtag, own_tags, bool(labels[index]))
            found = labels[index] or (labels[repeat.original] if repeat is not None else ())
            is_host = tweet.author is not None and tweet.author.casefold() in hosts
            role = _role(tweet, place, found, links[index], hashtag, scenery, result.foreign[place], is_host)
            result.roles[place] = role
            result.notes[place] = _note(labels[index], role, result.foreign[place])
    return result


def _scenery(session: Sequence[int], labels: Sequence[tuple[Label, ...]], asking: set[int]) -> _Scenery:
    first: dict[str, int] = {}
    for place, index in enumerate(session):
        for label in labels[index]:
            first.setdefault(label.question, place)
    opens = next((place for place, index in enumerate(session) if labels[index] or index in asking), 0)
    return _Scenery(opens, max(first.values(), default=0), len(session))


def _note(own: tuple[Label, ...], role: str, foreign: bool) -> str:
    if own and foreign:
        return f"labelled {own[0].name}, but with another chat's hashtag"
    if own and own[0].letter == "Q" and role in ("answer", "reply"):
        return f"labelled {own[0].name}, reads as {'an answer' if role == 'answer' else 'a reply'}"
    if own and own[0].letter == "A" and role == "reply":
        return f"labelled {own[0].name}, reads as a reply"
    return ""


def _own_tags(timeline: Timeline, session: Sequence[int], hashtag: str | None) -> frozenset[str]:
    """Hashtags (casefolded) that stand beside the chat's own in some tweet: its topics and its friends."""
    if hashtag is None:
        return frozenset()
    own = hashtag.casefold()
    found: set[str] = {own}
    for index in session:
        tags = [tag.casefold() for tag in entities.hashtags(timeline.tweets[index].text)]
        if own in tags:
            found.update(tags)
    return frozenset(found)


def _foreign(tweet: Tweet, hashtag: str | None, own_tags: frozenset[str], labelled: bool) -> bool:
    """Whether a tweet is another chat's: it carries a tag that says so and not ours, or, with a label, ends with tags
    that never stand beside ours."""
    if hashtag is None:
        return False
    tags = [tag.casefold() for tag in entities.hashtags(tweet.text)]
    if hashtag.casefold() in tags:
        return False
    if any(_CHAT_TAG.search(tag) for tag in tags):
        return True
    last = [tag.casefold() for tag in entities.hashtags(tweet.text[entities.trailing_tags_start(tweet.text) :])]
    return labelled and bool(last) and not own_tags & set(last)


def _role(
    tweet: Tweet,
    place: int,
    found: tuple[Label, ...],
    link: Link,
    hashtag: str | None,
    scenery: _Scenery,
    foreign: bool,
    is_host: bool,
) -> str:
    if foreign:
        return "aside"
    body = forms.body(tweet.text, max((label.end for label in found if label.end <= len(tweet.text)), default=0))
    if found:
        agrees = forms.agreement(body) >= LABELLED_REACTION
        return "reply" if agrees or link.quotes is not None else "answer"
    if link.quotes is not None:
        return "reply"
    if label_forms.announced(tweet.text) or _INSTRUCTS.match(body):
        return "aside"
    before, after = place < scenery.opens, place > scenery.ends
    if before and _DESCRIBES.match(tweet.text) and forms.greeting(body) < LIKELY:
        return "aside"
    addressed = bool(link.reply_to) or _ends_with_handle(tweet.text)
    reaction = forms.reaction(body)
    in_tail = after and place >= (1 - TAIL) * scenery.length
    if forms.closing(body) >= (LIKELY if after else SURE + (0.1 if before else 0.05)) or (in_tail and _thanks(body)):
        return "closing"
    greeting = forms.greeting(body)
    if greeting >= (LIKELY if before else SURE) and not (reaction >= REACTION and not before and greeting < 1.0):
        return "greeting"
    if not addressed and reaction < REACTION and _sent_to_many(tweet.text, hashtag):
        return "aside"
    if addressed or reaction >= REACTION:
        return "greeting" if before and addressed and is_host else "reply"
    if _ANNOUNCES.match(body) and entities.links(tweet.text):
        return "aside"
    if before:
        return "greeting" if not entities.links(tweet.text) else "aside"
    return "answer"


def _thanks(body: str) -> bool:
    return bool(re.match(r"(?i)\s*(?:thanks?|thank you|thx|great|awesome|fun|love[ds]?|enjoy)\b", body))


def _ends_with_handle(text: str) -> bool:
    """Whether a handle stands behind or directly before the trailing hashtags, as pages print whom a reply is for. A
    handle on a line of its own is an item of a list."""
    tail = len(text.rstrip())
    for entity in reversed(entities.find(text)):
        if text[entity.end : tail].strip():
            return False
        if entity.kind == "mention":
            return "\n" not in text[: entity.start].rstrip(" ")[-1:]
        tail = entity.start
    return False


def _sent_to_many(text: str, hashtag: str | None) -> bool:
    """Whether the run of hashtags at a tweet's end names several besides the chat's own."""
    start = entities.trailing_tags_start(text)
    own = hashtag.casefold() if hashtag else ""
    others = [tag for tag in entities.hashtags(text[start:]) if tag.casefold() != own]
    return len(others) >= FOREIGN_TAGS
