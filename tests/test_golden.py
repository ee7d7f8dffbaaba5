"""Golden files: the tables of the samples are what they were when somebody last looked at them."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

import pytest

import golden

AGAIN = "If that is meant, run `make golden` and review the diff."


@pytest.mark.parametrize("name", golden.files())
@pytest.mark.parametrize("sample", golden.samples(), ids=lambda path: path.name)
def test_table_is_as_expected(sample: Path, name: str) -> None:
    """A sample's table is its golden file, to the byte; a sample without one fails."""
    path = golden.EXPECTED / sample.name / name
    assert path.exists(), f"{sample.name} has no golden file {name}. Write it with `make golden`, and read it."
    expected = path.read_bytes().decode().split("\n")
    found = golden.produced(sample, name).split("\n")
    at = next((at for at, pair in enumerate(zip_longest(expected, found), 1) if pair[0] != pair[1]), None)
    assert at is None, f"{sample.name}/{name} differs from line {at} on. {AGAIN}"


def test_every_expectation_has_its_sample() -> None:
    """No golden file is left of a sample or table that is gone."""
    wanted = {f"{sample.name}/{name}" for sample in golden.samples() for name in golden.files()}
    there = {path.relative_to(golden.EXPECTED).as_posix() for path in golden.EXPECTED.rglob("*") if path.is_file()}
    assert there <= wanted, f"Without a sample or table: {sorted(there - wanted)}. {AGAIN}"


@pytest.mark.parametrize(
    "name",
    [
        *golden.tables(),
    ],
)
def test_some_sample_shows_it(name: str) -> None:
    """Every table has rows in some sample, so that its golden files say something."""
    assert sum(len(golden.chat(sample).table(name)) for sample in golden.samples())
