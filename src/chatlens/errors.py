"""What can go wrong on the user's side. Each error keeps its facts and says what to do next.

    ChatlensError                exit code 1
    ├── SourceError              a file cannot be read
    ├── ShapeError               the text is no chat, or of no single known shape
    ├── OutputError              the result cannot be written
    ├── PictureError             the transcript has nothing that this picture could show
    └── OptionError              an option's value makes no sense (exit code 2)

A mistake by a programmer is a plain TypeError or ValueError.
"""

from __future__ import annotations


def shown(name: str) -> str:
    """A file name or argument as a message may print it: control characters and surrogates escaped.

    >>> shown("a\\x1b[31m.txt")
    'a\\\\x1b[31m.txt'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in name)


def installing(extra: str) -> str:
    """How to get what an extra installs, as the README says it: in the repository's folder, in any system's shell.

    >>> installing("excel")
    'Install it in the folder of chatlens with pip install ".[excel]" (with uv: uv run --no-dev --extra excel chatlens)'
    """
    return (
        f'Install it in the folder of chatlens with pip install ".[{extra}]" '
        f"(with uv: uv run --no-dev --extra {extra} chatlens)"
    )


class ChatlensError(Exception):
    """Base of all errors that a user can mend: `what` happened (and where), and what to do `next`."""

    exit_code = 1

    def __init__(self, what: str, next: str = "") -> None:
        self.what = what
        self.next = next
        super().__init__(f"{what} {next}".strip())


class SourceError(ChatlensError):
    """A file or pipe cannot be read, or holds no text."""

    def __init__(self, name: str, reason: str, next: str = "") -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{shown(name)}: {reason}.", next)


class ShapeError(ChatlensError):
    """The text is of no known shape, or two shapes claim it."""

    def __init__(self, name: str, reason: str, next: str = "", shapes: tuple[str, ...] = ()) -> None:
        self.name = name
        self.reason = reason
        self.shapes = shapes
        super().__init__(f"{shown(name)}: {reason}.", next)


class OutputError(ChatlensError):
    """The result cannot be written; nothing was changed on disk."""

    def __init__(self, name: str, reason: str, next: str = "") -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{shown(name)}: {reason}.", next)


class PictureError(ChatlensError):
    """There is nothing to draw: what the picture shows is not in the transcript, or too much of it is."""

    def __init__(self, kind: str, reason: str, next: str = "") -> None:
        self.kind = kind
        self.reason = reason
        super().__init__(f"No picture of kind {kind}: {reason}.", next)


class OptionError(ChatlensError):
    """An option's value makes no sense."""

    exit_code = 2
