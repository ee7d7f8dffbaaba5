"""A draft by the user's own template."""

from __future__ import annotations

import builtins
import re
import sys
from pathlib import Path

import pytest

import chatlens
import golden
import hostile
import reading_back
import readme_parts
from chatlens import recap
from chatlens.errors import installing
from chatlens.recap._blocks import Heading, Paragraph, Quotation, Text
from conftest import Cli

pytest.importorskip("jinja2")

SAMPLE = golden.SAMPLES / "gardenchat.v2.json"


@pytest.fixture(name="by")
def _by(tmp_path: Path) -> object:
    """The sample's draft by a template of that name and text."""

    def by(name: str, text: str, chat: chatlens.Chat | None = None) -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return (chat or golden.chat(SAMPLE)).recap(template=path)

    return by


def test_facts_and_words(by) -> None:  # type: ignore[no-untyped-def]
    """A template reads the record of every draft, and has the words of our own pages."""
    text = by(
        "post.txt",
        "{% for recap in recaps %}{{ recap.title }}: {{ recap.hosts | listed }}, {{ recap.tweets | how_many('tweet') }}"
        "{% for part in recap.sections %} {{ part.name }}={{ part.quotes | length }}{% endfor %}{% endfor %}.\n",
    )
    assert text == "#gardenchat, 23 March 2021: mira_k and dun_oakhey, 34 tweets Q1=5 Q2=4 Q3=4.\n"


@pytest.mark.parametrize(("name", "format"), [("post.md", "md"), ("post.html.j2", "html"), ("post.txt", "md")])
def test_the_body_is_ours(by, name: str, format: str) -> None:  # type: ignore[no-untyped-def]  # noqa: A002
    """`body` is what chatlens would write, in the language that the template's name says, not escaped once more."""
    body, whole = by(name, "{{ body }}"), golden.chat(SAMPLE).recap(format)
    assert body in whole
    assert "<h1>" in body if format == "html" else body == whole


@pytest.mark.parametrize("name", ["post.md", "post.html"])
def test_what_it_prints_is_escaped(by, name: str) -> None:  # type: ignore[no-untyped-def]
    """Hostile tweets are text in a template's Markdown and HTML as well, as a line and as a quotation."""
    chat = chatlens.analyse(hostile.transcript())
    markdown = name.endswith("md")
    line = "{{ quote.text | replace('\\n', ' ') }}" if markdown else "<p>{{ quote.text | replace('\\n', ' ') }}</p>"
    whole = "{{ quote.text | quoted }}" if markdown else "<blockquote>{{ quote.text | quoted }}</blockquote>"
    loop = "{% for quote in recaps[0].sections[0].quotes %}"
    text = by(name, f"{loop}{line}\n\n{whole}\n\n{{% endfor %}}", chat)
    found = (
        reading_back.markdown(text)
        if markdown
        else reading_back.page(recap._html.page("t", text.replace("<blockquote><p>", "<blockquote>\n<p>")))
    )
    quotes = recap.draft(chat.analyses)[0].sections[0].quotes
    assert [type(block) for block in found] == [Paragraph, Quotation] * len(quotes)
    for block, quote in zip(found[::2], quotes, strict=True):
        assert isinstance(block, Paragraph)
        assert block.spans == (Text(quote.text.replace("\n", " ")),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("fine\n{% for %}", "line 2: "),
        ("{{ nobody }}", "'nobody' is undefined"),
        ("\n\n{{ recaps[0].nothing }}", "line 3: "),
        ("{{ recaps[0].title + 1 }}", "line 1: "),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ [][5] }}", "no element 5"),
        ("{% include '/etc/passwd' %}", "line 1: "),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "unsafe"),
        ("{{ recaps.__class__.__base__ }}", "unsafe"),
        ("{% for a in range(999999999) %}x{% endfor %}", "Range too big"),
        ("{{ recaps[0].title | nofilter }}", "nofilter"),
    ],
)
def test_a_broken_template_is_one_error(cli: Cli, tmp_path: Path, text: str, why: str) -> None:
    """Whatever is wrong, one line names the file, the line where it is known, and what; nothing is written."""
    path = tmp_path / "post.md"
    path.write_text(text)
    found = cli("recap", SAMPLE, "--template", path, "-o", tmp_path / "out.md", "-q", code=2)
    assert found.err.count("\n") == 1
    assert "post.md" in found.err
    assert why in found.err
    assert "The README says what templates are given." in found.err
    assert not (tmp_path / "out.md").exists()


def test_it_writes_any_file(cli: Cli, tmp_path: Path) -> None:
    """The template says what it makes, so the output may have any name."""
    path = tmp_path / "post.tex"
    path.write_text("\\section{ {{- recaps[0].title -}} }\n")
    cli("recap", SAMPLE, "--template", path, "-o", tmp_path / "out.tex")
    assert (tmp_path / "out.tex").read_text() == "\\section{#gardenchat, 23 March 2021}\n"


def test_a_missing_template(cli: Cli, tmp_path: Path) -> None:
    """It is an input that cannot be read."""
    assert "there is no such file" in cli("recap", SAMPLE, "--template", tmp_path / "no.md", code=1).err


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0\0"], ids=["empty", "a picture"])
def test_a_template_without_text(cli: Cli, tmp_path: Path, content: bytes) -> None:
    """What to do about it is said of templates, not of transcripts."""
    (tmp_path / "post.md").write_bytes(content)
    told = cli("recap", SAMPLE, "--template", tmp_path / "post.md", code=1).err
    assert "Name a text file in the language of jinja2" in told
    assert "tweets" not in told


def test_without_jinja2(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says what to install; without a template nothing is needed."""
    imported = builtins.__import__

    def without(name: str, *args: object, **more: object) -> object:
        if name.split(".")[0] == "jinja2":
            raise ImportError(name)
        return imported(name, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    path = tmp_path / "post.md"
    path.write_text("{{ body }}")
    error = cli("recap", SAMPLE, "--template", path, "-q", code=1).err
    assert error == f"chatlens: error: Templates need jinja2, which is not installed. {installing('templates')}.\n"
    cli("recap", SAMPLE, "-q")


def test_the_readmes_template_works(by) -> None:  # type: ignore[no-untyped-def]
    """What the README shows is a template, and makes Markdown of headings and quotations."""
    readme = (readme_parts.ROOT / "README.md").read_text(encoding="utf-8")
    [template] = re.findall(r"```jinja\n(.*?)```", readme, re.DOTALL)
    blocks = reading_back.markdown(by("post.md", template))
    assert [type(block) for block in blocks[:4]] == [Heading, Heading, Quotation, Quotation]
    assert sum(isinstance(block, Quotation) for block in blocks) == 13
    assert "KofiAtPlot9" in repr(blocks[2])


def test_the_readme_says_what_templates_are_given() -> None:
    """Every filter of ours is named there; the fields are written from the code."""
    readme = (readme_parts.ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in ("recaps", "body", "listed", "times", "quoted") if f"`{name}`" not in readme] == []
    assert '`how_many("tweet")`' in readme


def test_jinja2_is_loaded_for_templates_alone() -> None:
    """A recap without a template works where jinja2 is absent, and costs nothing of it."""
    import subprocess

    code = "import sys, chatlens; chatlens.load(sys.argv[1]).recap('html'); assert 'jinja2' not in sys.modules"
    subprocess.run([sys.executable, "-c", code, str(SAMPLE)], check=True, timeout=60)
