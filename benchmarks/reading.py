"""Records per CPU second of every reader, beside the least that reading such a file costs, and the memory they take.

    python benchmarks/reading.py [--records 100000] [sample ...]

Each file in `samples/` is made as long as asked: tables and JSON Lines by records with ids, times, people and texts of
their own, other texts by the sample again and again, each time with another number in every tweet's words: no tweet
stands in two rounds, but each round has the copies and retweets of the sample. "times" is the reader's CPU time in that
of the plain thing, over the same text:

    tables      the csv module over the same text                                        at most 4
    JSON Lines  json.loads of every line
    texts       str.splitlines and one regular expression for a label at each line       at most 20 for pasted ones

Memory is the peak while reading, above the text itself, per tweet (a run of its own under tracemalloc). The last line
is a file of tweets whose other columns are long: it is read in pieces, and the whole peak is printed beside its size.
"""

from __future__ import annotations

import argparse
import csv
import gc
import io
import json
import re
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from chatlens import readers, sources
from chatlens.models import Options, Reading, Source

SAMPLES = Path(__file__).parent.parent / "samples"
RECORDS = 100_000
FAT = 1_000  # characters of a fat column
PEOPLE = 2_000  # different ones in a long file
RUNS = 3  # of each measurement; the quickest counts
MEASURED = 20_000  # records whose memory is measured: tracemalloc takes its time
DELIMITERS = {"gardenchat.semicolon.csv": ";"}
LIMITS = {"csv": 4.0, "pasted": 20.0}

_LABEL = re.compile(r"\s*[QAT]\d+[a-z]?\s*[:.)]")
_ID = re.compile(r"(?<![\w#])x?13744\d{14}\b")
_ISO = re.compile(r"2021-03-23([T ])\d\d:\d\d:\d\d")
_GAPS = (re.compile(r"^(.*[a-z]{2}) (?=[a-z]{2})"), re.compile(r"^(.*[A-Za-z]{2}[.!,?]?) (?=\S)"))
_TWITTER = re.compile(r"Tue Mar 23 \d\d:\d\d:\d\d \+0000 2021")
_AMERICAN = re.compile(r"3/23/2021 \d\d:\d\d:\d\d")
_EUROPEAN = re.compile(r"23\.03\.2021")
_CLOCK = re.compile(r"^20:\d\d$")


def longer(path: Path, records: int) -> str:
    """The sample as a text of so many records."""
    text = sources.load(path).text
    if path.suffix == ".csv":
        return _longer_table(text, DELIMITERS.get(path.name, ","), records)
    if path.suffix in (".jsonl", ".ndjson"):
        lines = text.splitlines()
        return "".join(f"{_own(lines[at % len(lines)], at)}\n" for at in range(records))
    return _longer_text(text, readers.read(Source(path.name, path.stem, text, "utf-8"), Options()), records)


def _longer_text(text: str, reading: Reading, records: int) -> str:
    lines = sources.split_lines(text)
    words: dict[int, str] = {}  # index of a line -> what of it a tweet says
    for tweet in reading.tweets:
        said = [line.strip() for line in tweet.text.split("\n") if line.strip()]
        for at in range(tweet.first_line - 1, tweet.last_line):
            line = lines[at].strip()
            if line and (found := next((own for own in said if own in line), line if line in tweet.text else "")):
                words[at] = found
    rounds = []
    for number in range(records // len(reading.tweets) + 1):
        numbered = [
            line.replace(words[at], _numbered(words[at], number)) if at in words else line
            for at, line in enumerate(lines)
        ]
        rounds.append("\n".join(numbered).rstrip("\n") + "\n")
    return "".join(rounds)


def _numbered(words: str, number: int) -> str:
    """With a number between the last two plain words, far from what the readers look at; else before the last word."""
    return next((new for gap in _GAPS if (new := gap.sub(rf"\1 {number} ", words, count=1)) != words), words)


def _longer_table(text: str, delimiter: str, records: int) -> str:
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    top = next(
        at
        for at, row in enumerate(rows)
        if len(row) > 1 and any("time" in c or "Date" in c or c == "created_at" for c in row)
    )
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerows(rows[: top + 1])
    body = [row for row in rows[top + 1 :] if len(row) == len(rows[top])]
    writer.writerows([_own(cell, at) for cell in body[at % len(body)]] for at in range(records))
    return file.getvalue()


def _own(words: str, at: int) -> str:
    """A record's words with an id, a time and a person of their own."""
    when = datetime(2021, 3, 23, 20, tzinfo=UTC) + timedelta(seconds=7 * at)
    words = _ID.sub(str(1374450894632255488 + 3 * at), words)
    words = _ISO.sub(lambda found: f"{when:%Y-%m-%d}{found[1]}{when:%H:%M:%S}", words)
    words = _TWITTER.sub(f"{when:%a %b %d %H:%M:%S} +0000 {when:%Y}", words)
    words = _AMERICAN.sub(f"{when.month}/{when.day}/{when:%Y %H:%M:%S}", words)
    words = _CLOCK.sub(f"{when:%H:%M}", _EUROPEAN.sub(f"{when:%d.%m.%Y}", words))
    words = words.replace("mira_k", f"mira_{at % PEOPLE}").replace("dun_oakhey", f"dun_{at % PEOPLE}")
    return words.replace(" the ", f" the {at} ", 1)


def plain(path: Path, text: str) -> None:
    """The least that reading such a file costs."""
    if path.suffix == ".csv":
        for _ in csv.reader(io.StringIO(text, newline="\n"), delimiter=DELIMITERS.get(path.name, ",")):
            pass
    elif path.suffix in (".jsonl", ".ndjson"):
        for line in text.splitlines():
            json.loads(line)
    else:
        for line in text.splitlines():
            _LABEL.match(line)


def seconds(run: Callable[[], object]) -> float:
    """CPU time of the quickest of some runs."""
    best = float("inf")
    for _ in range(RUNS):
        gc.collect()
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def memory(source: Source, options: Options) -> tuple[float, float]:
    """Bytes per tweet: at the peak, and what is kept."""
    gc.collect()
    tracemalloc.start()
    reading = readers.read(source, options)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / len(reading.tweets), kept / len(reading.tweets)


def fat(folder: Path, records: int) -> str:
    """A table whose other columns are fat, from file to reading: bytes per tweet of the file, at the peak, and kept."""
    path = folder / "fat.csv"
    row = '{},{},mira_{},"{}",A{}: the {} sheds of the neighbours and what is in them #gardenchat,{}\n'
    start = datetime(2021, 3, 23, 20, tzinfo=UTC)
    with path.open("w", encoding="utf-8") as file:
        file.write("id,created_at,from_user,bio,text,raw\n")
        for at in range(records):
            when = (start + timedelta(seconds=7 * at)).isoformat()
            file.write(row.format(10**18 + at, when, at % PEOPLE, "x" * FAT, at % 7 + 1, at, "y" * FAT))
    gc.collect()
    tracemalloc.start()
    [reading] = [readers.read(source, Options()) for source in sources.load_all([path])]
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    count = len(reading.tweets)
    size = path.stat().st_size / count
    name = "fat other columns, from the file"
    return f"{name:34} {'csv':14} {count:8,} {size:10,.0f} B in the file {peak / count:19,.0f} {kept / count:9,.0f}"


def measured(paths: list[Path], records: int) -> Iterator[str]:
    """A line for each sample."""
    for path in paths:
        source = Source(path.name, path.stem, longer(path, records), "utf-8")
        shape = readers.read(Source(path.name, path.stem, sources.load(path).text, "utf-8"), Options()).shape
        options = Options(shape=shape)
        count = len(readers.read(source, options).tweets)
        ours, least = seconds(partial(readers.read, source, options)), seconds(partial(plain, path, source.text))
        short = Source(path.name, path.stem, longer(path, min(records, MEASURED)), "utf-8")
        peak, kept = memory(short, options)
        limit = LIMITS.get(shape)
        verdict = "" if limit is None else f"  {'ok' if ours <= limit * least else 'MISSED'}, at most {limit:g}"
        yield (
            f"{path.name:34} {shape:14} {count:8,} {count / ours:10,.0f} {count / least:12,.0f} {ours / least:7.1f}"
            f" {peak:9,.0f} {kept:9,.0f}{verdict}"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure the readers.")
    parser.add_argument("--records", type=int, default=RECORDS)
    parser.add_argument("samples", nargs="*", help="names of files in samples/; by default all that can be made longer")
    arguments = parser.parse_args()
    paths = [SAMPLES / name for name in arguments.samples] or sorted(
        path for path in SAMPLES.iterdir() if path.suffix in (".csv", ".jsonl", ".ndjson", ".txt", ".md")
    )
    print(
        f"{'sample':34} {'shape':14} {'records':>8} {'records/s':>10} {'plain/s':>12} {'times':>7}"
        f" {'peak B':>9} {'kept B':>9}"
    )
    for line in measured(paths, arguments.records):
        print(line, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(fat(Path(folder), arguments.records))


if __name__ == "__main__":
    main()
