"""Fit the weights of the placing model on hidden labels, and say how well they place sessions they have not seen.

    python benchmarks/train_placing.py TRANSCRIPT... [--seeds 3] [--write]

The transcripts should hold many sessions with labels (`hidden_labels` says what is hidden of them). Prints for each
form of a session how often hidden answers are placed rightly, and how true the stated probabilities are, each session
placed by weights that were fitted without it and drawn to its own labels as chatlens does. With --write it puts the
weights fitted on all sessions into `src/chatlens/placing/_weights.py`.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np

from chatlens.placing import evidence, fitting, model
from hidden_labels import Lesson, confidence_error, lesson, sittings, tasks

SHARES = (0.3, 0.6, 0.85)  # of the groups that lose their labels
COMMON = 4.0  # precision of the mean of the two sets of weights around zero; chosen among 1, 4, 10 ...
APART = 8.0  # ... and of each set around that mean; among 8, 40, 100, both by the likelihood of sessions left out
FOLDS = 8  # parts of the sessions, each placed by weights fitted on the others
WEIGHTS = Path(__file__).parent.parent / "src" / "chatlens" / "placing" / "_weights.py"


class Example(NamedTuple):
    """A lesson's features: of the tweets whose question is to be found, and of those that teach."""

    lesson: Lesson
    asked: bool  # most questions are seen being asked
    features: np.ndarray  # (m, k, f)
    right: np.ndarray  # (m,)
    taught: np.ndarray  # (t, k, f)
    taught_right: np.ndarray  # (t,)


def example(one: Lesson) -> Example:
    """The features of a lesson."""
    features = evidence.features(one.scene)
    teaching = np.flatnonzero(one.scene.teaches)
    asked = sum(at is not None for at in one.scene.asked_at) >= model.ASKED_SHARE * one.scene.questions
    return Example(
        one,
        asked,
        features[[place for place, _ in one.targets]],
        np.array([question for _, question in one.targets], dtype=np.int64),
        features[teaching],
        np.array([one.scene.known[place][0] for place in teaching], dtype=np.int64),
    )


def fit(examples: Sequence[Example]) -> dict[bool, np.ndarray]:
    """The two sets of weights: for sessions in which questions are seen being asked (True), and for the others.

    Each is a common mean and its own part: three blocks of columns, of which an example uses the first and its own.
    """
    most = max(one.features.shape[1] for one in examples)
    count, scale = len(evidence.FEATURES), np.sqrt(COMMON / APART)
    blocks, there = [], []
    for one in examples:
        m, k, _ = one.features.shape
        block = np.zeros((m, most, 3 * count))
        block[:, :k, :count] = one.features
        own = count if one.asked else 2 * count
        block[:, :k, own : own + count] = scale * one.features
        blocks.append(block)
        there.append(np.tile(np.arange(most) < k, (m, 1)))
    right = np.concatenate([one.right for one in examples])
    found = fitting.fit(np.concatenate(blocks), right, COMMON, there=np.concatenate(there))
    mean, asked, unasked = found.reshape(3, count)
    return {True: mean + scale * asked, False: mean + scale * unasked}


def report(examples: Sequence[Example], weights: dict[int, dict[bool, np.ndarray]], fold_of: dict[str, int]) -> None:
    """Print share right of all hidden groups, and how true the stated probabilities are, for each form and share."""
    hidden: dict[str, int] = defaultdict(int)
    stated: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for one in examples:
        key = f"{one.lesson.form!s:24} {one.lesson.share:.0%} hidden"
        hidden[key] += one.lesson.hidden
        usual = weights[fold_of[one.lesson.name]][one.asked]
        own = fitting.fit(one.taught, one.taught_right, model.USUAL, usual)
        for p, right in zip(fitting.softmax(one.features @ own), one.right, strict=True):
            stated[key].append((float(p.max()), bool(p.argmax() == right)))
    for key in sorted(stated):
        p, right = (np.array(part, dtype=float) for part in zip(*stated[key], strict=True))
        off = confidence_error(p, right)
        gain = 1 - ((p - right) ** 2).mean() / ((right.mean() - right) ** 2).mean()
        print(
            f"{key}: right {right.sum() / hidden[key]:.3f} of {hidden[key]}; asked {len(p)}; right among them "
            f"{right.mean():.3f}; confidence off by {off:.3f}, Brier gain {gain:.3f}"
        )


def main() -> None:
    """Run the whole of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("transcripts", type=Path, nargs="+")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with ProcessPoolExecutor() as workers:
        work = tasks(sittings(arguments.transcripts), SHARES, arguments.seeds)
        lessons = [one for one in workers.map(lesson, list(work), chunksize=8) if one is not None and one.targets]
    examples = [example(one) for one in lessons]
    names = sorted({one.name for one in lessons})
    fold_of = {name: place % FOLDS for place, name in enumerate(names)}
    weights = {
        fold: fit([one for one in examples if fold_of[one.lesson.name] != fold]) for fold in set(fold_of.values())
    }
    print(f"{len(names)} sessions, {sum(len(one.right) for one in examples)} hidden answers in {len(lessons)} lessons")
    report(examples, weights, fold_of)
    if arguments.write:
        _write(fit(examples))


def _write(sets: dict[bool, np.ndarray]) -> None:
    where = "written by `benchmarks/train_placing.py`: see `model` for their origin"
    text = f'"""The placing model\'s usual weights, {where}."""\n\n'
    text += "from __future__ import annotations\n"
    for asked, name in ((True, "ASKED"), (False, "UNASKED")):
        text += f"\n{name}: tuple[float, ...] = (\n"
        for feature, weight in zip(evidence.FEATURES, sets[asked], strict=True):
            text += f"    {weight:.2f},  # {feature.name}\n"
        text += f')\n"""One for each of `evidence.FEATURES`, {_WHEN[asked]}."""\n'
    WEIGHTS.write_text(text, encoding="utf-8")


_WHEN = {True: "where most questions are seen being asked", False: "where they are not"}

if __name__ == "__main__":
    main()
