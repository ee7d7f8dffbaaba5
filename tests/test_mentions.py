"""Whom a tweet names: a handle that was cut off is nobody's."""

from __future__ import annotations

import pytest

import chatlens
from builders import analysis, said
from chatlens.tables import _edges, _mentions, _people


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("RT @bo_l: Peas, says my neighbour @mira_…", id="a retweet"),
        pytest.param("RT @bo_l: Peas, says my neighbour @mira_...", id="three points"),
        pytest.param("RT @bo_l: Peas, says my neighbour @mira_… https://t.co/AbCdEf1234", id="a link to the whole"),
        pytest.param("“@bo_l: Peas, says my neighbour @mira_…” Mine too!", id="a copy with a comment"),
        pytest.param("Peas, says @bo_l, and so says @mira_… ", id="blanks behind it"),
        pytest.param("RT @bo_l: Peas, says my neighbour @mira_… #gardenchat #peas", id="tags behind it"),
    ],
)
def test_a_handle_that_was_cut_is_nobody(text: str) -> None:
    """It is no mention, no person and no tie; the others of the tweet are."""
    made = analysis([said("aside", "", "Hello", "mira_k"), said("aside", "", text, "ana")])
    assert _mentions.mentions(made, 1) == ("bo_l",)
    [sitting] = _people._counts.sittings(made)
    assert set(_people.people(made, sitting)) == {"ana", "bo_l", "mira_k"}
    assert {edge[2] for edge in _edges.edges(made)} == {"bo_l"}


@pytest.mark.parametrize(
    ("text", "others"),
    [
        pytest.param("Peas, says @mira_…", "@mira_ Which peas?", id="named whole elsewhere"),
        pytest.param("Peas, says @mira_… and @mira_ knows", "Beans", id="named whole beside it"),
        pytest.param("Thanks @mira_... see you next time", "Beans", id="points that people write"),
        pytest.param("Thanks @mira_… see you next time", "Beans", id="an ellipsis that people write"),
        pytest.param("Peas, says @mira_ …", "Beans", id="a blank before it"),
        pytest.param("Peas, says @mira_.", "Beans", id="a full stop"),
        pytest.param("Peas, says @mira_", "Beans…", id="no ellipsis"),
    ],
)
def test_a_whole_handle_is_somebody(text: str, others: str) -> None:
    """Where nothing was cut, or somebody is called just so."""
    made = analysis([said("aside", "", others, "leo"), said("aside", "", text, "ana")])
    assert _mentions.mentions(made, 1) == ("mira_",)


def test_an_author_is_somebody_even_before_an_ellipsis() -> None:
    """Authors' handles are known, in whatever case."""
    made = analysis([said("aside", "", "Beans", "Tobo"), said("aside", "", "Peas, says @tobo…", "ana")])
    assert _mentions.mentions(made, 1) == ("tobo",)


def test_the_tables_count_them_alike() -> None:
    """Columns, rows and edges of one transcript."""
    chat = chatlens.analyse("from_user,text\nana,Beans #seeds\nbo_l,RT @ana: Beans with @mira_… #seeds\n")
    assert chat.tweets["mentions"].tolist() == [(), ("ana",)]
    assert chat.participants["person"].tolist() == ["ana", "bo_l"]
    assert chat.edges["target"].tolist() == ["ana"]
