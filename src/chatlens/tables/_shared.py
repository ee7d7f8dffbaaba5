"""What was shared: each link once under each question, with who shared it and in what words; the rows of `links`.

A picture of the platform and a link to a post are no resources. A short link of Twitter's counts as the link that it
stands for where the transcript says which: in the platform's record, or in another copy of the same tweet. A link that
was cut off ("http://t.co/Ab…") counts as the whole one where another tweet of its group has that; else it leads nowhere
and is left out. A link that stands in nothing but withheld tweets is theirs, and left out too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from chatlens import entities
from chatlens._ellipses import CUT_MARKS
from chatlens.tables import _addresses, _cells, _counts, _words
from chatlens.tables._addresses import Address
from chatlens.tables._once import once

if TYPE_CHECKING:
    from chatlens.analysis import Analysis

TITLE_LIMIT = 120
"""Characters of a title; of a longer text the sentence that leads to the link is taken."""

TITLE_WORDS = 2
"""Words from which a text may be a title: "this: https://..." says nothing of the link."""

SENTENCE_WORDS = 4
"""Words from which a sentence stands alone; to a shorter one ("More here:") the one before it is added."""

WHOLE_CODE = 10
"""Letters and digits behind "t.co/" with which such a link is whole, even before an ellipsis."""

_SENTENCE_START = re.compile(r"(?:(?<=[.!?…])[\"”’)]*+\s|\n)\s*+")
_ADDRESSED = re.compile(r"(?:[.\s]*+[@＠][\w.-]++[\s:,]++)++")
_EMPTY_BRACKETS = re.compile(r"\(\s*+\)|\[\s*+\]|“\s*+”")
_BLANKS = re.compile(r"[ \t\xa0]{2,}+")
_LOOSE_START = " \t\xa0\n/:;,-–—>→|)]."
_LOOSE_END = " \t\xa0\n/:;,-–—>→|([<"


class Shared(NamedTuple):
    """A link under a question."""

    session: int | None  # None: between sessions
    question: str  # its name; "" for none
    link: str  # the fullest way in which it is written, without tracking parts
    domain: str
    title: str  # words of a tweet around it; "" where none say what it is
    shared_by: tuple[str, ...]  # handles, first sharer first; who only retweeted is not among them
    tweets: tuple[int, ...]  # indices of all tweets with it, ascending
    different: int  # groups of repeats among these

    @property
    def address(self) -> str:
        """The link as a browser takes it."""
        return self.link if self.link.startswith(("http://", "https://")) else f"http://{self.link}"


class _Found(NamedTuple):
    """A link where it stands in a tweet."""

    address: Address
    start: int  # 0-based position in the text
    end: int  # behind its ellipsis, where it was cut off
    cut: bool


class _Pages(NamedTuple):
    """Which pages the tweets lead to."""

    found: Mapping[int, tuple[_Found, ...]]  # index of a tweet -> its links
    of: Mapping[int, Mapping[str, _Found]]  # index of a tweet -> key of each resource -> where it stands
    shown: Mapping[str, Address]  # key of a resource -> its best spelling
    lost: tuple[int, ...]  # indices of tweets with a link that was cut off and leads nowhere


def shared(analysis: Analysis) -> Iterator[Shared]:
    """Every link of every sitting, under its questions in order, what is under none last; the earliest first."""
    pages = _pages(analysis)
    for sitting in _counts.sittings(analysis):
        under: dict[str, dict[str, list[int]]] = {}
        for i in sitting.tweets:
            for key in pages.of.get(i, ()):
                for name in dict.fromkeys(analysis.placements[i].questions) or ("",):
                    under.setdefault(name, {}).setdefault(key, []).append(i)
        for name in _counts.names(sitting, under):
            for key, tweets in under.get(name, {}).items():
                if analysis.withheld.issuperset(tweets):
                    continue
                address = pages.shown[key]
                groups = _counts.groups(analysis, tweets)
                yield Shared(
                    sitting.number,
                    name,
                    address.shown,
                    address.domain,
                    _title(analysis, pages, key, groups),
                    _sharers(analysis, groups),
                    tuple(tweets),
                    len(groups),
                )


def lost(analysis: Analysis) -> tuple[int, ...]:
    """Tweets with a link that was cut off, where nothing says how it goes on."""
    return _pages(analysis).lost


@once
def _pages(analysis: Analysis) -> _Pages:
    found = {i: links for i, tweet in enumerate(analysis.timeline.tweets) if (links := tuple(_found(tweet.text)))}
    stands_for = _expansions(analysis, found)
    spelled: dict[str, Counter[Address]] = {}
    of_group: dict[int, dict[str, str]] = {}  # original -> key of each whole link of its group -> the resource's key
    for i, links in found.items():
        known = of_group.setdefault(_group(analysis, i), {})
        for one in links:
            if not one.cut:
                address = _followed(one.address, stands_for)
                spelled.setdefault(address.key, Counter())[address] += 1
                known[one.address.key] = address.key
    sorted_of = {original: sorted(known) for original, known in of_group.items()}
    of: dict[int, dict[str, _Found]] = {}
    gone: list[int] = []
    for i, links in found.items():
        known, in_order = of_group[_group(analysis, i)], sorted_of[_group(analysis, i)]
        for link in links:
            key = known.get(link.address.key) or (link.address.key if link.address.key in spelled else None)
            if link.cut:
                key = _completed(link.address.key, in_order, known) or key
            if key is None:
                gone.append(i)
            elif next(iter(spelled[key])).is_resource:
                of.setdefault(i, {}).setdefault(key, link)
    shown = {key: min(ways, key=lambda way: _preference(way, ways)) for key, ways in spelled.items()}
    return _Pages(found, of, shown, tuple(dict.fromkeys(gone)))


def _group(analysis: Analysis, i: int) -> int:
    repeat = analysis.repeats[i]
    return i if repeat is None else repeat.original


def _expansions(analysis: Analysis, found: Mapping[int, tuple[_Found, ...]]) -> dict[str, Address]:
    """Key of a short link -> what it stands for: by the platform's record, else by a copy of the same tweet that has as
    many links, one of which stands in its place."""
    stands_for: dict[str, Address] = {}
    for tweet in analysis.timeline.tweets:
        for short, whole in tweet.leads_to:
            stands_for.setdefault(_addresses.parse(short).key, _addresses.told(whole))
    alike: dict[tuple[int, int], list[int]] = {}
    for i, links in found.items():
        if analysis.repeats[i] is None or _counts.is_retweet(analysis, i):  # a comment may add a link of its own
            alike.setdefault((_group(analysis, i), len(links)), []).append(i)
    for members in alike.values():
        fullest = min(members, key=lambda i: (sum(one.cut or one.address.is_short for one in found[i]), i))
        for i in members:
            for link, other in zip(found[i], found[fullest], strict=True):
                if not link.cut and not other.cut and link.address.key != other.address.key:
                    stands_for.setdefault(link.address.key, other.address)
    return stands_for


def _followed(address: Address, stands_for: Mapping[str, Address]) -> Address:
    """What a link stands for at last; itself, unless it is a short one that is known."""
    seen = set()
    while address.is_short and address.key in stands_for and address.key not in seen:
        seen.add(address.key)
        address = stands_for[address.key]
    return address


def _completed(beginning: str, in_order: Sequence[str], known: Mapping[str, str]) -> str | None:
    """The resource of the one link of the group that goes on from this beginning; None if there are several."""
    at = bisect_left(in_order, beginning)
    pages = {known[key] for key in in_order[at : at + 2] if key.startswith(beginning)}
    return pages.pop() if len(pages) == 1 else None


def _preference(address: Address, ways: Mapping[Address, int]) -> tuple[int, int, int, str]:
    """Smallest for the spelling to show: with a secure scheme, common, short."""
    return ("https", "http", "").index(address.scheme), -ways[address], len(address.shown), address.shown


def _found(text: str) -> Iterator[_Found]:
    """The links of a text in order."""
    for entity in entities.find(text):
        if entity.kind != "link":
            continue
        address = _addresses.parse(entity.text)
        mark = next((mark for mark in CUT_MARKS if text.startswith(mark, entity.end)), "")
        whole = (
            not mark
            or (address.is_short and len(address.path) > WHOLE_CODE)
            or entity.text.endswith(_addresses.DAMAGED_BLANK)
        )
        yield _Found(address, entity.start, entity.end + len(mark), not whole)


def _sharers(analysis: Analysis, groups: Mapping[int, Sequence[int]]) -> tuple[str, ...]:
    """Authors of the tweets that are no plain retweets; of a group of nothing else, the first."""
    found: dict[str, str] = {}
    for i in sorted(_own(analysis, groups)):
        author = analysis.timeline.tweets[i].author
        if author and i not in analysis.withheld:
            found.setdefault(author.casefold(), author)
    return tuple(found.values())


def _own(analysis: Analysis, groups: Mapping[int, Sequence[int]]) -> Iterator[int]:
    for members in groups.values():
        own = [i for i in members if not _counts.is_retweet(analysis, i)]
        yield from own or members[:1]


def _title(analysis: Analysis, pages: _Pages, key: str, groups: Mapping[int, Sequence[int]]) -> str:
    """The words around the link in the best tweet: one that is no reply, shared most, the earliest of these."""
    best: tuple[bool, int, int] | None = None
    title = ""
    for members in groups.values():
        i = members[0]
        rank = (analysis.placements[i].role == "reply", -len(members), i)
        if i not in analysis.withheld and (best is None or rank < best):
            words = _around(analysis, i, pages.found[i], pages.of[i][key])
            if words:
                best, title = rank, words
    return title


def _around(analysis: Analysis, i: int, links: Iterable[_Found], link: _Found) -> str:
    """What a tweet says around a link, without label, tags and links; "" if that is too little to name it."""
    text, labels = analysis.timeline.tweets[i].text, analysis.labels[i]
    for one in links:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]  # positions stay
    said = _tidy(_cells.body(text, labels))
    if len(said) > TITLE_LIMIT:
        before = _tidy(_cells.body(text[: link.start], labels))
        said = _shortened(_last_sentence(before) if _words.count(before) >= TITLE_WORDS else _tidy(text[link.end :]))
    return _cells.plain(said) if _words.count(said) >= TITLE_WORDS else ""


def _tidy(said: str) -> str:
    """Without whom it addresses, and without the signs that are left where a link was."""
    addressed = _ADDRESSED.match(said)
    said = said[addressed.end() :] if addressed else said
    said = _BLANKS.sub(" ", _EMPTY_BRACKETS.sub(" ", said))
    return said.lstrip(_LOOSE_START).rstrip(_LOOSE_END)


def _last_sentence(said: str) -> str:
    """The sentence at a text's end, with as many before it as it needs to be one.

    >>> _last_sentence("We dug all day. Our guide to worms")
    'Our guide to worms'
    >>> _last_sentence("It rained. Our guide to worms. More here")
    'Our guide to worms. More here'
    """
    for start in reversed([0, *(found.end() for found in _SENTENCE_START.finditer(said))]):
        if _words.count(said[start:]) >= SENTENCE_WORDS:
            return said[start:]
    return said


def _shortened(said: str) -> str:
    """A sentence that is too long ends at a word, with an ellipsis."""
    if len(said) <= TITLE_LIMIT:
        return said
    return said[:TITLE_LIMIT].rpartition(" ")[0].rstrip(_LOOSE_END) + "…"
