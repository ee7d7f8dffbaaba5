"""What of a tweet survives being repeated: its core, free of prefixes, label, links, trailing tags and looks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from chatlens import labels
from chatlens._ellipses import CUT_SIGN, ELLIPSES
from chatlens.entities import Entity, find
from chatlens.labels import rows
from chatlens.readers._markup import resolved

_QUOTES = '"“”„«\ufffd'  # U+FFFD: an opening quote that was decoded wrongly
_CLOSING = '"”»)]\ufffd'

# Each pattern runs in linear time: repetitions are possessive, and a run is only entered at its first character.
_FRONT = re.compile(
    rf"(?i)[\s.,:;|/>\-–—(\[]*+(?:(?P<word>RT|MT|via)(?!\w)[\s:]*+[{_QUOTES}]*+|(?P<quote>[{_QUOTES}]++))"
    r"\s?@(?P<handle>\w{1,20}+)(?:\s?:|(?(quote)(?!)|,?))"
)
_INNER = re.compile(
    rf"(?i)(?:(?<![\w@#])(?P<word>RT|MT)(?!\w)[\s:]*+[{_QUOTES}]*+|(?<![{_QUOTES}])(?P<quote>[{_QUOTES}]++))"
    r"\s?@(?P<handle>\w{1,20}+)(?:\s?:|(?(quote)(?!)|,?))"
)
_QUOTED = re.compile(r'(?<!\w)[“"«](?P<words>[^“”"«»]{40,}+)[”"»]')  # shorter quotations are turns of phrase
_LEADING_MENTIONS = re.compile(r"(?:@\w++[\s.,:;\-]*+)++")
_AFTERTHOUGHT = re.compile(r"(?:(?<![<←])(?:<|&lt;){2,}|(?<!<)(?:<|&lt;)-+|←|(?<=\s)//(?=\s))[\s:]*+")
_ARROWS = ("<", "&lt;", "←", "//")  # without any of them, there is no afterthought
_ONLY_TAGS = re.compile(r"(?:[#＃]\w++|[\s.,:;|/>\-–—(\[])*+")
_CREDIT = re.compile(r"(?i)(?<!\w)(?:/{0,2}via|cc:?|h/t|ht|rt|mt)$")
_LONGEST_CREDIT = 8  # characters, with the blank before it
_SIGNS = ("#", "＃", "@", "＠", "&")  # a cut word that starts so is a piece of a tag, a handle or an HTML entity
_HASHTAG = re.compile(r"[#＃]\w++")
_WRITTEN_LABEL = re.compile(r"(?i)(?:\s|[#＃]\w++)*+[QAT]\s?[.:]?\s?(\d{1,2})(?:\.(\d)|([a-d]))?(?!\w)[\s:.)\-;,]*+")
_WORD_HASH = re.compile(r"[#＃](?=\w)")
_DAMAGE = re.compile(r"\ufffd[^\x00-\x7f\w]?")
_UNSEEN = {ord(c): None for c in "'\"`´‘’‚‛“”„‟«»‹›′″\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff\u00ad"}
_FOLDS = _UNSEEN | {ord(c): "-" for c in "‐‑‒–—―−"}
_ASCII_QUOTES = {ord(c): None for c in "'\"`"}
_EDGE = " .,;:|/>*-()[]_~"  # says nothing at a core's ends


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


def prefix_end(text: str) -> int:
    """Where the marks of a repeat at the start of a text end: "RT @x:", "MT @x:", "via @x", "“@x:".

    >>> text = "RT @mira_k: RT @tobo Mulch early"
    >>> text[prefix_end(text):]
    ' Mulch early'
    >>> prefix_end('"@mira_k: Mulch early"'), prefix_end('"@mira_k" is a handle'), prefix_end("RT this!")
    (9, 0, 0)
    """
    end = 0
    while found := _FRONT.match(text, end):
        end = found.end()
    return end


def commented(text: str) -> tuple[str, str] | None:
    """The author's own comment and the copy that they mark; None when the text has no such two parts.

    >>> commented("So true! RT @mira_k: Mulch early")
    ('So true!', 'Mulch early')
    >>> commented("“@mira_k: Mulch early” Yes, and often")
    ('Yes, and often', 'Mulch early')
    >>> commented("RT @mira_k: Mulch early << and often")
    ('and often', 'Mulch early')
    >>> commented("RT @mira_k: Mulch early"), commented("#gardenchat RT @mira_k: Mulch early")
    (None, None)
    """
    parts = _parts(text)
    return (parts.comment, parts.copied) if parts.comment else None


def comments(text: str, original: str) -> bool:
    """Whether a repeat adds words of its author's own to what it copies: by a mark, or around a quotation of the
    original that names nobody. Where the original holds a quotation too, it is the whole that is copied.

    >>> saying = "Mulching before the first frost keeps worms busy"
    >>> comments(f"“{saying}” exactly this", saying), comments(f"“{saying}” #gardenchat", saying)
    (True, False)
    >>> comments(f"“{saying}” she said", f"“{saying}” she said."), comments(f"So true! RT @mira_k: {saying}", saying)
    (False, True)
    """
    if commented(text):
        return True
    quoted = _quotation(text)
    if not quoted or prefix_end(text) or _QUOTED.search(original):
        return False
    return not (_only_tail(text[: quoted.start()]) and _only_tail(text[quoted.end() :]))


def _quotation(text: str) -> re.Match[str] | None:
    """The first quotation in a text. Most have none, which is seen at once."""
    return _QUOTED.search(text) if '"' in text or "“" in text or "«" in text else None


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
    parts = _parts(text)
    body = text[parts.start :]
    if label_span and _opens(lead := text[parts.start : label_span[0]]):
        body = f"{_HASHTAG.sub('', lead)} {text[label_span[1] :]}"
    whole, stem, tail = _strip(body)
    copies = [Copied(*_strip(parts.copied)[:2], parts.source, None)] if parts.comment else []
    if parts.comment and (label := _written_label(parts.copied)):
        end, name = label
        copies.append(Copied(*_strip(parts.copied[end:])[:2], parts.source, name))
    if not parts.mark and not parts.comment and (quoted := _quotation(body)):
        copies.append(Copied(*_strip(quoted["words"])[:2], "", None))
    return Reduced(whole, stem, tail, parts.mark, parts.source, bool(parts.comment), tuple(copies))


def _written_label(text: str) -> tuple[int, tuple[int | None, str] | None] | None:
    """Where the label at a text's start ends, and its number and part; None in their place where the chat decides which
    part it is ("A1 cont.")."""
    found = next(iter(labels.find(text)), None)
    if found and _ONLY_TAGS.fullmatch(text, 0, found.start):
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


class _Parts(NamedTuple):
    start: int  # where the text begins behind its prefixes
    mark: str
    source: str
    comment: str  # "" for none
    copied: str


def _parts(text: str) -> _Parts:
    """Take a text apart at its marks, all of which name a handle."""
    if "@" not in text:
        return _Parts(0, "", "", "", "")
    start = prefix_end(text)
    first = _FRONT.match(text) if start else None
    inner = None
    if not first:
        inner = _INNER.search(text)
        if inner and _ONLY_TAGS.fullmatch(text, 0, inner.start()):
            first, inner = inner, None
            start = first.end() + prefix_end(text[first.end() :])
    if first:
        mark = "mt" if (first["word"] or "").casefold() == "mt" else "rt"
        comment, copied = _afterthought(text[start:], quoted=_opens_quote(text[first.start() : first.end()]))
        return _Parts(start, mark, first["handle"].casefold(), comment, copied)
    if inner:
        comment, copied = text[: inner.start()].strip(), text[inner.end() :].strip()
        if _opens_quote(inner[0]):
            more, copied = _afterthought(copied, quoted=True)
            comment = f"{comment} {more}".strip()
        else:
            copied = copied[prefix_end(copied) :].strip()
        return _Parts(0, "", inner["handle"].casefold(), comment, copied)
    return _Parts(0, "", "", "", "")


def _opens_quote(mark: str) -> bool:
    return any(quote in mark for quote in _QUOTES)


def _afterthought(copy: str, quoted: bool) -> tuple[str, str]:
    """A marked copy's own words and what its author wrote behind it ("" for nothing), the latter first."""
    if quoted and (close := max(copy.rfind(c) for c in '"”»\ufffd')) > 0:
        rest = copy[close + 1 :].strip()
        return ("" if _only_tail(rest) else rest), copy[:close].strip()
    if any(map(copy.__contains__, _ARROWS)) and (found := _AFTERTHOUGHT.search(copy)):
        rest = copy[found.end() :].strip()
        if found.start() > 0 and rest and not _only_tail(rest):
            return rest, copy[: found.start()].strip()
    return "", copy.strip()


def _only_tail(text: str) -> bool:
    """Whether a text holds nothing but tags, links and punctuation."""
    return not fold(text[: _tail_start(text, find(text))])


def _opens(text: str) -> bool:
    """Whether only mentions, hashtags and punctuation stand in front of a label."""
    return not any(word[:1].isalnum() for word in text.split())


def _strip(body: str) -> tuple[str, str | None, str]:
    """Core, stem and tail of a text without prefixes."""
    entities = find(body)
    end = _tail_start(body, entities)
    if (shown := _before_ellipsis(body, entities, end)) is None:
        tail = [e.text for e in entities if e.start >= end and e.kind != "hashtag"]
        return _fold_without_links(body, entities, end), None, " ".join(tail).casefold()
    word = _last_token(shown)
    before = len(shown) - len(word)
    if word[:1] in _SIGNS or word.casefold().startswith("http") or "https://".startswith(word.casefold()):
        end = _tail_start(body[:before], [e for e in entities if e.end <= before])
        stem = _fold_without_links(body, entities, end)
        return stem, stem, ""
    return _fold_without_links(body, entities, len(shown)), _fold_without_links(body, entities, before), ""


def _before_ellipsis(body: str, entities: Sequence[Entity], tail: int) -> str | None:
    """The text up to the ellipsis that it ends in, a link or closing quote behind aside; None: it is not cut. Where
    tags stand behind it (from `tail` on), only the sign that platforms cut with counts: people write three points."""
    shown = body.rstrip().rstrip(_CLOSING)
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


def _tail_start(text: str, entities: Sequence[Entity]) -> int:
    """Where the trailing hashtags, handles and links of a text start, with a "via" or "cc" before the handles.

    >>> text = "Mulch early. #soil#gardenchat via @mira_k https://t.co/Ab1"
    >>> text[:_tail_start(text, find(text))]
    'Mulch early.'
    """
    end = len(text.rstrip())
    for entity in reversed(entities):
        if entity.end != end and text[entity.end : end].strip(_CLOSING):
            break
        end = len(text[: entity.start].rstrip())
        if entity.kind == "mention" and (credit := _CREDIT.search(text, max(end - _LONGEST_CREDIT, 0), end)):
            end = len(text[: credit.start()].rstrip())
    return end


def _fold_without_links(text: str, entities: Sequence[Entity], end: int) -> str:
    """The folded text up to `end`, each link a blank."""
    kept, position = [], 0
    for entity in entities:
        if entity.kind == "link" and entity.end <= end:
            kept.append(text[position : entity.start])
            position = entity.end
    return fold(" ".join([*kept, text[position:end]]))


def fold(text: str) -> str:
    """A text without what copying changes: HTML entities, case, quotes, blanks, "#" before words, wrong decoding.

    >>> fold("“Dig &amp;  Turn” #Soil – we\ufffdll")
    'dig & turn soil - well'
    """
    for _ in range(2):  # some archives escape twice
        if "&" in text:
            text = resolved(text)
    if text.isascii():
        text = text.translate(_ASCII_QUOTES)
    else:
        text = unicodedata.normalize("NFKC", _DAMAGE.sub("", text).translate(_FOLDS))
    return " ".join(_WORD_HASH.sub("", text).casefold().split()).strip(_EDGE)
