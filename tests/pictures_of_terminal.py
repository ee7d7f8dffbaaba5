"""The picture of a terminal at the top of the README: written by `make docs`, compared by `test_docs.py`.

    python tests/pictures_of_terminal.py --write

It is the real output of the command in its title, in colour, drawn by rich as an SVG that fetches nothing.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "report.svg"

COMMAND = "chatlens summarize samples/gardenchat.txt"
WIDTH = 80  # columns of the terminal
LINES = 31  # of the output: the overview and the first question

FETCHED = re.compile(r"\s*@font-face \{[^}]*\}", re.DOTALL)
"""The fonts that rich's SVG would load from the net."""
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
"""What stands in their place: what the reader's system has."""


def picture() -> str:
    """The SVG, as the code now draws it."""
    shown = [*shlex.split(COMMAND), "--width", str(WIDTH), "--color", "always", "-q"]
    told = {name: text for name, text in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    done = subprocess.run(
        [sys.executable, "-m", *shown], cwd=ROOT, env={**told, "PYTHONIOENCODING": "utf-8"},
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    console = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="standard", legacy_windows=False
    )
    for line in done.stdout.split("\n")[:LINES]:
        console.print(Text.from_ansi(line), soft_wrap=True)
    svg = console.export_svg(title=COMMAND, theme=MONOKAI, unique_id="report")
    svg = FETCHED.sub("", svg).replace("font-family: Fira Code, monospace", f"font-family: {FONT}")
    return "\n".join(line.rstrip() for line in svg.split("\n"))


def main() -> None:
    """Write the picture, and say whether it changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", required=True, help="write the picture")
    parser.parse_args()
    now = picture()
    if not PICTURE.exists() or PICTURE.read_text(encoding="utf-8") != now:
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(now, encoding="utf-8", newline="\n")
        print(f"wrote {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
