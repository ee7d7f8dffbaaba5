"""Whole commands on large files: CPU seconds and peak memory, beside the least that such a file costs.

    python benchmarks/end_to_end.py [--tweets 25000 50000] [--format csv|jsonl] [--commands summarize tweets]

The file is generated (`tests/generated.py`): a session of an invented chat, a tweet every three seconds. Each row is a
process of its own; "memory" is the most that it held (`ru_maxrss`), "growth" the exponent by which CPU grew from the
size before: 1 is linear, 2 quadratic. The least: "count" reads the file with the csv or json module and counts its
authors in a `Counter`; "join" finds the like pairs among its different cores (`chatlens.repeats.join`), in this run.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from generated import Maker

SIZES, COMMANDS = (25_000, 50_000), ("summarize", "tweets", "participants")
START = datetime(2021, 3, 6, 19, tzinfo=UTC)
BETWEEN = timedelta(seconds=3)
MEBIBYTE = 1024 * 1024 if sys.platform == "darwin" else 1024  # of ru_maxrss, whose unit differs

COUNT = """
import csv, json, sys
from collections import Counter
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = csv.DictReader(file) if sys.argv[1].endswith("csv") else map(json.loads, file)
    print(Counter(row["from_user"] for row in rows).most_common(1))
"""
JOIN = """
import csv, json, sys
from chatlens.repeats.cores import core
from chatlens.repeats.join import join
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = csv.DictReader(file) if sys.argv[1].endswith("csv") else map(json.loads, file)
    cores = {core(row["text"]) for row in rows}
print(sum(len(step.pairs.one) for step in join(sorted(cores), 90.0)))
"""


class Cost(NamedTuple):
    """What a process took."""

    cpu: float  # seconds, of all threads
    memory: float  # MiB at most


def write(path: Path, count: int) -> None:
    """A file of so many tweets, CSV or JSON Lines by its extension."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        if path.suffix == ".csv":
            rows.writerow(["id", "created_at", "from_user", "text"])
        for number, (author, text) in enumerate(Maker().texts(count)):
            posted = (START + number * BETWEEN).isoformat()
            if path.suffix == ".csv":
                rows.writerow([10**15 + number, posted, author, text])
            else:
                tweet = {"id": str(10**15 + number), "created_at": posted, "from_user": author, "text": text}
                file.write(json.dumps(tweet) + "\n")


def measure(*command: str) -> Cost:
    """Run a command, and say what it took."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MEBIBYTE)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tweets", type=int, nargs="+", default=SIZES)
    parser.add_argument("--format", choices=("csv", "jsonl"), default="csv")
    parser.add_argument("--commands", nargs="+", default=COMMANDS)
    given = parser.parse_args()
    print(f"{'tweets':>8} {'what':14} {'CPU s':>8} {'growth':>7} {'MiB':>7} {'KiB/tweet':>10}")
    before: dict[str, tuple[int, float]] = {}
    for count in given.tweets:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"chat.{given.format}")
            write(path, count)
            ways = {"count": ("-c", COUNT, str(path)), "join": ("-c", JOIN, str(path))}
            for name in given.commands:
                ways[name] = ("-m", "chatlens", name, str(path), "-o", str(Path(folder, f"{name}.csv")))
            costs: dict[str, Cost] = {}
            for name, way in ways.items():
                cost = costs[name] = measure(sys.executable, *way)
                growth = ""
                if name in before:
                    size, cpu = before[name]
                    growth = f"{math.log(cost.cpu / cpu) / math.log(count / size):.2f}"
                before[name] = count, cost.cpu
                print(
                    f"{count:8} {name:14} {cost.cpu:8.2f} {growth:>7} {cost.memory:7.0f}"
                    f" {1024 * cost.memory / count:10.2f}",
                    flush=True,
                )
            if "summarize" in costs:
                least = costs["count"].cpu + costs["join"].cpu
                print(f"{count:8} summarize takes {costs['summarize'].cpu / least:.1f} times count and join together")


if __name__ == "__main__":
    main()
