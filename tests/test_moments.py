"""Times as transcripts write them, and what a user adds to them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens.errors import OptionError
from chatlens.models import Options
from chatlens.readers._moments import completed, moment, zone

PARIS = zone("Europe/Paris")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "yesterday",
            "A1",
            "1.2E+18",
            "585645642548121601",
            "5 minutes",
            "24:00",
            "20:60",
            "13:00 PM",
            "0:15 am",
        ),
        *("2024-13-01", "2024-02-30", "2024-05-01 25:00", "Wed Foo 08 03:20:36 +0000 2015", "+00:00", "20", "2024"),
        *("Wed Apr 31 03:20:36 +0000 2015", "Wed Apr 08 03:20:36 +9900 2015", "2024-05-01 20:15 Mars", "8:02 XM"),
    ],
)
def test_other_words_are_no_times(text):
    """What names no moment gives None and raises nothing."""
    assert moment(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2024-05-01 20:15", datetime(2024, 5, 1, 20, 15), id="minutes"),
        pytest.param("2024-05-01 20:15:30", datetime(2024, 5, 1, 20, 15, 30), id="seconds"),
        pytest.param("2024-05-01T20:15:30.123", datetime(2024, 5, 1, 20, 15, 30, 123_000), id="parts of seconds"),
        pytest.param("2024-05-01T20:15Z", datetime(2024, 5, 1, 20, 15, tzinfo=UTC), id="Z"),
        pytest.param("2024-05-01 20:15:30 UTC", datetime(2024, 5, 1, 20, 15, 30, tzinfo=UTC), id="UTC apart"),
        pytest.param("2024-05-01 20:15:30 +0000", datetime(2024, 5, 1, 20, 15, 30, tzinfo=UTC), id="offset apart"),
        pytest.param(
            "2024-05-01T20:15:30-05:00",
            datetime(2024, 5, 1, 20, 15, 30, tzinfo=timezone(timedelta(hours=-5))),
            id="offset",
        ),
        pytest.param("  2024-05-01 20:15\n", datetime(2024, 5, 1, 20, 15), id="blanks around"),
        pytest.param("2024-05-01", date(2024, 5, 1), id="day"),
        pytest.param("20240501", date(2024, 5, 1), id="day without dashes"),
        pytest.param("Wed May 01 20:15:30 +0000 2024", datetime(2024, 5, 1, 20, 15, 30, tzinfo=UTC), id="Twitter's"),
        pytest.param("20:15", time(20, 15), id="clock"),
        pytest.param("0:05:06", time(0, 5, 6), id="clock with seconds"),
        pytest.param("8:15 PM", time(20, 15), id="evening"),
        pytest.param("8:15pm", time(20, 15), id="evening, glued"),
        pytest.param("12:05 AM", time(0, 5), id="just after midnight"),
        pytest.param("12:05 PM", time(12, 5), id="just after noon"),
    ],
)
def test_times_in_several_forms(text, expected):
    """Each form gives its moment, with an offset only where one is written."""
    found = moment(text)
    assert found == expected
    assert type(found) is type(expected)
    assert getattr(found, "tzinfo", None) == getattr(expected, "tzinfo", None)


@settings(deadline=None)
@given(st.text(max_size=40) | st.from_regex(r"\w{3} \w{3} \d{1,2} \d\d:\d\d:\d\d [+-]\d{4} \d{4}", fullmatch=True))
def test_no_text_breaks_it(text):
    """Any text gives a moment or None."""
    assert moment(text) is None or isinstance(moment(text), (date, time))


@pytest.mark.parametrize(
    "name", ["Mars/Base", "", "+99:00", "../etc", "America", "\x00", "noon", "05:00", "+5:123"], ids=repr
)
def test_unknown_zones_are_refused(name):
    """A word that is no time zone gets a message that shows how to write one."""
    with pytest.raises(OptionError, match="America/Chicago or -05:00"):
        zone(name)


@pytest.mark.parametrize(
    ("name", "hours"),
    [("-05:00", -5), ("+0530", 5.5), ("-5", -5), ("UTC", 0), ("Asia/Kolkata", 5.5), ("-00:30", -0.5)],
)
def test_zones_by_name_and_by_offset(name, hours):
    """A zone is known by its name or by its offset."""
    assert datetime(2024, 5, 1, tzinfo=zone(name)).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("value", "options", "expected"),
    [
        pytest.param(time(20, 15), Options(), None, id="a clock needs a day"),
        pytest.param(time(20, 15), Options(timezone="Europe/Paris"), None, id="a zone gives no day"),
        pytest.param(date(2024, 5, 1), Options(timezone="Europe/Paris"), date(2024, 5, 1), id="a day stays a day"),
        pytest.param(
            datetime(2024, 5, 1, 20, tzinfo=UTC),
            Options(timezone="Europe/Paris", date=date(2000, 1, 1)),
            datetime(2024, 5, 1, 20, tzinfo=UTC),
            id="what is written stays",
        ),
        pytest.param(time(20, 15), Options(date=date(2024, 5, 1)), datetime(2024, 5, 1, 20, 15), id="day given"),
        pytest.param(
            datetime(2024, 5, 1, 20),
            Options(timezone="Europe/Paris"),
            datetime(2024, 5, 1, 20, tzinfo=PARIS),
            id="zone given",
        ),
        pytest.param(
            time(20, 15),
            Options(timezone="Europe/Paris", date=date(2024, 1, 1)),
            datetime(2024, 1, 1, 20, 15, tzinfo=PARIS),
            id="both given",
        ),
    ],
)
def test_the_user_completes_times(value, options, expected):
    """A day and a zone from the user fill what is missing and change nothing that is written."""
    found = completed(value, options)
    assert found == expected
    assert getattr(found, "tzinfo", None) == getattr(expected, "tzinfo", None)
