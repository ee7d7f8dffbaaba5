"""The Tab key: a script for each shell, and what it is told to complete."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Cli

COMMAND = Path(sys.executable).parent / "chatlens"

needs_command = pytest.mark.skipif(not COMMAND.exists(), reason="chatlens is not installed as a command here")


def completed(*words: str) -> list[str]:
    """What the installed command offers in the place of the last word."""
    told = {**os.environ, "COMP_WORDS": " ".join(("chatlens", *words)), "COMP_CWORD": str(len(words))}
    done = subprocess.run(
        [COMMAND], env={**told, "_CHATLENS_COMPLETE": "bash_complete"}, capture_output=True, text=True, timeout=60
    )
    assert not done.stderr
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


@needs_command
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("su",), ["summarize"]),
        (("tweets", "--min"), ["--min-confidence"]),
        (("tweets", "-f", "js"), ["json", "jsonl"]),
        (("tweets", "--from", "bul"), ["bullets"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
    ],
    ids=" ".join,
)
def test_what_is_offered(words: tuple[str, ...], offered: list[str]) -> None:
    """Commands, options, and the names that an option takes."""
    assert completed(*words) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script_of_each_shell(cli: Cli, shell: str) -> None:
    """Each shell gets a script of its own that calls the command back in its way, and that it can parse."""
    script = cli("completion", shell).text
    assert f"_CHATLENS_COMPLETE={shell}_complete" in script
    if found := shutil.which(shell):
        done = subprocess.run([found, "-n"], input=script, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stderr) == (0, "")


def test_without_a_shell_there_is_help(cli: Cli) -> None:
    """No argument shows how it is used."""
    assert "completion bash" in cli("completion", code=2).err
