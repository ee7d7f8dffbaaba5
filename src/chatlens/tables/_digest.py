"""Everything there is to say about each question of a sitting: counts, theme words, and its answers ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chatlens.models import LEFT_OUT
from chatlens.tables import _cells, _counts, _ranking, _themes, _words
from chatlens.tables._once import once

if TYPE_CHECKING:
    from collections.abc import Collection

    from chatlens.analysis import Analysis

WITHHELD = LEFT_OUT.strip("()")
"""What is said of an answer in place of what put it at its rank."""


class Digest(NamedTuple):
    """One question of a sitting, or (with an empty name) what is under none."""

    tally: _counts.Tally
    themes: tuple[_themes.Theme, ...]  # strongest first
    ranked: list[_ranking.Ranked]  # best first


@once
def digests(analysis: Analysis, sitting: _counts.Sitting) -> tuple[Digest, ...]:
    """The questions of a sitting in order, then what is under none."""
    counted = _counts.tallies(analysis, sitting)
    stopwords = analysis.options.stopwords
    wordings = _wordings(analysis, sitting)
    texts = [wordings.get(tally.name, "") for tally in counted]
    texts += [_quotable(analysis, answer.tweet) for tally in counted for answer in tally.answers]
    words = _words.read(texts, stopwords)
    asked = {tally.name: words[k] for k, tally in enumerate(counted)}
    answered, at = {}, len(counted)
    for tally in counted:
        answered[tally.name] = words[at : at + len(tally.answers)]
        at += len(tally.answers)
    themes = _themes.themes({name: said for name, said in answered.items() if name}, asked)
    return tuple(
        Digest(
            tally,
            themes.get(tally.name, ()),
            _withheld_last(_ranking.rank(tally.answers, answered[tally.name]), analysis.withheld),
        )
        for tally in counted
    )


def quoted(analysis: Analysis, digest: Digest) -> list[_ranking.Ranked]:
    """The answers that may be quoted, best first: none of people who are left out."""
    return [ranked for ranked in digest.ranked if ranked.answer.tweet not in analysis.withheld]


def reading(analysis: Analysis, tweet: int) -> str:
    """A tweet's text for reading."""
    return _cells.for_reading(analysis.timeline.tweets[tweet].text, analysis.labels[tweet])


def _wordings(analysis: Analysis, sitting: _counts.Sitting) -> dict[str, str]:
    """Question -> its text, also where that is withheld: what it asks in these words is no theme of its answers."""
    asked = (analysis.behind or analysis).inquiries
    return {
        question.name: question.text or ""
        for inquiry in asked
        if inquiry.session == sitting.number
        for question in inquiry.questions
    }


def _quotable(analysis: Analysis, tweet: int) -> str:
    """A tweet's text for reading; of what is withheld no word counts."""
    return "" if tweet in analysis.withheld else reading(analysis, tweet)


def _withheld_last(ranked: list[_ranking.Ranked], withheld: Collection[int]) -> list[_ranking.Ranked]:
    """The answers ranked anew: those first that may be quoted."""
    if not withheld:
        return ranked
    shown = [one for one in ranked if one.answer.tweet not in withheld]
    hidden = [one._replace(why=WITHHELD) for one in ranked if one.answer.tweet in withheld]
    return [one._replace(rank=place) for place, one in enumerate((*shown, *hidden), 1)]
