"""The role of each tweet: question, answer, reply, greeting, closing or aside.

Labels and askings decide where they are; the rest is told by how a tweet opens, whom it addresses, whose hashtags it
carries, and by where it stands: people introduce themselves before the first question and say thanks after the last.
Each sign has a strength between 0 and 1; the strongest role above its threshold wins, and a contribution without any
sign is an answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from chatlens import entities, forms
from chatlens import labels as label_forms
from chatlens.models import Inquiry, Label, Link, Repeat, Timeline, Tweet
from chatlens.placing import leanings
from chatlens.repeats import marks

SURE = 0.85  # strength of a greeting's or goodbye's wording that needs no support from where it stands
LIKELY = 0.65  # ... that suffices before the first question (after the last)
REACTION = 0.55  # strength of a reaction that makes a tweet without label a reply
LABELLED_REACTION = 0.95  # ... of agreement that makes a labelled one a reply: "A1: I agree, but ..."
FOREIGN_TAGS = 2  # hashtags at a tweet's end beside the chat's own that mark what is sent to many chats at once
HEAD = 600  # characters of a tweet that are searched for how a chat describes itself
ASKS_BACK = 80  # characters up to which a tweet that only asks is taken to ask somebody, not to answer by a question
TAIL = 0.12  # share of a session's tweets, at its end, in which plain thanks are a goodbye

OTHER_CHAT = "but with another chat's hashtag"
"""How the note of a labelled tweet of another chat ends."""

_ANNOUNCES = re.compile(
    r"""(?xi) .{0,80}? \b(?:
    new\s(?:on\sthe\s|blog\s|podcast\s|episode|post) | check\sout\s(?:my|our|this\sweek) | read\s(?:my|our)\snew
    | (?:my|our)\s(?:new|latest)\s(?:blog|post|book|podcast|episode|article) | register\s(?:now|here|today|for)
    | sign\sup\s(?:now|here|today|for) | rsvp | giveaway | enter\sto\swin | subscribe | save\sthe\sdate
    | podcast\sepisode | join\s(?:us|me)\s(?:for|on|at|next|this|tomorrow|tonight) | don['’]t\smiss
    )\b"""
)
_DESCRIBES = re.compile(
    r"""(?xi) \s*+ [#＃]\w++ \s++ (?:[–—-]\s | (?:is|are|was|focuse[sd]|brings?|connects?|meets?|takes\splace|aims
    |exists|explores|discusses)\b)
    | .* \b(?:founded|hosted|moderated|run|organi[sz]ed)\sby\b .* @\w
    | .* \b(?:is|are)\san?\s(?:\w+\s){0,4}chat\s(?:for|about|on|where|that|held|every)\b
    | .* \b(?:every|on)\s(?:other\s)?(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b .*
      \b\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m|p\.m|[ECMP][SD]?T\b|GMT|BST|UTC)"""
)
_INSTRUCTS = re.compile(
    r"""(?xi) (?:(?:please|pls|don['’]?t\sforget\sto|remember\s(?:to|that)?|be\ssure\sto|make\ssure\s(?:to|you)
    |just\sa\sreminder|reminder)\b .{0,60}? \b(?:hashtag|include|label|format|use\s(?:the|A\d)|tag|A1|Q1|[#＃]\w+chat
    |respond\swith|answer\swith|start\syour\sanswer))
    | (?:we(?:['’]ll|\swill|['’]re|\sare)|this\schat|we)\s(?:be\s)?(?:us(?:e|ing)|follow(?:ing)?)\s (?:a|the|our)\b
      .{0,20}? \b(?:format|Q1|Q\s?&|Q/A)
    | (?:(?:just|a|quick|friendly|gentle)\s)*+ reminder\b \s?[:,–-]
    | (?:next|our\snext|first|last|final)\s question\b .{0,30}? (?:\bin\b|coming|up\b|:?$)
    | question\s(?:\d|one|two|three|four|five|six|seven|eight)\b .{0,16}? (?:coming|\bup\b|next)
    | (?:use|include|add)\s(?:the\s)?(?:hashtag|[#＃]\w++|[AQ]\d)\b .{0,60}? \b(?:answers?|tweets?|find|see|follow)\b
    | (?:here\s(?:comes|it\scomes|we\sgo)|get\sready|ready\sfor|moving\son\s(?:to)?|time\sfor|on\sto)\b
      .{0,24}? (?:question|\bQ\s?\d|next|last|first)"""
)
_CHAT_TAG = re.compile(r"(?i)(?:chat|chats|hour|talk)\b|(?:chat)$")


_PRAISES = re.compile(
    r"""(?xi) \s*+ (?:(?:so|many|huge|big|a|an|such|truly|really|that\swas|this\swas|what\san?)\s)*+
    (?:thanks?|thank\syou|thx|great|awesome|fun|love[ds]?|enjoy|superb|lovely|wonderful|brilliant|fantastic|fabulous|best
    |pleasure|joy|treat)\b"""
)


class Cast(NamedTuple):
    """The roles of a session's tweets, by place in the session, and notes on what was done against the letter."""

    roles: list[str]
    notes: list[str]
    foreign: list[bool]  # it is another chat's
    comments: list[bool]  # it repeats, and adds words of its author's own


class _Scenery(NamedTuple):
    """Where things stand in a session."""

    opens: int  # place of the first asking or labelled tweet
    ends: int  # place of the last question's first asking or first labelled answer
    length: int


class _Signs(NamedTuple):
    """What is known of a tweet before its wording is looked at."""

    body: str  # as in `forms`
    tags: Sequence[str]  # its hashtags, casefolded, each once
    labelled: bool  # it, or a repeat of it, has a label
    link: Link
    foreign: bool
    is_host: bool
    leans: str  # "reply" or "closing" by its structure; "" for neither


def cast(
    timeline: Timeline,
    session: Sequence[int],
    labels: Sequence[tuple[Label, ...]],
    repeats: Sequence[Repeat | None],
    inquiry: Inquiry,
    links: Sequence[Link],
    hashtag: str | None,
) -> Cast:
    """Give each tweet of a session its role. A plain repeat has its original's, and a label of any of them is all
    their label."""
    place_of = {index: place for place, index in enumerate(session)}
    labelled = group_labels(session, labels, repeats)
    asking = {index for question in inquiry.questions for index in question.askings}
    hosts = {host.casefold() for host in inquiry.hosts}
    scenery = _scenery(session, labels, asking, inquiry)
    stage = leanings.stage(timeline, session, labels, inquiry)
    tags = [_folded_tags(timeline.tweets[index].text) for index in session]
    own_tags = _own_tags(tags, hashtag)
    unknown = [False] * len(session)
    result = Cast([""] * len(session), [""] * len(session), [*unknown], [*unknown])
    for place in originals_first(session, repeats):
        index = session[place]
        repeat, tweet, own, link = repeats[index], timeline.tweets[index], labels[index], links[index]
        if repeat is not None:
            result.comments[place] = marks.comments(tweet.text, timeline.tweets[repeat.original].text)
        if index in asking:
            result.roles[place] = "question"
        elif result.comments[place]:
            result.roles[place] = "reply"
        elif repeat is not None and (source := place_of.get(repeat.original)) is not None:
            result.roles[place] = result.roles[source]
            result.notes[place], result.foreign[place] = result.notes[source], result.foreign[source]
        else:
            foreign = result.foreign[place] = _foreign(tweet, tags[place], hashtag, own_tags, bool(own))
            body = forms.body(tweet.text, max([label.text_start for label in own], default=0))
            is_host = tweet.author is not None and tweet.author.casefold() in hosts
            has_label = (index if repeat is None else repeat.original) in labelled
            leans = ""
            if not (foreign or has_label or link.quotes is not None or place < scenery.opens):
                company = "closing" in result.roles[max(place - leanings.COMPANY, 0) : place]
                leans = leanings.leans(stage, place, body, after=place > scenery.ends, company=company)
            sign = _Signs(body, tags[place], has_label, link, foreign, is_host, leans)
            role = result.roles[place] = _role(tweet, place, sign, hashtag, scenery)
            result.notes[place] = _note(own, role, foreign)
    return result


def originals_first(session: Sequence[int], repeats: Sequence[Repeat | None]) -> list[int]:
    """The places of a session in an order in which each repeat comes behind its original, which may be posted later: a
    retweet that was cut off can precede the full tweet."""
    return sorted(range(len(session)), key=lambda place: repeats[session[place]] is not None)


def group_labels(
    session: Sequence[int], labels: Sequence[tuple[Label, ...]], repeats: Sequence[Repeat | None]
) -> dict[int, tuple[str, ...]]:
    """Original -> the questions that a label of any member of its group names; the earliest labelled member decides."""
    found: dict[int, tuple[str, ...]] = {}
    for index in session:
        if labels[index]:
            repeat = repeats[index]
            original = index if repeat is None else repeat.original
            found.setdefault(original, tuple(dict.fromkeys(label.question for label in labels[index])))
    return found


def _scenery(
    session: Sequence[int], labels: Sequence[tuple[Label, ...]], asking: set[int], inquiry: Inquiry
) -> _Scenery:
    """A label that names no question of the chat (one stray "A17") opens and ends nothing. Headings of a page do."""
    first: dict[str, int] = {}
    opens = None
    questions = {question.name for question in inquiry.questions}
    headed = {question.opens: question.name for question in inquiry.questions}
    for place, index in enumerate(session):
        names = {label.question for label in labels[index]} & questions
        if index in headed:
            names.add(headed[index])
        if opens is None and (names or index in asking):
            opens = place
        for name in names:
            first.setdefault(name, place)
    return _Scenery(opens or 0, max(first.values(), default=int((1 - TAIL) * len(session))), len(session))


def _note(own: tuple[Label, ...], role: str, foreign: bool) -> str:
    if own and foreign:
        return f"labelled {own[0].name}, {OTHER_CHAT}"
    if own and own[0].letter == "Q" and role in ("answer", "reply"):
        return f"labelled {own[0].name}, reads as {'an answer' if role == 'answer' else 'a reply'}"
    if own and own[0].letter == "A" and role == "reply":
        return f"labelled {own[0].name}, reads as a reply"
    return ""


def _folded_tags(text: str) -> list[str]:
    """The hashtags of a text, casefolded, each once."""
    return [tag.casefold() for tag in entities.hashtags(text)]


def _own_tags(tags_of: Sequence[Sequence[str]], hashtag: str | None) -> frozenset[str]:
    """Hashtags (casefolded) that stand beside the chat's own in some tweet: its topics and its friends."""
    if hashtag is None:
        return frozenset()
    own = hashtag.casefold()
    found: set[str] = {own}
    for tags in tags_of:
        if own in tags:
            found.update(tags)
    return frozenset(found)


def _foreign(tweet: Tweet, tags: Sequence[str], hashtag: str | None, own_tags: frozenset[str], labelled: bool) -> bool:
    """Whether a tweet is another chat's: it carries a tag that says so and not ours, or, with a label, ends with tags
    that never stand beside ours."""
    if hashtag is None or hashtag.casefold() in tags:
        return False
    if any(_CHAT_TAG.search(tag) for tag in tags):
        return True
    if not labelled:
        return False
    last = _folded_tags(tweet.text[entities.trailing_tags_start(tweet.text) :])
    return bool(last) and own_tags.isdisjoint(last)


def _role(tweet: Tweet, place: int, sign: _Signs, hashtag: str | None, scenery: _Scenery) -> str:
    body, tags, labelled, link, foreign, is_host, leans = sign
    if foreign:
        return "aside"
    if labelled:
        agrees = forms.agreement(body) >= LABELLED_REACTION
        return "reply" if agrees or link.quotes is not None else "answer"
    if link.quotes is not None:
        return "reply"
    before, after = place < scenery.opens, place > scenery.ends
    goodbye = forms.closing(body)
    if label_forms.announced(tweet.text) or (_INSTRUCTS.match(body) and not (after and goodbye >= LIKELY)):
        return "aside"
    if before and _DESCRIBES.match(tweet.text[:HEAD]) and forms.greeting(body) < LIKELY:
        return "aside"
    addressed = bool(link.reply_to) or _ends_with_handle(tweet.text)
    in_tail = after and place >= (1 - TAIL) * scenery.length
    if leans == "closing" and not link.reply_to:
        return "closing"
    if goodbye >= (LIKELY if after else SURE + (0.1 if before else 0.05)) or (in_tail and _thanks(body)):
        return "closing"
    greeting = forms.greeting(body)
    if greeting >= (LIKELY if before else SURE) and (before or greeting >= 1.0 or not _reacts(body)):
        return "greeting"
    if addressed or _reacts(body):
        return "greeting" if before and addressed and is_host else "reply"
    if _sent_to_many(tweet.text, tags, hashtag):
        return "aside"
    if entities.holds_link(tweet.text) and _ANNOUNCES.match(body):
        return "aside"
    if before:
        return "greeting" if not entities.holds_link(tweet.text) else "aside"
    return leans or "answer"


def _reacts(body: str) -> bool:
    """Whether a tweet without label reads as a reaction."""
    return forms.reaction(body) >= REACTION or _asks_back(body)


def _asks_back(body: str) -> bool:
    """Whether a tweet without label asks somebody for more: it is a question and nothing else."""
    if "?" not in body:
        return False
    words = body[: entities.trailing_tags_start(body)].strip()
    return words.count("?") == 1 and len(words) <= ASKS_BACK and forms.asking(words) >= 1.0


def _thanks(body: str) -> bool:
    return bool(_PRAISES.match(body))


def _ends_with_handle(text: str) -> bool:
    """Whether a handle stands behind or directly before the trailing hashtags, as pages print whom a reply is for. A
    handle on a line of its own is an item of a list."""
    if "@" not in text and "＠" not in text:
        return False
    tail = len(text.rstrip())
    for entity in reversed(entities.find(text)):
        if text[entity.end : tail].strip():
            return False
        if entity.kind == "mention":
            return "\n" not in text[: entity.start].rstrip(" ")[-1:]
        tail = entity.start
    return False


def _sent_to_many(text: str, tags: Sequence[str], hashtag: str | None) -> bool:
    """Whether the run of hashtags at a tweet's end names several besides the chat's own. `tags` are all of its tags."""
    own = hashtag.casefold() if hashtag else ""
    if len(tags) - (own in tags) < FOREIGN_TAGS:
        return False
    last = _folded_tags(text[entities.trailing_tags_start(text) :])
    return len(last) - (own in last) >= FOREIGN_TAGS
