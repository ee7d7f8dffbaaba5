"""Whole commands on large files: CPU seconds and peak memory, beside the least that such a file costs.

    python benchmarks/end_to_end.py [--tweets 25000 50000] [--format csv|jsonl] [--commands summarize tweets]

Beside chatlens stand whatstk and chat-miner, where they are installed. They read exports of WhatsApp and count what
each person wrote, and so they do here: of the same messages, in an export of their own. Questions, answers and repeats
they know none, so that `participants` is the nearest to compare them with.

The file is generated (`tests/generated.py`): a session of an invented chat, a tweet every three seconds. Each row is a
process of its own; "memory" is the most that it held (`ru_maxrss`), "growth" the exponent by which CPU grew from the
size before: 1 is linear, 2 quadratic. The least: "count" reads the file with the csv or json module and counts its
messages by author in a `Counter`; "join" finds the like pairs among its different cores (`chatlens.repeats.join`), in
this run.
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
from importlib.util import find_spec
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
    people = Counter(row["from_user"] for row in rows)
print(people.total(), "messages,", len(people), "people")
"""
JOIN = """
import csv, json, sys
from chatlens.repeats.cores import core
from chatlens.repeats.join import join
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = csv.DictReader(file) if sys.argv[1].endswith("csv") else map(json.loads, file)
    cores = {core(row["text"]) for row in rows}
print(sum(len(step.pairs.one) for step in join(sorted(cores), 90.0)), "like pairs")
"""
PEERS = {  # by the module that must be installed: the name, and what is run
    "whatstk": (
        "whatstk",
        """
import sys
from whatstk import df_from_whatsapp
people = df_from_whatsapp(sys.argv[1], max_size=None)["username"].value_counts()
print(people.sum(), "messages,", len(people), "people")
""",
    ),
    "chatminer": (
        "chat-miner",
        """
import sys
from chatminer.chatparsers import WhatsAppParser
parser = WhatsAppParser(sys.argv[1])
parser.parse_file()
people = parser.parsed_messages.get_df()["author"].value_counts()
print(people["count"].sum(), "messages,", len(people), "people")
""",
    ),
}


class Cost(NamedTuple):
    """What a process took."""

    cpu: float  # seconds, of all threads
    memory: float  # MiB at most
    said: str  # what it printed


def write(path: Path, count: int) -> None:
    """A file of so many tweets, as its extension says: CSV, JSON Lines, or a WhatsApp export in plain text."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        if path.suffix == ".csv":
            rows.writerow(["id", "created_at", "from_user", "text"])
        for number, (author, text) in enumerate(Maker().texts(count)):
            posted = START + number * BETWEEN
            if path.suffix == ".csv":
                rows.writerow([10**15 + number, posted.isoformat(), author, text])
            elif path.suffix == ".txt":
                file.write(f"{posted:%d/%m/%Y, %H:%M} - {author}: {text}\n")
            else:
                tweet = {"id": str(10**15 + number), "created_at": posted.isoformat()}
                file.write(json.dumps(tweet | {"from_user": author, "text": text}) + "\n")


def measure(*command: str) -> Cost:
    """Run a command, and say what it took."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    said = process.stdout.read().strip()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MEBIBYTE, said)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tweets", type=int, nargs="+", default=SIZES)
    parser.add_argument("--format", choices=("csv", "jsonl"), default="csv")
    parser.add_argument("--commands", nargs="+", default=COMMANDS)
    given = parser.parse_args()
    peers = {name: code for module, (name, code) in PEERS.items() if find_spec(module)}
    for name, _ in PEERS.values():
        if name not in peers:
            print(f"{name} is left out: not installed.")
    print(f"{'tweets':>8} {'what':14} {'CPU s':>8} {'growth':>7} {'MiB':>7} {'KiB/tweet':>10}")
    before: dict[str, tuple[int, float]] = {}
    for count in given.tweets:
        with tempfile.TemporaryDirectory() as folder:
            path, export = Path(folder, f"chat.{given.format}"), Path(folder, "export.txt")
            write(path, count)
            write(export, count)
            ways = {"count": ("-c", COUNT, str(path)), "join": ("-c", JOIN, str(path))}
            for name in given.commands:
                ways[name] = ("-m", "chatlens", name, str(path), "-o", str(Path(folder, f"{name}.csv")))
            ways |= {name: ("-c", code, str(export)) for name, code in peers.items()}
            costs: dict[str, Cost] = {}
            for name, way in ways.items():
                cost = costs[name] = measure(sys.executable, *way)
                growth = ""
                if name in before:
                    size, cpu = before[name]
                    growth = f"{math.log(cost.cpu / cpu) / math.log(count / size):.2f}"
                before[name] = count, cost.cpu
                row = (
                    f"{count:8} {name:14} {cost.cpu:8.2f} {growth:>7} {cost.memory:7.0f}"
                    f" {1024 * cost.memory / count:10.2f}  {cost.said}"
                )
                print(row.rstrip(), flush=True)
            if "summarize" in costs:
                least = costs["count"].cpu + costs["join"].cpu
                print(f"{count:8} summarize takes {costs['summarize'].cpu / least:.1f} times count and join together")


if __name__ == "__main__":
    main()
