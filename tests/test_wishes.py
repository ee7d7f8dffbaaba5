"""Options that were written in Python: signs are taken off, nonsense is refused with advice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from chatlens import wishes
from chatlens.errors import OptionError
from chatlens.models import Options

DAY = date(2014, 5, 31)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        pytest.param("similarity", float("nan"), "from 50 to 100", id="similarity that is no number"),
        pytest.param("similarity", float("inf"), "from 50 to 100", id="infinite similarity"),
        pytest.param("similarity", 0.9, "from 50 to 100", id="similarity as a share"),
        pytest.param("similarity", "90", "Give a number", id="similarity as a text"),
        pytest.param("similarity", True, "Give a number", id="similarity as a switch"),
        pytest.param("min_confidence", float("nan"), "from 0 to 1", id="confidence that is no number"),
        pytest.param("min_confidence", 50, "from 0 to 1", id="confidence in percent"),
        pytest.param("timezone", "Mars/Olympus", "America/Chicago or -05:00", id="unknown zone"),
        pytest.param("timezone", "../x", "America/Chicago or -05:00", id="zone that is a path"),
        pytest.param("timezone", -5, "Give a text", id="zone as a number"),
        pytest.param("date", "2014-05-31", "datetime.date(2014, 5, 31)", id="day as a text"),
        pytest.param("date", datetime(2014, 5, 31), "datetime.date(2014, 5, 31)", id="moment for a day"),
        pytest.param("since", "2014-05-31", "Give a day or a moment", id="limit as a text"),
        pytest.param("hosts", "mira_k", 'tuple of handles: ("mira_k",)', id="one host without a tuple"),
        pytest.param("hosts", ("mira_k", None), "tuple of handles", id="a host that is nothing"),
        pytest.param("hosts", ("mira_k, bo",), "one handle", id="two hosts in one text"),
        pytest.param("hosts", ("@",), "with or without @", id="a sign for a host"),
        pytest.param("hashtag", "123", "a letter in it", id="hashtag of digits alone"),
        pytest.param("hashtag", "#a b", "one word", id="two words for a hashtag"),
        pytest.param("hashtag", "", "Give a text", id="empty hashtag"),
        pytest.param("questions", {"Q3b": "Why?"}, 'Name questions "Q1"', id="a part for a question"),
        pytest.param("questions", {"Q1": "a", "q1": "b"}, "once", id="a question twice"),
        pytest.param("questions", {"Q1": ""}, "Give a text", id="a question without text"),
        pytest.param("questions", [("Q1", "a")], 'Give a dictionary: {"Q1"', id="a list of questions"),
        pytest.param("stopwords", "und", "set of words", id="one stop word without a set"),
        pytest.param("sessions", 2, "tuple of numbers: (1, 2)", id="one session without a tuple"),
    ],
)
def test_nonsense_is_refused_with_advice(name: str, value: Any, told: str) -> None:
    """The message says what was given and what would make sense."""
    with pytest.raises(OptionError) as caught:
        wishes.checked(Options(**{name: value}))
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        pytest.param(Options(), Options(), id="nothing"),
        pytest.param(Options(similarity=50, min_confidence=1), Options(similarity=50, min_confidence=1), id="limits"),
        pytest.param(Options(timezone="-05:00", date=DAY), Options(timezone="-05:00", date=DAY), id="offset and day"),
        pytest.param(Options(timezone="America/Chicago"), Options(timezone="America/Chicago"), id="zone by name"),
        pytest.param(Options(hashtag=" #GardenChat"), Options(hashtag="GardenChat"), id="sign of a hashtag"),
        pytest.param(Options(hashtag="#हिन्दी"), Options(hashtag="हिन्दी"), id="letters with marks"),
        pytest.param(Options(hosts=["@mira_k", "bo"]), Options(hosts=("mira_k", "bo")), id="list of hosts with signs"),  # type: ignore[arg-type]
        pytest.param(Options(questions={"q1": "Why?"}), Options(questions={"Q1": "Why?"}), id="question in lower case"),
        pytest.param(Options(stopwords=frozenset({"Und"})), Options(stopwords=frozenset({"und"})), id="stop word"),
    ],
)
def test_options_are_understood(given: Options, understood: Options) -> None:
    """What makes sense arrives as the stages expect it, and is the same when it is checked again."""
    assert wishes.checked(given) == understood
    assert wishes.checked(understood) == understood
