"""A draft's Markdown and HTML: other programs see in them what was written, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chatlens
import golden
import hostile
import reading_back
from chatlens import recap
from chatlens.analysis import Analysis
from chatlens.recap import _html, _layout, _markdown, _text
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
    Strong,
    Text,
)
from chatlens.renderers import _documents

LOOKS = (recap.Look(), recap.Look(link_handles=True), recap.Look(embed=True))


def blocks_of(analyses: tuple[Analysis, ...], look: recap.Look, **wishes: object) -> list[Block]:
    """The blocks of a draft."""
    drafts = recap.draft(analyses, recap.Wishes(**wishes))  # type: ignore[arg-type]
    return [block for draft in drafts for block in _layout.blocks(draft, look)]


def texts(blocks: list[Block]) -> str:
    """All words of some blocks."""
    lines: list[Line] = []
    for block in blocks:
        match block:
            case Heading(_, spans) | Paragraph(spans):
                lines.append(spans)
            case Quotation(paragraphs, source):
                lines += [*paragraphs, source]
            case Bullets(items):
                lines += items
    return "\n".join("".join(getattr(span, "text", "\n") for span in line) for line in lines)


def assert_reads_back(blocks: list[Block]) -> None:
    """Both parsers find these blocks."""
    assert reading_back.markdown(_markdown.write(blocks)) == reading_back.expected(blocks, markdown=True)
    page = _html.page("title", _html.write(blocks))
    assert reading_back.page(page) == reading_back.expected(blocks, markdown=False)


@pytest.fixture(name="hostile_chat", scope="module")
def _hostile_chat() -> chatlens.Chat:
    return chatlens.analyse(hostile.transcript())


def test_amounts_are_no_maths() -> None:
    """What many readers of Markdown take for a formula is escaped, in words, links and their titles."""
    spans = (Text("$4 or $5, $$x$$ "), Strong("$y$"), Emphasis("$z$"), Anchor("$1", "https://a.example/$2"))
    written = _markdown.write([Heading(1, spans), Quotation((spans,)), Bullets((spans,))])
    assert re.sub(r"\\\$", "", written).count("$") == written.count("(https://a.example/$2)") == 3


@pytest.mark.parametrize("look", LOOKS, ids=["plain", "handles linked", "embedded"])
def test_hostile_tweets_are_text(hostile_chat: chatlens.Chat, look: recap.Look) -> None:
    """Whatever a tweet looks like, both parsers find the structure of the draft, and its text to the letter."""
    wishes = {"per_question": 100, "next": hostile.TWEETS[3] + "\n\n" + hostile.TWEETS[5]}
    blocks = blocks_of(hostile_chat.analyses, look, **wishes)
    assert_reads_back(blocks)


def test_hostile_tweets_are_quoted(hostile_chat: chatlens.Chat) -> None:
    """They are harmless because they are escaped, not because they are left out: each is quoted with all its words."""
    [draft] = recap.draft(hostile_chat.analyses, recap.Wishes(per_question=100))
    quoted = {quote.author: quote.text for section in draft.sections for quote in section.quotes}
    asked = hostile_chat.tweets.query("role == 'answer'").author.tolist()
    assert len(asked) >= len(hostile.TWEETS) - 2  # one that could not be placed, say
    assert set(asked) <= quoted.keys()
    assert "<script>window.hacked = 1; alert(1)</script> is how I water my beds" in quoted["grower_1"]
    assert "<script>window.hacked = 1</script> and &lt;b&gt; grow" in quoted["grower_3"]


def test_hostile_handles_addresses_and_names() -> None:
    """Authors, names of files and addresses of tweets are text as well; no address but of the web is linked."""
    [analysis] = chatlens.analyse(hostile.transcript(("Worms eat all that we throw at them",)), name="<b>*x*").analyses
    evil = ('"onfocus="x', "<b>bold</b>", "_under_", "a](javascript:x)")
    tweets = analysis.timeline.tweets
    for who in evil:
        renamed = tuple(replace(t, author=who, tweet_url='javascript:alert("x")') for t in tweets)
        changed = replace(
            analysis,
            timeline=replace(analysis.timeline, tweets=renamed),
            reading=replace(analysis.reading, hashtag=None),
        )
        for look in LOOKS:
            blocks = blocks_of((changed,), look)
            assert_reads_back(blocks)
            assert who in texts(blocks)
            assert not [b for b in blocks if "javascript:alert" in repr(b)]


@pytest.mark.parametrize("sample", golden.samples(), ids=lambda path: path.name)
def test_samples_read_back(sample: object) -> None:
    """Every sample's draft is what it was written from, in Markdown and HTML."""
    for look in LOOKS:
        assert_reads_back(blocks_of(golden.chat(sample).analyses, look, next="Soon: https://example.org/a_(b)"))  # type: ignore[arg-type]


SIGNS = "ab1 .)>#-+*_=~`[]()<>!&;:|\\/\n\t\x00\x1b\u202e\u2069\u202cé\ud800\u2028{}$^\"'@#0"
ANY = st.text(st.sampled_from(SIGNS), max_size=60)


@given(st.lists(ANY, min_size=1, max_size=4))
def test_any_text_reads_back(written: list[str]) -> None:
    """No text at all, at a line's start or within, becomes structure or loses a letter."""
    lines = [line for text in written for line in _text.lines(text).split("\n") if line]
    if not lines:
        return
    broken = tuple(span for line in lines for span in (Break(), Text(line)))[1:]
    anchors = tuple(Anchor(line, "https://example.org/?a=1&lt;b(c)_d_") for line in lines)
    glued = tuple(span for line in lines for span in (Text(f"{line}!"), Anchor(line, "https://example.org/")))
    assert_reads_back(
        [
            Heading(1, (Text(lines[0]),)),
            Paragraph(broken),
            Quotation((broken, glued), (Text(f"— {lines[0]}"),)),
            Bullets((anchors, (Strong("34 tweets"), Text(": meaning")))),
            Paragraph((Emphasis("ours"),)),
            Embed("https://twitter.com/mira_k/status/7"),
        ]
    )


@given(ANY)
def test_turns_of_direction_end_with_their_line(written: str) -> None:
    """Every embedding, override and isolate that begins on a line ends on it, and no control is left."""
    for line in _text.harmless(written).split("\n"):
        assert all(character.isprintable() or character in "\u202e\u202c\u2069\u2066" for character in line)
        assert _documents.closed(line) == line


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("example.org/mulch", None),
        ("javascript:alert(1)", None),
        ("JAVASCRIPT://example.org/%0aalert(1)", None),
        ("data:text/html,x", None),
        ("https://example.org/\u202ex", None),
        ('https://example.org/"x', None),
        (None, None),
    ],
)
def test_only_the_web_is_linked(link: str | None, leads_to: str | None) -> None:
    """Addresses with another scheme, with none, or with signs that end an attribute are not linked."""
    assert _text.address(link) == leads_to


def test_a_link_that_is_cut_leads_nowhere() -> None:
    """What was cut off is text: its address would be another page."""
    assert [leads for _, _, leads in _text.pieces("https://example.org/long… https://example.org/whole")][-1]
    assert not any(leads for _, _, leads in _text.pieces("see https://example.org/long… and more"))


def test_the_page_forbids_what_it_does_not_need() -> None:
    """Its policy allows its own style and pictures in it; nothing else is in its head, and it has a title."""
    text = _html.page("<&>", _html.write([Paragraph((Text("x"),))]))
    assert "default-src &#x27;none&#x27;; style-src &#x27;unsafe-inline&#x27;; img-src data:" in text
    assert "<title>&lt;&amp;&gt;</title>" in text
    assert "url(" not in _html.style()
    assert "@import" not in _html.style()
    reading_back.page(text)


def test_pictures_have_words() -> None:
    """A picture stands in the page itself, with its alternative text; Markdown leaves it out."""
    picture = Picture("<svg xmlns='http://www.w3.org/2000/svg'/>", 'tweets "a minute"')
    assert reading_back.page(_html.page("t", _html.write([picture]))) == [Picture("", 'tweets "a minute"')]
    assert _markdown.write([picture]).strip() == ""
