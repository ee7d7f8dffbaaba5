"""The forms of labels, as rows of data with examples of their own. A new form is a new row in `CONVENTIONS`."""

from __future__ import annotations

from typing import NamedTuple

from chatlens.labels import places

PREGUNTA, RESPUESTA, FRAGE = "question as P1", "answer as R1", "question as F1"
WARM_UP, CLOSING, TOPIC = "warm-up", "closing thought", "topic without a number"
MARKED, BARE, APART, TWO = "marked", "bare", "bare, apart", "two questions"
SLASH, CONTINUED = "part after a slash", "continued"
REGARDING, AT_END = "named as what it answers", "at the end"
"""Names of rows that `conventions` has a rule of its own for."""

CONTINUATION = "continuation"
"""The convention of a tweet that has no label but goes on from a labelled one ("2/2"); found in `conventions`."""


class Convention(NamedTuple):
    """A form of label. The pattern is matched where a label may stand. Its groups are `letter` (a letter, or a word for
    it) and `n`; where the form has them `part` and `part2`, `n2` and `n3` with `letter2` and `letter3` (more
    questions), `to` (the last of a range), and `mark` (punctuation, part of the label's span). `means` says letter and
    number where the text has none."""

    name: str
    pattern: str
    sure: bool  # the form alone makes it a label; else the chat must show that it labels so
    examples: tuple[tuple[str, str], ...]  # text -> names of its labels joined by "; "
    means: tuple[str, int | None] | None = None


_LETTER = r"(?P<letter>[AaQqTt])"
_N = rf"(?P<n>\d(?:\ufe0f?\u20e3)?+\d?|{places.DIGIT})\ufe0f?+\u20e3?+"
# "A1-start small" is a label, "A4-sized", "A1-level", "Q1-Q3" are not.
_COMPOUND = r"(?:sized?|format|paper|levels?|road|rated|weighted|based|style|results|earnings)\b|[AaQqTt]\d"
_MARK = (
    r"(?P<mark>[ ]?(?:[:：;)\]…,|]|=(?!=)|(?:>|&gt;)(?!\s?[\d=])|\.(?!\d)"
    rf"|[-–—]{{1,2}}(?!{_COMPOUND})|/(?!\w))[:;).\]…\-–—>|]*+)"
)
_COLON = r"(?P<mark>\s?[:：)\]][:;).\]\-–—]*+)"
_MARK_OR_END = rf"(?:{_MARK}|(?P<bare>(?=\s|$)))"
_OPENS = r"(?=\s|$|[(\"“‘@#\u2190-\u2bff\U0001f000-\U0001faff])"
_CAPITAL = r"(?=\s+[A-Z¿¡“\"@#])"
_WORD = (
    r"(?P<letter>(?i:questions?|quest|topic|answers?|answ?|ans|response|pregunta|respuesta|pergunta|resposta|frage"
    r"|antwort|r[ée]ponse|domanda|risposta|th[eè]ma|tema))"
)
_AND = r"[ ]?(?:/|&amp;|&|\+)[ ]?"

CONVENTIONS: tuple[Convention, ...] = (
    Convention(
        "three questions",
        rf"{_LETTER}[ ]?{_N}[ ]?,[ ]?(?P<letter2>[AaQqTt])?(?P<n2>\d{{1,2}})(?:,?{_AND}|,?[ ](?:and[ ])?)"
        rf"(?P<letter3>[AaQqTt])?(?P<n3>\d{{1,2}}){_COLON}",
        True,
        (("A1, A2, A3: Soil", "A1; A2; A3"), ("A1, 2 & 3: Soil", "A1; A2; A3")),
    ),
    Convention(
        TWO,
        rf"{_LETTER}[ ]?{_N}(?:{_AND}(?P<letter2>[AaQqTt])?|[ ]?(?:,|and)[ ]?(?P<letter3>[AaQqTt]))"
        rf"(?P<n2>\d{{1,2}})(?![\d/]){_MARK_OR_END}",
        True,
        (("A4/5: Both!", "A4; A5"), ("A1/A2 Time", "A1; A2"), ("A1&2 Space", "A1; A2"), ("Q3 and Q4: Why?", "Q3; Q4")),
    ),
    Convention(
        "range of questions",
        rf"{_LETTER}{_N}[-–](?P<letter2>[AaQqTt])?(?P<to>\d{{1,2}}){_COLON}",
        True,
        (("A1-3: Compost", "A1; A2; A3"),),
    ),
    Convention(
        "part in words",
        rf"{_LETTER}[ .]?{_N}[.:;,)]?\s{{0,2}}\(?(?i:pt|part|p)\.?\s{{0,2}}(?P<part>\d)\)?(?!\d)"
        r"(?P<mark>[ ]?[:;).,\-–—]*+)",
        True,
        (("A5. Pt.2: And mulch", "A5.2"), ("A1 part 2 - more", "A1.2"), ("a1, p2 seeds", "A1.2")),
    ),
    Convention(
        "part of several",
        rf"{_LETTER}[ .]?{_N}[.:;,)]?[ ]?(?:\((?P<in>[1-9])[ ]?(?:/|of)[ ]?[2-9n]\)|(?P<last>[2-4])/(?P=last)(?![\w/])"
        r"|(?P<first>1)/[2-9](?=[:)]|[ ][A-Z]))(?P<mark>[:;).,\-–—]*+)",
        True,
        (("A1 (2/2): Worms", "A1.2"), ("A1: 2/2 worms", "A1.2"), ("Q2 1/2 A bed", "Q2.1")),
    ),
    Convention(
        SLASH,
        rf"{_LETTER}{_N}/(?P<part>\d)(?![\d/]){_MARK_OR_END}",
        True,
        (("A2/2 and water", "A2.2"),),
    ),
    Convention(
        CONTINUED,
        rf"{_LETTER}[ .]?{_N}[.:;,)]?[ ]?"
        r"(?:\((?i:cont(?:['’]?d|inued|\.)?)\)|(?i:cont['’]?d\b|cont\.|cont(?:inued)?(?=:)))"
        r"(?P<mark>[:;).,…\-–—]*+)",
        True,
        (("A1 (cont.) Worms", "A1"), ("A1 continued: Worms", "A1"), ("A1: cont'd Worms", "A1")),
    ),
    Convention(
        "part after a point",
        rf"{_LETTER}[ ]?{_N}\.(?:(?P<part>[1-9])|0)(?!\d)(?:\.\d)?{_MARK_OR_END}",
        True,
        (("A1.2: also", "A1.2"), ("A1.2 Also", "A1.2"), ("A1.2.1 Also", "A1.2")),
    ),
    Convention(
        "part letter",
        rf"{_LETTER}[ .]?{_N}(?P<part>[a-e])(?:{_AND}(?P<part2>[a-e]))?(?![\w'’]){_MARK_OR_END}",
        True,
        (("A3b Worms", "A3b"), ("A3b) Worms", "A3b"), ("Q2a. Who?", "Q2a"), ("A3a&b: Worms", "A3a; A3b")),
    ),
    Convention(
        "part as a capital",
        rf"(?P<letter>[AQ])(?:[ ])?{_N}(?P<part>[A-E]){_COLON}",
        True,
        (("A3B: Worms", "A3b"),),
    ),
    Convention(
        MARKED,
        rf"{_LETTER}(?:[ .:#-]|\.[ ]|[ ]#)?{_N}\??{_MARK}",
        True,
        (
            ("A1: x", "A1"),
            ("A1) x", "A1"),
            ("A1. x", "A1"),
            ("A1- x", "A1"),
            ("A1-- x", "A1"),
            ("A1... x", "A1"),
            ("A1; x", "A1"),
            ("A1/ x", "A1"),
            ("A1 - x", "A1"),
            ("A 1: x", "A1"),
            ("A.1. x", "A1"),
            ("A1️⃣: x", "A1"),
            ("Q1. x", "Q1"),
            ("Q12: x", "Q12"),
            ("Q1?: x", "Q1"),
            ("T2: x", "T2"),
        ),
    ),
    Convention(
        "point before the number",
        rf"(?P<letter>[AaQq])[.:]{_N}(?=\s|$)",
        True,
        (("A.1 x", "A1"), ("A:1 x", "A1"), ("Q.1 x", "Q1")),
    ),
    Convention(
        "glued to its text",
        rf"(?P<letter>[AQ]){_N}(?=[A-Z][a-z]|I['’ ])",
        True,
        (("A1Start small", "A1"), ("A2I dig", "A2")),
    ),
    Convention(
        "glued to a small letter",
        rf"(?P<letter>[AQ]){_N}(?!st\b|nd\b|rd\b|th\b|{_COMPOUND})(?=[a-z]{{3,}}\s)",
        False,
        (("A1start small", "A1"),),
    ),
    Convention(
        "alone on its line",
        rf"(?P<letter>[AaQq]){_N}(?=[^\S\n]*(?:\n|$))",
        True,
        (("A3\nSoil", "A3"),),
    ),
    Convention(
        BARE,
        rf"{_LETTER}{_N}{_OPENS}",
        False,
        (("A1 Start small", "A1"), ("a1 start small", "A1"), ("Q1 What grows?", "Q1"), ("A① Start", "A1")),
    ),
    Convention(APART, rf"(?P<letter>[AQ])[ ]{_N}{_CAPITAL}", False, (("A 1 Start small", "A1"),)),
    Convention(
        "a tag of its own",
        rf"[#＃](?P<letter>[AaQq]){_N}(?P<part>[a-e])?(?!\w)(?P<mark>[:;).]*+)",
        True,
        (("#A1 Start small", "A1"),),
    ),
    Convention(
        "in words",
        rf"{_WORD}\.?[ ]?#?{_N}(?:[ ]?(?:of|/)[ ]?\d{{1,2}})?\??{_MARK}",
        True,
        (("Question 3: Why?", "Q3"), ("Answer 1: Soil", "A1"), ("Ans. 1 - Soil", "A1"), ("Topic 2: Water", "T2")),
    ),
    Convention(
        "in words, spelled out",
        r"(?P<letter>(?i:question|answer|topic))[ ](?P<n>(?i:one|two|three|four|five|six|seven|eight|nine|ten))\b"
        rf"{_COLON}",
        True,
        (("Question two: Why?", "Q2"),),
    ),
    Convention(
        "in words, bare",
        rf"(?P<letter>(?i:question|answ?|ans|answer))[ ]#?{_N}{_CAPITAL}",
        False,
        (("Question 3 Why?", "Q3"), ("Ans 1 Soil", "A1")),
    ),
    Convention(
        PREGUNTA,
        rf"(?P<letter>[Pp])[ .]?{_N}(?P<part>[a-e])?{_MARK_OR_END}",
        False,
        (("P1: ¿Qué crece?", "Q1"), ("P2 O que cresce?", "Q2")),
    ),
    Convention(
        RESPUESTA,
        rf"(?P<letter>[Rr])[ .]?{_N}(?P<part>[a-e])?{_MARK_OR_END}",
        False,
        (("R1: Tomates", "A1"), ("R2 Des tomates", "A2")),
    ),
    Convention(
        FRAGE,
        rf"(?P<letter>[Ff])[ .]?{_N}(?P<part>[a-e])?{_MARK_OR_END}",
        False,
        (("F1: Was wächst?", "Q1"),),
    ),
    Convention(
        CLOSING,
        rf"(?:(?:CT|(?i:[qa][ -]?wrap(?:[ -]?up)?))(?:{_COLON}|[ ]?[-–—]|{_CAPITAL})"
        r"|(?:ct|(?i:wrap[ -]?up(?:\squestion)?|(?:closing|final|last|parting)\s(?:thought|take-?away)(?:\(s\)|s)?))"
        r"\s?[:：])",
        False,
        (("CT: Sow less", "CT"), ("QWrap: What stays?", "CT"), ("Closing thought(s): Sow less", "CT")),
        ("T", None),
    ),
    Convention(
        WARM_UP,
        r"(?i:warm[ -]?up|ice[ -]?breaker)(?:\s(?i:question|q))?\s?[:：]",
        False,
        (("Warm-up: Tea or coffee?", "Q0"), ("Icebreaker: Tea?", "Q0")),
        ("Q", 0),
    ),
    Convention(TOPIC, r"(?:TOPIC|Topic)\s?[:：]", False, (("TOPIC: What grows in shade?", "T1"),), ("T", 1)),
)

INSIDE: tuple[Convention, ...] = (
    Convention(
        REGARDING,
        rf"(?P<letter>[AQ]){_N}(?P<part>[a-e])?(?!\w)(?P<mark>[:,;]?)",
        False,
        (("I missed Q1-3, but for Q4, I mulch", "A4"), ("Late, but re A1: leaf mould", "A1")),
    ),
    Convention(
        AT_END,
        rf"\(?(?P<letter>[AaQqTt]){_N}(?P<part>[a-e])?\)?[.:]?(?=(?:\s+[#＃]\w++)*+\s*+$)",
        False,
        (("Mulch, always. #gardenchat A3", "A3"), ("What grows in shade? Q2 #gardenchat", "Q2")),
    ),
)
"""Forms that stand inside a text, where words lead to them, or at its end. None is sure."""
