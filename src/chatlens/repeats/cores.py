"""What of a tweet survives being repeated: its core, free of prefixes, label, links, trailing tags and looks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from chatlens import labels
from chatlens._ellipses import CUT_SIGN, ELLIPSES
from chatlens.entities import Entity, find
from chatlens.labels import rows
from chatlens.repeats.folding import CLOSING, fold_without_links, tail_start
from chatlens.repeats.marks import ONLY_TAGS, quotation, take_apart

_LEADING_MENTIONS = re.compile(r"(?:@\w++[\s.,:;\-]*+)++")
_SIGNS = ("#", "＃", "@", "＠", "&")  # a cut word that starts so is a piece of a tag, a handle or an HTML entity
_HASHTAG = re.compile(r"[#＃]\w++")
_WRITTEN_LABEL = re.compile(r"(?i)(?:\s|[#＃]\w++)*+[QAT]\s?[.:]?\s?(\d{1,2})(?:\.(\d)|([a-d]))?(?!\w)[\s:.)\-;,]*+")


class Reduced(NamedTuple):
    """A text and what of it is compared."""

    core: str  # of the whole text behind its prefixes, comment included
    stem: str | None  # the core without its cut word; None: the text does not end in an ellipsis
    tail: str  # the handles and links behind the core, folded; hashtags say nothing
    mark: str  # "rt", "mt" or "" : how the text says that it repeats
    source: str  # casefolded handle that the mark names, "" for none
    commented: bool  # its author added words of their own to a marked copy
    copied: tuple[Copied, ...]  # readings of the marked copy, the most literal first


class Copied(NamedTuple):
    """The copied part of a text that comments on it."""

    core: str
    stem: str | None
    source: str  # casefolded handle of whom it copies; "": words between quotation marks that name nobody
    label: tuple[int | None, str] | None  # number and part of the label that was cut off here, if they are known


def core(text: str, label_span: tuple[int, int] | None = None) -> str:
    """What a repeat of the text would keep: no prefix, label, links, trailing tags; case, quotes and blanks folded.

    >>> core("RT @mira_k: A1: Don’t dig &amp; turn!  https://t.co/Ab1 #gardenchat", (12, 15))
    'dont dig & turn!'
    >>> core("don't  DIG & turn! #gardenchat @tobo")
    'dont dig & turn!'
    """
    return reduce(text, label_span).core


def reduce(text: str, label_span: tuple[int, int] | None = None) -> Reduced:
    """Everything that comparing needs to know of a text. `label_span` is where its label stands, if it has one."""
    parts = take_apart(text)
    body = text[parts.start :]
    if label_span and _opens(lead := text[parts.start : label_span[0]]):
        body = f"{_HASHTAG.sub('', lead)} {text[label_span[1] :]}"
    whole, stem, tail = _strip(body)
    copies = [Copied(*_strip(parts.copied)[:2], parts.source, None)] if parts.comment else []
    if parts.comment and (label := _written_label(parts.copied)):
        end, name = label
        copies.append(Copied(*_strip(parts.copied[end:])[:2], parts.source, name))
    if not parts.mark and not parts.comment and (quoted := quotation(body)):
        copies.append(Copied(*_strip(quoted["words"])[:2], "", None))
    return Reduced(whole, stem, tail, parts.mark, parts.source, bool(parts.comment), tuple(copies))


def _written_label(text: str) -> tuple[int, tuple[int | None, str] | None] | None:
    """Where the label at a text's start ends, and its number and part; None in their place where the chat decides which
    part it is ("A1 cont.")."""
    found = next(iter(labels.find(text)), None)
    if found and ONLY_TAGS.fullmatch(text, 0, found.start):
        learnt = found.convention in (rows.SLASH, rows.CONTINUED, rows.TOPIC)
        return found.end, None if learnt else (found.number, found.part)
    if written := _WRITTEN_LABEL.match(text):
        return written.end(), (int(written[1]), (written[2] or written[3] or "").casefold())
    return None


def without_address(core: str) -> str:
    """A core without the handles that it starts with: whoever passes on a reply by hand leaves them out.

    >>> without_address("@mira_k @tobo, mulch early @lund_e")
    'mulch early @lund_e'
    """
    address = _LEADING_MENTIONS.match(core)
    return core[address.end() :] if address else core


def is_label(text: str) -> bool:
    """Whether a text is a label and nothing more, such as no convention of the chat may have counted.

    >>> is_label("a1:"), is_label("a 4 mile walk")
    (True, False)
    """
    return _WRITTEN_LABEL.fullmatch(text) is not None


def _opens(text: str) -> bool:
    """Whether only mentions, hashtags and punctuation stand in front of a label."""
    return not any(word[:1].isalnum() for word in text.split())


def _strip(body: str) -> tuple[str, str | None, str]:
    """Core, stem and tail of a text without prefixes."""
    entities = find(body)
    end = tail_start(body, entities)
    if (shown := _before_ellipsis(body, entities, end)) is None:
        tail = [e.text for e in entities if e.start >= end and e.kind != "hashtag"]
        return fold_without_links(body, entities, end), None, " ".join(tail).casefold()
    word = _last_token(shown)
    before = len(shown) - len(word)
    if word[:1] in _SIGNS or word.casefold().startswith("http") or "https://".startswith(word.casefold()):
        end = tail_start(body[:before], [e for e in entities if e.end <= before])
        stem = fold_without_links(body, entities, end)
        return stem, stem, ""
    return fold_without_links(body, entities, len(shown)), fold_without_links(body, entities, before), ""


def _before_ellipsis(body: str, entities: Sequence[Entity], tail: int) -> str | None:
    """The text up to the ellipsis that it ends in, a link or closing quote behind aside; None: it is not cut. Where
    tags stand behind it (from `tail` on), only the sign that platforms cut with counts: people write three points."""
    if not any(map(body.__contains__, ELLIPSES)):
        return None
    shown = body.rstrip().rstrip(CLOSING)
    if entities and entities[-1].kind == "link" and entities[-1].end == len(shown) and shown[-1:] not in "….":
        shown = shown[: entities[-1].start].rstrip()
    if not shown.endswith(ELLIPSES) and body[:tail].rstrip().endswith(CUT_SIGN):
        shown = body[:tail].rstrip()
    return shown.rstrip(".… ") if shown.endswith(ELLIPSES) else None


def _last_token(text: str) -> str:
    """The last word of a text that does not end in a blank.

    >>> _last_token("leaf mould"), _last_token("")
    ('mould', '')
    """
    return text.rsplit(None, 1)[-1] if text and not text[-1].isspace() else ""
