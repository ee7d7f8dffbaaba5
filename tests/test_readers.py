"""Choosing the input shape: what is no chat, what is ambiguous, and what holds for every shape."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from chatlens import readers
from chatlens.errors import OptionError, ShapeError
from chatlens.models import Options, Reading, Source, Tweet

PROSE = """My garden in May

When we moved in, there was nothing here but bindweed and an old bath. We dug for a year, and I learnt three things.

First, that bindweed does not mind. Second, that a bath makes a pond. Third, that neighbours talk to people who dig.
A4 paper makes good seed packets, by the way, and #compost is not a hashtag but a way of life.

Write to me at jo@example.org, or come by on Sundays. You will find the bath easily enough.
"""
ARTICLE = (
    "Last night I was at my first #gardenchat, and I must say that I had no idea what to expect. There were people "
    "from all over the place, some with a farm and some with a window sill, and all wrote at once. It went so fast "
    "that I had to read most of it again in the morning, over a second cup of tea and with the cat on the keyboard.\n"
)
CHAT = "Q1: What grows? #gardenchat\nA1: Beans #gardenchat\nA1: Peas and more peas #gardenchat\n"
TABLE = "id,created_at,from_user,text\n1,2024-05-01 20:15,mira_k,Q1: What grows? #gardenchat\n"
NAMES = list(readers.shapes())


def source(text: str) -> Source:
    """A source of that text."""
    return Source("a.txt", "a", text, "utf-8")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PROSE, id="a blog post"),
        pytest.param("hello\n", id="one line"),
        pytest.param("\n", id="a line end"),
        pytest.param("x" * 100_000, id="one huge line"),
        pytest.param("a,b,c\n1,2,3\n", id="another table"),
        pytest.param("#gardenchat\n" + "no tag here\n" * 20, id="one tag"),
        pytest.param("A4 is a paper size\nA3 is another\nA5 is small\n" * 3, id="bare letters and numbers"),
        pytest.param("A1: x\n" * 3 + "prose\n" * 500, id="few labels"),
        pytest.param(ARTICLE * 4, id="an article about a chat"),
        pytest.param(f"My first #gardenchat\n\n{ARTICLE}\nSee you at #gardenchat!\n", id="a short one"),
        pytest.param("Beans and peas are what grows here #gardenchat " * 40, id="a chat on one line"),
    ],
)
def test_other_texts_are_no_chats(text):
    """No known structure, no labels, no common hashtag: the error names the shapes that were tried and the way out."""
    with pytest.raises(ShapeError, match="does not look like a Twitter chat") as raised:
        readers.read(source(text), Options())
    assert raised.value.shapes == tuple(NAMES)
    assert "--from" in raised.value.next


def test_lines_that_were_joined_are_to_be_copied_again():
    """The way out for a text in lines too long for tweets is to copy it with its line ends."""
    with pytest.raises(ShapeError, match="mostly too long for tweets") as raised:
        readers.read(source("Beans and peas are what grows here #gardenchat " * 40), Options())
    assert "with its line ends" in raised.value.next
    assert "--from" in raised.value.next
    with pytest.raises(ShapeError) as raised:
        readers.read(source("x\n" * 40), Options())
    assert "with its line ends" not in raised.value.next


@pytest.mark.parametrize("lead", ["", "A1 "])
def test_posts_of_other_platforms_make_a_chat(lead):
    """Posts of five hundred characters that end with the hashtag are no article."""
    posts = [f"{lead}{'Beans and peas are what grows here. ' * 13} {n} #gardenchat\n" for n in range(9)]
    assert readers.read(source("".join(posts)), Options()).shape == "pasted"


@pytest.mark.parametrize("posts", [f"A1: {ARTICLE}A2: {ARTICLE}" * 3, CHAT * 9 + ARTICLE * 2])
def test_long_posts_do_not_unmake_a_chat(posts):
    """Labelled posts may be long, and a few long ones may stand among short ones."""
    assert readers.read(source(posts), Options()).shape == "pasted"


def test_a_table_of_something_else_may_have_other_columns():
    """The way out for a table whose columns nobody knows is to name them."""
    with pytest.raises(ShapeError, match="does not look like a Twitter chat") as raised:
        readers.read(source("a,b,c\n1,2,3\n"), Options())
    assert "--columns" in raised.value.next
    with pytest.raises(ShapeError) as raised:
        readers.read(source(PROSE), Options())
    assert "--columns" not in raised.value.next


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        pytest.param(CHAT, "pasted", id="a page"),
        pytest.param(CHAT.replace(" #gardenchat", "").replace("A1: Peas", "A2: Peas"), "pasted", id="labels alone"),
        pytest.param(CHAT.replace("Q1: ", "").replace("A1: ", ""), "pasted", id="a hashtag alone"),
        pytest.param(TABLE, "csv", id="a table"),
        pytest.param(TABLE.replace(",", ";"), "csv", id="a table with semicolons"),
    ],
)
def test_shapes_are_found_from_the_text(text, shape):
    """Each text is read in its own shape."""
    reading = readers.read(source(text), Options())
    assert (reading.shape, bool(reading.tweets)) == (shape, True)


def test_from_decides_by_hand():
    """`--from` reads a text in a shape that it would not have been found to have."""
    assert readers.read(source(PROSE), Options(shape="pasted")).shape == "pasted"
    with pytest.raises(ShapeError, match="read as pasted"):
        readers.read(source("\n\n"), Options(shape="pasted"))
    with pytest.raises(ShapeError, match="no column"):
        readers.read(source(CHAT), Options(shape="csv"))


def test_an_unknown_shape_is_a_wrong_option():
    """An unknown shape is refused, and the known ones are named."""
    with pytest.raises(OptionError, match="no input shape 'scroll'") as raised:
        readers.read(source(CHAT), Options(shape="scroll"))
    assert all(name in raised.value.next for name in NAMES)


def fakes(monkeypatch: pytest.MonkeyPatch, **shares: float) -> None:
    """Shapes of these names that explain these shares of any text."""
    found = {
        name: readers.Shape(
            name, "", lambda _, share=share: share, lambda s, _, name=name: Reading(name, (Tweet(1, 1, s.text),))
        )
        for name, share in shares.items()
    }
    monkeypatch.setattr(readers, "shapes", lambda: MappingProxyType(found))


@pytest.mark.parametrize(
    ("shares", "named"),
    [
        pytest.param({"scroll": 0.8, "tablet": 0.75}, ("scroll", "tablet"), id="near"),
        pytest.param({"scroll": 0.8, "tablet": 0.8}, ("scroll", "tablet"), id="equal"),
        pytest.param({"scroll": 0.8, "tablet": 0.78, "coin": 0.2}, ("scroll", "tablet"), id="a third far off"),
    ],
)
def test_two_shapes_that_explain_a_text_alike_are_an_error(monkeypatch, shares, named):
    """Nothing is guessed between two: the error names both and how to choose."""
    fakes(monkeypatch, **shares)
    with pytest.raises(ShapeError, match="this may be") as raised:
        readers.read(source(CHAT), Options())
    assert sorted(raised.value.shapes) == sorted(named)
    assert all(f"--from {name}" in raised.value.next for name in named)


@pytest.mark.parametrize(
    "shares",
    [
        pytest.param({"scroll": 0.8, "tablet": 0.6}, id="clear"),
        pytest.param({"tablet": 0.1, "scroll": 0.21}, id="weak but alone"),
        pytest.param({"scroll": 0.4}, id="one shape"),
    ],
)
def test_the_shape_that_explains_most_wins(monkeypatch, shares):
    """The highest share is taken, in whatever order the shapes are known."""
    fakes(monkeypatch, **shares)
    assert readers.read(source(CHAT), Options()).shape == "scroll"


def test_sniffers_see_the_head_alone(monkeypatch):
    """A long text is judged by its head."""
    seen = []
    shape = readers.Shape(
        "scroll", "", lambda head: seen.append(len(head)) or 1.0, lambda *_: Reading("scroll", (Tweet(1, 1, "x"),))
    )
    monkeypatch.setattr(readers, "shapes", lambda: {"scroll": shape})
    readers.read(source("x" * 200_000), Options())
    assert seen == [readers.HEAD]


@pytest.mark.parametrize("name", NAMES)
def test_every_shape_keeps_the_contract(name):
    """A shape has one line for people, and a sniffer that stays between 0 and 1."""
    shape = readers.shapes()[name]
    assert shape.summary
    assert "\n" not in shape.summary
    for text in ("", "\n", PROSE, CHAT, TABLE, "\x00", "\ud83d", '"' * 99, "," * 99, "A1:" * 99, "#" * 99):
        assert 0.0 <= shape.sniff(text) <= 1.0


def test_the_registry_is_read_only():
    """Nobody can change the known shapes for others."""
    with pytest.raises(TypeError):
        readers.shapes()["scroll"] = readers.shapes()["pasted"]  # type: ignore[index]


def test_a_hashtag_that_stands_nowhere_is_not_used() -> None:
    """A mistyped --hashtag must not tear the chat apart: it is named in a note, and the chat's own is found."""
    text = "\n".join(f"A{n}: seeds number {n} #gardenchat" for n in range(1, 7))
    source = Source("chat.txt", "chat", text, "utf-8")
    found = readers.read(source, Options(hashtag="gardenchta"))
    assert found.hashtag == "gardenchat"
    assert "#gardenchta" in found.notes[0].message
    assert readers.read(source, Options(hashtag="GardenChat")).notes == ()


@pytest.mark.parametrize(
    ("text", "carries"),
    [
        ("id,text\n1,a #beans\n", True),
        ("id,text\n1,a #beanstalk\n", False),
        ("id,text\n1,a #peas #beans", True),
        ("id,text\n1,a #beanshttps://x.example\n", True),
        ("id,text\n1,a\n", True),
    ],
    ids=["a tag", "another tag", "at the end", "before a link", "no tags at all"],
)
@pytest.mark.parametrize("size", [1, 3, 100], ids=str)
def test_a_hashtag_is_found_across_pieces(text: str, carries: bool, size: int) -> None:
    """Whether a long text has the user's hashtag does not depend on where its pieces part."""
    assert readers._carries([text[at : at + size] for at in range(0, len(text), size)], "beans") == carries


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("status_id\n" + "1374450894632255488\n" * 4, "without their texts", id="ids"),
        pytest.param(
            "author;tweet_id\n" + "9;1374450894632255488\n" * 4, "without their texts", id="ids of people too"
        ),
        pytest.param('[{"bed": 1, "rows": ["beans"]}]', "It is JSON", id="other JSON"),
        pytest.param("bed,row,seeds\n1,2,3\n1,3,4\n", "--columns", id="another table"),
        pytest.param("Beans grow.\nPeas too.\n", "--from", id="prose"),
    ],
)
def test_other_files_are_told_the_next_step(text: str, told: str) -> None:
    """Who brings something else hears what it seems to be and what to do."""
    with pytest.raises(ShapeError, match="does not look like a Twitter chat") as refused:
        readers.read(Source("a.txt", "a", text, "utf-8"), Options())
    assert told in str(refused.value)
