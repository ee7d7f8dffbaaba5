"""The architecture: imports go one way, each library has its home, and help loads none of the heavy ones."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"

STAGES = (
    ("errors",),
    ("models",),
    (
        "entities",
        "labels",
        "forms",
        "_collector",
        "_ellipses",
        "_lengths",
        "_phrases",
        "_scanning",
        "_urls",
        "_variants",
        "_words",
    ),
    ("_long_files", "_workbooks"),
    ("_decoding",),
    ("sources",),
    ("readers",),
    ("sessions",),
    ("conventions",),
    ("repeats",),
    ("questions",),
    ("links",),
    ("placing",),
    ("selection", "wishes", "corrections", "provenance"),
    ("privacy",),
    ("notices",),
    ("analysis",),
    ("tables",),
    ("renderers",),
    ("pictures",),
    ("report", "recap", "export"),
    ("api",),
    ("chatlens",),
    ("cli",),
    ("__main__",),
)
"""Modules of the package by rank, lowest first; each may import what stands before it. "chatlens" is the package
itself, which exports what `api` offers."""

VOCABULARY = STAGES[2]
"""The one rank whose modules may import each other."""

RANK = {name: rank for rank, names in enumerate(STAGES) for name in names}

OUTPUT = ("tables", "renderers", "pictures", "report", "recap", "export", "api", "cli")
HOMES = {
    "click": ("cli",),
    "numpy": ("readers", "sessions", "repeats", "placing", *OUTPUT),
    "pandas": ("readers", *OUTPUT),
    "rapidfuzz": ("repeats",),
    "regex": ("_scanning", "_lengths", "labels", "forms", "_urls", "_words", "readers", "repeats", "placing", "tables"),
    "rich": ("renderers", "report", "cli"),
}
"""Libraries and the modules that may import them."""

EXTRAS = {
    "jinja2": ("recap",),
    "matplotlib": ("pictures",),
    "networkx": ("pictures",),
    "xlsxwriter": ("renderers",),
}
"""The same for libraries that an extra installs."""

HEAVY = (HOMES.keys() | EXTRAS.keys()) - {"click"}
"""Libraries that cost more to import than the command's help may take: imported inside functions alone."""

VARIANTS = ("readers", "tables", "renderers", "pictures")
"""Folders that are registries: their modules without leading underscore are variants."""


class Import(NamedTuple):
    """One imported module."""

    at: str  # file and line, for messages
    importer: str  # dotted name
    imported: str  # dotted name
    on_load: bool  # runs when the importing module is loaded


def modules() -> dict[str, Path]:
    """All modules of the package by dotted name."""
    paths = (SOURCE / "chatlens").rglob("*.py")
    return {".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


def stage(module: str) -> str:
    """The ranked name that a module of ours belongs to: `chatlens.readers._hashtag` -> `readers`."""
    return module.split(".")[1] if "." in module else module


def imports() -> list[Import]:
    """Every import statement of the package, those for type checkers included."""
    known = modules()
    return [
        found
        for name, path in known.items()
        for node, on_load in statements(ast.parse(path.read_text(encoding="utf-8")), on_load=True)
        for found in resolved(name, path, node, on_load, known)
    ]


def statements(node: ast.AST, *, on_load: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """The import statements below a node, and whether they run when the module is loaded."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, on_load
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from statements(child, on_load=False)
        elif isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            for branch, runs in ((child.body, False), (child.orelse, on_load)):
                yield from statements(ast.Module(branch, []), on_load=runs)
        else:
            yield from statements(child, on_load=on_load)


def resolved(
    importer: str, path: Path, node: ast.Import | ast.ImportFrom, on_load: bool, known: dict[str, Path]
) -> Iterator[Import]:
    """The modules that a statement imports: `from chatlens import links` imports `chatlens.links`."""
    at = f"{path.relative_to(ROOT)}:{node.lineno}"
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    else:
        assert node.level == 0, f"{at}: write `from chatlens... import`, not a relative import"
        below = [f"{node.module}.{alias.name}" for alias in node.names]
        names = [name if name in known else node.module for name in below]
    for name in dict.fromkeys(names):
        yield Import(at, importer, name, on_load)


IMPORTS = imports()
OURS = [found for found in IMPORTS if found.imported.split(".")[0] == "chatlens"]


def test_every_module_has_a_rank() -> None:
    """A new module says where it stands in the way of the data."""
    for name, path in modules().items():
        assert stage(name) in RANK, (
            f"{path.relative_to(ROOT)} has no rank: add {stage(name)!r} to STAGES in tests/test_imports.py"
        )
    gone = RANK.keys() - {stage(name) for name in modules()}
    assert not gone, f"STAGES in tests/test_imports.py names modules that are gone: {gone}"


def test_imports_are_found() -> None:
    """The checks below see the package's imports, those inside functions and those for type checkers too."""
    code = "import a\ndef f():\n import b\nif TYPE_CHECKING:\n import c\nclass C:\n import d\nfor x in y:\n import e"
    found = {node.names[0].name: on_load for node, on_load in statements(ast.parse(code), on_load=True)}
    assert found == {"a": True, "b": False, "c": False, "d": True, "e": True}
    assert {(stage(i.importer), stage(i.imported)) for i in OURS} >= {("cli", "tables"), ("analysis", "readers")}


def test_imports_go_down() -> None:
    """No module imports what comes later on the way of the data, nor a neighbour of its rank."""
    wrong = []
    for found in OURS:
        importer, imported = stage(found.importer), stage(found.imported)
        neighbours = importer == imported or (importer in VOCABULARY and imported in VOCABULARY)
        if not neighbours and RANK[imported] >= RANK[importer]:
            wrong.append(f"{found.at}: {importer} imports {imported}, which stands above it or beside it")
    assert not wrong, "\n".join(wrong)


def test_variants_do_not_know_each_other() -> None:
    """A variant can be taken away: what two of them share is in a module with a leading underscore."""
    variant = re.compile(rf"chatlens\.(?:{'|'.join(VARIANTS)})\.[a-z]\w*")
    wrong = [found for found in OURS if variant.fullmatch(found.imported)]
    assert not wrong, "\n".join(f"{found.at}: imports the variant {found.imported}" for found in wrong)


def test_libraries_stay_in_their_homes() -> None:
    """A library is imported where DESIGN says, and nothing is imported that is not declared."""
    wrong = []
    for found in IMPORTS:
        library = found.imported.split(".")[0]
        if library == "chatlens" or library in sys.stdlib_module_names:
            continue
        homes = HOMES.get(library) or EXTRAS.get(library)
        assert homes, f"{found.at}: {library} has no home; name it in HOMES or EXTRAS here, and in pyproject.toml"
        if stage(found.importer) not in homes:
            wrong.append(f"{found.at}: {library} belongs to {', '.join(homes)}")
    assert not wrong, "\n".join(wrong)


def test_homes_are_the_declared_dependencies() -> None:
    """Each dependency has a home, and each home a dependency; what only an extra installs is of that extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    optional = [row for name, rows in extras.items() if name != "test" for row in rows]
    needed, more = ({re.match(r"[\w-]+", row)[0] for row in rows} for rows in (project["dependencies"], optional))  # type: ignore[index]
    assert needed == HOMES.keys()
    assert more >= EXTRAS.keys()


def test_heavy_libraries_are_imported_inside_functions() -> None:
    """Loading a module of ours loads none of them: help and error messages come at once."""
    wrong = [found for found in IMPORTS if found.on_load and found.imported.split(".")[0] in HEAVY]
    assert not wrong, "\n".join(
        f"{found.at}: import {found.imported} inside the function that needs it" for found in wrong
    )


@pytest.mark.parametrize("args", [["--help"], ["summarize", "--help"]], ids=" ".join)
def test_help_loads_no_heavy_library(args: list[str]) -> None:
    """The help of the installed command, in a process of its own, imports none of them."""
    code = "import sys; from chatlens.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True, timeout=60)
    assert "Usage: chatlens" in done.stdout
    assert not HEAVY & set(done.stderr.split())


def test_the_list_of_commands_loads_none() -> None:
    """`chatlens --help` imports no command, and nothing that reads, draws or writes."""
    code = "import sys; from chatlens.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    loaded = {name.removeprefix("chatlens.") for name in done.stderr.split() if name.startswith("chatlens.")}
    allowed = {"_variants", "cli", "cli.group", "cli.program", "errors", "tables", "tables._summary"}
    assert not {name for name in loaded - allowed if not re.fullmatch(r"tables\.[a-z]+", name)}


PRIVATE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/|\.\./shared|\.librar[y]\b")
"""Folders of one machine."""


def repository() -> Iterator[Path]:
    """The repository's text files; what .gitignore names is left out."""
    ignored = {".git", *(line.rstrip("/") for line in (ROOT / ".gitignore").read_text().splitlines())}
    folders = [ROOT]
    while folders:
        for path in folders.pop().iterdir():
            if path.name in ignored or path.suffix == ".pyc" or path.is_symlink():
                continue
            if path.is_dir():
                folders.append(path)
            else:
                yield path


def test_no_path_of_a_developers_machine() -> None:
    """Nothing in the repository points at a folder outside of it."""
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {found[0]}"
        for path in repository()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").split("\n"), 1)
        if (found := PRIVATE.search(line))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("line", ["see /" + "work/main", "cd ../" + "shared", '"/' + 'root/x"', "/ho" + "me/ann/x"])
def test_paths_of_machines_are_recognised(line: str) -> None:
    """The check above sees such paths."""
    assert PRIVATE.search(line)
