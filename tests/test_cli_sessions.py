"""The command line of a stream with many chats: `sessions`, --session, --since, --until; and `chatlens formats`."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

import chatlens
from chatlens.models import Options
from chatlens.readers import shapes
from chatlens.renderers import renderers
from chatlens.tables import tables
from conftest import Cli

SEASONS = Path(__file__).parent.parent / "samples/seasons.csv"
GARDEN = SEASONS.with_name("gardenchat.csv")


def rows(text: str) -> list[dict[str, str]]:
    """The rows of CSV output."""
    return list(csv.DictReader(io.StringIO(text)))


def test_sessions_lists_them(cli: Cli) -> None:
    """A row per chat of the stream, and a note on what is between them."""
    result = cli("sessions", SEASONS, "-f", "csv")
    assert [(row["session"], row["starts_at"][:10], row["tweets"]) for row in rows(result.text)] == [
        ("1", "2023-04-06", "26"),
        ("2", "2023-04-13", "23"),
        ("3", "2023-04-20", "22"),
    ]
    assert "note: 11 tweets of 82 between the 3 sessions are of no session" in result.err


@pytest.mark.parametrize("command", [name for name in tables() if name not in ("unread", "check")])
def test_every_table_shows_the_session_that_is_chosen(cli: Cli, command: str) -> None:
    """--session may be repeated; no other session is in the output, and no note speaks of what is between them."""
    result = cli(command, SEASONS, "-f", "csv", "--session", 3, "--session", "1")
    assert {row["session"] for row in rows(result.text)} == {"1", "3"}
    assert "of no session" not in result.err


def test_the_report_shows_the_session_that_is_chosen(cli: Cli) -> None:
    """The headline counts it alone."""
    text = cli("summarize", SEASONS, "--session", 2).text
    assert "13 April 2023" in text
    assert "23 tweets" in text
    assert "sow" not in text


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(("--since", "2023-04-20"), 23 + 1, id="since a day"),
        pytest.param(("--until", "2023-04-05"), 3, id="until a day, its evening too"),
        pytest.param(("--since", "2023-04-13", "--until", "2023-04-13"), 23, id="one day"),
        pytest.param(("--since", "2023-04-13T19:29"), 2 + 3 + 22 + 1, id="since a minute"),
        pytest.param(("--since", "2023-04-23 14:00:00"), 1, id="blank for T"),
        pytest.param(("--since", "2023-04-23T16:00+02:00"), 1, id="with offset"),
        pytest.param(("--since", "2023-04-23 14:00Z"), 1, id="UTC"),
        pytest.param(("--since", "2023-04-23 14:00", "--timezone", "-05:00"), 1, id="zone of all times"),
    ],
)
def test_since_and_until_choose_tweets(cli: Cli, options: tuple[str, ...], expected: int) -> None:
    """Days count whole; times without a zone are read as the tweets'."""
    assert len(rows(cli("tweets", SEASONS, "-f", "csv", *options).text)) == expected


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(("--session", "0"), "--session", id="sessions count from 1"),
        pytest.param(
            ("--session", "9"), "has no session 9; its sessions are 1 to 3. chatlens sessions FILE", id="none"
        ),
        pytest.param(("--since", "1.4.2023"), "1.4.2023 is no day or time; write it as 2014-05-31", id="no ISO date"),
        pytest.param(("--since", "2023-02-30"), "2023-02-30 is no day or time", id="no such day"),
        pytest.param(("--until", "19:00"), "19:00 is no day or time", id="a clock alone"),
        pytest.param(("--until", "2023-01-01"), "Its tweets are from 2023-04-03T18:05:00 to", id="before all"),
    ],
)
def test_what_cannot_be_chosen_is_wrong_usage(cli: Cli, options: tuple[str, ...], message: str) -> None:
    """The message says what there is to choose from."""
    result = cli("tweets", SEASONS, *options, code=2)
    assert message in result.err
    assert not result.out


def test_a_file_without_chosen_tweets_among_others_is_a_note(cli: Cli) -> None:
    """Files of other times give no rows."""
    for command in tables():
        result = cli(command, SEASONS, GARDEN, "--until", "2021-12-31", "-f", "csv")
        assert {row["chat"] for row in rows(result.text)} <= {"gardenchat"}
        assert "seasons.csv has no tweet that is chosen" in result.err
    assert "82" not in cli("summarize", SEASONS, GARDEN, "--until", "2021-12-31").text


def test_library_and_command_choose_alike(cli: Cli) -> None:
    """The same options, the same rows."""
    options = Options(sessions=(2, 3), since=date(2023, 4, 14))
    found = chatlens.load(SEASONS, options=options).tweets
    shown = rows(cli("tweets", SEASONS, "-f", "csv", "--session", 2, "--session", 3, "--since", "2023-04-14").text)
    assert [row["first_line"] for row in shown] == [str(number) for number in found["first_line"]]
    assert len(shown) == 22


def test_formats_lists_everything(cli: Cli) -> None:
    """Each input shape with how it is known, each output format with its extensions."""
    text = " ".join(cli("formats").text.split())
    for shape in shapes().values():
        assert f" {shape.name} {' '.join(shape.summary.split())}" in text
    for renderer in renderers().values():
        assert f" {' '.join((renderer.name, *renderer.extensions))} {renderer.summary}" in text


def test_formats_is_explained(cli: Cli) -> None:
    """Its help says what it writes, and the list of commands names it."""
    assert "Writes a list to standard output" in " ".join(cli("formats", "--help").text.split())
    assert "  formats  " in cli("--help").text
    assert "Did you mean: chatlens formats?" in cli("format", code=2).err
