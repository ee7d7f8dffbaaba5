"""What other programs see in a draft: Markdown read by a CommonMark parser, HTML by an HTML5 parser, both as the blocks
that they should have been written from. Anything else in them is an error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from markdown_it import MarkdownIt
from markdown_it.token import Token

from chatlens.recap._blocks import (
    Anchor,
    Block,
    Break,
    Bullets,
    Embed,
    Emphasis,
    Heading,
    Line,
    Paragraph,
    Picture,
    Quotation,
    Span,
    Strong,
    Text,
)

HEAD = ("meta", "title", "style")
"""Elements of our pages' head."""


def expected(blocks: Iterable[Block], *, markdown: bool) -> list[Block]:
    """The blocks as they can be told apart when they are read back."""
    return [_expected(block, markdown) for block in blocks if not (markdown and isinstance(block, Picture))]


def _expected(block: Block, markdown: bool) -> Block:
    match block:
        case Heading(level, spans):
            return Heading(level, _joined(spans, markdown))
        case Paragraph(spans):
            return Paragraph(_joined(spans, markdown))
        case Quotation(paragraphs, source):
            if markdown and source:  # nothing tells them apart there
                paragraphs, source = (*paragraphs, source), ()
            return Quotation(tuple(_joined(line, markdown) for line in paragraphs), _joined(source, markdown))
        case Bullets(items):
            return Bullets(tuple(_joined(line, markdown) for line in items))
        case Embed(address):
            return Paragraph((Text(address),))
    return block


def _joined(spans: Sequence[Span], markdown: bool = False) -> Line:
    found: list[Span] = []
    for span in spans:
        if isinstance(span, Anchor) and markdown:
            span = replace(span, address=span.address.replace("(", "%28").replace(")", "%29"))
        if isinstance(span, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].text + span.text)
        elif span != Text(""):
            found.append(span)
    return tuple(found)


def markdown(text: str) -> list[Block]:
    """The blocks that a CommonMark parser sees, HTML, tables and strikethrough switched on."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.normalizeLink = parser.normalizeLinkText = lambda address: address  # type: ignore[method-assign]
    tokens = parser.parse(text)
    return list(_blocks(iter(tokens)))


def _blocks(tokens: Iterator[Token]) -> Iterator[Block]:
    for token in tokens:
        match token.type:
            case "heading_open":
                yield Heading(int(token.tag[1]), _inline(next(tokens)))
                assert next(tokens).type == "heading_close"
            case "paragraph_open":
                yield Paragraph(_inline(next(tokens)))
                assert next(tokens).type == "paragraph_close"
            case "blockquote_open":
                yield Quotation(tuple(_paragraphs(tokens, "blockquote_close")))
            case "bullet_list_open":
                yield Bullets(tuple(_items(tokens)))
            case other:
                raise AssertionError(f"no block of ours: {other}: {token.content!r}")


def _paragraphs(tokens: Iterator[Token], end: str) -> Iterator[Line]:
    for token in tokens:
        if token.type == end:
            return
        assert token.type == "paragraph_open", f"no paragraph: {token.type}: {token.content!r}"
        yield _inline(next(tokens))
        assert next(tokens).type == "paragraph_close"


def _items(tokens: Iterator[Token]) -> Iterator[Line]:
    for token in tokens:
        if token.type == "bullet_list_close":
            return
        assert token.type == "list_item_open", token.type
        [line] = _paragraphs(tokens, "list_item_close")
        yield line


def _inline(token: Token) -> Line:
    assert token.type == "inline"
    found: list[Span] = []
    children = iter(token.children or ())
    for child in children:
        match child.type:
            case "text":
                found.append(Text(child.content))
            case "hardbreak":
                found.append(Break())
            case "link_open":
                assert set(child.attrs) == {"href"}
                found.append(Anchor(_words(children, "link_close"), str(child.attrs["href"])))
            case "strong_open":
                found.append(Strong(_words(children, "strong_close")))
            case "em_open":
                found.append(Emphasis(_words(children, "em_close")))
            case other:
                raise AssertionError(f"nothing of ours: {other}: {child.content!r}")
    return _joined(found)


def _words(children: Iterator[Token], end: str) -> str:
    found = ""
    for child in children:
        if child.type == end:
            return found
        assert child.type == "text", f"no text: {child.type}"
        found += child.content
    raise AssertionError(f"no {end}")


def page(text: str) -> list[Block]:
    """The blocks that an HTML5 parser sees in a page, which it must find without any error."""
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    assert [(e.tag, e.attrib) for e in root.iter("html")] == [("html", {"lang": "en"})]
    head, body = list(root)
    assert {element.tag for element in head} == set(HEAD)
    assert not body.attrib
    return [_element(element) for element in body]


def _element(element: Element) -> Block:
    children = list(element)
    if element.tag in ("h1", "h2"):
        _has(element)
        return Heading(int(element.tag[1]), _spans(element))
    if element.tag == "p" and [child.tag for child in children] == ["img"]:
        _has(children[0], "src", "alt")
        assert children[0].get("src", "").startswith("data:image/svg+xml;base64,")
        return Picture("", children[0].get("alt", ""))
    if element.tag == "p":
        _has(element)
        return Paragraph(_spans(element))
    if element.tag == "blockquote":
        _has(element)
        assert all(child.tag == "p" and child.attrib in ({}, {"class": "source"}) for child in children)
        lines = [_spans(child) for child in children]
        return Quotation(tuple(lines[:-1]), lines[-1]) if children[-1].attrib else Quotation(tuple(lines))
    assert element.tag == "ul", element.tag
    _has(element)
    assert all(child.tag == "li" and not child.attrib for child in children)
    return Bullets(tuple(_spans(child) for child in children))


def _has(element: Any, *attributes: str) -> None:
    assert tuple(element.attrib) == attributes, f"{element.tag}: {element.attrib}"


def _spans(element: Element) -> Line:
    found: list[Span] = [Text(element.text or "")]
    for child in element:
        assert not list(child), f"{child.tag} holds {list(child)}"
        tail = child.tail or ""
        if child.tag == "a":
            _has(child, "href", "rel")
            assert child.get("rel") == "nofollow noopener"
            found.append(Anchor(child.text or "", child.get("href", "")))
        elif child.tag == "br":
            _has(child)
            found.append(Break())
            tail = tail.removeprefix("\n")
        else:
            _has(child)
            found.append({"strong": Strong, "em": Emphasis}[child.tag](child.text or ""))
        found.append(Text(tail))
    return _joined(found)
