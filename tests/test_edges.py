"""`edges`: which tie a tweet has to whom, and the files for programs that draw networks."""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import chatlens
import golden
from builders import Said, analysis, said
from chatlens.errors import ChatlensError
from chatlens.models import Link
from chatlens.tables import _edges, _graphs, tables
from conftest import Cli

SAMPLE = Path(__file__).parent.parent / "samples" / "gardenchat.csv"
NETWORKS = pytest.mark.skipif(
    importlib.util.find_spec("networkx") is None, reason="the extra “graphs” is not installed"
)
FORMS = pytest.mark.parametrize("name", ["gexf", "graphml"])


def edges(*tweets: Said) -> list[tuple[str, str, str, int, tuple[str, ...]]]:
    """The edges of these tweets, without their session."""
    return [edge[1:] for edge in _edges.edges(analysis(tweets))]


@pytest.mark.parametrize(
    ("tweet", "expected"),
    [
        pytest.param(said("aside", "", "RT @leo: Ferns!", "ana", again=0), "retweet", id="retweet"),
        pytest.param(said("aside", "", "Ferns!", "ana", again=0, kind="copy"), "retweet", id="copy without a mark"),
        pytest.param(said("reply", "", "Yes! RT @leo: Ferns!", "ana", again=0), "quote", id="comment and copy"),
        pytest.param(said("reply", "", "Yes, @leo", "ana", link=Link(quotes=0, replies_to=0)), "quote", id="quote"),
        pytest.param(said("reply", "", "Yes!", "ana", link=Link(replies_to=0)), "reply", id="reply"),
        pytest.param(said("reply", "", "@leo yes!", "ana", link=Link(reply_to=("leo",))), "reply", id="addressed"),
        pytest.param(said("aside", "", "Leo is @LEO", "ana"), "mention", id="mention"),
        pytest.param(said("aside", "", "RT @leo: not here", "ana"), "retweet", id="retweet of what is not there"),
    ],
)
def test_a_tweet_has_one_tie_to_a_person(tweet: Said, expected: str) -> None:
    """The strongest that holds: a retweet mentions its author as well, and says so once."""
    assert edges(said("answer", "Q1", "Ferns!", "leo"), tweet) == [("ana", "leo", expected, 1, ())]


def test_what_a_retweet_names_is_retweeted_and_not_who_retweeted_it_before() -> None:
    """Where leo's own tweet is not there, ana's retweet of it stands for the group; tom retweets leo all the same."""
    found = edges(
        said("aside", "", "RT @leo: Ferns!", "ana"), said("aside", "", "RT @leo: Ferns!", "tom", again=0, kind="copy")
    )
    assert found == [("ana", "leo", "retweet", 1, ()), ("tom", "leo", "retweet", 1, ())]


def test_nobody_is_tied_to_themselves() -> None:
    """Whatever the spelling."""
    assert edges(said("aside", "", "I am @ANA", "ana"), said("aside", "", "RT @ana: I am @ANA", "Ana", again=0)) == []


def test_without_authors_there_are_no_edges() -> None:
    """Nobody knows who wrote."""
    assert edges(said("aside", "", "I like @ana")) == []


def test_edges_are_added_up() -> None:
    """Heaviest first; questions in the chat's order; one person whatever the spelling of the handle."""
    found = edges(
        said("answer", "Q10", "A10: as @Leo says", "ana", label="A10:"),
        said("answer", "Q2", "A2: as @leo says", "Ana", label="A2:"),
        said("answer", "Q1", "A1: Ferns", "Leo", label="A1:"),
        said("reply", "Q1", "@leo yes!", "ana", link=Link(replies_to=2)),
    )
    assert found == [("ana", "Leo", "mention", 2, ("Q2", "Q10")), ("ana", "Leo", "reply", 1, ("Q1",))]


@pytest.mark.parametrize("sample", golden.samples(), ids=lambda path: path.name)
def test_degrees_of_participants_are_the_different_ends_of_edges(sample: Path) -> None:
    """Recomputed for every sample; both tables spell people alike."""
    chat = golden.chat(sample)
    ties, people = chat.table("edges"), chat.participants
    known = people[people["out_degree"].notna()]
    for column, one, other in (("out_degree", "source", "target"), ("in_degree", "target", "source")):
        pairs = ties.drop_duplicates(["session", one, other]).groupby(["session", one], dropna=False).size()
        degrees = known.set_index(["session", "person"])[column]
        assert degrees[degrees > 0].sort_index().tolist() == pairs.sort_index().tolist()
        assert set(degrees[degrees > 0].index) == set(pairs.index)


def test_a_known_edge_of_the_sample(cli: Cli) -> None:
    """The test above would hold of two empty tables."""
    assert "gardenchat,1,ottoline_sprig,KofiAtPlot9,quote,1,Q3\n" in cli("edges", SAMPLE, "-f", "csv").text


@NETWORKS
@FORMS
def test_networks_have_the_people_and_edges_of_the_tables(name: str, tmp_path: Path, cli: Cli) -> None:
    """Read back: a node per participant with what is known of them, an edge per row; chosen by the extension."""
    networkx = importlib.import_module("networkx")
    path = tmp_path / f"chat.{name}"
    cli("edges", SAMPLE, "-o", path)
    graph = {"gexf": networkx.read_gexf, "graphml": networkx.read_graphml}[name](path)
    chat = chatlens.load(SAMPLE)
    people = {
        row.person: (bool(row.is_host), row.kind, row.tweets) for row in chat.participants.itertuples(index=False)
    }
    assert {n["label"]: (n["is_host"], n["kind"], n["tweets"]) for _, n in graph.nodes(data=True)} == people
    rows = {(e.source.casefold(), e.target.casefold(), e.type, e.weight) for e in chat.table("edges").itertuples()}
    assert {(a, b, e["relation"], e["weight"]) for a, b, e in graph.edges(data=True)} == rows


@NETWORKS
@FORMS
def test_networks_of_several_sessions_are_one(name: str) -> None:
    """Tweets and weights are added up, and who contributed in one of them is a contributor."""
    two = analysis(
        [
            said("aside", "", "RT @leo: Ferns!", "ana", session=1, name="Ana"),
            said("aside", "", "So says @leo", "ana", session=2),
            said("aside", "", "RT @leo: Moss!", "ANA", session=2),
        ]
    )
    text = "".join(getattr(_graphs, name)([two]))
    root = ElementTree.fromstring(text)
    assert len(root.findall(".//{*}node")) == len(root.findall(".//{*}edge")) == 2
    assert ("contributor" in text, "amplifier" in text, "Ana" in text) == (True, False, True)


@NETWORKS
@FORMS
@pytest.mark.parametrize(
    "written", ["\x1b[31mred\x00", "a\ud83d", "\ufffe", "<b>&amp;\"'", "]]>", "\u202eright", "日本語 👩‍🌾"]
)
def test_networks_are_xml_whatever_people_are_called(name: str, written: str) -> None:
    """What XML cannot hold is dropped, the rest escaped."""
    made = analysis([said("aside", "", "So says @leo", f"ana{written}", name=written)])
    text = "".join(getattr(_graphs, name)([made]))
    root = ElementTree.fromstring(text.encode())
    assert len(root.findall(".//{*}node")) == 2
    assert "\x1b" not in text


@NETWORKS
@FORMS
def test_networks_carry_no_date(name: str) -> None:
    """The same chat is the same file on another day."""
    assert "date" not in "".join(getattr(_graphs, name)(golden.chat(SAMPLE).analyses)).replace("updated", "")


@FORMS
@pytest.mark.parametrize("by", ["format", "extension"])
def test_only_edges_are_a_network(name: str, by: str, cli: Cli, tmp_path: Path) -> None:
    """Another table says so, before any work."""
    args = ["-f", name] if by == "format" else ["-o", tmp_path / f"x.{name}"]
    done = cli("summarize", SAMPLE, *args, code=2)
    assert f"{name} is a format of chatlens edges alone." in done.err
    assert list(tmp_path.iterdir()) == []


@FORMS
def test_without_networkx_the_error_says_what_to_install(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line."""
    monkeypatch.setitem(sys.modules, "networkx", None)
    [own] = [form for form in tables()["edges"].formats if form.name == name]
    with pytest.raises(ChatlensError, match=re.escape('pip install ".[graphs]"')):
        list(own.write(golden.chat(SAMPLE).analyses))
