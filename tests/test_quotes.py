"""Tables whose quotes are written in other ways than doubled."""

from __future__ import annotations

import pytest

from chatlens.models import Options, Reading, Source
from chatlens.readers import csv_table
from chatlens.readers._quotes import doubled, quotes_of

HEADER = "id;created_at;from_user;text;likes"


def reading(text: str) -> Reading:
    """The text, read as a table."""
    return csv_table.read(Source("a.csv", "a", text, "utf-8"), Options())


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        pytest.param('"The "tall" beans"', 'The "tall" beans', id="as they stand"),
        pytest.param('"The \\"tall\\" beans"', 'The "tall" beans', id="behind a backslash"),
        pytest.param(
            '"The \\"tall\\"; the short"', 'The "tall"; the short', id="behind a backslash, before a semicolon"
        ),
        pytest.param('"He has "tall" ones; I have none"', 'He has "tall" ones; I have none', id="a semicolon"),
        pytest.param('"They are "tall""', 'They are "tall"', id="at the end"),
        pytest.param('""Tall" they are"', '"Tall" they are', id="at the start"),
        pytest.param('"The \\"tall\\"\nbeans"', 'The "tall"\nbeans', id="several lines"),
        pytest.param('so "tall" they are', 'so "tall" they are', id="in a cell that is not quoted"),
        pytest.param('"plain"', "plain", id="none"),
    ],
)
def test_quotes_that_are_not_doubled_are_text(cell: str, said: str) -> None:
    """Where one row shows that quotes are not doubled, all rows are read so, and no cell is lost."""
    rows = ['1;2024-05-01 20:15;mira_k;"The "first" beans";3', f"2;2024-05-01 20:16;tobo;{cell};4"]
    found = reading("\n".join((HEADER, *rows, "")))
    assert [tweet.text for tweet in found.tweets] == ['The "first" beans', said]
    assert [tweet.likes for tweet in found.tweets] == [3, 4]
    assert not found.unread


def test_doubled_quotes_stay_doubled_quotes() -> None:
    """A table whose quotes are doubled is read as ever, even where a line within a cell looks otherwise."""
    cell = '"A list: ""one""\n7;8;""two"" beans;three;4"'
    found = reading(f"{HEADER}\n1;;mira_k;{cell};3\n2;;tobo;plain;4\n")
    assert [tweet.text for tweet in found.tweets] == ['A list: "one"\n7;8;"two" beans;three;4', "plain"]


def test_tabs_without_quoted_cells() -> None:
    """In a table of tabs with as many in each line, a quote that opens a cell and never closes is a plain sign."""
    rows = ["1\t\tmira_k\t\"Tall beans, I'd say\t3", '2\t\ttobo\t"Peas" are enough\t4', "3\t\tann\tSheds\t5"]
    found = reading("\n".join((HEADER.replace(";", "\t"), *rows, "")))
    assert [tweet.text for tweet in found.tweets] == ["\"Tall beans, I'd say", '"Peas" are enough', "Sheds"]
    assert not found.unread


def test_tabs_with_quoted_cells() -> None:
    """A tab in a quoted cell parts nothing."""
    found = reading(HEADER.replace(";", "\t") + '\n1\t\tmira_k\t"Beans\tand ""peas"""\t3\n')
    assert [tweet.text for tweet in found.tweets] == ['Beans\tand "peas"']


@pytest.mark.parametrize("lines", [[], [""], ['"'], ['""'], ['a;"'], ["a\t\t"], ['"\t"']], ids=repr)
def test_any_lines_have_their_quotes(lines: list[str]) -> None:
    """Nothing breaks it."""
    for delimiter in csv_table.DELIMITERS:
        assert quotes_of(lines, delimiter, 2) in ("doubled", "bare", "none")
        assert len(list(doubled([f"{line}\n" for line in lines], delimiter))) == len(lines)


def test_a_cell_of_any_length_has_its_quotes() -> None:
    """A line longer than the csv module reads unasked shows nothing, and the others show how quotes are written."""
    long = "peas " * 30_000
    rows = [f'1;;mira_k;"The "tall" {long}";3', '2;;tobo;"The "first" beans";4']
    found = reading("\n".join((HEADER, *rows, "")))
    assert [tweet.text for tweet in found.tweets] == [f'The "tall" {long}', 'The "first" beans']


def table_of(*cells: str) -> str:
    """A table with these texts, of which most have bare quotes."""
    rows = [f"{7000 + n};2021-03-23 20:0{n}:00;mira_k;{cell};1" for n, cell in enumerate(cells)]
    return "\n".join([HEADER, *rows, ""])


def test_a_bare_quote_that_is_never_closed_is_told():
    """The rows that it took in are named: nobody can know whether they are the tweet's own lines."""
    found = reading(table_of('"The "tall" beans"', '"The "short" ones', '"My "red" peas"', '"Old "sheds" too"'))
    assert [tweet.text.count("\n") for tweet in found.tweets] == [0, 1, 0]
    assert [note.lines for note in found.notes if "closed" in note.message] == [(4,)]


def test_tweets_of_several_lines_with_bare_quotes_are_fine():
    """A line of a tweet that is no row is no reason to worry."""
    found = reading(table_of('"The "tall" beans"', '"The "short"; ones\nand "red"; peas"', '"Old "sheds" too"'))
    assert len(found.tweets) == 3
    assert not [note for note in found.notes if "closed" in note.message]
