"""Questions of a session that numbers none: what its hosts ask of all, in order. Found by form and by who asks, so they
are offered, and numbered only when the user wishes it (`--unnumbered`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from chatlens import entities, forms
from chatlens.models import Session, Timeline
from chatlens.questions import texts
from chatlens.questions.askings import Candidate, Groups, whose
from chatlens.questions.hosts import Signs
from chatlens.repeats import marks

ASKS = 0.6  # form from which a host's tweet to all is a question
MAY = 0.3  # ... anybody's that several people answer
SURE = 1.0  # ... anybody's, where nobody knows who wrote it
WORDS = 3  # words that a question has at least: "Are you here?" is none
GREETS = 0.65  # strength of a greeting or a goodbye from which a question mark asks nothing of the subject
SEVERAL = 2  # questions to all that somebody asks who is a host by them alone ...
SHARE = 0.25  # ... and the share of all such questions, repeats counted: two or three may share the asking
PASSED_ON = 3  # repeats of a question that count so
ANSWERERS = 3  # people who must answer somebody else's question to make it one of the chat's
ANSWERED_REACH = 40  # tweets behind a question in which they answer
FIRST = 60  # characters at a tweet's start that hold whom it answers
MOST = 99  # questions that are numbered; a session with more is no chat of questions

_LEADS = re.compile(
    r"(?i)(?:(?:and|so|ok(?:ay)?|our|now|the)[,\s]+)*+(?:next|first|second|third|last|final)\s+question\b[\s:.,–-]*+"
)


def find(
    timeline: Timeline, session: Session, found: Groups, named: Sequence[str], signs: Signs, hashtag: str | None
) -> tuple[tuple[str, ...], list[Candidate]]:
    """The hosts of a session without numbers, and what they ask, numbered by order. Where nobody knows who wrote, only
    what reads as a question beyond doubt and was shared counts."""
    asking = _asked_of_all(timeline, found)
    if all(timeline.tweets[index].author is None for index in session.tweets):
        return tuple(named), _numbered([one for one in asking if one.form >= SURE and len(one.members) > 1], session)
    hosts = tuple(named) or _hosts(timeline, session, [one for one in asking if one.form >= ASKS], signs, hashtag)
    known = {host.casefold() for host in hosts}
    answered = _answered(timeline, session, asking)
    place_of = {index: place for place, index in enumerate(session.tweets)}
    asked: list[Candidate] = []
    for one in asking:
        last = asked[-1] if asked else None
        directly = last is not None and place_of[one.first] - place_of[last.first] == 1 and last.author == one.author
        by_host = one.author is not None and one.author.casefold() in known
        if one.first in answered or (by_host and (one.form >= ASKS or directly)):
            asked.append(one)
    return hosts, _numbered(asked, session)


def _asked_of_all(timeline: Timeline, found: Groups) -> list[Candidate]:
    """Tweets that read as questions to everybody, in order; as yet without a name."""
    listed = []
    for group in sorted(found.members.values()):
        tweet = timeline.tweets[group[0]]
        text = tweet.text[marks.prefix_end(tweet.text) :].lstrip(" :.")
        body = forms.body(text)
        if tweet.reply_to or tweet.reply_to_id or tweet.quote_of_id or text.startswith(("@", "＠")):
            continue
        if max(forms.greeting(body), forms.closing(body)) >= GREETS:
            continue
        said = texts.wording(body)
        said = said._replace(text=_LEADS.sub("", said.text, count=1))
        form = forms.asking(body)
        if form >= MAY and len(texts.words(said.text)) >= WORDS:
            listed.append(Candidate(group[0], group, "", "", whose(tweet), form, True, said))
    return listed


def _answered(timeline: Timeline, session: Session, asking: Sequence[Candidate]) -> set[int]:
    """The tweets among those asking that several people answer, by the platform's word or by the asker's handle, before
    the same person asks again: whoever asks so asks the chat."""
    by_id = {timeline.tweets[one.first].tweet_id: one.first for one in asking}
    asks = {one.first: one.author.casefold() for one in asking if one.author}
    latest: dict[str, int] = {}
    repliers: dict[int, set[str]] = {}
    for index in session.tweets:
        tweet = timeline.tweets[index]
        if index in asks:
            latest[asks[index]] = index
        handles = [handle.casefold() for handle in (tweet.reply_to or _first_mention(tweet.text))]
        target = by_id.get(tweet.reply_to_id or "")
        targets = [target] if target is not None else [latest[handle] for handle in handles if handle in latest]
        for asked in targets:
            if tweet.author and tweet.author.casefold() != asks.get(asked) and index - asked <= ANSWERED_REACH:
                repliers.setdefault(asked, set()).add(tweet.author.casefold())
    return {asked for asked, people in repliers.items() if len(people) >= ANSWERERS}


def _first_mention(text: str) -> tuple[str, ...]:
    return entities.mentions(text[:FIRST])[:1] if text.startswith(("@", "＠")) else ()


def _hosts(
    timeline: Timeline, session: Session, asking: Sequence[Candidate], signs: Signs, hashtag: str | None
) -> tuple[str, ...]:
    """The chat's own account, who is called a host, who does as hosts do and asks; else who asks most of what is asked
    of all."""
    times = Counter(one.author.casefold() for one in asking if one.author)
    spelling: dict[str, str] = {}
    for index in session.tweets:
        if author := timeline.tweets[index].author:
            spelling.setdefault(author.casefold(), author)
    account = hashtag.casefold() if hashtag else None
    hosts = [who for who in sorted(times, key=lambda who: (-times[who], who)) if who == account or signs.named.get(who)]
    hosts = hosts or [who for who in sorted(times) if who in signs.acts and times[who] == max(times.values())]
    shared: Counter[str] = Counter()  # how often each asks, repeats counted: what hosts ask is passed on
    for one in asking:
        shared[one.author.casefold() if one.author else ""] += 1 + min(len(one.members) - 1, PASSED_ON)
    enough = SHARE * sum(shared.values())
    hosts = hosts or [who for who in times if times[who] >= SEVERAL and shared[who] >= enough]
    return tuple(spelling[who] for who in hosts if who in spelling)


def _numbered(asking: Sequence[Candidate], session: Session) -> list[Candidate]:
    """Each question with its name. What its author says directly behind it goes on with it; what was asked before is
    the same question."""
    place_of = {index: place for place, index in enumerate(session.tweets)}
    named: list[Candidate] = []
    for one in asking:
        same = next((other for other in named if texts.alike(other.said.text, one.said.text)), None)
        last = named[-1] if named else None
        follows = last is not None and last.author == one.author is not None
        if same is None and last is not None and follows and place_of[one.first] - place_of[last.first] == 1:
            page = max(last.said.page, 1)
            named[-1] = last._replace(said=last.said._replace(page=page))
            one, same = one._replace(said=one.said._replace(page=page + 1)), last
        name = same.question if same else f"Q{len({other.question for other in named}) + 1}"
        named.append(one._replace(question=name))
    return [one for one in named if int(one.question[1:]) <= MOST]
