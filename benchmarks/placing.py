"""How well and how quickly unlabelled tweets are placed, next to simple ways of placing them.

    python benchmarks/placing.py [TRANSCRIPT ...] [--seeds 2] [--every-form]

Hides labels of well labelled sessions (`hidden_labels`), of the synthetic ones where no transcript is given, and lets
each way of placing find the same hidden answers. An answer that an earlier stage lost (its question is not found, or it
is taken for a greeting) is wrong for all of them, and counted. Every way must name a question: there is no threshold.

The usual weights were fitted on some transcripts. On those, what they reach is no measure of what they reach elsewhere;
`train_placing.py` leaves each session out of the fit that places it.
"""

from __future__ import annotations

import argparse
import math
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np

import synthetic
from chatlens.models import Reading
from chatlens.placing import askings, fitting, model
from chatlens.placing.evidence import Scene
from hidden_labels import FORMS, Form, Lesson, Sitting, confidence_error, lesson, seated, sittings, tasks

SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)  # of the groups that lose their labels
NEAREST = 5  # labelled tweets that vote in `nearest_label`
REACH, FLOOR = 15.0, 0.05  # of the rule of thumb: tweets in which a label fades to 1/e; added before logarithms
MIX = 20.0  # ... words of the chat's mix that each question's words start from
UNASKED = 3.0  # of the rule of thumb: log-odds against a question that is still to be asked
LARGE = 5_000  # tweets of the synthetic session by which speed is told
PAIRS = 3  # runs of each process that is timed


def last_question(scene: Scene) -> np.ndarray:
    """1 for the last question asked, or else first answered; before the first, for that one."""
    when = askings.course(scene)
    scores = (when.rank == 0).astype(float)
    scores[when.last < 0, int(when.opened.argmin())] = 1.0
    return scores


def nearest_label(scene: Scene) -> np.ndarray:
    """The votes of the nearest labelled tweets, each in full; the nearest of them decides between equals."""
    labelled = [place for place, known in enumerate(scene.known) if known]
    scores = np.zeros((len(scene.known), scene.questions))
    if not labelled:
        return scores
    places = np.array(labelled)
    for i in range(len(scores)):
        at = int(np.searchsorted(places, i))
        around = labelled[max(at - NEAREST, 0) : at + NEAREST]
        for nth, place in enumerate(sorted(around, key=lambda place: abs(place - i))[:NEAREST]):
            scores[i, scene.known[place][0]] += 1.0 + 0.01 / (1 + nth)
    return scores


def rule_of_thumb(scene: Scene) -> np.ndarray:
    """Log nearness to the labels, log-odds of the words, and hardly a question before it is asked."""
    labelled = [(place, known[0]) for place, known in enumerate(scene.known) if known]
    n, k = len(scene.known), scene.questions
    pulled = np.zeros((n, k))
    for place, question in labelled:
        pulled[place, question] = 1.0
    near = _faded(pulled) + _faded(pulled[::-1])[::-1] + FLOOR
    counts = [Counter(scene.texts[question]) for question in range(k)]
    for place, question in labelled:
        counts[question].update(scene.words[place])
    whole = sum(counts, Counter[str]())
    mix = {word: MIX * count / whole.total() for word, count in whole.items()}
    totals = [count.total() + MIX for count in counts]
    words = np.zeros((n, k))
    for i, said in enumerate(scene.words):
        told = said & whole.keys()
        for question, own in enumerate(counts):
            odds = sum(math.log((own[word] + mix[word]) / (totals[question] * mix[word] / MIX)) for word in told)
            words[i, question] = odds / math.sqrt(max(len(said), 1))
    rank = askings.course(scene).rank
    scores: np.ndarray = np.log(near / near.sum(axis=1, keepdims=True)) + words - UNASKED * (rank < 0)
    return scores


def _faded(pulled: np.ndarray) -> np.ndarray:
    run, total = np.zeros(pulled.shape[1]), np.empty_like(pulled)
    for i, own in enumerate(pulled):
        total[i] = run
        run = (run + own) * math.exp(-1.0 / REACH)
    return total


def usual_weights(scene: Scene) -> np.ndarray:
    """The model as if nothing of the session taught it."""
    return model.probabilities(scene._replace(teaches=[False] * len(scene.teaches)))


class Way(NamedTuple):
    """A way of placing."""

    name: str
    scores: Callable[[Scene], np.ndarray]  # (n, k), the greatest wins
    probable: Callable[[np.ndarray], np.ndarray] | None = None  # scores -> probabilities, where they are to be ones


def _themselves(scores: np.ndarray) -> np.ndarray:
    return scores


WAYS = (
    Way("last question", last_question),
    Way("nearest labels", nearest_label),
    Way("rule of thumb", rule_of_thumb, fitting.softmax),
    Way("usual weights", usual_weights, _themselves),
    Way("the model", model.probabilities, _themselves),
)


class Tally:
    """What came of the lessons of one form and share."""

    def __init__(self) -> None:
        self.hidden = self.asked = self.tweets = 0
        self.right: dict[str, list[float]] = {way.name: [] for way in WAYS}
        self.stated: dict[str, list[float]] = {way.name: [] for way in WAYS}
        self.cpu = dict.fromkeys(self.right, 0.0)  # seconds

    def add(self, one: Lesson) -> None:
        """Place the hidden answers of a lesson in every way."""
        places = [place for place, _ in one.targets]
        questions = np.array([question for _, question in one.targets])
        self.hidden, self.asked = self.hidden + one.hidden, self.asked + len(places)
        self.tweets += len(one.scene.known)
        for way in WAYS:
            before = time.process_time()
            found = way.scores(one.scene)
            self.cpu[way.name] += time.process_time() - before
            self.right[way.name] += (found[places].argmax(axis=1) == questions).tolist()
            if way.probable:
                self.stated[way.name] += way.probable(found[places]).max(axis=1).tolist()

    def row(self) -> str:
        """Share right of all hidden answers, in each way."""
        shares = [f"{sum(self.right[way.name]) / self.hidden:>15.3f}" for way in WAYS]
        return f"{self.hidden:>7}{self.hidden - self.asked:>6}{''.join(shares)}"


def report(lessons: Sequence[Lesson], forms: Sequence[Form]) -> None:
    """Print the table of each form."""
    for form in forms:
        tallies = {share: Tally() for share in SHARES}
        for one in lessons:
            if one.form == form:
                tallies[one.share].add(one)
        print(f"\n{form}: share right of the hidden answers")
        print(f"hide    hidden  lost{''.join(f'{way.name:>15}' for way in WAYS)}")
        for share, tally in tallies.items():
            if tally.hidden:
                print(f"{share:<6.0%}{tally.row()}")
        print(f"{'confidence off by':19}{''.join(_offs(list(tallies.values())))}")
        tweets = max(sum(tally.tweets for tally in tallies.values()), 1)
        costs = [1e6 * sum(tally.cpu[way.name] for tally in tallies.values()) / tweets for way in WAYS]
        print(f"{'CPU us per tweet':19}{''.join(f'{cost:>15.0f}' for cost in costs)}")


def _offs(tallies: Sequence[Tally]) -> Iterator[str]:
    for way in WAYS:
        stated = np.array([p for tally in tallies for p in tally.stated[way.name]])
        right = np.array([r for tally in tallies for r in tally.right[way.name]], dtype=float)
        yield f"{confidence_error(stated, right):>15.3f}" if len(stated) else f"{'-':>15}"


def invented() -> Iterator[Sitting]:
    """Synthetic sessions of several kinds, all answers labelled."""
    for seed, (hosts, label, late) in enumerate(
        (("one", "colon", 0.3), ("two", "bare", 0.5), ("account", "bracket", 0.7), ("one", "colon", 0.9))
    ):
        habits = synthetic.Habits(tweets=300, hosts=hosts, label=label, late=late, unlabelled=0.0)
        yield from seated(f"synthetic {seed}", Reading("csv", tuple(synthetic.session(seed, habits).tweets)))


def placing_seconds() -> float:
    """CPU of placing a large synthetic session, half of its answers labelled: features, weights, probabilities."""
    habits = synthetic.Habits(tweets=LARGE, questions=10, people=400, unlabelled=0.0)
    [sitting] = seated("large", Reading("csv", tuple(synthetic.session(1, habits).tweets)))
    one = next(filter(None, map(lesson, tasks([sitting], (0.5,), 1, FORMS[:1]))))
    before = time.process_time()
    model.probabilities(one.scene)
    return time.process_time() - before


def speed() -> None:
    """Print the CPU of placing a large session beside that of importing pandas, each in a process of its own."""
    ours = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import placing as p; s = p.placing_seconds()"
    )
    theirs = "import time; t = time.process_time(); import pandas; s = time.process_time() - t"
    runs = [(_told(ours), _told(theirs)) for _ in range(PAIRS)]
    mine, base = (statistics.median(column) for column in zip(*runs, strict=True))
    ratio = statistics.median(one / other for one, other in runs)
    print(
        f"\nplacing {LARGE} tweets / import pandas: {1000 * mine:.0f} ms / {1000 * base:.0f} ms CPU, ratio {ratio:.2f}"
    )


def _told(code: str) -> float:
    done = subprocess.run([sys.executable, "-c", f"{code}; print(s)"], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Run the whole of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("transcripts", type=Path, nargs="*", metavar="TRANSCRIPT")
    parser.add_argument("--seeds", type=int, default=2, help="times that labels are hidden (default 2)")
    parser.add_argument("--every-form", action="store_true", help="also without authors and times, without askings")
    given = parser.parse_args()
    forms = FORMS if given.every_form else FORMS[:1]
    found = sittings(given.transcripts) if given.transcripts else invented()
    with ProcessPoolExecutor() as workers:
        work = list(tasks(found, SHARES, given.seeds, forms))
        lessons = [one for one in workers.map(lesson, work, chunksize=8) if one is not None and one.targets]
    print(f"{len({one.name for one in lessons})} sessions, {len(lessons)} lessons")
    report(lessons, forms)
    speed()


if __name__ == "__main__":
    main()
