"""Tables of tweets: headers, delimiters, lines of rows, and what becomes of rows that are no tweets."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens import sessions
from chatlens.errors import ShapeError
from chatlens.models import Options, Reading, Source
from chatlens.readers import _rows, csv_table
from chatlens.sources import decode, load, split_lines

HEADER = "id,created_at,from_user,text"


def reading(text: str, options: Options | None = None) -> Reading:
    """The text, read as a table."""
    return csv_table.read(Source("a.csv", "a", text, "utf-8"), options or Options())


def texts(read: Reading) -> list[str]:
    """The tweets' texts."""
    return [tweet.text for tweet in read.tweets]


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("", id="nothing"),
        pytest.param("\n\n", id="line ends"),
        pytest.param("text\nA1: Beans\n", id="a text column alone"),
        pytest.param("id,created_at,from_user\n1,2,mira_k\n", id="no text column"),
        pytest.param("Text me, time permitting, about beans\n", id="prose with commas"),
        pytest.param("A1: Beans, peas, id, text and time #gardenchat\n", id="a tweet with commas"),
        pytest.param("x," * 30_000, id="one huge line"),
        pytest.param('"' * 1_000, id="quotes"),
    ],
)
def test_other_texts_are_no_tables(head):
    """Only a header that names the text and one more known column makes a table."""
    assert csv_table.sniff(head) == 0.0


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(HEADER, id="the plain one"),
        pytest.param("time,username,text", id="three columns"),
        pytest.param("created;screenName;text;id", id="semicolons"),
        pytest.param("id\tcreated_at\tfrom_user\ttext", id="tabs"),
        pytest.param('"id","created_at","from_user","text"', id="quoted"),
        pytest.param(" ID , Created_At , From_User , Full_Text ", id="capitals and blanks"),
        pytest.param("\n\n" + HEADER, id="empty lines above"),
        pytest.param("Tweet Text,Screen Name,Handle", id="other words"),
    ],
)
def test_headers_are_known(header):
    """A header in any of the known spellings makes a table."""
    assert csv_table.sniff(f"{header}\n1,2,3,4\n") == 1.0


@pytest.mark.parametrize("delimiter", csv_table.DELIMITERS, ids=repr)
def test_delimiters_make_no_difference(delimiter):
    """Commas, semicolons and tabs part cells alike, and the others stay in the text."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
    writer.writerow(HEADER.split(","))
    writer.writerow(["7", "2024-05-01 20:15", "mira_k", 'Beans, "peas"; and\tkale'])
    (tweet,) = reading(file.getvalue()).tweets
    assert (tweet.tweet_id, tweet.author, tweet.text) == ("7", "mira_k", 'Beans, "peas"; and\tkale')


def test_all_known_columns_are_read():
    """Every known column lands in its field; unknown ones are left alone."""
    header = (
        "id,created_at,from_user,user_name,text,tweet_url,in_reply_to_screen_name,in_reply_to_status_id,"
        "retweet_id,quoted_status_id,favorite_count,retweet_count,colour"
    )
    row = "7,2024-05-01 20:15,@Mira_K,Mira Kestle,Beans,https://example.org/7,@tobo,6,5,4,3,2,green"
    (tweet,) = reading(f"{header}\n{row}\n").tweets
    assert (tweet.first_line, tweet.last_line, tweet.text) == (2, 2, "Beans")
    assert (tweet.author, tweet.name, tweet.tweet_id) == ("Mira_K", "Mira Kestle", "7")
    assert (tweet.posted_at, tweet.tweet_url) == (datetime(2024, 5, 1, 20, 15), "https://example.org/7")
    assert (tweet.reply_to, tweet.reply_to_id) == (("tobo",), "6")
    assert (tweet.retweet_of_id, tweet.quote_of_id, tweet.likes, tweet.retweets) == ("5", "4", 3, 2)


def test_of_columns_with_one_name_the_first_counts():
    """A column that stands twice is read where it stands first."""
    (tweet,) = reading("from_user,text,from_user\nmira_k,Beans,tobo\n").tweets
    assert tweet.author == "mira_k"


@pytest.mark.parametrize("nothing", ["", "NA", "NaN", "None", "null", "  "], ids=repr)
def test_missing_cells_are_missing(nothing):
    """How tables write that there is nothing gives None, never a word or a zero."""
    (tweet,) = reading(f"{HEADER},likes,replyToSN\n{nothing},{nothing},{nothing},Beans,{nothing},{nothing}\n").tweets
    assert (tweet.tweet_id, tweet.posted_at, tweet.author, tweet.likes) == (None, None, None, None)
    assert tweet.reply_to == ()


def test_a_text_that_reads_as_missing_is_a_text():
    """ "NA" is what somebody tweeted."""
    assert texts(reading(f"{HEADER}\n7,2024-05-01,mira_k,NA\n")) == ["NA"]


@pytest.mark.parametrize("written", ["1.2E+18", "1.2e18", "-7", "7.0", "abc", "1" * 21], ids=repr)
def test_broken_ids_are_no_ids(written):
    """What a spreadsheet made of an id is not taken for one: two tweets may share it."""
    (tweet,) = reading(f"{HEADER}\n{written},2024-05-01,mira_k,Beans\n").tweets
    assert tweet.tweet_id is None


@pytest.mark.parametrize("written", ["-1", "1.5", "many", "²"], ids=repr)
def test_broken_counts_are_missing(written):
    """A count that is no whole number is missing, not an error."""
    (tweet,) = reading(f"text,likes\nBeans,{written}\n").tweets
    assert tweet.likes is None


def test_rows_know_their_lines():
    """First and last line of a row count the lines of quoted cells, and the text keeps its lines."""
    found = reading(f'\n{HEADER}\n1,,mira_k,"one\ntwo\n\nthree"\n2,,tobo,four\n3,,tobo,"five\r\nsix"\r\n')
    assert [(tweet.first_line, tweet.last_line) for tweet in found.tweets] == [(3, 6), (7, 7), (8, 9)]
    assert texts(found) == ["one\ntwo\n\nthree", "four", "five\nsix"]


def test_old_line_ends_part_rows():
    """A file with CR alone, as old spreadsheets write it, has as many rows."""
    assert texts(reading(f"{HEADER}\r1,,mira_k,one\r2,,tobo,two\r")) == ["one", "two"]


@pytest.mark.parametrize("sign", ["\v", "\f", "\x85", "\u2028", "\x00"], ids=repr)
def test_other_signs_do_not_end_rows(sign):
    """Signs that other programs take for a line's end stay in their cell."""
    assert texts(reading(f"{HEADER}\n1,,mira_k,one{sign}two\n2,,tobo,three\n")) == [f"one{sign}two", "three"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param("2,2024-05-01,tobo", "3 cells", id="too few"),
        pytest.param("2,2024-05-01,tobo,beans, peas", "5 cells", id="too many"),
        pytest.param("2,2024-05-01,tobo,", "without text", id="no text"),
        pytest.param("2,2024-05-01,tobo,   ", "without text", id="blanks for a text"),
        pytest.param(HEADER, "header again", id="header again"),
        pytest.param("done.", "1 cells", id="a remark"),
        pytest.param('2,,tobo,"beans\n\n",peas', "5 cells", id="several lines"),
    ],
)
def test_rows_that_are_no_tweets_are_reported(row, reason):
    """A row that cannot be read becomes unread with its lines, its words and why; its neighbours are read."""
    found = reading(f"{HEADER}\n1,,mira_k,one\n{row}\n3,,mira_k,three\n")
    (unread,) = found.unread
    assert reason in unread.reason
    assert unread.text == row
    assert (unread.first_line, unread.last_line) == (3, 3 + row.count("\n"))
    assert texts(found) == ["one", "three"]


def test_rows_of_nothing_are_nothing():
    """The empty rows that spreadsheets write below a table are not worth a word."""
    found = reading(f"{HEADER}\n1,,mira_k,one\n,,,\n\n,,,\n")
    assert (len(found.tweets), found.unread) == (1, ())


@pytest.mark.parametrize(
    "row", ['2,,tobo,"never closed', '2,"never closed,tobo,two'], ids=["in the text", "in another cell"]
)
def test_a_quote_that_is_never_closed_swallows_nothing(row):
    """The row is reported, and the rows below it are read."""
    found = reading(f"{HEADER}\n1,,mira_k,one\n{row}\n3,,mira_k,three\n4,,mira_k,four\n")
    assert texts(found) == ["one", "three", "four"]
    (unread,) = found.unread
    assert (unread.first_line, unread.last_line, unread.text) == (3, 3, row)
    assert "never closed" in unread.reason


def test_a_quote_that_is_never_closed_in_the_last_row():
    """A file that was cut off in its last cell keeps that cell."""
    assert texts(reading(f'{HEADER}\n1,,mira_k,one\n2,,tobo,"two and')) == ["one", "two and"]


@pytest.mark.parametrize(
    ("cut", "kept"),
    [
        pytest.param(f"{HEADER}\n1,,mira_k,one\n2,,to", ["one"], id="in a cell"),
        pytest.param(f"{HEADER}\n1,,mira_k,one\n2,,tobo,", ["one"], id="before the text"),
        pytest.param(f"{HEADER}\n1,,mira_k,one\n2,,tobo,tw", ["one", "tw"], id="in the text"),
        pytest.param(f'{HEADER}\n1,,mira_k,one\n2,,"to', ["one"], id="in a quoted cell"),
    ],
)
def test_a_table_that_is_cut_keeps_its_rows(cut, kept):
    """A file that ends in the middle of a record gives the records above, and says what the last one was."""
    found = reading(cut)
    assert texts(found) == kept
    cut_row = [] if len(kept) > 1 else [(3, cut.split("\n")[-1])]
    assert [(unread.first_line, unread.text) for unread in found.unread] == cut_row


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_tables_of_any_encoding(tmp_path, encoding, end):
    """A spreadsheet's table is read whatever its encoding and its line ends, from the file."""
    path = tmp_path / "a.csv"
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    path.write_bytes(f"{mark}{HEADER}{end}1,,mira_k,“Café”{end}NA,NA,NA,two{end}".encode(encoding))
    found = csv_table.read(load(path), Options())
    assert [(tweet.tweet_id, tweet.author, tweet.text) for tweet in found.tweets] == [
        ("1", "mira_k", "“Café”"),
        (None, None, "two"),
    ]
    assert [(tweet.first_line, tweet.last_line) for tweet in found.tweets] == [(2, 2), (3, 3)]


CELLS = st.text(st.sampled_from('ab \n,"'), max_size=6)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=30), st.integers(1, 9))
def test_rows_end_where_the_csv_module_has_them_end(rows, size):
    """Lines are counted over many rows at once; each row ends where it does when rows come one by one."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    reader = csv.reader(io.StringIO(file.getvalue()))
    expected = [(cells, reader.line_num) for cells in reader]
    before = _rows.BLOCK
    _rows.BLOCK = size
    try:
        found = [
            (cells, last)
            for block in _rows.blocks([file.getvalue()], ",", 0, 9)
            for cells, last in zip(block.rows, block.last, strict=True)
        ]
    finally:
        _rows.BLOCK = before
    assert found == expected


def test_quotes_inside_a_plain_cell_are_text():
    """Only a quote at a cell's start begins a quoted cell."""
    assert texts(reading(f'{HEADER}\n1,,mira_k,a 5" pot\n2,,tobo,two\n')) == ['a 5" pot', "two"]


def test_long_cells_are_read():
    """A cell longer than the csv module's own limit is read, and that limit stands as before."""
    limit = csv.field_size_limit()
    assert len(texts(reading(f"{HEADER}\n1,,mira_k,{'x' * 200_000}\n"))[0]) == 200_000
    assert csv.field_size_limit() == limit


def test_a_byte_order_mark_hides_no_column():
    """The first column is known in a file that begins with a byte order mark."""
    text = decode(b"\xef\xbb\xbf" + f"{HEADER}\n7,,mira_k,Beans\n".encode(), "a.csv").text
    assert reading(text).tweets[0].tweet_id == "7"
    assert csv_table.sniff("\ufeff" + text) == 1.0


@pytest.mark.parametrize(
    "text", ["", "\n", "one huge line " * 20_000, "a,b\n1,2\n"], ids=["nothing", "end", "huge", "ab"]
)
def test_a_text_without_a_header_is_refused(text):
    """Read as a table by hand, a text without a known header gets a message that says what is missing."""
    with pytest.raises(ShapeError, match="text"):
        reading(text)


@pytest.mark.parametrize(
    ("written", "posted_at"),
    [
        pytest.param("2024-05-01 20:15", datetime(2024, 5, 1, 20, 15), id="minutes"),
        pytest.param("2024-05-01T20:15:30Z", datetime(2024, 5, 1, 20, 15, 30, tzinfo=UTC), id="ISO, UTC"),
        pytest.param("2024-05-01 20:15:30 +0000", datetime(2024, 5, 1, 20, 15, 30, tzinfo=UTC), id="offset apart"),
        pytest.param("Wed May 01 20:15:30 +0000 2024", datetime(2024, 5, 1, 20, 15, 30, tzinfo=UTC), id="Twitter's"),
        pytest.param("2024-05-01", date(2024, 5, 1), id="day alone"),
        pytest.param("yesterday", None, id="words"),
        pytest.param("20:15", None, id="clock alone"),
    ],
)
def test_times_are_read(written, posted_at):
    """Times in several forms; what cannot be read is missing, and a note names the lines."""
    found = reading(f"{HEADER}\n7,{written},mira_k,Beans\n")
    assert found.tweets[0].posted_at == posted_at
    assert [note.lines for note in found.notes] == ([] if posted_at else [(2,)])


def test_a_table_without_times_needs_no_note():
    """Where there is no column of times, nothing is said about unreadable ones."""
    assert reading("from_user,text\nmira_k,Beans\n").notes == ()


def test_options_complete_times():
    """`--date` gives a clock its day, `--timezone` a time its offset."""
    options = Options(date=date(2024, 5, 1), timezone="-05:00")
    (tweet,) = reading(f"{HEADER}\n7,8:15 PM,mira_k,Beans\n", options).tweets
    assert tweet.posted_at is not None
    assert tweet.posted_at.isoformat() == "2024-05-01T20:15:00-05:00"


@pytest.mark.parametrize(
    ("clocks", "days"),
    [
        pytest.param("20:01 20:00 20:02", [4, 4, 4], id="a little back is no midnight"),
        pytest.param("23:50 23:59 00:05 00:10", [4, 4, 5, 5], id="past midnight"),
        pytest.param("00:10 00:05 23:59 23:50", [5, 5, 4, 4], id="past midnight, newest first"),
        pytest.param("23:59 2021-03-07T23:58 00:05", [4, 7, 8], id="behind a dated tweet"),
    ],
)
def test_clocks_go_on_at_midnight(clocks, days):
    """Under `--date`, the day on which the chat began, clocks alone go on to the next day."""
    rows = [f"{n},{clock},mira_k,Beans {n}" for n, clock in enumerate(clocks.split())]
    found = reading("\n".join([HEADER, *rows]), Options(date=date(2021, 3, 4), timezone="UTC"))
    assert [tweet.posted_at.day for tweet in found.tweets] == days
    assert {tweet.posted_at.tzname() for tweet in found.tweets} == {"UTC"}
    assert found.notes == ()


def test_a_day_in_the_first_row_alone():
    """A column of days that is filled once counts for the clocks below it."""
    found = reading("date,time,from_user,text\n2021-03-04,23:59,mira_k,Beans\n,00:05,mira_k,Peas\n")
    assert [tweet.posted_at for tweet in found.tweets] == [datetime(2021, 3, 4, 23, 59), datetime(2021, 3, 5, 0, 5)]


def test_newest_first_is_turned_round():
    """A table whose newest tweet stands first comes out oldest first, equal times included, its lines as they stood."""
    rows = [f"{n},2024-05-01 20:{minute:02},mira_k,{n}" for n, minute in ((9, 5), (8, 4), (7, 4), (6, 4), (5, 1))]
    timeline = sessions.order(reading("\n".join([HEADER, *rows])))
    assert [tweet.text for tweet in timeline.tweets] == ["5", "6", "7", "8", "9"]
    assert [tweet.first_line for tweet in timeline.tweets] == [6, 5, 4, 3, 2]


CELLS = st.sampled_from(["", "a", '"', '""', "\n", ",", "x,y", '"a', 'a"', "NA", "7", "\r", "\x00", "é", " "])


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6).map(",".join), max_size=12))
def test_no_words_are_lost(rows):
    """Below any header, lines with words lie in exactly one tweet or unread span, whatever the quotes do."""
    text = "\n".join([HEADER, *rows])
    found = reading(text)
    covered = [
        line for record in (*found.tweets, *found.unread) for line in range(record.first_line, record.last_line + 1)
    ]
    assert len(covered) == len(set(covered))
    words = {n for n, line in enumerate(split_lines(text), start=1) if any(c.isalnum() for c in line)}
    assert words - {1} <= set(covered)
