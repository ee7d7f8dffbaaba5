"""Names of months in the languages in which Twitter's pages are copied, beside English."""

from __future__ import annotations

import functools
import re

_NAMES = (
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jan feb mär apr mai jun jul aug sep okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago sept oct nov dic",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
)
"""German, French, Spanish, Portuguese, Italian, Dutch: whole, and as the pages shorten them."""

_ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_WORD = re.compile(r"([^\W\d_]+)\.?")
_DAY = re.compile(r"(\d)\.(?=\s)")
_OF = re.compile(r"(?i)\s(?:de|del)(?=\s)")


@functools.cache
def _known() -> dict[str, str]:
    return {word: month for names in _NAMES for word, month in zip(names.split(), _ENGLISH, strict=True)}


@functools.cache
def month_words() -> str:
    """All of them as a piece of a pattern, the longer first."""
    return "|".join(sorted(_known(), key=lambda word: (-len(word), word)))


def in_english(text: str) -> str:
    """A date with its month in English, and without what other languages put between its parts.

    >>> in_english("5. Dez. 2015"), in_english("5 de dez de 2015"), in_english("9 juin")
    ('5 Dec 2015', '5 Dec 2015', '9 Jun')
    """
    text = _DAY.sub(r"\1", _OF.sub("", text))
    return _WORD.sub(lambda word: _known().get(word[1].casefold(), word[0]), text)
