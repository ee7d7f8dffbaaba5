"""Whoever is hidden is hidden everywhere: in every table, format and command, in notes, and for every input shape.

The tests loop over the registries and over `samples/`, so what is new is tested before anyone writes a test for it.
Into each sample go the ways in which a text can name somebody, behind some words of a tweet.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import chatlens
import golden
import workbooks
from chatlens import export, report
from chatlens.cli.group import ChatlensGroup
from chatlens.models import Options, Tweet
from chatlens.privacy._handles import is_plain
from chatlens.renderers import Settings, renderers
from chatlens.tables import tables
from conftest import Cli

SENTENCES = (b"taking notes", b"Keeping the rain off", b"Kettle on", b"Frost on the beans", b"for and against")
"""Words of the samples' tweets; each sample has some of them."""

NAMED = (
    " for @mira_k, dun_oakhey and ＠KofiAtPlot9: https://twitter.com/mira_k/status/1374450894632255488 "
    "bsky.app/profile/mira-k.bsky.social/post/3kg4bhb4fcbge pic.twitter.com/mirapic1 Mira Kestle #mira_k "
)
"""What is put behind such words."""

NO_TRANSCRIPT = {"formats", "completion"}
"""Commands that read none."""

NEEDED: dict[str, tuple[str, ...]] = {
    "explain": ("--tweet", "6"),
    "export": ("-o", "tables/"),
    "plot": ("-o", "pace.svg"),
}
"""What else a command must be given."""

RICHEST = golden.SAMPLES / "gardenchat.search-page.html"
"""A sample with handles, names, ids, addresses and unread text."""

LEFT_OUT = ("mira_k", "KofiAtPlot9", "mira-k.bsky.social", "kofiatplot9.bsky.social")
SAID = 5  # words in a row that nobody else says in the samples

RUNS = {
    "pseudonyms": Options(pseudonyms=True),
    "salt": Options(pseudonyms=True, salt="thyme"),
    "exclude": Options(exclude=LEFT_OUT),
    "both": Options(pseudonyms=True, exclude=LEFT_OUT),
}


@functools.cache
def transcript(sample: Path) -> bytes:
    """A sample in which people are named in all ways."""
    data = sample.read_bytes()
    sentence = next((words for words in SENTENCES if words in data), b"")
    return data.replace(sentence, sentence + NAMED.encode()) if sentence else data


@functools.cache
def true(sample: Path) -> chatlens.Chat:
    """What really stands there."""
    return chatlens.analyse(transcript(sample).decode("utf-8"))


def tweets(sample: Path) -> Iterator[Tweet]:
    """The tweets that really stand there."""
    for found in true(sample).analyses:
        yield from found.timeline.tweets


@functools.cache
def hidden(sample: Path, wish: str) -> chatlens.Chat:
    """The same with people hidden: analysed once for all that is made of it."""
    return chatlens.analyse(transcript(sample).decode("utf-8"), RUNS[wish])


@functools.cache
def telling(sample: Path, wish: str) -> frozenset[str]:
    """What must stand nowhere, folded: handles, names, ids and addresses; of who is left out their words, too."""
    options = RUNS[wish]
    everybody = options.pseudonyms
    excluded = {who.casefold() for who in options.exclude}
    found: set[str] = set()
    handles = {handle for table in ("tweets", "participants") for handle in _handles(true(sample), table)}
    for handle in handles:
        if (everybody or handle.casefold() in excluded) and not is_plain(handle):
            found.add(handle)
    for tweet in tweets(sample):
        theirs = tweet.author is not None and tweet.author.casefold() in excluded and tweet.retweet_of_id is None
        if everybody or theirs:
            name = tweet.name or ""
            found |= {name} if " " in name else set()
            found |= {mark for mark in (tweet.tweet_id, tweet.tweet_url) if mark}
        if theirs and "RT @" not in tweet.text:
            found |= set(_runs(re.sub(r"[@#＠]\S+|\S+/\S+|“.*?”", " ", tweet.text)))
    found |= {"mira_k", "1374450894632255488", "3kg4bhb4fcbge"}
    found |= {"mirapic1"} if everybody else set()
    return frozenset(mark.casefold() for mark in found)


def _handles(chat: chatlens.Chat, table: str) -> Iterator[str]:
    frame = chat.table(table)
    for column in {"author", "person"} & set(frame.columns):
        yield from frame[column].dropna()
    for column in {"mentions", "reply_to"} & set(frame.columns):
        yield from (handle for handles in frame[column] for handle in handles)


def _runs(text: str) -> Iterator[str]:
    words = text.split()
    return (" ".join(words[at : at + SAID]) for at in range(len(words) - SAID + 1))


def leaks(shown: str, marks: Iterable[str]) -> list[str]:
    """Which of the marks stand in what is shown, whatever the line breaks."""
    folded = " ".join(shown.casefold().replace(" / ", " ").split())
    near = [mark for mark in marks if mark in folded]  # to look for it as a word takes far longer
    return sorted(mark for mark in near if re.search(rf"(?<![^\W_]){re.escape(mark)}(?![^\W_])", folded))


def readable(chunks: Iterable[str | bytes]) -> str:
    """Everything that can be read in a file: of an archive, each of its parts."""
    data = b"".join(chunk.encode("utf-8", "surrogatepass") if isinstance(chunk, str) else chunk for chunk in chunks)
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(f"{name}\n{archive.read(name).decode('utf-8', 'replace')}" for name in archive.namelist())


@pytest.mark.parametrize("wish", ["pseudonyms", "exclude"])
@pytest.mark.parametrize("sample", golden.samples(), ids=lambda path: path.name)
def test_no_table_leaks(sample: Path, wish: str) -> None:
    """No table, report, explanation, note or option names who is hidden; nor does what all of them are made of."""
    chat, marks = hidden(sample, wish), telling(sample, wish)
    assert leaks(" ".join(tweet.text for tweet in tweets(sample)), marks), "nothing to find"
    for name in tables():
        shown = readable(renderers()["csv"].render(chat.table(name), Settings()))
        assert leaks(shown, marks) == [], name
    assert leaks(report.render(chat.analyses, width=10_000, color=False, unicode=True, top=99), marks) == []
    for found in chat.analyses:
        for index in range(0, len(found.timeline.tweets), 15):
            told = report.explain(found, index, width=10_000, color=False, unicode=True)
            assert leaks(told, marks) == [], f"explanation of tweet {index + 1}"
        known = replace(found, source=replace(found.source, text=""), behind=None)
        assert leaks(repr(known), marks) == []


@pytest.mark.parametrize("wish", RUNS)
@pytest.mark.parametrize("format", workbooks.formats())
def test_no_format_leaks(format: str, wish: str) -> None:  # noqa: A002  # the option's name
    """No table in any format names who is hidden."""
    chat = hidden(RICHEST, wish)
    for name in tables():
        shown = readable(renderers()[format].render(chat.table(name), Settings()))
        assert leaks(shown, telling(RICHEST, wish)) == [], name


@workbooks.needed
@pytest.mark.parametrize("wish", RUNS)
def test_no_workbook_leaks(wish: str) -> None:
    """No sheet of all tables names who is hidden, nor does the one about them."""
    chat = hidden(RICHEST, wish)
    assert leaks(readable(export.workbook(chat.analyses)[0]), telling(RICHEST, wish)) == []


@pytest.mark.parametrize("wish", RUNS)
@pytest.mark.parametrize("command", [name for name in ChatlensGroup().list_commands(None) if name not in NO_TRANSCRIPT])  # type: ignore[arg-type]
def test_no_command_leaks(cli: Cli, tmp_path: Path, command: str, wish: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No command writes who is hidden, neither to stdout nor to stderr nor into a file."""
    if command == "plot":
        pytest.importorskip("matplotlib", reason="the extra “charts” is not installed")
    monkeypatch.chdir(tmp_path)
    options = RUNS[wish]
    file = tmp_path / "chat.html"
    file.write_bytes(transcript(RICHEST))
    wishes = [f"--exclude={who}" for who in options.exclude] + ["--pseudonyms"] * options.pseudonyms
    wishes += ["--salt", options.salt] if options.salt else []
    done = cli(command, file, *NEEDED.get(command, ()), "--verbose", *wishes)
    written = [readable([path.read_bytes()]) for path in tmp_path.rglob("*") if path.is_file() and path != file]
    assert leaks("\n".join((done.text, done.err, *written)), telling(RICHEST, wish)) == []


def test_every_sample_names_somebody() -> None:
    """The samples of every shape have the sentences behind which people are named."""
    without = [sample.name for sample in golden.samples() if transcript(sample) == sample.read_bytes()]
    assert without == []
