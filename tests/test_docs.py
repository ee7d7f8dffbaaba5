"""README and CONTRIBUTING: what they say is what the code does."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest

import chatlens
import golden
import pictures_of_terminal
import readme_parts
from chatlens.errors import installing
from chatlens.tables import tables
from conftest import Cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")

TWO_COMMANDS = (
    "pip install uv && uv run --no-dev chatlens summarize samples/gardenchat.txt",
    "uv run pytest",
)
"""What a fresh machine with Python needs; `.ci/run` runs them as they stand in the README."""

SHOWN = 20
"""Lines of a difference that a message shows."""


@pytest.mark.parametrize("name", readme_parts.DOCUMENTS)
def test_document_is_what_the_code_does(name: str) -> None:
    """The generated parts and the output of every example are those of the code."""
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = list(
        difflib.unified_diff(text.split("\n"), readme_parts.renewed(text).split("\n"), "written", "now", "", "", 0)
    )
    assert not lines, "\n".join([f"{name} is behind the code. Run `make docs` and review the diff.", *lines[:SHOWN]])


def test_picture_is_what_the_command_prints() -> None:
    """The terminal at the top of the README shows what the sample's report looks like now."""
    assert f"]({pictures_of_terminal.PICTURE.relative_to(ROOT).as_posix()})" in README
    written = pictures_of_terminal.PICTURE.read_text(encoding="utf-8")
    assert written == pictures_of_terminal.picture(), "The picture is behind the code. Run `make docs` and look at it."


def test_picture_fetches_nothing() -> None:
    """It is an SVG whose only address is the name of its own language."""
    written = pictures_of_terminal.PICTURE.read_text(encoding="utf-8")
    tree = ElementTree.fromstring(written)
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    assert "gardenchat" in "".join(tree.itertext())
    assert re.findall(r"url\((?!#)|(?:href|src)=|@import|<script", written) == []


def test_extras_are_installed_in_one_way() -> None:
    """The README asks for each extra as the error messages do."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    written = re.findall(r"pip install (?!uv\b|\. )([^`\n]*)`", README)
    asked = {name for one in written for name in re.fullmatch(r'"\.\[([a-z,]+)\]"', one)[1].split(",")}  # type: ignore[index]
    assert asked == project["optional-dependencies"].keys() - {"test"}
    assert all(f'pip install ".[{name}]"' in installing(name) for name in asked)


@pytest.mark.parametrize("part", readme_parts.PARTS)
def test_every_part_stands_in_a_document(part: str) -> None:
    """What can be generated is shown, once."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in readme_parts.DOCUMENTS]
    assert [found["name"] for text in texts for found in readme_parts.PART.finditer(text)].count(part) == 1


@pytest.mark.parametrize("command", ["summarize", "csv"])
def test_examples_show_the_sample(command: str) -> None:
    """The README shows the report and a CSV table of the sample, each run by the test above."""
    shown = [found["command"] for found in readme_parts.CONSOLE.finditer(README)]
    assert [line for line in shown if re.search(rf"\b{command}\b", line) and "samples/" in line]


def test_every_console_block_is_run() -> None:
    """No console block escapes the test above, and none shows an error."""
    assert README.count("```console") == len(list(readme_parts.CONSOLE.finditer(README))) > 1
    assert "chatlens: error" not in README


def test_python_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python in the README runs in the repository and finds something."""
    monkeypatch.chdir(ROOT)
    [code] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)
    assert isinstance(names["chat"], chatlens.Chat)
    assert len(names["best"])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", tables())
def test_every_command_is_explained(cli: Cli, name: str) -> None:
    """A command has help with an example, and the README names it."""
    text = cli(name, "--help").text
    assert re.search(rf"Example:\n +chatlens {name} ", text)
    assert f"`chatlens {name}`" in README


@pytest.mark.parametrize("command", TWO_COMMANDS, ids=["install and run", "test"])
def test_the_two_commands_stand_alone(command: str) -> None:
    """The README's two commands can be copied as a line, and `.ci/run` runs each of them."""
    assert command in README.split("\n")
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("column", ["role", "method", "repeat_kind"])
def test_words_in_cells_are_explained(column: str) -> None:
    """Every word that the samples' tweets have in these columns is explained in the README."""
    used = {word for sample in golden.samples() for word in golden.chat(sample).tweets[column].dropna()}
    assert used
    assert sorted(word for word in used if f"`{word}`" not in README) == []


def test_make_help_names_every_target() -> None:
    """`make help` lists what the Makefile can do: each target says in its line what it is for."""
    rules = re.findall(r"^([a-z]+):(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {name for name, _ in rules} >= {"help", "check", "format", "golden", "docs", "build", "clean"}
    assert [name for name, rest in rules if "## " not in rest] == []
