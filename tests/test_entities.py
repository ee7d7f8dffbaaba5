"""Entities: what is a mention, a hashtag or a link, where one ends, and what a text weighs."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatlens import entities

CASES = json.loads((Path(__file__).parent / "cases" / "entities.json").read_text(encoding="utf-8"))

SIGNS = {"mention": "@", "hashtag": "#", "link": ""}


def written(text: str) -> list[str]:
    """The entities as one line of a case names them."""
    return [SIGNS[entity.kind] + entity.text for entity in entities.find(text)]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case["label"], marks=[pytest.mark.xfail] if case["expect"] == "xfail" else [])
        for case in CASES
    ],
)
def test_finds_what_the_case_expects(case):
    """Each case of the table: exactly these entities, in this order."""
    assert written(case["input"]) == case["expected"]


def test_cases_stand_in_order_and_are_complete():
    """The table has its five fields, labels are unique, and what must not match stands first."""
    assert all(set(case) == {"label", "comment", "input", "expected", "expect"} for case in CASES)
    assert len({case["label"] for case in CASES}) == len(CASES)
    silent = [case["label"].startswith("no-") for case in CASES]
    assert silent == sorted(silent, reverse=True)
    assert not any(case["expected"] for case in CASES if case["label"].startswith("no-"))


def test_positions_include_the_sign():
    """`start` and `end` cut the entity out of the text as it was given, sign and all."""
    text = "🌱 ＃soil@mira_k https://t.co/AbCdEf1234."
    assert [text[e.start : e.end] for e in entities.find(text)] == ["＃soil", "@mira_k", "https://t.co/AbCdEf1234"]


def test_lists_name_each_once():
    """Handles and hashtags are the same in any case and keep their first spelling; links must be equal."""
    text = "@Mira_K @mira_k #Soil#soil#STRASSE #straße https://t.co/AbC https://t.co/abc https://t.co/AbC"
    assert entities.mentions(text) == ("Mira_K",)
    assert entities.hashtags(text) == ("Soil", "STRASSE")
    assert entities.links(text) == ("https://t.co/AbC", "https://t.co/abc")


def test_long_texts_are_read_alike():
    """A text beyond a tweet's size has the same entities as its short copies."""
    text = "#soil@mira_k https://t.co/AbCdEf1234 "
    assert written(text * 100) == written(text) * 100


PIECES = (
    *("#", "＃", "@", "＠", "https://", "t.co/", "pic.twitter.com/", "example.org", "/", ".", ":", "(", ")", "&", "?"),
    *("a", "Bo_l", "1", "é", "\u0301", "園", "\U00020021", "\ufe0f", "\u200d", "\ud83d", "\udc00", " ", "\n", "_", "-"),
)
LOOSE = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
ANY_TEXT = st.text(st.characters(), max_size=60) | LOOSE


@settings(deadline=None)
@given(ANY_TEXT)
def test_entities_are_parts_of_any_text(text):
    """In any text, lone surrogates included, entities follow each other and stand where they say."""
    end = 0
    for entity in entities.find(text):
        assert end <= entity.start < entity.end <= len(text)
        assert text[entity.start : entity.end] == ("" if entity.kind == "link" else text[entity.start]) + entity.text
        end = entity.end


@settings(deadline=None)
@given(ANY_TEXT)
def test_kinds_keep_their_form(text):
    """Whatever the text: handles have 1 to 15 characters of ASCII, tags a letter or mark, links a dot and no blank."""
    assert all(h.isascii() and h.replace("_", "a").isalnum() and len(h) <= 15 for h in entities.mentions(text))
    assert not any(tag.isdecimal() or any(c in "#@ .:/" for c in tag) for tag in entities.hashtags(text))
    assert not any(link.split() != [link] or "." not in link for link in entities.links(text))


@settings(deadline=None)
@given(ANY_TEXT)
def test_quick_looks_agree_with_the_scan(text):
    """The usual hashtag and the usual weight are found without a scan, and are what a scan finds."""
    found = {e.text.casefold(): e.text for e in reversed(entities.find(text)) if e.kind == "hashtag"}
    assert sorted(entities.hashtags(text)) == sorted(found.values())
    if (bare := text.strip()) and bare[0] not in "@＠":
        assert entities.weighted_length(bare) + len(" 园") + 1 == entities.weighted_length(f"{bare} 园")


@settings(deadline=None)
@given(ANY_TEXT, st.sampled_from([" ", "\n"]), ANY_TEXT)
def test_a_blank_separates(left, blank, right):
    """Between blanks each part of a text is read by itself."""
    assert written(f"{left}{blank}{right}") == written(left) + written(right)


@settings(deadline=None)
@given(ANY_TEXT)
def test_cut_and_weight_hold_for_any_text(text):
    """The cut lies in the text and drops no link; weights are never negative, and blanks at the ends weigh nothing."""
    start = entities.trailing_tags_start(text)
    assert 0 <= start <= len(text)
    assert not any(entity.kind == "link" for entity in entities.find(text) if entity.end > start)
    assert entities.weighted_length(f" {text}\n") == entities.weighted_length(text) >= 0


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("This is a test.", 15, id="ascii"),
        pytest.param("mañana “é” – ok", 15, id="accents-and-curly-quotes"),
        pytest.param("e\u0301", 1, id="composed-first"),
        pytest.param("園芸緑", 6, id="ideographs"),
        pytest.param("트위", 4, id="hangul"),
        pytest.param("ok… yes", 8, id="ellipsis-weighs-two"),
        pytest.param("🌱", 2, id="emoji"),
        pytest.param("👩🏽‍🌾👨‍👩‍👧‍👦", 4, id="joined-emoji"),
        pytest.param("🇳🇴1️⃣❤️", 6, id="flag-keycap-presentation"),
        pytest.param("© ©️", 4, id="copyright-as-letter-and-emoji"),
        pytest.param("see https://example.org/" + "x" * 90, 27, id="link"),
        pytest.param("pic.twitter.com/AbCd https://t.co/AbCdEf1234#soil", 52, id="glued-links"),
        pytest.param("@mira_k @bo_l\n@jo5 yes", 3, id="leading-mentions-are-free"),
        pytest.param(".@mira_k yes @bo_l", 18, id="later-mentions-count"),
        pytest.param("@mira_k", 0, id="mentions-alone"),
        pytest.param("@mira_k https://t.co/AbCdEf1234", 23, id="mention-and-link"),
    ],
)
def test_weighs_as_twitter_counts(text, weight):
    """The weight is what Twitter's counter shows."""
    assert entities.weighted_length(text) == weight


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("No tags here ", "No tags here ", id="none"),
        pytest.param("", "", id="empty"),
        pytest.param("I love #soil!", "I love #soil!", id="punctuation-behind"),
        pytest.param("Look #soil https://t.co/AbCdEf1234", "Look #soil https://t.co/AbCdEf1234", id="link-ends-it"),
        pytest.param("Thanks #soil @mira_k", "Thanks #soil @mira_k", id="mention-ends-it"),
        pytest.param("Thanks @mira_k@bo_l", "Thanks @mira_k@bo_l", id="mentions-alone"),
        pytest.param("Read example.org/p#soil", "Read example.org/p#soil", id="fragment"),
        pytest.param("Mulch it. #soil #gardenchat ", "Mulch it.", id="two-tags"),
        pytest.param("Mulch it.\n#soil#gardenchat\n", "Mulch it.", id="own-line-glued"),
        pytest.param("Mulch it. #soil@mira_k@bo_l", "Mulch it.", id="mentions-glued-behind"),
        pytest.param("Thanks @bo_l#gardenchat", "Thanks @bo_l", id="mention-glued-before"),
        pytest.param("https://t.co/AbCdEf1234#soil #seeds", "https://t.co/AbCdEf1234", id="link-glued-before"),
        pytest.param("#soil in bed #seeds", "#soil in bed", id="tags-elsewhere-stay"),
        pytest.param("#soil #seeds", "", id="nothing-else"),
    ],
)
def test_cuts_trailing_tags(text, kept):
    """Only the run of hashtags at the very end goes, with what is glued behind them."""
    assert text[: entities.trailing_tags_start(text)] == kept


@pytest.mark.parametrize(
    "piece",
    [
        *("#a", "#a ", "#園", "@", "#", "@a", "@a@a-", "a@b", "a.b", "a-", "http://", "http://a.", "https://t.co/a"),
        *(
            "http://a.bc/(",
            "http://a.bc/)",
            "http://a.bc/((a)",
            "[http://a.bc/x](",
            "pic.twitter.com/",
            "&amp;",
            "😀\u200d",
        ),
        *("a\u0301\u0316", "\u0301\u0316"),
    ],
    ids=str.strip,
)
def test_takes_linear_time(piece):
    """Four times the text takes about four times as long, far from sixteen times."""

    def seconds(text: str) -> float:
        took = []
        for _ in range(2):
            began = time.process_time()
            entities.find(text)
            entities.weighted_length(text)
            entities.trailing_tags_start(text)
            took.append(time.process_time() - began)
        return min(took)

    few = 2_000
    short, long = seconds(piece * few), seconds(piece * few * 4)
    assert long < 10 * short + 0.005  # seconds: what a busy machine may add to a tiny figure


PIECES = st.sampled_from(
    [
        *"#tag #1 #é ＃tag @bo @bo: @bo@lu word RT # @ . / ! &amp; ; :// _ \u0301".split(),
        *"http://a.co/x https://t.co/Ab example.org pic.twitter.com/x".split(),
        *(" ", "\n"),
    ]
)


@given(pieces=st.lists(PIECES, max_size=9))
def test_short_ways_lead_where_the_long_ones_do(pieces):
    """What is asked of a text without a scan is what the entities of a scan say."""
    text = "".join(pieces)
    found = entities.find(text)
    assert entities.trailing_tags_start(text) == entities._run_of_tags(text)
    assert entities.holds_link(text) == any(entity.kind == "link" for entity in found)
    assert bool(entities.mentions(text)) == any(entity.kind == "mention" for entity in found)


@given(pieces=st.lists(PIECES, max_size=9))
def test_a_word_between_blanks_is_read_as_it_is_alone(pieces):
    """No entity reaches over a blank, and what stands behind one changes none."""
    text = "".join(pieces)
    alone = [(entity.kind, entity.text) for word in text.split() for entity in entities.find(word)]
    assert [(entity.kind, entity.text) for entity in entities.find(text)] == alone
