"""The times of every shape: as words, as numbers, without their year, with zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens.models import Options
from chatlens.readers._moments import YearlessDay, completed, moment, numeric_order

EASTERN, EASTERN_SUMMER = timezone(timedelta(hours=-5)), timezone(timedelta(hours=-4))


@pytest.mark.parametrize(
    "text",
    [
        *("May", "August 2012", "Friday", "Friday 8:02 PM", "Feb 30", "Jan 3 Feb 4", "Jan 3 4", "8:02 PM 9:03 PM"),
        *("EST", "Jan 3 EST", "20.02", "11h", "8:02 PM Mars", "Jan 3 @ 25:00", "9 lives", "Q1 8:02 PM", "March on"),
        *("5/10/12", "13/05/2012", "5/10/12 20:01", "5/10/12/13", "Jan 3 1203", "8:02 PM +9900", "2012/13/05"),
        "8:02 PM" + " " * 90 + "EST",
    ],
)
def test_what_is_no_time(text):
    """Half a date, two of a kind, a word too many or a numeric date that may be another give None."""
    assert moment(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("September 12, 2012, 1:00 am", datetime(2012, 9, 12, 1, 0)),
        ("8:59 PM Aug 18th, 2011", datetime(2011, 8, 18, 20, 59)),
        ("1:02 AM - 3 Jan 2017", datetime(2017, 1, 3, 1, 2)),
        ("9:04 PM · Jun 9, 2018", datetime(2018, 6, 9, 21, 4)),
        ("9:04 PM - Jun 9, 2018", datetime(2018, 6, 9, 21, 4)),
        ("Friday, March 1, 2019", date(2019, 3, 1)),
        ("Thurs. Sept. 1st 2011", date(2011, 9, 1)),
        ("Aug 18th, 2011", date(2011, 8, 18)),
        ("Jun 9, 2018", date(2018, 6, 9)),
        ("9 Jun ’18", date(2018, 6, 9)),
        ("03-Jan-2017 20:00", datetime(2017, 1, 3, 20, 0)),
        ("2012/9/12 20:01:15", datetime(2012, 9, 12, 20, 1, 15)),
        ("2020-02-07 18:31:00Z", datetime(2020, 2, 7, 18, 31, tzinfo=UTC)),
        ("2020-02-07 18:31 EST", datetime(2020, 2, 7, 18, 31, tzinfo=EASTERN)),
        ("Sat Jun 9 20:01:22 EDT 2018", datetime(2018, 6, 9, 20, 1, 22, tzinfo=EASTERN_SUMMER)),
        ("Jun 9, 2018 at 8 PM (UTC)", datetime(2018, 6, 9, 20, tzinfo=UTC)),
        ("Jan 3", YearlessDay(1, 3)),
        ("Feb 29", YearlessDay(2, 29)),
        ("Jan 3 @ 8:00 PM", YearlessDay(1, 3, time(20, 0))),
        ("20:02:15", time(20, 2, 15)),
        ("20:02:15.25", time(20, 2, 15, 250_000)),
        ("8.02 p.m.", time(20, 2)),
        ("8 pm", time(20, 0)),
        ("8:02\u202fPM", time(20, 2)),
    ],
    ids=str,
)
def test_days_and_clocks_in_words(text, expected):
    """Each form gives what it says and nothing that it does not say."""
    found = moment(text)
    assert found == expected
    assert type(found) is type(expected)
    assert getattr(found, "tzinfo", None) == getattr(expected, "tzinfo", None)


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        *(("UTC", 0), ("GMT", 0), ("Z", 0), ("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5), ("MST", -7)),
        *(("MDT", -6), ("PST", -8), ("PDT", -7), ("BST", 1), ("CET", 1), ("CEST", 2), ("(est)", -5)),
        *(("-0500", -5), ("+05:30", 5.5), ("GMT+2", 2), ("UTC-0330", -3.5), ("AEDT", 11)),
    ],
)
def test_zones_give_offsets(zone, hours):
    """An abbreviation or an offset behind a clock becomes the time's offset."""
    found = completed(moment(f"Jan 3 @ 8:00 PM {zone}"), Options(date=date(2014, 1, 3)))
    assert found == datetime(2014, 1, 3, 20, tzinfo=timezone(timedelta(hours=hours)))
    assert found.utcoffset() == timedelta(hours=hours)


def test_a_zone_of_many_meanings_gives_no_offset():
    """IST is Indian, Irish or Israeli: the clock is kept, without an offset."""
    assert moment("8:02 PM IST") == time(20, 2)


def test_eastern_time_follows_the_summer():
    """ET leaves it to the day whether it is EST or EDT."""
    winter, summer = (completed(moment("8:02 PM ET"), Options(), date(2014, month, 3)) for month in (1, 7))
    assert (winter.utcoffset(), summer.utcoffset()) == (timedelta(hours=-5), timedelta(hours=-4))


@pytest.mark.parametrize(
    ("written", "known", "expected"),
    [
        pytest.param("Jan 3 @ 8:00 PM", None, None, id="no year known"),
        pytest.param("Jan 3 @ 8:00 PM", date(2014, 1, 3), datetime(2014, 1, 3, 20), id="its day"),
        pytest.param("Jan 1 @ 12:10 am", date(2013, 12, 31), datetime(2014, 1, 1, 0, 10), id="past New Year's Eve"),
        pytest.param("Dec 31", date(2014, 1, 1), date(2013, 12, 31), id="before New Year"),
        pytest.param("Feb 29", date(2013, 3, 1), date(2012, 2, 29), id="a leap day"),
        pytest.param("Feb 29", date(1900, 2, 1), date(1896, 2, 29), id="a leap day about a year without one"),
        pytest.param("Jan 1", date(1, 1, 1), date(1, 1, 1), id="the first year of the calendar"),
        pytest.param("8:02 PM", date(2014, 1, 3), datetime(2014, 1, 3, 20, 2), id="a clock"),
        pytest.param("Jan 3, 2011", date(2014, 1, 3), date(2011, 1, 3), id="what is written stays"),
    ],
)
def test_the_page_or_the_user_completes_a_day(written, known, expected):
    """The nearest such day to the known one is taken; the page's heading before the user's date."""
    value = moment(written)
    assert completed(value, Options(date=known)) == expected
    assert completed(value, Options(date=known and date(1999, 9, 9)), known) == expected


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("5/10/12 20:01", "mdy", datetime(2012, 5, 10, 20, 1)),
        ("5/10/12 20:01", "dmy", datetime(2012, 10, 5, 20, 1)),
        ("05.10.2012", "dmy", date(2012, 10, 5)),
        ("5/10/2012, 8:01 PM EST", "mdy", datetime(2012, 5, 10, 20, 1, tzinfo=EASTERN)),
        ("13/05/2012", "mdy", None),
        ("2012/10/05", "dmy", date(2012, 10, 5)),
        ("5/10/2 20:01", "mdy", None),
        ("5/10/2012 soon", "mdy", None),
        ("5/10/2012 6/10/2012", "mdy", None),
    ],
)
def test_numeric_dates_in_their_columns_order(text, order, expected):
    """A numeric date is read in the order of its column; one that does not fit gives None."""
    assert moment(text, order) == expected


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        pytest.param([], None, id="empty"),
        pytest.param(["hello", "8:02 PM"], None, id="no numeric dates"),
        pytest.param(["5/10/12", "5/10/12"], None, id="one day that nothing tells"),
        pytest.param(["13/5/12", "5/13/12"], None, id="contradiction"),
        pytest.param(["2012/10/05", "13/5/12"], None, id="contradiction with a year in front"),
        pytest.param(["5/10/12", "6/11/12"], None, id="both numbers change alike"),
        pytest.param(["13/05/2012", "01/06/2012"], "dmy", id="a thirteenth first"),
        pytest.param(["05/13/2012", "06/01/2012"], "mdy", id="a thirteenth second"),
        pytest.param(["2012/05/13"], "ymd", id="year first"),
        pytest.param(["5/10/12 23:59", "5/11/12 0:01"], "mdy", id="the second number changes at midnight"),
        pytest.param(["10/5/12 23:59", "", "11/5/12 0:01"], "dmy", id="the first number changes at midnight"),
        pytest.param(["5.10.12 20:01", "5.10.12 20:02"], "dmy", id="points"),
        pytest.param(["5/10/12 8:01 PM", "5/10/12 8:02 PM"], "mdy", id="AM and PM"),
    ],
)
def test_a_column_tells_its_order(column, expected):
    """The order is taken from the whole column, and not at all where it cannot be told."""
    assert numeric_order(column) == expected


DATES = st.dates(date(2006, 1, 1), date(2099, 12, 31))


@settings(deadline=None)
@given(DATES, st.sampled_from(["mdy", "dmy", "ymd"]))
def test_numeric_dates_come_back(day, order):
    """A day written in an order is read in that order."""
    form = {"mdy": "%m/%d/%Y", "dmy": "%d/%m/%Y", "ymd": "%Y/%m/%d"}[order]
    assert moment(day.strftime(form), order) == day


@settings(deadline=None)
@given(st.datetimes(datetime(2006, 1, 1), datetime(2099, 12, 31)))
def test_words_come_back(when):
    """A minute written in words is read as that minute."""
    when = when.replace(second=0, microsecond=0)
    for form in ("%B %d, %Y, %I:%M %p", "%I:%M %p - %d %b %Y", "%A, %d %b %Y %H:%M", "%I:%M %p · %b %d, %Y"):
        assert moment(when.strftime(form)) == when


PIECES = st.sampled_from(
    [*"0123456789:/.,-+@·() ’", "Jan", "may", "pm", "a.m.", "EST", "utc", "Fri", "th", "2012", "٣"]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from([None, "mdy", "dmy", "ymd"]))
def test_no_text_of_times_pieces_breaks_it(text, order):
    """Any jumble gives a time, a part of one, or None; and so does its completion, whatever the day."""
    found = moment(text, order)
    if found is not None:
        assert completed(found, Options(date=date(2012, 2, 29))) is not None
    assert numeric_order([text, text]) in (None, "mdy", "dmy", "ymd")
