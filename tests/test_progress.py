"""How far the work is: told by the stage, shown on a terminal alone, and stopped by Ctrl-C."""

from __future__ import annotations

import csv
import io
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import chatlens
from chatlens import repeats
from chatlens.cli import progress
from chatlens.cli.options import Display
from conftest import Terminal
from generated import Maker

LOUD = Display(None, None, False, None, None, "auto", None, False, False, False, ())


class Clock:
    """A clock that is moved by hand."""

    seconds = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.seconds


def terminal(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    """What a terminal, from now on in the place of stderr, is sent."""
    for variable in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(variable, raising=False)
    sent = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", Terminal(sent, encoding="utf-8", write_through=True))
    return sent


def test_stages_are_told_in_order() -> None:
    """Each stage is told once, from its start on, and its share only grows, up to all of it."""
    told: list[tuple[str, float]] = []
    tweets = Maker().tweets(1_500)
    repeats.group(tweets, [()] * len(tweets), 90.0, lambda stage, share: told.append((stage, share)))
    assert list(dict.fromkeys(stage for stage, _ in told)) == ["folding tweets", "comparing tweets", "grouping repeats"]
    assert told == sorted(told, key=lambda row: (list(dict.fromkeys(s for s, _ in told)).index(row[0]), row[1]))
    assert all(0 <= share <= 1 for _, share in told)
    assert ("comparing tweets", 1.0) in told


def test_python_is_told(tmp_path: Path) -> None:
    """`load` passes it on, transcript by transcript."""
    path = tmp_path / "chat.txt"
    path.write_text("".join(f"{text}\n" for _, text in Maker().texts(40)), encoding="utf-8")
    told: list[str] = []
    chatlens.load(path, path, progress=lambda stage, _: told.append(stage))
    assert told.count("folding tweets") == 2


def test_nothing_is_shown_under_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most chats need no bar, and it does not flash up for them."""
    sent, clock = terminal(monkeypatch), Clock()
    bar = progress.Bar(clock)
    clock.seconds = 0.9
    bar.tell("comparing tweets", 0.5)
    bar.end()
    assert sent.getvalue() == b""


def test_stage_share_and_time_left_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar says what is being done, how much of it is, and takes itself away."""
    sent, clock = terminal(monkeypatch), Clock()
    bar = progress.Bar(clock)
    clock.seconds = 1.5
    bar.tell("comparing tweets", 0.25)
    bar.tell("comparing tweets", 0.5)
    bar.tell("grouping repeats", 0.75)
    bar.end()
    shown = sent.getvalue().decode()
    assert "grouping repeats" in shown
    assert "75%" in shown
    assert "left" in shown
    assert shown.endswith("\x1b[2K")


def test_quiet_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """-q is quiet on a terminal too."""
    terminal(monkeypatch)
    with progress.shown(LOUD) as told:
        assert told is not None
    with progress.shown(LOUD._replace(quiet=True)) as told:
        assert told is None


def test_no_terminal_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files and pipes get no bar; nor does a program without stderr."""
    for stream in (io.StringIO(), None):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress.shown(LOUD) as told:
            assert told is None


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_ctrl_c_while_comparing(tmp_path: Path) -> None:
    """Ctrl-C ends the work within a second, with 130 and one line, and leaves no file, whole or in part."""
    path = tmp_path / "chat.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("username", "text"))
        rows.writerows(Maker().texts(15_000))
    here, there = os.openpty()
    command = [
        sys.executable,
        "-m",
        "chatlens",
        "tweets",
        str(path),
        "--similarity",
        "50",
        "-o",
        str(tmp_path / "o.csv"),
    ]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=there, preexec_fn=heed_ctrl_c
    ) as process:
        os.close(there)
        try:
            shown = seen_until(here, b"comparing tweets", seconds=60)
            assert b"comparing tweets" in shown, shown
            time.sleep(0.5)
            assert process.poll() is None
            pressed = time.monotonic()
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=10) == 130
            took = time.monotonic() - pressed
        finally:
            process.kill()
    assert b"chatlens: interrupted" in seen_until(here, b"interrupted", seconds=5)
    os.close(here)
    assert [child.name for child in tmp_path.iterdir()] == ["chat.csv"]
    assert took < 1.0


def heed_ctrl_c() -> None:
    """What a shell starts in the background is deaf to Ctrl-C, and so is all that it starts: not this."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def seen_until(descriptor: int, words: bytes, seconds: float) -> bytes:
    """What a terminal shows until it has shown these words, its end has come, or so many seconds are over."""
    shown, end = b"", time.monotonic() + seconds
    while words not in shown and (left := end - time.monotonic()) > 0:
        if select.select([descriptor], [], [], left)[0]:
            try:
                piece = os.read(descriptor, 4096)
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            shown += piece
    return shown
