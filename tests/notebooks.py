"""The notebooks in `samples/notebooks/`: run by `make docs`, which keeps what they show, and compared by
`test_notebooks.py`.

    python tests/notebooks.py --write

They need the packages nbclient and ipykernel, and matplotlib for the pictures.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "samples" / "notebooks"
SECONDS = 120  # that a cell may take on a busy machine


def notebooks() -> list[Path]:
    """Every notebook, by name."""
    return sorted(FOLDER.glob("*.ipynb"))


def executed(path: Path) -> Any:
    """The notebook, run from its own folder, with what its cells show. Raises `CellExecutionError` where one fails."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    ).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when it ran
    notebook.metadata.pop("language_info", None)  # which Python ran it
    return notebook


def shown(notebook: Any) -> Iterator[tuple[str, str]]:
    """What the cells show: the kind of each output and its text. Bytes of pictures, their library's, are left out."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                yield output.name, output.text
                continue
            for kind, data in sorted(output.get("data", {}).items()):
                yield kind, "" if kind.startswith("image/") else data


def main() -> None:
    """Run the notebooks and write them with what they show."""
    import nbformat

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", required=True, help="write the notebooks")
    parser.parse_args()
    for path in notebooks():
        before, now = nbformat.read(path, as_version=4), executed(path)
        if list(shown(before)) != list(shown(now)):
            nbformat.write(now, path)
            print(f"wrote {path.name}")


if __name__ == "__main__":
    main()
