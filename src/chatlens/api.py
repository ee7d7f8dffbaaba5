"""The Python interface: transcripts in, a `Chat` out, whose tables are DataFrames made on demand."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from chatlens import analysis, selection, sources, tables, wishes
from chatlens.analysis import Analysis
from chatlens.errors import OptionError
from chatlens.models import Note, Options, Source, Tweet

if TYPE_CHECKING:
    import pandas as pd

    from chatlens.pictures import Picture
    from chatlens.repeats import Progress


class Chat:
    """One or several analysed transcripts. Tables are fresh DataFrames with the columns of the commands."""

    def __init__(self, analyses: Sequence[Analysis]) -> None:
        self.analyses = tuple(analyses)

    def __repr__(self) -> str:
        tweets = sum(len(a.timeline.tweets) for a in self.analyses)
        return f"<Chat {', '.join(a.source.chat for a in self.analyses)}: {tweets} tweets>"

    def table(self, name: str) -> pd.DataFrame:
        """The table of that name (see `chatlens.tables`)."""
        return tables.frame(tables.tables()[name], self.analyses)

    @property
    def tweets(self) -> pd.DataFrame:
        """One row per tweet, repeats included, oldest first."""
        return self.table("tweets")

    @property
    def questions(self) -> pd.DataFrame:
        """One row per question in order, then one for what is under none: the table of `chatlens summarize`."""
        return self.table("summarize")

    @property
    def answers(self) -> pd.DataFrame:
        """One row per different answer, best first within its question."""
        return self.table("answers")

    @property
    def participants(self) -> pd.DataFrame:
        """One row per person, hosts included."""
        return self.table("participants")

    @property
    def sessions(self) -> pd.DataFrame:
        """One row per sitting."""
        return self.table("sessions")

    @property
    def links(self) -> pd.DataFrame:
        """One row per question and link that was shared under it."""
        return self.table("links")

    @property
    def hashtags(self) -> pd.DataFrame:
        """One row per question and hashtag, the chat's own left out."""
        return self.table("hashtags")

    @property
    def edges(self) -> pd.DataFrame:
        """One row per pair of people and type of tie: who retweets, quotes, answers and mentions whom."""
        return self.table("edges")

    @property
    def comparison(self) -> pd.DataFrame:
        """One row per session of all transcripts, the earliest first: the table of `chatlens compare`."""
        return self.table("compare")

    @property
    def checks(self) -> pd.DataFrame:
        """One row per thing that was looked at, problems first: the table of `chatlens check`."""
        return self.table("check")

    @property
    def unread(self) -> pd.DataFrame:
        """What was not understood, with its lines and the reason."""
        return self.table("unread")

    def picture(self, kind: str = "pace", format: str = "svg") -> Picture:  # noqa: A002  # the option's name
        """A picture, as `chatlens plot` draws it, in PNG or SVG; in a notebook it shows itself.

        `chatlens.pictures.kinds()` says which kinds there are. Raises `ChatlensError` where the transcript has nothing
        that it could show, or matplotlib (the extra `charts`) is not installed.
        """
        from chatlens import pictures

        return pictures.draw(kind, self.analyses, format)

    def recap(
        self,
        format: str = "md",  # noqa: A002  # the option's name
        *,
        per_question: int = 5,
        next: str = "",  # noqa: A002  # the option's name
        earlier: StrPath | Iterable[StrPath] | None = None,
        link_handles: bool = False,
        embed: bool = False,
        charts: bool = False,
        template: StrPath | None = None,
    ) -> str:
        """The draft of a post about the chat, as `chatlens recap` writes it: Markdown ("md") or an HTML page ("html").

        `earlier` are transcripts of earlier chats, so that first-timers are known. `template` is a file in the language
        of jinja2 that says itself what it makes. All arguments are those of the command.
        """
        from chatlens import recap

        if per_question < 1:
            raise OptionError("per_question is less than 1.", "Give a number such as 5.")
        if link_handles and any(a.options.pseudonyms for a in self.analyses):
            raise OptionError("pseudonyms have no pages to link to.", "Leave out --link-handles, or --pseudonyms.")
        form = recap.kind_of_template(os.fspath(template)) if template is not None else format
        if charts and form != "html":
            raise OptionError("pictures stand in HTML alone.", "Write -o recap.html, or draw them with chatlens plot.")
        filled = None
        if template is not None:
            filled = recap.Template(os.fspath(template), sources.text(template, recap.ADVICE))
        wishes = recap.Wishes(per_question, next, None if earlier is None else self._earlier(earlier))
        return recap.write(self.analyses, format, wishes, recap.Look(link_handles, embed, charts), filled)

    def _earlier(self, paths: StrPath | Iterable[StrPath]) -> tuple[tuple[Tweet, ...], ...]:
        """The tweets of earlier transcripts. Of the options only those apply that say what times mean."""
        from chatlens import readers

        mine = self.analyses[0].options
        options = Options(timezone=mine.timezone, date=mine.date)
        return tuple(readers.read(source, options).tweets for source in sources.load_all(list(_each([paths]))))

    @property
    def notes(self) -> tuple[Note, ...]:
        """What a person should know about what was read and decided."""
        return tuple(note for a in self.analyses for note in a.notes)


StrPath = str | os.PathLike[str]


def load(*paths: StrPath | Iterable[StrPath], options: Options | None = None, progress: Progress | None = None) -> Chat:
    """Read and analyse transcripts, "-" for stdin; several are several chats in one `Chat`.

    They may be given one by one or as a list: `load(a, b)` is `load([a, b])`. `progress(stage, share)` is
    called with the name of what is being done and how much of it is (0-1), for each transcript anew. Raises
    `ChatlensError` for what a user can mend: a file that cannot be read or is no chat, an option that makes no sense.
    """
    named = list(_each(paths))
    if not named:
        raise TypeError("load() needs at least one path")
    options = wishes.checked(options or Options())
    if len(named) > 1 and (open_to_all := [one for one in options.corrections if one.chat is None]):
        raise OptionError(
            f"{open_to_all[0].where} does not say which of {len(named)} transcripts it corrects.",
            "Add a column chat, with the transcript's name as in the tables.",
        )
    read = sources.load_all(named, encoding=options.encoding)
    return _chat(analysis.run_all(read, options, progress))


def analyse(text: str, options: Options | None = None, *, name: str = "text") -> Chat:
    """Analyse a transcript that is already text. `name` stands in the `chat` column."""
    source = Source(name=name, chat=name, text=text.removeprefix("\ufeff"), encoding="utf-8")
    return _chat([analysis.run(source, wishes.checked(options or Options()))])


def _each(paths: Iterable[StrPath | Iterable[StrPath]]) -> Iterator[StrPath]:
    for path in paths:
        if isinstance(path, str | os.PathLike):
            yield path
        else:
            yield from path


def _chat(analyses: Sequence[Analysis]) -> Chat:
    """The chat, or an `OptionError` where the options choose no tweet of any transcript."""
    if selection.chooses(analyses[0].options) and not any(a.timeline.tweets for a in analyses):
        note = analyses[0].notes[-1]
        raise OptionError(note.message, note.advice)
    return Chat(analyses)
