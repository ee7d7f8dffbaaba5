"""Fit the weights of the placing model on hidden labels, and say how well they place sessions they have not seen.

    python benchmarks/train_placing.py STREAM.csv [--time-format "%m/%d/%y %H:%M"] [--write]

STREAM.csv has the columns time, username and text, and many sessions of a chat, one a day. Of the groups of repeats
whose label is an answer's, a random share loses its label in every member; chatlens then sees the session without them
and the model learns to place them. Each session is seen in four forms: as it is, without authors and times, without the
tweets that ask, and without both. Prints accuracy and calibration of each form, every session placed by weights that
were fitted without it, and with --write puts the weights fitted on all into `src/chatlens/placing/_weights.py`.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from chatlens import conventions, labels, links, questions, repeats, sessions
from chatlens.models import Options, Reading, Tweet
from chatlens.placing import evidence, roles, scene
from chatlens.placing.model import softmax
from chatlens.readers._hashtag import chat_hashtag

MIN_ANSWERS, MIN_QUESTIONS = 40, 3  # labelled answers, and questions they answer, that a session needs to be used
PENALTY = 4.0  # of the squared weights; chosen among 1, 2, 4, 8 by accuracy on sessions left out
STEPS = 25  # Newton steps at most; it converges in about eight
SHARES = (0.3, 0.6)  # of the groups that lose their labels
WEIGHTS = Path(__file__).parent.parent / "src" / "chatlens" / "placing" / "_weights.py"

Row = tuple[datetime, str, str]


class Form(NamedTuple):
    """What of a session the model gets to see."""

    authors: bool  # and times
    askings: bool

    def __str__(self) -> str:
        parts = ([] if self.authors else ["no authors"]) + ([] if self.askings else ["no askings"])
        return ", ".join(parts) or "as it is"


class Lesson(NamedTuple):
    """A session with hidden labels: place of each tweet that lost its label, and the place of its question."""

    day: str
    form: Form
    scene: evidence.Scene
    free: list[bool]
    hidden: int  # how many groups lost their label, those that the stages before lost included
    targets: list[tuple[int, int]]


def read(path: Path, time_format: str) -> dict[str, list[Row]]:
    """The stream's rows by day."""
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    days: dict[str, list[Row]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO(text)):
        try:
            time = datetime.strptime(row["time"], time_format).replace(tzinfo=UTC)
        except (ValueError, TypeError):
            continue
        days[str(time.date())].append((time, row["username"], " ".join(row["text"].split()) or "."))
    return days


def lesson(task: tuple[str, list[Row], Form, int, float]) -> Lesson | None:
    """Hide labels of one session and run the stages before placing; None for a session with too few labels."""
    day, all_rows, form, seed, share = task
    rows = list(all_rows)
    found = [labels.find(text) for _, _, text in rows]
    if not form.askings:
        kept = [i for i, names in enumerate(found) if not (names and names[0].letter == "Q")]
        rows, found = [rows[i] for i in kept], [found[i] for i in kept]
    answers = [names[0] for names in found if names and names[0].letter == "A"]
    if len(answers) < MIN_ANSWERS or len({label.number for label in answers}) < MIN_QUESTIONS:
        return None
    tweets = [_tweet(i, row, form) for i, row in enumerate(rows)]
    grouped = repeats.group(tweets, found, Options().similarity)
    members: dict[int, list[int]] = defaultdict(list)
    for i, repeat in enumerate(grouped):
        members[i if repeat is None else repeat.original].append(i)
    truth = {}
    for original, group in members.items():
        names = {(label.letter, label.question) for i in group for label in found[i]}
        if len(names) == 1 and (only := names.pop())[0] == "A":
            truth[original] = only[1]
    chosen = random.Random(f"{day}/{seed}").sample(sorted(truth), int(share * len(truth)))
    for original in chosen:
        for i in members[original]:
            for label in reversed(found[i]):
                time, who, text = rows[i]
                rows[i] = (time, who, (text[: label.start] + text[label.end :]).strip())
            tweets[i] = _tweet(i, rows[i], form)
    return _staged(day, form, tweets, {min(members[o]): truth[o] for o in chosen})


def _tweet(i: int, row: Row, form: Form) -> Tweet:
    time, who, text = row
    return Tweet(i + 1, i + 1, text, author=who if form.authors else None, posted_at=time if form.authors else None)


def _staged(day: str, form: Form, tweets: Sequence[Tweet], truth: dict[int, str]) -> Lesson:
    timeline = sessions.order(Reading("csv", tuple(tweets)))
    settled = conventions.settle(timeline)
    grouped = repeats.group(timeline.tweets, settled, Options().similarity)
    inquiry = questions.find(timeline, settled, grouped, (), Options())[0]
    linked = links.find(timeline, settled, grouped)
    order = timeline.sessions[0].tweets
    hashtag = chat_hashtag(tweet.text for tweet in timeline.tweets)[0]
    cast = roles.cast(timeline, order, settled, grouped, inquiry, linked, hashtag)
    built = scene.build(timeline, order, settled, grouped, inquiry, linked, cast)
    names = [question.name for question in inquiry.questions]
    free = [not known and role not in scene.UNDER_NONE for known, role in zip(built.known, cast.roles, strict=True)]
    place_of = {tweet.first_line - 1: place for place, tweet in enumerate(timeline.tweets)}
    targets = [
        (place_of[line], names.index(name)) for line, name in truth.items() if name in names and free[place_of[line]]
    ]
    return Lesson(day, form, built, free, len(truth), targets)


def fit(examples: Iterable[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Weights of a conditional logit by Newton's method; examples are (m, k, features) and the m right places."""
    pairs = [(x, y) for x, y in examples if len(y)]
    most = max(x.shape[1] for x, _ in pairs)
    x = np.concatenate([np.pad(x, ((0, 0), (0, most - x.shape[1]), (0, 0))) for x, _ in pairs])
    there = np.concatenate([np.tile(np.arange(most) < x.shape[1], (len(y), 1)) for x, y in pairs])
    y = np.concatenate([y for _, y in pairs])
    weights = np.zeros(x.shape[2])
    for _ in range(STEPS):
        p = softmax(np.where(there, x @ weights, -1e9))
        mean = np.einsum("nk,nkf->nf", p, x)
        gradient = (x[np.arange(len(y)), y] - mean).sum(axis=0) - PENALTY * weights
        curvature = np.einsum("nk,nkf,nkg->fg", p, x, x, optimize=True) - mean.T @ mean + PENALTY * np.eye(len(weights))
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def examples(lessons: Sequence[Lesson], features: Sequence[np.ndarray]) -> list[tuple[np.ndarray, np.ndarray]]:
    """The targets' features and their questions."""
    return [
        (x[[place for place, _ in one.targets]], np.array([question for _, question in one.targets]))
        for one, x in zip(lessons, features, strict=True)
    ]


def second_round(
    lessons: Sequence[Lesson], first: Sequence[np.ndarray], weights: dict[str, np.ndarray]
) -> list[np.ndarray]:
    """The features of the second round: with what the first believes of the unlabelled tweets."""
    return [
        evidence.features(one.scene, softmax(x @ weights[one.day]) * np.array(one.free, dtype=float)[:, None])
        for one, x in zip(lessons, first, strict=True)
    ]


def left_out(lessons: Sequence[Lesson], features: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """Day -> weights fitted on all other days."""
    pairs = examples(lessons, features)
    return {
        day: fit(pair for one, pair in zip(lessons, pairs, strict=True) if one.day != day)
        for day in sorted({one.day for one in lessons})
    }


def report(lessons: Sequence[Lesson], features: Sequence[np.ndarray], weights: dict[str, np.ndarray]) -> None:
    """Print share right of all hidden groups, and the calibration error of the stated probabilities, for each form."""
    for form in sorted({one.form for one in lessons}, reverse=True):
        hidden, stated = 0, []
        for one, x in zip(lessons, features, strict=True):
            if one.form != form:
                continue
            hidden += one.hidden
            for place, question in one.targets:
                p = softmax(x[place : place + 1] @ weights[one.day])[0]
                stated.append((float(p.max()), int(p.argmax()) == question))
        bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for pair in stated:
            bins[min(int(pair[0] * 10), 9)].append(pair)
        off = sum(abs(sum(p for p, _ in b) - sum(r for _, r in b)) for b in bins.values()) / max(len(stated), 1)
        right = sum(r for _, r in stated)
        share, said = right / max(hidden, 1), f"{form!s:24}"
        print(f"{said} right {share:.3f} of {hidden}; asked {len(stated)}; confidence off by {off:.3f}")


def main() -> None:
    """Run the whole of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stream", type=Path)
    parser.add_argument("--time-format", default="%m/%d/%y %H:%M")
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    days = sorted(read(arguments.stream, arguments.time_format).items())
    forms = [Form(authors, askings) for authors in (True, False) for askings in (True, False)]
    tasks = [
        (day, rows, form, seed, share)
        for (day, rows), form, seed, share in product(days, forms, range(arguments.seeds), SHARES)
    ]
    with ProcessPoolExecutor() as workers:
        lessons = [one for one in workers.map(lesson, tasks, chunksize=8) if one is not None]
    sets = []
    for asked in (True, False):
        part = [one for one in lessons if one.form.askings == asked]
        first = [evidence.features(one.scene) for one in part]
        first_weights = left_out(part, first)
        second = second_round(part, first, first_weights)
        report(part, second, left_out(part, second))
        sets.append((fit(examples(part, first)), fit(examples(part, second))))
    if arguments.write:
        _write(sets)


def _write(sets: Sequence[tuple[np.ndarray, np.ndarray]]) -> None:
    where = "written by `benchmarks/train_placing.py`: see `model` for their origin"
    text = f'"""The placing model\'s weights, {where}."""\n\n'
    text += "from __future__ import annotations\n"
    for name, rounds in zip(("ASKED", "UNASKED"), sets, strict=True):
        text += f"\n{name}: tuple[tuple[float, float], ...] = (\n"
        for feature, *weights in zip(evidence.FEATURES, *rounds, strict=True):
            text += f"    ({', '.join(f'{weight:.2f}' for weight in weights)}),  # {feature}\n"
        what = "A pair for each of `evidence.FEATURES`: its weight in the first and the second round"
        text += f')\n"""{what}, {_WHEN[name]}."""\n'
    WEIGHTS.write_text(text, encoding="utf-8")


_WHEN = {"ASKED": "where most questions are seen being asked", "UNASKED": "where they are not"}

if __name__ == "__main__":
    main()
