"""People who asked to be left out, and pseudonyms: who is found in texts, what takes their place, what stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import chatlens
import golden
from builders import analysis, said
from chatlens import analysis as stages
from chatlens import privacy, report
from chatlens.models import LEFT_OUT, Options, Source, Tweet
from chatlens.privacy import copies
from chatlens.privacy.edits import moved
from chatlens.privacy.people import People
from chatlens.privacy.texts import Hider
from chatlens.tables import tables
from conftest import Cli

SAMPLES = golden.SAMPLES
HEAD = "id,from_user,name,created_at,text\n"
PSEUDONYMS = Options(pseudonyms=True)

PEOPLE = (
    ("mira_k", "Mira Kestle"),
    ("KofiAtPlot", "Kofi (Plot 9)"),
    ("juniper", "Juniper"),
    ("mira-k.bsky.social", None),
    ("gardenchat", "Garden Chat"),
    ("bed_4", "Gardener"),
)


def met(options: Options, texts: Sequence[str] = ()) -> Hider:
    """What hides the people above in texts, who wrote one tweet each, and whoever is mentioned in some others."""
    tweets = [Tweet(at, at, "Evening all", author, name) for at, (author, name) in enumerate(PEOPLE, 1)]
    people = People(options)
    people.meet([[*tweets, *(Tweet(90, 90, text) for text in texts)]])
    return Hider(people, ["gardenchat"], {"1374450894632255488"})


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Write to jo@example.org or mira@example.org", id="an e-mail address"),
        pytest.param("Juniper bushes, juniper berries", id="a word that is somebody's handle"),
        pytest.param("#gardenchat", id="the chat's own hashtag"),
        pytest.param("kofi or Mira? Mira.", id="first names"),
        pytest.param("kestle, plot 9", id="parts of a name"),
        pytest.param("https://example.org/worms?page=2#part https://t.co/AbCdEf1234", id="links that name nobody"),
        pytest.param("example.org/juniper", id="a link with a word"),
        pytest.param("twitter.com/hashtag/soil?src=hash twitter.com/search?q=soil", id="pages of a site"),
        pytest.param("@ 8pm, @_@, AT&T", id="at signs without a handle"),
        pytest.param("mira_kestrel, xmira_k", id="longer words"),
    ],
)
def test_texts_that_stay(text: str) -> None:
    """What names nobody stays as it stands."""
    assert met(PSEUDONYMS).hidden(text) == text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        pytest.param("@mira_k, ＠MIRA_K: yes", "@p1, ＠p1: yes", id="with a sign, in any case"),
        pytest.param("RT@mira_k: yes @mira_k@KofiAtPlot", "RT@p1: yes @p1@p2", id="glued"),
        pytest.param("@\u200emira_k yes", "@\u200ep1 yes", id="an unseen mark of direction"),
        pytest.param("@mira_k's @mira_k.Great @mira_k-like", "@p1's @p1.Great @p1-like", id="punctuation behind"),
        pytest.param("mira_k’s beds, ask kofiatplot", "p1’s beds, ask p2", id="without a sign"),
        pytest.param("juniper: berries\njuniper : more", "p3: berries\np3 : more", id="a word at the head"),
        pytest.param("RT juniper, via juniper, h/t juniper", "RT p3, via p3, h/t p3", id="a word behind a credit"),
        pytest.param("Juniper (@juniper) and Juniper", "p3 (@p3) and Juniper", id="a first name before its handle"),
        pytest.param("#mira_k #MIRA_K", "#p1 #p1", id="hashtags"),
        pytest.param("@mira_k@shed.example, @nobody@shed.example", "@p1, @p7", id="addresses of Mastodon"),
        pytest.param("@mira-k.bsky.social @new.bsky.social.", "@p4 @p7.", id="handles with dots"),
        pytest.param("@gardenchat #gardenchat", "@p5 #gardenchat", id="the chat's own account"),
        pytest.param("MIRA KESTLE and Kofi, plot 9!", "p1 and p2!", id="display names"),
        pytest.param("https://twitter.com/mira_k/status/137?s=20, x", "(a tweet by p1), x", id="a tweet's address"),
        pytest.param("twitter.com/mira_k/sta…", "(the page of p1)…", id="an address that was cut"),
        pytest.param("https://x.com/i/web/status/99 pic.twitter.com/Ab1", "(a tweet) (a tweet)", id="nobody's tweet"),
        pytest.param("https://bsky.app/profile/mira-k.bsky.social/post/3kg", "(a tweet by p4)", id="a Bluesky post"),
        pytest.param("https://shed.example/@mira_k/1059", "(a tweet by p1)", id="a Mastodon post"),
        pytest.param("https://shed.example/users/bo/statuses/1059", "(a tweet)", id="its other address"),
        pytest.param("https://shed.example/@mira_k@other.example", "(the page of p1)", id="a page on another server"),
        pytest.param("https://twitter.com/stranger", "(the page of p7)", id="a page of somebody new"),
        pytest.param("https://example.org/by?u=mira_k", "(a link with the name of p1)", id="a name in a query"),
        pytest.param("https://mira_k.example.org/", "(a link with the name of p1)", id="a name in a host"),
        pytest.param("https://medium.com/@mira_k/worms", "(the page of p1)", id="a blog's author"),
        pytest.param("mira_k@example.org", "p1@example.org", id="an e-mail address that is a handle"),
        pytest.param("@mira_khttps://t.co/Ab1", "@p1https://t.co/Ab1", id="a link glued to a handle"),
    ],
)
def test_names_in_texts(text: str, hidden: str) -> None:
    """Who is named in a text has the pseudonym there that they have everywhere."""
    assert met(PSEUDONYMS).hidden(text) == hidden


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("@mira_k or @bo_l?", "@left_out_1 or @bo_l?"),
        ("Mira Kestle digs, Kofi (Plot 9) waters", "left_out_1 digs, Kofi (Plot 9) waters"),
        ("juniper berries #juniper", "left_out_2 berries #left_out_2"),
        ("twitter.com/mira_k/status/1 twitter.com/bo_l/status/2", "(a tweet by left_out_1) twitter.com/bo_l/status/2"),
        ("https://twitter.com/i/web/status/1374450894632255488", "(a tweet)"),
        ("example.org/juniper", "(a link with the name of left_out_2)"),
        ("#gardenchat", "#gardenchat"),
        ("#MiraKestle #mirakestles", "#left_out_1 #mirakestles"),
        ("thanks @mira…", "thanks @left_out_1…"),
        ("thanks @mira_...", "thanks @left_out_1..."),
        ("@mira and @mir…", "@mira and @mir…"),
        ("_@mira_k_ and @ｍｉｒａ_k", "_@left_out_1 and @left_out_1"),
        ("The gardener asks Gardener", "The gardener asks left_out_3"),
    ],
)
def test_who_is_left_out_is_not_named(text: str, hidden: str) -> None:
    """A placeholder stands for who is left out, also where their handle could be a word; nobody else is hidden."""
    assert met(Options(exclude=("mira_k", "Juniper", "bed_4"))).hidden(text) == hidden


def test_chat_that_is_left_out_loses_its_hashtag() -> None:
    """The chat's own hashtag goes where its account is left out."""
    assert met(Options(exclude=("GardenChat",))).hidden("#gardenchat Garden Chat") == "#left_out_1 left_out_1"


def test_places_move_with_the_text() -> None:
    """A label stands where it stood, whatever became of the text before it."""
    text = "@mira_k and @KofiAtPlot A3: mulch"
    edits = met(PSEUDONYMS).edits(text)
    hidden = met(PSEUDONYMS).hidden(text)
    at = text.index("A3:")
    assert hidden[moved(at, edits) : moved(at + 3, edits)] == "A3:"


def chat(rows: Sequence[str], options: Options) -> chatlens.Chat:
    """The chat of some rows of a table: author, name, text; ids and times count up."""
    lines = []
    for at, row in enumerate(rows, 1):
        author, name, text = row.split("|")
        lines.append(f'{1374450894632255000 + at},{author},{name},2021-03-23T20:{at:02}:00Z,"{text} #gardenchat"\n')
    return chatlens.analyse(HEAD + "".join(lines), options)


ROWS = (
    "mira_k|Mira Kestle|Q1: What do you grow in the shade, and what became of it last year?",
    "bo_l|Bo Lund|A1: Ferns and more ferns, in every corner that the sun forgets from March to May",
    "tansy|Tansy Ibb|RT @bo_l: A1: Ferns and more ferns, in every corner that the sun forgets from March to May",
    "olo_p|Olo|So true! RT @bo_l: A1: Ferns and more ferns, in every corner that the sun forgets from March to May",
    "rafi_t|Rafi T|@bo_l “every corner that the sun forgets” is a whole poem",
    "kit_w|Kit Wood|A1: Moss. As Bo Lund says, ferns and more ferns, in every corner that the sun forgets",
    "olo_p|Olo|A1: Nothing at all, I am afraid, the slugs come first and everybody else comes last",
    "mira_k|Mira Kestle|Thanks @bo_l and Bo Lund's worms, see https://twitter.com/bo_l/status/1374450894632255002",
    "tansy|Tansy Ibb|“Ask the slugs” - @bo_l",
    "rafi_t|Rafi T|RT @gone_g: A1: Begonias, which nobody waters and which nobody can kill either",
    "olo_p|Olo|A1: Such ferns I have not seen in any garden, ever, via @gone…",
)


def test_nothing_that_they_said_is_left() -> None:
    """Tweets, retweets, comments on copies, quotations, credits: the words go, what others add to them stays."""
    left = chat(ROWS, Options(exclude=("bo_l", "gone_g")))
    texts = [text.removesuffix(" #gardenchat") for text in left.tweets["text"]]
    assert texts == [
        "Q1: What do you grow in the shade, and what became of it last year?",
        LEFT_OUT,
        f"RT @left_out_1: {LEFT_OUT}",
        f"So true! RT @left_out_1: {LEFT_OUT}",
        f"@left_out_1 “{LEFT_OUT}” is a whole poem",
        f"A1: Moss. As left_out_1 says, {LEFT_OUT}",
        "A1: Nothing at all, I am afraid, the slugs come first and everybody else comes last",
        "Thanks @left_out_1 and left_out_1's worms, see (a tweet by left_out_1)",
        f"“{LEFT_OUT}” - @left_out_1",
        f"RT @left_out_2: {LEFT_OUT}",
        LEFT_OUT,
    ]
    [found] = left.analyses
    assert found.withheld == {1, 2, 3, 4, 5, 8, 9, 10}
    assert left.tweets["tweet_id"].isna().tolist() == [text not in {texts[0], texts[6]} for text in texts]


def test_boosts_of_what_is_not_there() -> None:
    """A boost without a mark in its text is theirs by the address, also where their own tweet is not in the file."""
    boost = Tweet(1, 1, "Slugs come first", "olo_p", tweet_url="https://shed.example/@bo_l/105")
    people = People(Options(exclude=("bo_l",)))
    people.meet([[boost]])
    [left], _ = copies.left_out([([boost], [None])], people)
    assert left == {0: copies.Left(((0, 16),), True)}


def test_decisions_stay_as_they_were() -> None:
    """Where every tweet stands, and how that was found, does not depend on who is hidden, in any sample."""
    columns = ["tweet", "role", "questions", "label", "method", "confidence", "repeat_of", "repeat_kind", "similarity"]
    for sample in golden.samples():
        true = golden.chat(sample).tweets[[*columns, "quotes"]]
        for options in (PSEUDONYMS, Options(exclude=("mira_k", "KofiAtPlot9", "mira-k.bsky.social"))):
            hidden = chatlens.load(sample, options=options)
            assert hidden.tweets[[*columns, "quotes"]].equals(true), sample.name
            sums = hidden.questions[["answers", "occurrences", "repeats", "replies", "contributors"]]
            assert sums.equals(golden.chat(sample).questions[sums.columns]), sample.name


def test_hosts_stay_hosts() -> None:
    """A host who is left out or renamed still asks, and still counts as one person."""
    for options in (PSEUDONYMS, Options(exclude=("mira_k",))):
        people = chat(ROWS, options).participants
        [host] = people[people["is_host"]]["person"]
        assert host in ("p1", "left_out_1")
        assert chat(ROWS, options).questions["asked_by"][0] == (host,)
        assert len(people) == len(chat(ROWS, Options()).participants)


def test_question_of_who_is_left_out() -> None:
    """The text of their question is a quotation too; a text that the user gives stands in its place."""
    assert chat(ROWS, Options(exclude=("mira_k",))).questions["question_text"][0] == LEFT_OUT
    given = Options(exclude=("mira_k",), questions={"Q1": "On shade"})
    assert chat(ROWS, given).questions["question_text"][0] == "On shade"


def test_question_that_they_only_share() -> None:
    """Who shares a host's question has not worded it."""
    rows = [*ROWS, "bo_l|Bo Lund|RT @mira_k: Q1: What do you grow in the shade, and what became of it last year?"]
    assert chat(rows, Options(exclude=("bo_l",))).questions["question_text"][0].startswith("What do you grow")


def test_question_that_quotes_them() -> None:
    """A host's question stays, without the words of theirs that it quotes."""
    ask = "mira_k|Mira Kestle|Q2: What do you make of “every corner that the sun forgets”, and of slugs?"
    text = chat([*ROWS, ask], Options(exclude=("bo_l",))).questions["question_text"][1]
    assert text == f"What do you make of “{LEFT_OUT}”, and of slugs?"


def test_withheld_answers_stand_last() -> None:
    """They are counted, ranked behind all others, and never among the best."""
    left = chat(ROWS, Options(exclude=("bo_l",)))
    of_q1 = left.answers[left.answers["question"] == "Q1"]
    assert of_q1["rank"].tolist() == list(range(1, len(of_q1) + 1))
    hidden = of_q1["why"] == LEFT_OUT.strip("()")
    assert hidden.tolist() == sorted(hidden.tolist())
    assert hidden.sum() == 2
    best = left.questions.filter(regex=r"^top_answer_\d$").iloc[0].dropna().tolist()
    assert best
    assert not any(LEFT_OUT in text for text in best)
    shown = report.render(left.analyses, width=90, color=False, unicode=True, top=9)
    assert LEFT_OUT not in shown


def test_theme_words_are_not_theirs() -> None:
    """A word that withheld answers alone have is no theme."""
    tweets = [said("answer", "Q1", f"Worms and compost {word}", "bo_l") for word in "abcdefghi"]
    tweets += [said("answer", "Q1", f"Kettles and biscuits {word}", "mira_k") for word in "abcdefghi"]
    tweets += [said("answer", "Q2", f"Rain {word}", "tansy") for word in "abcdefghi"]
    whole = analysis(tweets)
    words = {str(word) for row in tables()["summarize"].rows(whole) for word in row[11]}  # type: ignore[union-attr]
    assert any("worms" in word.lower() for word in words)
    rows = list(tables()["summarize"].rows(replace(whole, withheld=frozenset(range(9)))))
    assert not any("worms" in word.lower() for row in rows for word in row[11])  # type: ignore[union-attr]
    assert rows[0][6] == 18


def test_words_of_a_withheld_question_are_no_themes() -> None:
    """The words of a question set no answers apart, also where its text is left out."""
    sample = SAMPLES / "gardenchat.txt"
    left = chatlens.load(sample, options=Options(exclude=("mira_k",))).questions
    assert left["question_text"][0] == LEFT_OUT
    assert left["theme_words"].equals(golden.chat(sample).questions["theme_words"])


def test_words_of_who_is_left_out_are_not_counted() -> None:
    """How many words they wrote is unknown; what others added to their words is counted."""
    people = chat(ROWS, Options(exclude=("bo_l",))).participants.set_index("person")["words"]
    true = chat(ROWS, Options()).participants.set_index("person")["words"]
    assert people.isna()["left_out_1"]
    assert people["olo_p"] == true["olo_p"]


def test_numbers_go_by_first_tweet_then_by_mention() -> None:
    """p1 writes first; who only is mentioned comes behind all who write."""
    renamed = chat(ROWS, PSEUDONYMS).tweets
    assert renamed["author"].tolist() == ["p1", "p2", "p3", "p4", "p5", "p6", "p4", "p1", "p3", "p5", "p4"]
    assert renamed["mentions"].tolist()[-2:] == [("p7",), ()]  # a cut handle may be of many ...
    assert "@p8" in renamed["text"].iloc[-1]  # ... and is hidden all the same


def test_one_run_has_one_name_for_one_person(tmp_path: Path) -> None:
    """Several transcripts name a person alike, whichever they write in first."""
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(HEAD + '1,mira_k,,2021-03-23T20:00:00Z,"Q1: Shade? #gardenchat"\n')
    second.write_text(
        HEAD + '2,bo_l,,2021-03-23T20:00:00Z,"Q1: Sun? #gardenchat"\n3,MIRA_K,,2021-03-23T20:01:00Z,"A1: no"\n'
    )
    both = chatlens.load(first, second, options=PSEUDONYMS)
    assert both.tweets["author"].tolist() == ["p1", "p2", "p1"]


def test_choice_of_tweets_changes_no_name() -> None:
    """A session has the pseudonyms that it has among all."""
    seasons = SAMPLES / "seasons.csv"
    whole = chatlens.load(seasons, options=PSEUDONYMS).tweets
    part = chatlens.load(seasons, options=Options(pseudonyms=True, sessions=(2,))).tweets
    of_two = whole[whole["session"] == 2]
    assert part["author"].tolist() == of_two["author"].tolist()
    assert part["text"].tolist() == of_two["text"].tolist()


def test_salted_names_are_the_same_in_every_run() -> None:
    """A salt decides the names, in whatever order people write; another salt gives others, and none tells a handle."""
    salted = Options(pseudonyms=True, salt="thyme")
    forth, back = chat(ROWS, salted).tweets, chat(ROWS[::-1], salted).tweets
    assert set(forth["author"]) == set(back["author"])
    assert forth["author"].iloc[0] == back["author"].iloc[-1]
    assert forth["author"].str.fullmatch(r"p_[a-z2-7]{10}").all()
    other = chat(ROWS, Options(pseudonyms=True, salt="rue")).tweets
    assert not set(forth["author"]) & set(other["author"])


def test_salt_is_not_kept() -> None:
    """What an analysis says of its options tells neither the salt nor who is left out."""
    [found] = chat(ROWS, Options(pseudonyms=True, salt="thyme", exclude=("bo_l",), hosts=("mira_k",))).analyses
    told = repr(found.options)
    assert "thyme" not in told
    assert "bo_l" not in told
    assert "mira_k" not in told


def test_unread_text_is_not_shown() -> None:
    """Text that is no tweet may name anybody: none is shown with pseudonyms, none that names who is left out."""
    page = SAMPLES / "gardenchat.web-page.txt"
    assert set(chatlens.load(page, options=PSEUDONYMS).unread["text"]) == {privacy.NOT_SHOWN}
    notes = SAMPLES / "gardenchat.txt"
    assert chatlens.load(notes, options=Options(exclude=("mira_k",))).unread.equals(golden.chat(notes).unread)


def test_names_in_a_text_without_authors() -> None:
    """Where nobody's tweets are known, a name before its handle is taken for theirs."""
    first = chatlens.load(SAMPLES / "gardenchat.txt", options=PSEUDONYMS).tweets["text"][0]
    assert "Hosted by p1 (@p1) and p2 (@p2) since" in first


def test_handle_that_nobody_has() -> None:
    """A note says so without the name, and points at the line of who may be meant."""
    notes = [(note.message, note.advice) for note in chat(ROWS, Options(exclude=("bo_l", "olo_b"))).notes]
    assert notes[0] == (
        "nobody has the handle that the 2nd --exclude names.",
        "Did you mean who writes on line 5?",
    )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--salt", "x"], "without pseudonyms"),
        (["--salt", "", "--pseudonyms"], "the salt is empty"),
        (["--exclude", "two words"], "is no handle"),
    ],
)
def test_wrong_wishes(cli: Cli, options: list[str], says: str) -> None:
    """What makes no sense ends with 2 and says why, without the salt."""
    assert says in cli("summarize", SAMPLES / "gardenchat.csv", *options, code=2).err


@pytest.mark.parametrize("options", [Options(exclude="mira_k"), Options(pseudonyms=1)], ids=["text", "number"])  # type: ignore[arg-type]
def test_wrong_wishes_in_python(options: Options) -> None:
    """Values of the wrong kind are told as such."""
    with pytest.raises(chatlens.ChatlensError, match=r"Options\.(exclude|pseudonyms)"):
        chatlens.analyse("Q1: What?", options)


@pytest.mark.parametrize(
    "options", [PSEUDONYMS, Options(exclude=("KofiAtPlot9", "mira_k"))], ids=["renamed", "left out"]
)
def test_explanation_has_the_same_figures(options: Options) -> None:
    """Why a tweet stands where it stands is told as it was decided, without the words that are hidden."""
    sample = SAMPLES / "gardenchat.v1.jsonl"
    [true], [hidden] = golden.chat(sample).analyses, chatlens.load(sample, options=options).analyses
    for index in range(len(true.timeline.tweets)):
        told, shown = (
            report.explain(one, index, width=10_000, color=False, unicode=True).splitlines() for one in (true, hidden)
        )
        figures = [[line for line in lines if line.startswith("  Q")] for lines in (told, shown)]
        assert figures[0] == figures[1]
        if index in hidden.withheld:
            assert not any("words:" in line for line in shown)


def test_same_bytes_again() -> None:
    """The same transcript and options give the same text."""
    source = Source("a", "a", (SAMPLES / "gardenchat.v1.jsonl").read_text(encoding="utf-8"), "utf-8")
    options = Options(pseudonyms=True, exclude=("mira_k",))
    assert stages.run(source, options) == stages.run(source, options)
