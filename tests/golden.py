"""What every sample's tables look like: written by `make golden`, reviewed as a diff, compared by `test_golden.py`.

    python tests/golden.py --write

A sample has a folder of its name in `tests/golden/`, with a CSV file per table and `reading.json` for what was made of
the file as a whole. Files of samples and tables that are gone are removed. `tests/drafts/` has the recaps of a few
samples, which `test_recap.py` compares.
"""

from __future__ import annotations

import argparse
import functools
import json
import shutil
from pathlib import Path

import chatlens
from chatlens.renderers import Settings, renderers
from chatlens.tables import tables

SAMPLES = Path(__file__).parent.parent / "samples"
EXPECTED = Path(__file__).parent / "golden"
READING = "reading.json"

DRAFTS = Path(__file__).parent / "drafts"
DRAFTED = ("gardenchat.txt", "gardenchat.v2.json", "seasons.csv")
"""Samples whose recaps are kept as well: without authors, with addresses, several sessions."""


def samples() -> list[Path]:
    """Every file in `samples/`."""
    return sorted(path for path in SAMPLES.iterdir() if path.is_file())


@functools.cache
def chat(sample: Path) -> chatlens.Chat:
    """The sample, analysed once."""
    return chatlens.load(sample)


def files() -> list[str]:
    """Names of the files that each sample has."""
    return [READING, *(f"{name}.csv" for name in sorted(tables()))]


def produced(sample: Path, name: str) -> str:
    """What one of these files holds, as the code now has it. Tables are written as `-f csv` prints them."""
    if name == READING:
        return _reading(sample)
    return "".join(renderers()["csv"].render(chat(sample).table(name.removesuffix(".csv")), Settings()))


def _reading(sample: Path) -> str:
    [analysis] = chat(sample).analyses
    facts = {
        "shape": analysis.reading.shape,
        "encoding": analysis.source.encoding,
        "hashtag": analysis.reading.hashtag,
        "notes": [f"{note.message} {note.advice}".strip() for note in analysis.notes],
    }
    return json.dumps(facts, indent=2, ensure_ascii=False) + "\n"


def drafts() -> list[str]:
    """Names of the files in `tests/drafts/`: a sample's name, and what the draft is written as."""
    return [*(f"{name}.md" for name in DRAFTED), f"{DRAFTED[1]}.html"]


def drafted(name: str) -> str:
    """What one of these files holds; the version is left open."""
    sample, _, form = name.rpartition(".")
    text = chat(SAMPLES / sample).recap(form, next="Tuesday 6 April, 8 pm")
    return text.replace(f"chatlens {chatlens.__version__} ", "chatlens VERSION ")


def main() -> None:
    """Write the files, and print which changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", required=True, help="write the files")
    parser.parse_args()
    EXPECTED.mkdir(exist_ok=True)
    for folder in EXPECTED.iterdir():
        if folder.name not in {sample.name for sample in samples()}:
            shutil.rmtree(folder)
            print(f"removed {folder.name}")
    for sample in samples():
        folder = EXPECTED / sample.name
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            if path.name not in files():
                path.unlink()
                print(f"removed {sample.name}/{path.name}")
        for name in files():
            path, text = folder / name, produced(sample, name)
            if not path.exists() or path.read_bytes() != text.encode():
                path.write_bytes(text.encode())
                print(f"wrote {sample.name}/{name}")
    DRAFTS.mkdir(exist_ok=True)
    for path in DRAFTS.iterdir():
        if path.name not in drafts():
            path.unlink()
            print(f"removed {path.name}")
    for name in drafts():
        path, text = DRAFTS / name, drafted(name)
        if not path.exists() or path.read_bytes() != text.encode():
            path.write_bytes(text.encode())
            print(f"wrote {name}")


if __name__ == "__main__":
    main()
