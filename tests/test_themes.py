"""Theme words: what sets a question's answers apart, and what must never count as a theme."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builders import Said, analysis, said
from chatlens.models import Options, Question
from chatlens.tables import _counts, _digest, _themes, _words

SOIL = (
    "Worm bins turn scraps into soil",
    "My worm bin eats everything",
    "Leaves, worms and patience",
    "The best soil comes from a worm bin",
    "A worm bin beats every bag from the shop",
    "Our worms love coffee, the worm bin never smells",
    "Grow beans, they feed the soil",
    "Dig less. Worms do it",
)
SUN = (
    "Tomatoes need all the sun there is",
    "Shade cloth saves tomatoes in July",
    "Sun until noon, shade after",
    "Lavender bakes happily",
    "Everything but lettuce",
    "Tomatoes, tomatoes, tomatoes",
    "A south wall and tomatoes",
    "Water at dawn, never at noon",
)


def themes(
    *answers: Sequence[str],
    texts: Sequence[str | None] = (),
    more: Sequence[Said] = (),
    stopwords: frozenset[str] = frozenset(),
) -> dict[str, dict[str, int]]:
    """The theme words of Q1, Q2 ... with these answers, and the counts shown with them."""
    tweets = [said("answer", f"Q{n}", text) for n, group in enumerate(answers, 1) for text in group]
    asked = [Question(1, f"Q{n}", text) for n, text in enumerate(texts, 1)]
    chat = analysis([*tweets, *more], asked, options=Options(stopwords=stopwords))
    (sitting,) = _counts.sittings(chat)
    return {d.tally.name: {theme.term: theme.answers for theme in d.themes} for d in _digest.digests(chat, sitting)}


def every(word: str) -> list[str]:
    """Enough answers that all use a word, each with one of its own."""
    return [f"{word} {own}" for own in ("oak", "elm", "fir", "ash", "yew", "box", "bay", "may")]


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("#compost", id="hashtags"),
        pytest.param("@compost", id="handles"),
        pytest.param("https://compost.example/compost", id="links"),
        pytest.param("2026", id="numbers"),
        pytest.param("don’t we", id="stop words, also with a curly apostrophe"),
        pytest.param("It’s their", id="contractions"),
        pytest.param("x", id="letters alone"),
    ],
)
def test_what_is_no_word_of_content_is_no_theme(word: str) -> None:
    """However many answers use it."""
    assert themes(every(word), SUN)["Q1"] == {}


def test_words_of_the_questions_text_are_no_themes() -> None:
    """Answers echo the question; plurals of its words are its words."""
    assert "worm bin" not in themes(SOIL, SUN, texts=["Who keeps worms, and in which bins?"])["Q1"]


def test_given_stopwords_are_no_themes() -> None:
    """Options add to the built-in list, in any case of the text."""
    assert themes(every("Kompost"), SUN)["Q1"] == {"Kompost": 8} or themes(every("Kompost"), SUN)["Q1"] == {
        "kompost": 8
    }
    assert themes(every("Kompost"), SUN, stopwords=frozenset({"kompost"}))["Q1"] == {}


def test_few_answers_have_no_themes() -> None:
    """Under MIN_ANSWERS different ones chance looks like a theme; repeats do not help."""
    repeats = [said("answer", "Q1", "RT @leo: Worm bin", again=0) for _ in range(5)]
    assert themes(SOIL[: _themes.MIN_ANSWERS - 1], SUN, more=repeats)["Q1"] == {}


def test_words_of_all_questions_set_none_apart() -> None:
    """Common is not characteristic."""
    assert themes(every("plant"), every("plant")) == {"Q1": {}, "Q2": {}, "": {}}


def test_what_is_under_no_question_has_no_themes() -> None:
    """There is nothing that it would be the theme of."""
    assert themes(SUN, more=[said("answer", "", text) for text in SOIL])[""] == {}


def test_themes_set_answers_apart_and_count_different_answers() -> None:
    """One vote per answer, plurals folded, and a two-word term stands for the words that it mostly consists of."""
    found = themes(SOIL, SUN)
    assert found["Q1"] == {"worm bin": 5, "soil": 3}
    assert found["Q2"]["tomatoes"] == 4
    assert "tomatoes tomatoes" not in found["Q2"]


def test_a_repeat_has_no_vote() -> None:
    """A word shared ten times is one answer's word."""
    shared = [said("answer", "Q1", "RT @leo: Leaves, worms and patience", again=2) for _ in range(10)]
    assert themes(SOIL, SUN, more=shared) == themes(SOIL, SUN)


def test_in_a_long_chat_a_few_uses_are_chance() -> None:
    """Two of eight answers may be a theme, two of fifty not."""
    other = [f"own{n}x way{n}x" for n in range(42)]
    assert "soil" in themes(SOIL, SUN)["Q1"]
    assert "soil" not in themes([*SOIL, *other], SUN)["Q1"]


def test_a_single_question_ranks_by_count() -> None:
    """Without other answers to set apart from, what most say comes first."""
    found = list(themes([*SOIL, "Soil first"])["Q1"].items())
    assert [count for _, count in found] == sorted((count for _, count in found), reverse=True)
    assert found


def test_a_word_that_every_answer_uses_is_counted() -> None:
    """The prior leaves room for an answer that does not."""
    assert themes(every("mulch"))["Q1"] == {"mulch": 8}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        pytest.param("class glass bus gas this", ["class", "glass", "bus", "gas"], id="ss, us, is stay"),
        pytest.param("news new", ["news", "new"], id="news are not new"),
        pytest.param("worms", ["worms"], id="no singular in the chat, no folding"),
        pytest.param("worm worms Worm's worms’", ["worm"] * 4, id="plural and possessive"),
        pytest.param("story stories box boxes", ["story", "story", "box", "box"], id="ies and es"),
        pytest.param("a#b c@d web2 2nd day", ["web2", "day"], id="words with digits, not numbers"),
        pytest.param("कविता शब्द", ["कविता", "शब्द"], id="signs inside words of other scripts"),
    ],
)
def test_words_are_folded_with_care(text: str, keys: list[str]) -> None:
    """Only what is surely the same word is folded."""
    (words,) = _words.read([text])
    assert [word.key for word in words if word.content] == keys


def test_the_commonest_spelling_is_shown() -> None:
    """Lower case if anyone writes so in a sentence; else as all write it."""
    plurals = [f"{own} with compost bins" for own in "abcdefgh"]
    assert themes([*plurals, "one compost bin"], SUN)["Q1"] == {"compost bins": 9}
    assert themes(every("with the PLN"), SUN)["Q1"] == {"PLN": 8}
    assert themes(every("Mulch! Then"), SUN)["Q1"] == {"mulch": 8}
