"""What starting chatlens costs, next to what its libraries cost anyway.

    python benchmarks/startup.py [--pairs N] [TRANSCRIPT]

prints two ratios of CPU time, whole processes of the interpreter that runs this file: `chatlens --help` to importing
click, and `chatlens summarize TRANSCRIPT` (by default the sample) to importing click, pandas, rapidfuzz, rich and
regex. The processes of a pair run one directly after the other, so that a busy machine slows both; medians over pairs.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

LIMIT = 1.3
"""The ratio that must not be exceeded."""

SAMPLE = Path(__file__).parent.parent / "samples" / "gardenchat.txt"

ENTRY = "import sys; from chatlens.cli import main; sys.exit(main())"
"""What the installed command runs."""


def cpu_seconds(*arguments: str) -> float:
    """User and system time of one run of the interpreter."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stderr.decode(errors='replace')}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(name: str, ours: Sequence[str], base: Sequence[str], pairs: int) -> None:
    """Run both by turns and print the ratio of their medians, and the median of the pairs' ratios."""
    for arguments in (ours, base):
        cpu_seconds(*arguments)  # the first run compiles and fills the disk's cache
    measured = [(cpu_seconds(*ours), cpu_seconds(*base)) for _ in range(pairs)]
    mine, theirs = (statistics.median(column) for column in zip(*measured, strict=True))
    ratio = statistics.median(one / other for one, other in measured)
    verdict = "ok" if ratio <= LIMIT else "TOO SLOW"
    print(f"{name}: {mine * 1000:.0f} ms / {theirs * 1000:.0f} ms, ratio {ratio:.2f} (at most {LIMIT}): {verdict}")


def main() -> None:
    """Print both ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("transcript", nargs="?", default=str(SAMPLE), metavar="TRANSCRIPT")
    parser.add_argument("--pairs", type=int, default=15, help="pairs of runs (default 15)")
    given = parser.parse_args()
    compare("chatlens --help / import click", ["-c", ENTRY, "--help"], ["-c", "import click"], given.pairs)
    packages = "click, pandas, rapidfuzz, rich, regex"
    compare(
        f"chatlens summarize / import {packages}",
        ["-c", ENTRY, "summarize", given.transcript],
        ["-c", f"import {packages}"],
        given.pairs,
    )


if __name__ == "__main__":
    main()
