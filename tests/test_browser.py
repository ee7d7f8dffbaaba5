"""A recap's page in a real browser: Debian's chromium, driven by playwright. Skipped where either is not installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
import pytest

import chatlens
import golden
import hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: uv sync")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: apt-get install chromium")

WIDTHS = (1200, 400)
"""Pixels of a computer's window and of a small telephone."""

SCHEMES = ("light", "dark")
READABLE = 4.5
"""Contrast of text to what is behind it, as the Web Content Accessibility Guidelines ask for (AA)."""


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(name="pages", scope="module")
def _pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A friendly draft with everything in it, and one of hostile tweets."""
    folder = tmp_path_factory.mktemp("pages")
    friendly = golden.chat(golden.SAMPLES / "gardenchat.tags.csv")
    nasty = chatlens.analyse(hostile.transcript())
    texts = {
        "friendly": friendly.recap("html", next="Tuesday 6 April: https://example.org/next", link_handles=True),
        "hostile": nasty.recap("html", per_question=100, next="\n\n".join(hostile.TWEETS)),
    }
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


class Watched:
    """A page that is open, and everything that it tried."""

    def __init__(self, browser: Browser, path: Path, **settings: Any) -> None:
        self.context = browser.new_context(**settings)
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(path.as_uri())

    def __enter__(self) -> Page:
        return self.page

    def __exit__(self, *problem: object) -> None:
        self.context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["friendly", "hostile"])
def test_it_fits_and_can_be_read(browser: Browser, pages: dict[str, Path], name: str, width: int, scheme: str) -> None:
    """Nothing stands out to the side, on a computer or a telephone, and every text has contrast, by day and night."""
    with Watched(browser, pages[name], viewport={"width": width, "height": 900}, color_scheme=scheme) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        measured = page.evaluate(
            """() => [...document.querySelectorAll('h1, h2, p, li, a, em, strong')].map(element => {
                const box = element.getBoundingClientRect(), style = getComputedStyle(element);
                return [style.color, box.left, box.right, parseFloat(style.fontSize)];
            })"""
        )
        behind = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert len(measured) > 20
        for color, left, right, size in measured:
            assert contrast(color, behind) >= READABLE
            assert 0 <= left <= right <= width + 1
            assert size >= 14
        dark = luminance(behind) < 0.2
        assert dark == (scheme == "dark")
        assert page.evaluate("document.querySelector('p').getBoundingClientRect().width") <= 700


@pytest.mark.parametrize("name", ["friendly", "hostile"])
def test_nothing_is_fetched_and_nothing_runs(browser: Browser, pages: dict[str, Path], name: str) -> None:
    """The page asks for itself alone; no script, handler or dialog comes of any tweet, also when one plays with it."""
    watched = Watched(browser, pages[name], viewport={"width": 1200, "height": 900})
    with watched as page:
        page.wait_for_load_state("networkidle")
        for element in page.query_selector_all("a")[:10]:
            element.hover()
            element.focus()
        page.mouse.wheel(0, 10_000)
        assert page.evaluate("window.hacked") is None
        assert page.evaluate("document.querySelectorAll('script, iframe, object, embed, form, link, svg').length") == 0
        assert page.evaluate("[...document.links].every(link => /^https?:$/.test(link.protocol))")
    assert watched.asked == [pages[name].as_uri()]
    assert watched.said == []


def test_the_watch_sees_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    """The test above can fail: a page that does such things is caught."""
    path = tmp_path / "wrong.html"
    path.write_text("<script>window.hacked = 1; alert('hacked')</script><img src='https://evil.example/x.png'>")
    watched = Watched(browser, path)
    with watched as page:
        assert page.evaluate("window.hacked") == 1
    assert "hacked" in watched.said
    assert "https://evil.example/x.png" in watched.asked


def test_the_policy_alone_would_stop_it(browser: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    """Should a script or a picture ever get into a page, its own policy forbids them."""
    path = tmp_path / "broken.html"
    wrong = "<script>window.hacked = 1</script><img src='https://evil.example/x.png' onerror='window.hacked = 1'>"
    path.write_text(pages["friendly"].read_text(encoding="utf-8").replace("</body>", f"{wrong}</body>"))
    with Watched(browser, path) as page:
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.hacked") is None


def test_select_all_and_copy(browser: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    """What is copied and pasted into an editor has the page's headings, quotations, lists and links, in order."""
    editor = tmp_path / "editor.html"
    editor.write_text("<!DOCTYPE html><div id=editor contenteditable style='min-height: 200px'></div>")
    with Watched(browser, pages["friendly"]) as page:
        outline = page.evaluate(OUTLINE, "body")
        page.keyboard.press("Control+A")
        page.keyboard.press("Control+C")
        page.goto(editor.as_uri())
        page.click("#editor")
        page.keyboard.press("Control+V")
        pasted = page.evaluate("document.querySelector('#editor').innerHTML")
        assert page.evaluate(OUTLINE, "#editor") == outline
    kinds = [kind for kind, _, _ in outline]
    assert {"H1", "H2", "BLOCKQUOTE", "LI", "A"} <= set(kinds)
    assert kinds.count("BLOCKQUOTE") > 5
    assert "<script" not in pasted
    html5lib.parseFragment(pasted)


OUTLINE = """selector => [...document.querySelector(selector).querySelectorAll('h1, h2, blockquote, li, a')].map(
    element => [element.tagName, element.innerText.trim().replace(/\\s+/g, ' '), element.getAttribute('href')])"""
"""What an editor must keep: each element with its words, and where it leads."""


def test_it_prints(browser: Browser, pages: dict[str, Path]) -> None:
    """The page becomes a PDF of a few sheets, on white paper, by night as well."""
    with Watched(browser, pages["friendly"], color_scheme="dark") as page:
        data = page.pdf(format="A4")
        assert data.startswith(b"%PDF-")
        assert 1 <= data.count(b"/Type /Page\n") <= 6
        page.emulate_media(media="print", color_scheme="dark")
        assert luminance(page.evaluate("getComputedStyle(document.body).backgroundColor")) > 0.9
        assert contrast(page.evaluate("getComputedStyle(document.body).color"), "rgb(255, 255, 255)") > 10


def luminance(color: str) -> float:
    """Relative luminance of a colour as browsers write it, 0-1."""
    channels = [float(part) / 255 for part in color.partition("(")[2].rstrip(")").split(",")[:3]]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1-21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
