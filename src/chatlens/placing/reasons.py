"""Why a tweet stands under a question: what the placing model saw, put together so that a person can follow it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from chatlens.placing.evidence import Scene

NEIGHBOURS = 3  # labelled tweets before and after a tweet that are named
TELLING = 0.1  # log-odds from which a word is worth naming
WORDS = 6  # words that are named for and against a question at most


class Case(NamedTuple):
    """What speaks for and against one question."""

    question: str
    probability: float  # 0-1
    kinds: tuple[tuple[str, float], ...]  # kind of evidence -> log-odds that it adds, against the mean of all questions
    words: tuple[tuple[str, float], ...]  # word of the tweet -> its log-odds, the most telling first


class Reasons(NamedTuple):
    """What speaks for each question at a tweet."""

    cases: tuple[Case, ...]  # the likeliest first
    before: tuple[tuple[int, str], ...]  # index of a labelled tweet before it, nearest first, and its question
    after: tuple[tuple[int, str], ...]
    taught: int  # labelled answers of the session that drew the model's weights to its habits


def weigh(scene: Scene, names: Sequence[str], session: Sequence[int], index: int) -> Reasons:
    """The reasons at the tweet `index` of a session, `names` being its questions' names."""
    from chatlens.placing import evidence, model, nearness, speech

    place = session.index(index)
    columns = evidence.columns(scene)
    weights = model.weights(scene, columns)
    features = columns.of(slice(place, place + 1))[0]
    found = model.probabilities(scene)[place]
    spoken = speech.spoken(scene, nearness.pulls(scene), place)
    kinds = dict.fromkeys(feature.kind for feature in evidence.FEATURES)
    said = {}
    for kind in kinds:
        chosen = [at for at, feature in enumerate(evidence.FEATURES) if feature.kind == kind]
        score = features[:, chosen] @ weights[chosen]
        said[kind] = score - score.mean()
    if scene.under and scene.under[place] is not None:
        score = model.headed(scene)[place]
        said["the heading above it"] = score - score.mean()
    target = scene.target[place]
    if scene.replies[place] and target is not None:
        score = model.answered(scene, place, model.probabilities(scene))
        said["what it answers"] = score - score.mean()
    cases = [
        Case(
            name,
            float(found[at]),
            tuple((kind, float(score[at])) for kind, score in said.items()),
            tuple((word, float(odds[at])) for word, odds in spoken if abs(odds[at]) >= TELLING)[:WORDS],
        )
        for at, name in enumerate(names)
    ]
    return Reasons(
        tuple(sorted(cases, key=lambda case: -case.probability)),
        _labelled(scene, names, session, range(place - 1, -1, -1)),
        _labelled(scene, names, session, range(place + 1, len(session))),
        sum(scene.teaches),
    )


def _labelled(scene: Scene, names: Sequence[str], session: Sequence[int], places: range) -> tuple[tuple[int, str], ...]:
    """The first tweets at those places that are certainly under a question."""
    certain = (place for place in places if scene.known[place] and scene.weight[place] == 1.0)
    nearest = [place for place, _ in zip(certain, range(NEIGHBOURS), strict=False)]
    return tuple((session[place], ", ".join(names[question] for question in scene.known[place])) for place in nearest)
