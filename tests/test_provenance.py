"""What a result was made with."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime

import click
import pytest

import chatlens
from chatlens import provenance
from chatlens.cli.program import program
from chatlens.models import Correction, Options

EVERY = Options(
    shape="csv",
    encoding="cp1252",
    hashtag="gardenchat",
    hosts=("mira_k", "dun_oakhey"),
    questions={"Q2": "Who waters?"},
    similarity=92.5,
    strict_labels=True,
    unnumbered=True,
    min_confidence=0.5,
    timezone="America/Chicago",
    date=date(2014, 5, 31),
    stopwords=frozenset({"und", "oder"}),
    sessions=(1, 3),
    since=datetime(2014, 5, 31, 20, 15, tzinfo=UTC),
    until=date(2014, 6, 1),
    corrections=(Correction("fixes.csv, line 2", line=12),),
    columns={"text": "Body", "author": "User"},
    exclude=("tansy_ibb",),
    pseudonyms=True,
    salt="thyme",
)
"""Each option with a value that is not its default."""


def test_every_option_is_told() -> None:
    """No option that changes a result is left out, and each is called what the command line calls it."""
    told = [name for name, _ in provenance.given(EVERY)]
    assert len(told) == len(set(told)) == len(fields(Options))
    command = program.get_command(click.Context(program), "tweets")
    assert command is not None
    known = {name for param in command.params for name in param.opts}
    assert [name for name in told if name not in known] == []


def test_values_are_written_as_they_are_typed() -> None:
    """Days, moments, lists and numbers read as on the command line; a switch has no value."""
    told = dict(provenance.given(EVERY))
    assert (told["--since"], told["--until"]) == ("2014-05-31T20:15:00+00:00", "2014-06-01")
    assert (told["--similarity"], told["--session"], told["--columns"]) == ("92.5", "1, 3", "text=Body,author=User")
    assert (told["--strict-labels"], told["--question"], told["--fix"]) == ("", "Q2", "1 given")


@pytest.mark.parametrize("word", ["thyme", "tansy_ibb", "mira_k", "und"])
def test_nothing_is_told_that_the_options_hide(word: str) -> None:
    """People who are left out or renamed, and the salt, stand in no value."""
    assert not [value for _, value in provenance.given(EVERY) if word in value]


def test_defaults_are_not_told() -> None:
    """Nothing was given: there is nothing to tell."""
    assert list(provenance.given(Options())) == []
    assert provenance.version() == chatlens.__version__
