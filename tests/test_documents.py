"""Stage 9: tables as Markdown and as web pages. A parser of each finds the cells again, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import html5lib
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import golden
from chatlens.renderers import Settings, _cells, _documents, renderers
from chatlens.tables import Column, Table, tables
from chatlens.tables import _cells as table_cells
from test_renderers import HOSTILE, frame, written

MARKUP = {
    "bold": "**bold** __bold__ *it* _it_ ~~gone~~ ==marked==",
    "snake": "snake_case_name and _private_ and a__b__c",
    "link": "[x](https://x.example) ![y](y.png) [z] [z]: https://z.example [^1]",
    "autolinks": "<https://x.example> https://x.example/a_b_c www.x.example mira@shed.example",
    "script": "</td></table><script>alert(1)</script><style>*{}</style><!-- --><![CDATA[x]]>",
    "image": '<img src=x onerror="alert(1)"> <svg/onload=alert(1)>',
    "entities": "&lt;b&gt; &amp;amp; &#124; &nbsp; &notanentity",
    "code": "`a` ``b|c`` ```d",
    "pipes": "a|b \\| c\\\\| || |",
    "backslashes": "\\ \\\\ \\a C:\\new\\table\\",
    "quotes": "\"'><i>'\"",
    "blocks": "# no heading",
    "rule": "---",
    "list": "1. one\n2. two\n\n- three\n> four",
    "maths": "$x^2$ $$y$$ \\(z\\)",
    "javascript": "javascript:alert(1)",
    "blanks": "  outer \t blanks  ",
}
"""Texts that a careless renderer would obey."""

ALL = {**HOSTILE, **MARKUP}

ANY_TEXT = st.text(
    alphabet=st.sampled_from("\\`*_{}[]<>()#+-.!|&~:/@$^\"'=;xw1 \n\t\r\u202e\u2066\u2069\u202c\0\ud83d")
    | st.characters(categories=["Cs", "Cc", "Cf", "Cn", "Ll", "Po"])
)

TWEETS = Table(
    "tweets", "", (Column("text", "text", "<verbatim> & more"), Column("number", "integer", "")), lambda _: ()
)


def one_cell(name: str, text: str) -> str:
    """A table of one cell in that format."""
    return written(name, pd.DataFrame({"text": pd.Series([text], dtype="string")}))


def in_line(text: str) -> str:
    """A text as a line of a document has it."""
    return _documents.closed(table_cells.one_line(_documents.harmless(text)))


def in_page(text: str) -> str:
    """A text as a page has it."""
    return _documents.closed(_documents.harmless(text))


def markdown_cells(text: str) -> tuple[list[str], list[str]]:
    """The texts of a document's cells, the header's first, and the kinds of all that is in them."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    cells, kinds = [], []
    for before, token in pairwise(tokens):
        if before.type in ("th_open", "td_open"):
            cells.append("".join(child.content for child in token.children or ()))
            kinds += [child.type for child in token.children or ()]
    return cells, kinds


def page(text: str) -> Any:
    """The tree of a page that is without any error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def page_cells(tree: ElementTree.Element) -> list[list[str]]:
    """The texts of a page's cells, row by row, the header's first."""
    return [["".join(cell.itertext()) for cell in row] for row in tree.iter("tr")]


class TestMarkdown:
    """md."""

    @pytest.mark.parametrize("text", ALL.values(), ids=ALL)
    def test_a_parser_finds_the_cell_and_no_markup(self, text: str) -> None:
        """A text stands in its cell to the letter; nothing in it is markup, HTML or a link."""
        cells, kinds = markdown_cells(one_cell("md", text))
        assert cells == ["text", in_line(text)]
        assert set(kinds) <= {"text"}

    @given(ANY_TEXT)
    def test_any_text_is_found_again(self, text: str) -> None:
        """Whatever the text, the parser finds it and no markup."""
        cells, kinds = markdown_cells(one_cell("md", text))
        assert cells == ["text", in_line(text)]
        assert set(kinds) <= {"text"}

    def test_all_of_them_side_by_side(self) -> None:
        """No text reaches into a neighbour's cell or row."""
        cells, _ = markdown_cells(written("md", frame(ALL)))
        texts = [in_line(_cells.text(value)) for row in zip(*_cells.columns(frame(ALL)), strict=True) for value in row]
        assert cells == [*frame().columns, *texts]

    @pytest.mark.parametrize("text", ["https://x.example/a", "HTTP://x.example", "www.x.example", "a@shed.example"])
    def test_addresses_are_broken_for_those_who_link_them(self, text: str) -> None:
        """What links addresses without brackets looks at the source, and finds none there."""
        source = one_cell("md", text).split("\n")[2]
        assert not re.search(r"://|www\.|(?<!\\)@", source, re.IGNORECASE)

    def test_numbers_stand_at_the_right(self) -> None:
        """Columns of numbers are aligned, as the published kinds or the dtypes say."""
        assert written("md", frame()).split("\n")[1] == "| --- | ---: | ---: | --- | --- |"
        likes = Table("likes", "", (Column("likes", "text", ""),), lambda _: ())
        assert "| --- |" in written("md", pd.DataFrame({"likes": [1]}), table=likes)

    @pytest.mark.parametrize(
        "chat", ["# spring", "1. spring", "*spring*", "a|b", "- x", "<b>", "---", "spring\nsummer"]
    )
    def test_caption_is_a_line_of_its_own(self, chat: str) -> None:
        """Table and chat stand above the table, whatever the chat's file is called."""
        tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(
            written("md", frame(), table=TWEETS, chats=(chat,))
        )  # fmt: skip
        assert [token.type for token in tokens[:4]] == ["paragraph_open", "inline", "paragraph_close", "table_open"]
        assert [child.type for child in tokens[1].children or () if child.content or child.nesting] == [
            "strong_open", "text", "strong_close",
        ]  # fmt: skip
        assert "".join(child.content for child in tokens[1].children or ()) == in_line(f"{chat}: tweets")

    def test_no_rows_are_said(self) -> None:
        """An empty table has its header, and says so below."""
        assert written("md", frame().iloc[:0]).endswith("|\n\n(no rows)\n")

    def test_lines_have_no_control_characters(self) -> None:
        """Nothing in the source is invisible but tabs and what letters need."""
        source = written("md", frame(ALL))
        assert not {c for c in source if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")} - {"\n", "\t"}


class TestHtml:
    """html."""

    @pytest.mark.parametrize("text", ALL.values(), ids=ALL)
    def test_a_parser_finds_the_cell_and_no_markup(self, text: str) -> None:
        """A strict parser has nothing to complain of, and finds the text in a cell without any element."""
        tree = page(one_cell("html", text))
        assert page_cells(tree) == [["text"], [in_page(text)]]
        assert [len(cell) for cell in tree.iter("td")] == [0]

    @given(ANY_TEXT)
    def test_any_text_is_found_again(self, text: str) -> None:
        """Whatever the text, the page is without error and holds it."""
        assert page_cells(page(one_cell("html", text)))[1] == [in_page(text)]

    def test_all_of_them_side_by_side(self) -> None:
        """No text reaches into a neighbour's cell or row, and the page has no elements but its own."""
        tree = page(written("html", frame(ALL), table=TWEETS, chats=tuple(MARKUP.values())[:3]))
        rows = [
            [
                "; ".join(map(in_page, value)) if isinstance(value, list) else in_page(_cells.text(value))
                for value in row
            ]
            for row in zip(*_cells.columns(frame(ALL)), strict=True)
        ]
        assert page_cells(tree) == [list(frame().columns), *rows]
        known = "html head meta title style body table caption thead tbody tr th td"
        assert {element.tag for element in tree.iter()} == set(known.split())

    def test_header_is_for_programs_too(self) -> None:
        """Header cells say what they head, of which kind it is, and what it means; the table has its caption."""
        tree = page(written("html", frame(), table=TWEETS, chats=("spring",)))
        heads = list(tree.iter("th"))
        assert {head.get("scope") for head in heads} == {"col"}
        assert [head.get("data-kind") for head in heads] == ["text", "integer", "number", "truth", "list"]
        assert heads[0].get("title") == "<verbatim> & more"
        assert [caption.text for caption in tree.iter("caption")] == ["spring: tweets"]
        assert [table.find("caption") is not None for table in tree.iter("table")] == [True]

    def test_numbers_stand_at_the_right(self) -> None:
        """Numbers have a class of their own, in the header and below."""
        tree = page(written("html", frame({"plain": "x"})))
        classes = [[cell.get("class") for cell in row] for row in tree.iter("tr")]
        assert classes == [[None, "number", "number", None, None]] * 3

    @pytest.mark.parametrize(
        ("text", "linked"),
        [
            pytest.param("https://x.example/a?b=1&c=%22#d", True, id="address"),
            pytest.param("HTTP://x.example", True, id="capitals"),
            pytest.param("see https://x.example", False, id="text with an address"),
            pytest.param("javascript:alert(1)", False, id="script"),
            pytest.param("https://x.example/ onclick=alert(1)", False, id="blank"),
            pytest.param('https://x.example/"onclick="alert(1)', False, id="quote"),
            pytest.param("https://x.example/\u202egpj.exe", False, id="turned round"),
            pytest.param("data:text/html,x", False, id="data"),
            pytest.param("//x.example", False, id="no scheme"),
        ],
    )
    def test_addresses_of_the_web_alone_are_links(self, text: str, linked: bool) -> None:
        """A cell that is an address and nothing else is a link that tells the other side nothing."""
        tree = page(one_cell("html", text))
        links = [(link.get("href"), link.get("rel"), link.text) for link in tree.iter("a")]
        assert links == ([(text, "nofollow noopener noreferrer", text)] if linked else [])

    def test_each_address_of_a_list_is_a_link(self) -> None:
        """Lists of links are lists of links."""
        tree = page(written("html", pd.DataFrame({"links": [("https://x.example", "thyme", "http://y.example")]})))
        assert [link.get("href") for link in tree.iter("a")] == ["https://x.example", "http://y.example"]
        assert page_cells(tree)[1] == ["https://x.example; thyme; http://y.example"]

    def test_page_is_complete_and_alone(self) -> None:
        """Language, encoding and a policy that forbids all but its own style; nothing to fetch, no script."""
        import base64
        import hashlib

        source = written("html", frame(ALL), table=TWEETS, chats=("spring",))
        tree = page(source)
        assert source.startswith("<!DOCTYPE html>\n")
        assert tree.get("lang") == "en"
        metas = [meta.attrib for meta in tree.iter("meta")]
        assert metas[0] == {"charset": "utf-8"}
        [policy] = [meta["content"] for meta in metas if meta.get("http-equiv") == "Content-Security-Policy"]
        [style] = tree.iter("style")
        digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
        assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
        assert not re.search(r"url\(|@import|src=|<link|<script", source.split("<body>")[0])
        attributes = {name for element in tree.iter() for name in element.attrib}
        assert not {name for name in attributes if name.startswith("on") or name in ("style", "src")}
        assert "".join(next(tree.iter("title")).itertext()) == "spring: tweets"

    def test_no_rows_are_said(self) -> None:
        """An empty table says so in its caption, and has no row."""
        tree = page(written("html", frame().iloc[:0], table=TWEETS))
        assert next(tree.iter("caption")).text == "tweets (no rows)"
        assert not list(tree.iter("td"))

    @pytest.mark.parametrize("name", tables())
    def test_pages_of_the_sample(self, name: str) -> None:
        """Every table of the sample is a page without error."""
        chat = golden.chat(golden.SAMPLES / "gardenchat.csv")
        settings: Mapping[str, object] = {"table": tables()[name], "chats": ("gardenchat",)}
        tree = page(written("html", chat.table(name), **settings))
        assert len(list(tree.iter("tr"))) == 1 + len(chat.table(name))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("plain é 日 👩‍🌾", "plain é 日 👩‍🌾", id="letters"),
        pytest.param("a\r\nb\rc\u2028d\ne", "a\nb\nc\nd\ne", id="line ends"),
        pytest.param("a\tb", "a\tb", id="tab"),
        pytest.param("\0\x1b\x7f\x85\x9b\x0c", "������", id="controls"),
        pytest.param("\ud83d \ufffe \U0001ffff \ufdd0", "� � � �", id="no characters"),
        pytest.param("a\u202eb", "a\u202eb\u202c", id="override left open"),
        pytest.param("\u2067a\u202ab\u2069c", "\u2067a\u202ab\u2069c", id="isolate ends what is in it"),
        pytest.param("\u202aa\u2067b\u202cc", "\u202aa\u2067b\u202cc\u2069\u202c", id="an end that ends nothing"),
        pytest.param("a\u2069\u202cb", "a\u2069\u202cb", id="ends alone"),
    ],
)
def test_text_is_harmless(text: str, expected: str) -> None:
    """What no document may hold is replaced, directions are closed, all else stays."""
    assert in_page(text) == expected


def test_captions() -> None:
    """A caption names the table as a noun and the chats, a few of many."""
    summary = tables()["summarize"]
    assert _documents.caption(Settings(table=summary, chats=("a", "b"))) == "a, b: summary"
    assert _documents.caption(Settings(table=summary, chats=tuple("abcde"))) == "a, b, c and 2 more: summary"
    assert _documents.caption(Settings()) == ""
    assert {table.called for table in tables().values()} > {"summary", "tweets"}
    assert len({table.called for table in tables().values()}) == len(tables())
    assert renderers()["md"].losses(frame(), Settings()) == ()
