"""From the transcript of a Twitter chat to each question with its answers, themes and most shared tweets.

>>> import chatlens
>>> chatlens.Options(hashtag="gardenchat").similarity
90.0
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, which is loaded later: until `cli.main` runs, an interrupt shows a traceback

if TYPE_CHECKING:
    from chatlens.api import Chat, analyse, load
    from chatlens.errors import ChatlensError
    from chatlens.models import Note, Options

    __version__: str

__all__ = ["Chat", "ChatlensError", "Correction", "Note", "Options", "__version__", "analyse", "load"]

_HOMES = {
    "Chat": "api",
    "analyse": "api",
    "load": "api",
    "ChatlensError": "errors",
    "Correction": "models",
    "Note": "models",
    "Options": "models",
}


def __getattr__(name: str) -> object:
    """Exports are loaded on first use, so that the command's help stays quick."""
    if name == "__version__":
        from importlib.metadata import version

        value: object = version("chatlens")
    elif name in _HOMES:
        from importlib import import_module

        value = getattr(import_module(f"chatlens.{_HOMES[name]}"), name)
    else:
        raise AttributeError(f"module 'chatlens' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
