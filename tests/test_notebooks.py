"""The notebooks of the samples run from beginning to end, and show what is kept in them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

import notebooks

MISSING = [name for name in ("nbclient", "ipykernel", "matplotlib") if importlib.util.find_spec(name) is None]

NOTEBOOKS = pytest.mark.parametrize("path", notebooks.notebooks(), ids=lambda path: path.name)


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
@pytest.mark.filterwarnings("ignore")  # those of Jupyter's own libraries
@NOTEBOOKS
def test_notebook_runs_and_shows_what_it_showed(path: Path) -> None:
    """Every cell runs, in a kernel of its own, and the texts and tables are those that stand in the file."""
    import nbformat

    assert list(notebooks.shown(notebooks.executed(path))) == list(notebooks.shown(nbformat.read(path, as_version=4)))


@NOTEBOOKS
def test_notebook_goes_from_a_transcript_to_a_picture(path: Path) -> None:
    """It reads a sample, explains itself between the cells, and keeps a picture and no error."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    kinds = {kind for output in outputs for kind in output.get("data", ())}
    assert any("chatlens.load(" in cell for cell in code)
    assert len([cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]) >= len(code) / 2
    assert kinds & {"image/svg+xml", "image/png"}
    assert "error" not in {output["output_type"] for output in outputs}


def test_there_is_a_notebook() -> None:
    """The tests above test something."""
    assert notebooks.notebooks()
