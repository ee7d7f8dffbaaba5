"""Fixtures that several test modules share."""

from __future__ import annotations

import io
import sys
from typing import NamedTuple, Protocol

import pytest
from hypothesis import settings

settings.register_profile("chatlens", deadline=None)  # a busy machine is no mistake in the code
settings.load_profile("chatlens")


class Result(NamedTuple):
    """What a run of the command did."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """Its output as text."""
        return self.out.decode("utf-8")


class Terminal(io.TextIOWrapper):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Whether somebody sits before it."""
        return True


class Cli(Protocol):
    """Runs the command in this process; `stdin` None is a terminal at which nobody types."""

    def __call__(
        self, *args: object, code: int = 0, stdin: bytes | None = None, encoding: str = "utf-8", terminal: bool = False
    ) -> Result:
        """Its exit code and what it wrote."""
        ...


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run the command, print what it said, and assert success unless another exit code is expected."""
    from chatlens.cli import main

    for variable in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(variable, raising=False)

    def run(
        *args: object, code: int = 0, stdin: bytes | None = None, encoding: str = "utf-8", terminal: bool = False
    ) -> Result:
        out, err = io.BytesIO(), io.BytesIO()
        kind = Terminal if terminal else io.TextIOWrapper
        entered = Terminal(io.BytesIO()) if stdin is None else io.TextIOWrapper(io.BytesIO(stdin))
        with monkeypatch.context() as streams:
            streams.setattr(sys, "stdin", entered)
            streams.setattr(sys, "stdout", kind(out, encoding=encoding, newline=""))
            streams.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8", write_through=True))
            ended = main([str(arg) for arg in args])
            sys.stdout.flush()
            result = Result(ended, out.getvalue(), err.getvalue().decode("utf-8"))
        print(result.out.decode(encoding, "replace"))
        print(result.err)
        assert result.code == code, f"exit code {result.code}, not {code}"
        return result

    return run
