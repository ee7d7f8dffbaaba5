"""Pictures: their numbers are the tables', their text is inert, their bytes are always the same."""

from __future__ import annotations

import builtins
import functools
import hashlib
import importlib
import re
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

import chatlens
from chatlens import pictures
from chatlens.errors import ChatlensError, PictureError
from chatlens.pictures import _colors, _layout, _panels, _text, network, pace
from chatlens.pictures import answers as answers_kind
from chatlens.pictures import compare as compare_kind
from chatlens.tables import _comparing, _counts, _pace
from conftest import Cli

pytest.importorskip("matplotlib", reason="the extra “charts” is not installed")

SAMPLES = Path(__file__).parent.parent / "samples"
CHAT, ORDERED, STREAM = (SAMPLES / name for name in ("gardenchat.csv", "gardenchat.txt", "seasons.csv"))

KINDS = pytest.mark.parametrize("kind", pictures.kinds())
SVG = "{http://www.w3.org/2000/svg}"

HOSTILE = {
    "mathtext": "$\\frac{1}{0}$ $x_1^2$ costs $5",
    "markup": '<script>alert("1")</script>&amp;--><!--',
    "controls": "a\x1b[31mb\x00\u202ec\u2066d\ud800e\ufffe",
    "emoji": "🥔🧑🏽‍🌾 ❤️",
    "other scripts": "園芸チャット حديقة",
}


@functools.cache
def load(*paths: Path) -> chatlens.Chat:
    """The chats of some samples."""
    return chatlens.load(*paths)


@functools.cache
def drawn(kind: str, path: Path, form: str = "svg") -> pictures.Picture:
    """A picture of a sample."""
    return load(path).picture(kind, form)


def sample_of(kind: str) -> Path:
    """A sample that has what a kind of picture shows."""
    return STREAM if kind == "compare" else CHAT


def hostile_chat(text: str) -> chatlens.Chat:
    """A chat in which the hashtag, the questions, the handles and the chat's name are this text."""
    rows = [f"{k},2026-05-05T20:{k:02}:00Z,mira,Q{k // 5 + 1}: Worms? #gardenchat" for k in range(20)]
    chat = chatlens.analyse("id,created_at,from_user,text\n" + "\n".join(rows), name=text)
    return chatlens.Chat([renamed(analysis, text) for analysis in chat.analyses])


def renamed(analysis: Any, text: str) -> Any:
    """The analysis with this text wherever a picture shows one."""
    from dataclasses import replace

    tweets = tuple(
        replace(tweet, author=f"{text}{k % 3}", reply_to=(f"{text}{(k + 1) % 3}",))
        for k, tweet in enumerate(analysis.timeline.tweets)
    )
    inquiries = tuple(
        replace(
            inquiry,
            hosts=(f"{text}0",),
            questions=tuple(replace(question, text=text) for question in inquiry.questions),
        )
        for inquiry in analysis.inquiries
    )
    return replace(
        analysis,
        timeline=replace(analysis.timeline, tweets=tweets),
        inquiries=inquiries,
        reading=replace(analysis.reading, hashtag=text),
    )


@pytest.fixture(scope="module")
def elsewhere() -> dict[str, str]:
    """Kind and format -> the hash of that picture as another process draws it."""
    code = (
        "import sys, hashlib, chatlens\n"
        "for path, kind, form in zip(*[iter(sys.argv[1:])] * 3):\n"
        "    print(kind, form, hashlib.sha256(chatlens.load(path).picture(kind, form).data).hexdigest())"
    )
    wanted = [word for kind in pictures.kinds() for form in pictures.FORMATS for word in (sample_of(kind), kind, form)]
    command = [sys.executable, "-c", code, *map(str, wanted)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=300, text=True)
    return dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())


class TestEveryKind:
    """What every kind of picture promises."""

    @KINDS
    def test_svg(self, kind: str) -> None:
        """An SVG is one XML element with a title, the alternative text for eyes and ears, and no text but outlines."""
        picture = drawn(kind, sample_of(kind))
        root = ElementTree.fromstring(picture.data)
        assert picture.data.startswith(b"<svg ")
        assert root.tag == f"{SVG}svg"
        assert root.get("role") == "img"
        assert root.get("aria-label") == picture.alt == root.findtext(f"{SVG}desc")
        assert root.get("width") == "700"
        assert root.findtext(f"{SVG}title")
        assert not list(root.iter(f"{SVG}text"))

    @KINDS
    def test_svg_stands_beside_others(self, kind: str) -> None:
        """Inline in a page it fetches nothing, styles nothing else, and shares no id with another picture."""
        svg = drawn(kind, sample_of(kind)).data.decode()
        ids = re.findall(r'\sid="([^"]*)"', svg)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]*)"', svg)) | set(re.findall(r"url\(#([^)]*)\)", svg)) <= set(ids)
        assert not re.search(r"<style|<script|<!|href=\"[^#]|\son\w+=", svg)
        others = {
            found
            for other in pictures.kinds()
            if other != kind
            for found in re.findall(r'\sid="([^"]*)"', drawn(other, sample_of(other)).data.decode())
        }
        assert not others & set(ids)

    @KINDS
    def test_png(self, kind: str) -> None:
        """A PNG is twice as broad as a blog's column, and names neither a day nor a program."""
        data = drawn(kind, sample_of(kind), "png").data
        assert data.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", data[16:24])
        assert width == 1400
        assert 500 < height < 2000
        assert b"Software" not in data
        assert b"tIME" not in data

    @KINDS
    @pytest.mark.parametrize("form", pictures.FORMATS)
    def test_same_bytes(self, kind: str, form: str, elsewhere: Mapping[str, str]) -> None:
        """The same chat gives the same bytes, and another process too."""
        first = drawn(kind, sample_of(kind), form).data
        assert load(sample_of(kind)).picture(kind, form).data == first
        assert elsewhere[f"{kind} {form}"] == hashlib.sha256(first).hexdigest()

    @KINDS
    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
    def test_hostile_text(self, kind: str, text: str) -> None:
        """Whatever a handle, a hashtag, a question's text or a file's name is: nothing warns, XML stays XML."""
        chat = hostile_chat(text)
        several = chatlens.Chat([*chat.analyses, *chat.analyses]) if kind == "compare" else chat
        for form in pictures.FORMATS:
            picture = several.picture(kind, form)  # a warning is an error here
            assert picture.alt.isprintable() or "\u200d" in picture.alt
            if form == "svg":
                root = ElementTree.fromstring(picture.data)
                assert {element.tag for element in root.iter()} <= {
                    SVG + name for name in ("svg", "title", "desc", "defs", "g", "path", "use", "clipPath", "rect")
                } | {SVG + "pattern"}

    @KINDS
    def test_settings_stay(self, kind: str) -> None:
        """matplotlib's settings are afterwards what they were, and those of the user do not show."""
        import matplotlib

        expected = drawn(kind, sample_of(kind)).data
        with matplotlib.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "none"}):
            before = dict(matplotlib.rcParams)
            assert load(sample_of(kind)).picture(kind).data == expected
            assert dict(matplotlib.rcParams) == before

    @KINDS
    def test_several_chats(self, kind: str) -> None:
        """Several transcripts stand in one picture."""
        assert load(CHAT, STREAM).picture(kind).alt


def test_unknown() -> None:
    """A kind or a format that there is not is the programmer's mistake."""
    with pytest.raises(ValueError, match="pace"):
        load(CHAT).picture("pie")
    with pytest.raises(ValueError, match="svg"):
        load(CHAT).picture("pace", "gif")


def test_notebook() -> None:
    """In a notebook a picture shows itself, in its own format alone."""
    svg, png = drawn("pace", CHAT), drawn("pace", CHAT, "png")
    assert svg._repr_svg_() == svg.data.decode()
    assert svg._repr_png_() is None
    assert png._repr_png_() == png.data
    assert png._repr_svg_() is None


def test_without_matplotlib(monkeypatch: pytest.MonkeyPatch, cli: Cli, tmp_path: Path) -> None:
    """Where matplotlib or networkx is absent, the message says what to install, and nothing is written."""
    true = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".")[0] == "matplotlib":
            raise ImportError(name)
        return true(name, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(builtins, "__import__", without)
        result = cli("plot", CHAT, "-o", tmp_path / "pace.png", code=1)
        assert 'pip install ".[charts]"' in result.err
    found = importlib.import_module

    def without_networkx(name: str, *args: Any) -> Any:
        if name == "networkx":
            raise ImportError(name)
        return found(name, *args)

    with monkeypatch.context() as patch:
        patch.setattr(importlib, "import_module", without_networkx)
        with pytest.raises(ChatlensError, match=r"networkx.*charts"):
            load(CHAT).picture("network")
    assert not list(tmp_path.iterdir())


class TestPace:
    """Tweets a minute."""

    @pytest.mark.parametrize("sample", [CHAT, ORDERED, STREAM], ids=lambda path: path.name)
    def test_counts_are_the_tables(self, sample: Path) -> None:
        """Bars and marks are what the table of tweets has: each tweet once, under its first question."""
        chat = load(sample)
        tweets = chat.tweets.assign(question=chat.tweets.questions.map(lambda names: names[0] if names else ""))
        scenes = _panels.scenes("pace", chat.analyses)
        for scene, counted in zip(scenes, pace.together(scenes, 75), strict=True):
            rows = tweets[tweets.session == scene.sitting.number].reset_index(drop=True)
            assert counted.tweets == len(rows)
            sums = {name: sum(row[k] for row in counted.counts) for k, name in enumerate(counted.names)}
            assert {name: n for name, n in sums.items() if n} == Counter(rows.question)
            if counted.start is None:
                stretches = rows.index // counted.step
            else:
                since = pd.to_datetime(rows.posted_at) - pd.Timestamp(counted.start)
                stretches = (since.dt.total_seconds() // counted.step).astype(int)
            assert dict(enumerate(counted.totals)) == {
                k: int((stretches == k).sum()) for k in range(len(counted.counts))
            }
            asked = rows[rows.role == "question"].explode("questions").drop_duplicates("questions")
            places = {row.questions: stretches[i] for i, row in asked.iterrows()}
            assert {mark.name: int(mark.place) for mark in counted.marks} == places

    def test_alt_text(self) -> None:
        """The figures are told: tweets, busiest minute, tweets per question and when each was asked."""
        alt = drawn("pace", CHAT).alt
        tweets = load(CHAT).tweets
        assert f"{len(tweets)} tweets" in alt
        asked = tweets[(tweets.role == "question")].iloc[0]
        first = sum(names[:1] == ("Q1",) for names in tweets.questions)
        assert f"Q1 {first} (asked at {asked.posted_at[11:16]})" in alt

    @pytest.mark.parametrize(("minutes", "told"), [((0,), "1 tweet a minute"), ((0, 0), "2 tweets a minute")])
    def test_one_is_no_plural(self, minutes: tuple[int, ...], told: str) -> None:
        """The busiest minute's figure reads as people say it."""
        rows = [
            f"2021-03-23T20:{minute:02}:00Z,mira_k,A1: bed {k} grows #gardenchat" for k, minute in enumerate(minutes)
        ]
        chat = chatlens.analyse("\n".join(["created_at,from_user,text", *rows]))
        assert f"most at 20:00 with {told}." in chat.picture("pace", "svg").alt

    def test_twice_counted_once(self) -> None:
        """A tweet under two questions is in one bar, and the picture says so."""
        assert "3 tweets under several questions count under the first." in drawn("pace", ORDERED).alt

    def test_without_a_time(self) -> None:
        """Tweets without a time are not shown among many that have one, and the picture says so."""
        from dataclasses import replace

        [analysis] = load(CHAT).analyses
        tweets = (replace(analysis.timeline.tweets[0], posted_at=None), *analysis.timeline.tweets[1:])
        chat = chatlens.Chat([replace(analysis, timeline=replace(analysis.timeline, tweets=tweets))])
        assert "1 tweet without a time is not shown." in chat.picture("pace").alt

    @pytest.mark.parametrize(
        ("minutes", "unit"),
        [(30, "tweets a minute"), (600, "tweets in 10 minutes"), (60 * 24 * 30, "tweets in 12 hours")],
        ids=["an hour", "a day", "a month"],
    )
    def test_stretches(self, minutes: int, unit: str) -> None:
        """The longer a session, the longer its stretches, which begin at round times; there are never too many."""
        from datetime import UTC, datetime, timedelta

        first = datetime(2026, 5, 5, 20, 3, tzinfo=UTC)
        tweets = "\n".join(
            f"{k},{(first + timedelta(minutes=minutes * k / 9)).isoformat()},mira,Q1: Worms? #gardenchat"
            for k in range(10)
        )
        [analysis] = chatlens.analyse(f"id,created_at,from_user,text\n{tweets}").analyses
        sitting = _counts.Sitting(1, range(10), None)
        counted = _pace.of(analysis, sitting, 75)
        assert counted.unit == unit
        assert len(counted.counts) <= 75
        assert counted.tweets == 10
        assert counted.start is not None
        assert (counted.start - counted.start.replace(hour=0, minute=0)).total_seconds() % counted.step == 0

    def test_flags_hide_no_other(self) -> None:
        """Questions asked one right after the other have their flags above each other."""
        marks = tuple(_pace.Mark(f"Q{k}", place) for k, place in enumerate((1.0, 1.0, 1.2, 40.0, 59.9), 1))
        counted = _pace.Pace(("Q1", ""), ((1, 0),) * 60, marks, 60, None)
        panel = pace._Panel(None, _panels.Place(0, 0, 6, 3), counted, pace.TIMED, {}, 1)  # type: ignore[arg-type]
        assert panel._rows() == [2, 1, 0, 0, 0]
        assert panel._width() < 6 - pace.NUMBERS - 0.2

    def test_too_many_sessions(self) -> None:
        """More sessions than can be read are refused, with what to do."""
        chat = load(STREAM)
        with pytest.raises(PictureError, match=r"15 sessions.*--session.*compare"):
            chatlens.Chat(chat.analyses * 5).picture("pace")
        assert chatlens.Chat(chat.analyses * 4).picture("pace").alt.count("most at") == 12


class TestOthers:
    """Answers, network and comparison."""

    @pytest.mark.parametrize("sample", [CHAT, ORDERED, STREAM], ids=lambda path: path.name)
    def test_answers_are_the_tables(self, sample: Path) -> None:
        """Bars are the columns `answers` and `repeats` of `summarize`."""
        chat = load(sample)
        found = [
            (scene.sitting.number, row.name, row.different, row.repeats)
            for scene in _panels.scenes("answers", chat.analyses)
            for row in answers_kind.rows(scene)
        ]
        table = chat.questions[chat.questions.question.notna() | (chat.questions.answers > 0)]
        expected = table[["session", "question", "answers", "repeats"]].fillna({"question": ""})
        assert found == [tuple(row) for row in expected.itertuples(index=False)]
        total = sum(row[2] for row in found if row[1])
        assert f"{total} different answers" in drawn("answers", sample).alt

    @pytest.mark.parametrize("sample", [CHAT, STREAM], ids=lambda path: path.name)
    def test_network_is_the_tables(self, sample: Path) -> None:
        """Lines are the weights of `edges`, added up whatever their direction, and dots those of each person."""
        chat = load(sample)
        edges = chat.edges[chat.edges.session.notna()]
        pairs: Counter[frozenset[str]] = Counter()
        for edge in edges.itertuples():
            pairs[frozenset((edge.source, edge.target))] += edge.weight
        whole = network.network(chat.analyses)
        handles = [person.handle for person in whole.people]
        assert {frozenset((handles[one], handles[other])): n for (one, other), n in whole.ties.items()} == pairs
        ties = {person: sum(n for pair, n in pairs.items() if person in pair) for pair in pairs for person in pair}
        assert {person.handle: person.ties for person in whole.people} == ties
        hosts = set(chat.participants[chat.participants.is_host].person)
        assert {person.handle for person in whole.people if person.is_host} == hosts & set(handles)
        assert f"{len(pairs)} pairs joined by {sum(pairs.values())} ties" in drawn("network", sample).alt

    def test_comparison_is_the_table(self) -> None:
        """Bars are the columns of `compare`."""
        found = _comparing.compared(load(STREAM).analyses)
        table = load(STREAM).table("compare")
        layers = {
            layer.name: list(layer.counts) for layer in (*compare_kind.people(found), *compare_kind.tweets(found))
        }
        assert layers["different tweets"] == table.different.tolist()
        assert layers["repeats of them"] == (table.tweets - table.different).tolist()
        assert layers["new"] == table.new.fillna(0).tolist()
        assert layers["back again"] == table.returning.fillna(0).tolist()

    def test_left_out_people(self) -> None:
        """Of more people than can be read those with most ties are shown, and the picture says how many are not."""
        rows = "\n".join(
            f"{k},2026-05-05T20:{k:02}:00Z,person{k},@mira I grow {k} worms #gardenchat"
            + (f" @person{k - 1}" if k > 40 else "")
            for k in range(1, 60)
        )
        chat = chatlens.analyse(f"id,created_at,from_user,text\n{rows}")
        picture = chat.picture("network")
        assert "Shown are the 40 people with most ties; 20 more with fewer are left out." in picture.alt
        assert "@mira (59)" in picture.alt

    @pytest.mark.parametrize(
        ("kind", "text", "says"),
        [
            ("network", ORDERED.read_text(encoding="utf-8"), "does not say who wrote what"),
            ("compare", ORDERED.read_text(encoding="utf-8"), "one session alone"),
            (
                "answers",
                "id,created_at,from_user,text\n" + "1,2026-05-05T20:00:00Z,mira,Worms! #gardenchat\n" * 12,
                "no question is known",
            ),
        ],
        ids=["no authors", "one session", "no questions"],
    )
    def test_nothing_to_draw(self, kind: str, text: str, says: str) -> None:
        """What is not in the transcript is no empty picture: the message says what is missing."""
        with pytest.raises(PictureError, match=says):
            chatlens.analyse(text).picture(kind)


def test_boxes_lie_apart() -> None:
    """People with their names lie apart on the sheet, even all on one spot."""
    boxes = [_layout.Box(0.9, 0.4)] * 30
    ties = {(0, k): k for k in range(1, 30)}
    middles = _layout.places(boxes, ties, 6.7, 5.6)
    for k, (x, y) in enumerate(middles):
        assert 0.44 < x < 6.26
        assert 0.19 < y < 5.41
        for other_x, other_y in middles[:k]:
            assert abs(x - other_x) > 0.85 or abs(y - other_y) > 0.36


def test_questions_are_told_apart() -> None:
    """No two of two dozen questions look alike, and flags can be read on every colour."""
    fills = _colors.fills(tuple(f"Q{k}" for k in range(1, 25)))
    assert len(set(fills.values())) == 25
    for fill in fills.values():
        light, dark = sorted((_colors._luminance(fill.color), _colors._luminance(fill.ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mira_k", "mira_k"),
        ("Grünhügel Łódź Ωμέγα Сад", "Grünhügel Łódź Ωμέγα Сад"),
        ("a\x00b\nc", "ab c"),
        ("mira\U0001fac8", "mira"),
        ("\U00013000\U00013001", "□□"),
    ],
    ids=["plain", "letters of Europe", "controls", "emoji of tomorrow", "letters that no font has"],
)
def test_legible(text: str, shown: str) -> None:
    """What fonts can show stays; decoration that they cannot goes, and a letter becomes a square."""
    assert _text.legible(text)[0] == shown


def test_what_no_font_shows_is_said() -> None:
    """Letters that cannot be drawn are counted in a note; the alternative text has them."""
    picture = hostile_chat("\U00013000").picture("pace")
    assert picture.notes == ("1 different character cannot be drawn: no font of this machine has it.",)
    assert "\U00013000" in picture.alt
