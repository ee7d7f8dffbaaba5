"""Columns of tables that say where the short links of a text lead."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import golden
from chatlens.models import Options, Reading, Source
from chatlens.readers import csv_table

SHORT, OTHER = "https://t.co/AbCdEf1234", "https://t.co/GhIjKl5678"
WORMS, BEANS = "https://a.example/worms", "https://b.example/beans,peas"
PICTURE = "https://twitter.com/mira_k/status/7/photo/1"
SAID = f"A1: Worms {SHORT} and beans {OTHER}"
BOTH = ((SHORT, WORMS), (OTHER, BEANS))
RECORDS = [{"url": SHORT, "expanded_url": WORMS}, {"url": OTHER, "expanded_url": BEANS}]

TAGS = ("id_str", "from_user", "text", "created_at", "entities_str")
TWARC = ("id", "user_screen_name", "text", "created_at", "in_reply_to_screen_name", "media", "urls")
ARCHIVER = ("Date", "Screen Name", "Full Name", "Tweet Text", "Tweet ID", "Link(s)")
FOUR_CAT = ("id", "thread_id", "timestamp", "body", "author", "urls")
NODEXL = ("Vertex 1", "Vertex 2", "Relationship", "Tweet", "Imported ID", "URLs in Tweet")
ARCHIVE = ("tweet_id", "timestamp", "text", "expanded_urls")


def table(header: tuple[str, ...], *rows: dict[str, str]) -> Reading:
    """A table with such rows, read; what a row does not name is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return csv_table.read(Source("a.csv", "a", text.getvalue(), "utf-8"), Options())


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        pytest.param(TAGS, {"entities_str": json.dumps({"hashtags": [], "urls": RECORDS})}, id="TAGS"),
        pytest.param(
            TAGS, {"entities_str": json.dumps({"urls": RECORDS[:1], "media": RECORDS[1:]})}, id="TAGS, a picture"
        ),
        pytest.param(TWARC, {"urls": f"{WORMS} {BEANS}"}, id="twarc json2csv"),
        pytest.param(("id", "text", "entities.urls"), {"entities.urls": json.dumps(RECORDS)}, id="twarc-csv"),
        pytest.param(
            ("status_id", "text", "urls_t.co", "urls_expanded_url"),
            {"urls_t.co": f"{SHORT} {OTHER}", "urls_expanded_url": f"{WORMS} {BEANS}"},
            id="rtweet",
        ),
        pytest.param(
            ("status_id", "text", "urls_t.co", "urls_expanded_url", "media_t.co", "media_expanded_url"),
            {"urls_t.co": SHORT, "urls_expanded_url": WORMS, "media_t.co": OTHER, "media_expanded_url": BEANS},
            id="rtweet, a picture",
        ),
        pytest.param(
            ("twitter_id", "text", "url1", "url1_expanded", "url2", "url2_expanded"),
            {"url1": SHORT, "url1_expanded": WORMS, "url2": OTHER, "url2_expanded": BEANS},
            id="Social Feed Manager",
        ),
        pytest.param(ARCHIVER, {"Link(s)": f"{WORMS}\n{BEANS}"}, id="Tweet Archiver"),
        pytest.param(FOUR_CAT, {"urls": f"{WORMS},{BEANS}"}, id="4CAT"),
        pytest.param(NODEXL, {"URLs in Tweet": f"{WORMS} {BEANS}"}, id="NodeXL"),
        pytest.param(ARCHIVE, {"expanded_urls": f"{WORMS},{BEANS}"}, id="an account's archive"),
        pytest.param(ARCHIVE, {"expanded_urls": f"{WORMS},{BEANS},{BEANS}"}, id="an address for each picture"),
        pytest.param(("tweet", "id", "expanded_url"), {"expanded_url": f"{WORMS}; {BEANS}"}, id="any table"),
    ],
)
def test_short_links_are_known_for_what_they_stand(header: tuple[str, ...], cells: dict[str, str]) -> None:
    """What a table says beside the text is kept with the tweet; the text stays as it is."""
    text = next(name for name in ("text", "Tweet Text", "body", "Tweet", "tweet") if name in header)
    [tweet] = table(header, {text: SAID, **cells}).tweets
    assert tweet.text == SAID
    assert tweet.leads_to == BOTH


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        pytest.param(TAGS, {"entities_str": json.dumps({"urls": RECORDS})[:-30]}, id="cut JSON"),
        pytest.param(TAGS, {"entities_str": json.dumps({"urls": RECORDS}).replace('"', "“")}, id="broken JSON"),
        pytest.param(TAGS, {"entities_str": "[" * 100_000 + "t.co/"}, id="JSON without an end"),
        pytest.param(TAGS, {"entities_str": json.dumps({"urls": {"url": SHORT}, "media": "t.co/"})}, id="other JSON"),
        pytest.param(TAGS, {"entities_str": json.dumps([{"url": SHORT, "expanded_url": 7}])}, id="no address"),
        pytest.param(ARCHIVE, {"expanded_urls": WORMS}, id="fewer addresses than links"),
        pytest.param(ARCHIVE, {"expanded_urls": f"{WORMS},{BEANS},{PICTURE}"}, id="more addresses than links"),
        pytest.param(ARCHIVER, {"Link(s)": f"{SHORT}\n{OTHER}"}, id="the short links again"),
        pytest.param(ARCHIVER, {"Link(s)": f"worms\n{BEANS}"}, id="no addresses"),
        pytest.param(TWARC, {"urls": "NA"}, id="nothing"),
        pytest.param(
            ("status_id", "text", "urls_t.co", "urls_expanded_url"),
            {"urls_t.co": SHORT, "urls_expanded_url": f"{WORMS} {BEANS} {PICTURE}"},
            id="lists of two lengths",
        ),
        pytest.param(
            ("status_id", "text", "urls_t.co", "urls_expanded_url"),
            {"urls_t.co": "NA", "urls_expanded_url": "NA"},
            id="R's nothing",
        ),
        pytest.param(("tweet_id", "from_user", "text", "urls"), {"urls": f"{WORMS} {BEANS}"}, id="no program's"),
    ],
)
def test_what_is_in_doubt_says_nothing(header: tuple[str, ...], cells: dict[str, str]) -> None:
    """A cell that is broken, cut or of another kind is left out, and the tweet is read all the same."""
    text = next(name for name in ("text", "Tweet Text") if name in header)
    found = table(header, {text: SAID, **cells})
    [tweet] = found.tweets
    assert tweet.text == SAID
    assert tweet.leads_to == ()
    assert found.unread == ()


def test_pictures_and_cuts_leave_the_order() -> None:
    """Where pictures are apart, they end the text; of a cut text, the last links are missing."""
    [picture, cut, bare] = table(
        TWARC,
        {"text": SAID, "urls": WORMS, "media": PICTURE},
        {"text": f"RT @bo_l: Worms {SHORT} and beans https://t.co/Gh…", "urls": f"{WORMS} {BEANS}"},
        {"text": "No links here", "urls": f"{WORMS} {BEANS}"},
    ).tweets
    assert picture.leads_to == cut.leads_to == BOTH[:1]
    assert bare.leads_to == ()


def test_rows_keep_what_is_theirs() -> None:
    """Rows without text and records that come again take nothing from the others."""
    rows = [
        {"id_str": "12345671", "text": ""},
        {"id_str": "12345672", "text": SAID, "entities_str": json.dumps({"urls": RECORDS})},
        {"id_str": "12345672", "text": SAID, "entities_str": json.dumps({"urls": RECORDS})},
        {"id_str": "12345673", "text": f"Beans {OTHER}", "entities_str": json.dumps({"urls": RECORDS[1:]})},
    ]
    found = table(TAGS, *rows)
    assert [tweet.leads_to for tweet in found.tweets] == [BOTH, BOTH[1:]]
    assert len(found.unread) == 2


@settings(deadline=None)
@given(cell=st.text(max_size=40) | st.sampled_from(["{}", "[]", '"t.co/"', '{"urls": [7, null]}', "[[1]]"]))
def test_any_cell_is_read(cell: str) -> None:
    """Whatever stands there, the text is a tweet."""
    cell = cell.replace("\x00", "").replace("\r", "").encode("utf-8", "replace").decode()
    for header, name in ((TAGS, "entities_str"), (TWARC, "urls"), (ARCHIVE, "expanded_urls")):
        [tweet] = table(header, {"text": SAID, name: f"{cell} t.co/"}).tweets
        assert (tweet.text, tweet.leads_to) == (SAID, ())


def test_the_sample_leads_to_its_pages() -> None:
    """Two short links to one page are one resource, a picture is none. A link whose cell is broken stays as written;
    one whose cell was cut is known from its retweet."""
    links = golden.chat(golden.SAMPLES / "mulchchat.tags.csv").links
    assert list(zip(links["link"], links["different"], strict=True)) == [
        ("https://leaf.example.org/mould-in-a-year", 2),
        ("https://straw.example.org/bales", 1),
        ("https://worms.example.org/hotel", 1),
        ("https://t.co/Hg8Diary77", 1),
    ]
