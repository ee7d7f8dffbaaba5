"""What stands in a draft: the right answers with the right credit, and the numbers of the tables."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

import chatlens
import golden
from builders import Said, analysis, said
from chatlens import recap
from chatlens.analysis import Analysis
from chatlens.models import Link, Options, Question
from chatlens.recap import Recap, Section, Wishes, _layout, _markdown
from conftest import Cli

SAMPLES = pytest.mark.parametrize("sample", golden.samples(), ids=lambda path: path.name)

WATER = "We water every evening from the two butts behind the greenhouse"
WORMS = "Worms turn all our kitchen scraps into the blackest soil in town"
SPADE = "A neighbour lends us his spade whenever the ground is not frozen"
GRANT = "The parish council gave forty pounds for seeds and asked for nothing"
CAKE = "Cake brings more volunteers to a muddy plot than any poster ever did"


def draft(found: Analysis, **wishes: object) -> Recap:
    """The only draft of an analysis."""
    [made] = recap.draft([found], Wishes(**wishes))  # type: ignore[arg-type]
    return made


def section(tweets: Sequence[Said], hosts: tuple[str, ...] = (), **wishes: object) -> Section:
    """The only question of a chat of these tweets."""
    [found] = draft(analysis(tweets, [Question(1, "Q1", "What grows?")], hosts={1: hosts}), **wishes).sections
    return found


def quoted(tweets: Sequence[Said], hosts: tuple[str, ...] = (), **wishes: object) -> list[str]:
    """The texts that are quoted, in order."""
    return [quote.text for quote in section(tweets, hosts, **wishes).quotes]


class TestChoice:
    """Which answers are quoted."""

    def test_nobody_twice_while_others_have_good_ones(self) -> None:
        """Of one person's three answers and two others', three different people are quoted first."""
        tweets = [said("answer", "Q1", text, "bo_l") for text in (WATER, WORMS, SPADE)]
        tweets += [said("answer", "Q1", GRANT, "tansy"), said("answer", "Q1", CAKE, "ada")]
        authors = [quote.author for quote in section(tweets, per_question=4).quotes]
        assert set(authors[:3]) == {"bo_l", "tansy", "ada"}
        assert authors[3:] == ["bo_l"]

    def test_nothing_twice(self) -> None:
        """An answer in other words that are nearly the same is left out for one that says something else."""
        same = WATER.replace("every", "each").replace("behind", "beside")
        tweets = [said("answer", "Q1", text, f"p{k}") for k, text in enumerate((WATER, same, WORMS, SPADE))]
        assert quoted(tweets, per_question=3) == [WATER, WORMS, SPADE]

    def test_what_was_shared_comes_first(self) -> None:
        """The ranking of the tables leads."""
        tweets = [said("answer", "Q1", text, f"p{k}") for k, text in enumerate((WATER, WORMS, SPADE))]
        tweets += [said("answer", "Q1", f"RT @p2: {SPADE}", "ada", again=2)]
        [first, *_] = section(tweets).quotes
        assert (first.text, first.author, first.shared) == (SPADE, "p2", 1)

    def test_fragments_only_where_nothing_better_is(self) -> None:
        """Three answers are quoted even if some are fragments; a fourth must say something by itself."""
        words = ("Beans!", "Peas", "Leeks")
        short = [said("answer", "Q1", f"A1: {text}", f"p{k}", label="A1:") for k, text in enumerate(words)]
        assert quoted([*short, said("answer", "Q1", WATER, "bo_l")])[0] == WATER
        assert len(quoted([*short, said("answer", "Q1", WATER, "bo_l")])) == recap._choice.LEAST
        long = [said("answer", "Q1", text, f"w{k}") for k, text in enumerate((WATER, WORMS, SPADE))]
        assert set(quoted([*short, *long])) == {WATER, WORMS, SPADE}

    @pytest.mark.parametrize(
        "text",
        [
            "Good evening all, so glad to be here with everybody again tonight",
            "Goodnight all, thanks for a lovely chat and see you next week",
            "I completely agree with you on that one, could not have said it",
            "So true!",
        ],
    )
    def test_no_greetings_goodbyes_and_reactions(self, text: str) -> None:
        """Even as the only ones they are no answers to quote."""
        assert quoted([said("answer", "Q1", text, "bo_l")]) == []

    @pytest.mark.parametrize(
        "text",
        [
            "@tansy we water ours every evening from the two butts as well",
            "What do all the others do when the butts run dry in summer?",
            "We water every evening from the two butts that stand behind the…",
            "RT @elsewhere: We dig every evening by the two butts behind it",
            "First we dig every bed to the depth of one spade (1/2)",
        ],
        ids=["to one person", "asks", "cut", "of another chat", "half of it"],
    )
    def test_better_ones_go_before_what_cannot_stand_alone(self, text: str) -> None:
        """What is turned to one person, asks, is cut or a part, or was said elsewhere waits for the others."""
        tweets = [said("answer", "Q1", text, "bo_l")]
        tweets += [said("answer", "Q1", other, f"p{k}") for k, other in enumerate((WORMS, GRANT, CAKE))]
        tweets += [said("answer", "Q1", text, "ada", again=0)]
        assert set(quoted(tweets)) == {WORMS, GRANT, CAKE}

    def test_a_host_is_not_first(self) -> None:
        """A host's own answer is welcome behind another one, however often it was shared."""
        tweets = [said("answer", "Q1", WATER, "mira_k"), said("answer", "Q1", WORMS, "bo_l")]
        tweets += [said("answer", "Q1", f"RT @mira_k: {WATER}", "ada", again=0)]
        assert quoted(tweets, hosts=("Mira_K",)) == [WORMS, WATER]
        assert quoted(tweets[:1], hosts=("Mira_K",)) == [WATER]

    def test_only_answers(self) -> None:
        """Replies and asides under the question are not quoted."""
        tweets = [said(role, "Q1", text, "bo_l") for role, text in (("reply", WATER), ("aside", WORMS))]
        assert quoted(tweets) == []

    def test_under_two_questions_once(self) -> None:
        """A tweet that answers two questions is quoted under the first; the second has its others."""
        tweets = [said("answer", "Q1 Q2", WATER, "bo_l")]
        tweets += [said("answer", "Q2", text, f"p{k}") for k, text in enumerate((WORMS, SPADE, GRANT))]
        made = draft(analysis(tweets, [Question(1, "Q1", "?"), Question(1, "Q2", "?")]))
        assert [[q.text for q in s.quotes].count(WATER) for s in made.sections] == [1, 0]

    def test_left_out_people_are_not_quoted(self) -> None:
        """Nothing of what is withheld stands in a draft."""
        found = analysis(
            [said("answer", "Q1", WATER, "bo_l"), said("answer", "Q1", WORMS, "ada")], [Question(1, "Q1", "?")]
        )
        assert [q.text for q in draft(replace(found, withheld=frozenset({0}))).sections[0].quotes] == [WORMS]


class TestQuotes:
    """How answers are quoted."""

    def test_verbatim(self) -> None:
        """Label and trailing tags are cut; inline tags, line ends and HTML's signs stay as they are meant."""
        text = "A1: Three #soil things &amp; more:\n\n1. worms &lt;3  \n  2. leaves #gardenchat #compost"
        [quote] = section([said("answer", "Q1", text, "bo_l", label="A1:")]).quotes
        assert quote.text == "Three #soil things & more:\n\n1. worms <3\n2. leaves"

    def test_emoji_are_words_enough(self) -> None:
        """An answer of pictures alone loses its label and its trailing tags like any other."""
        [quote] = section([said("answer", "Q1", "A1: 🌱🐛 #gardenchat", "bo_l", label="A1:")]).quotes
        assert quote.text == "🌱🐛"

    def test_tags_that_end_a_sentence_stay(self) -> None:
        """A sentence does not lose its last word because it is a tag; the chat's own goes."""
        [quote] = section(
            [said("answer", "Q1", "A1: All of it grows best in #shade #gardenchat", "bo_l", label="A1:")]
        ).quotes
        assert quote.text == "All of it grows best in #shade"

    def test_words_of_somebody_who_is_not_there(self) -> None:
        """A retweet of what the transcript does not have is credited to who said it, not to who passed it on."""
        [quote] = section([said("answer", "Q1", f"RT @tansy: RT @Ada_P: {WATER}", "bo_l")]).quotes
        assert (quote.author, quote.text, quote.address) == ("Ada_P", WATER, None)

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("A1 (1/2): We dig every bed to the depth of one spade", "A1 (2/2): and then we rest for the winter"),
            ("We dig every bed to the depth of one spade 1/2", "2/2 and then we rest for the winter"),
            ("We dig every bed to the depth of one spade 1/", "and then we rest for the winter 2/2"),
        ],
    )
    def test_threads_are_one_quote(self, first: str, second: str) -> None:
        """Both halves of an answer by one person stand together, whatever came between."""
        found = chatlens.analyse(
            "from_user,text\nmira_k,Q1: What do you do to your beds?\n"
            f"bo_l,A1: {first.removeprefix('A1: ')}\nada,A1: {WORMS}\nbo_l,A1: {second}\ntansy,A1: {CAKE}\n"
            if not first.startswith("A1")
            else "from_user,text\nmira_k,Q1: What do you do to your beds?\n"
            f"bo_l,{first}\nada,A1: {WORMS}\nbo_l,{second}\ntansy,A1: {CAKE}\n"
        )
        [made] = recap.draft(found.analyses)
        [quote] = [q for s in made.sections for q in s.quotes if q.author == "bo_l"]
        assert "one spade" in quote.text
        assert "rest for the winter" in quote.text.split("\n\n")[1]
        assert quote.tweets == (2, 4)

    def test_without_authors_nothing_is_joined(self) -> None:
        """Whose second half it is cannot be known."""
        tweets = [said("answer", "Q1", f"{WATER} 1/2"), said("answer", "Q1", f"2/2 {WORMS}")]
        assert len(section(tweets).quotes) == 2


class TestPeople:
    """Who is thanked."""

    TWEETS = (
        said("question", "Q1", "Q1: What grows?", "mira_k"),
        said("answer", "Q1", WATER, "Bo_L", posted_at=datetime(2021, 3, 23, 20, 5)),
        said("answer", "Q1", f"RT @Bo_L: {WATER}", "ada", again=1),
        said("answer", "Q1", WORMS, "tansy"),
        said("reply", "Q1", "@ghost never came to any of our chats", "tansy"),
    )

    def test_everybody_once(self) -> None:
        """Contributors and amplifiers each in the alphabet's order; hosts are in the first sentence already."""
        thanks = draft(analysis(self.TWEETS, hosts={1: ("mira_k",)})).thanks
        assert (thanks.contributors, thanks.amplifiers, thanks.first_timers) == (("Bo_L", "tansy"), ("ada",), None)

    def test_first_timers(self, tmp_path: Path) -> None:
        """Those who are in no earlier transcript, whatever the case of their handle."""
        now, before = tmp_path / "now.csv", tmp_path / "before.csv"
        now.write_text(f"from_user,text\nmira_k,Q1: What grows?\nBo_L,A1: {WATER}\ntansy,A1: {WORMS}\nada,A1: {CAKE}\n")
        before.write_text(f"from_user,text\nmira_k,Q1: What died?\nbo_l,A1: {GRANT}\nada,A1: {SPADE}\n")
        text = chatlens.load(now).recap(earlier=before)
        assert "Thank you for taking part: @ada and @Bo\\_L.\n\nWelcome, first-timers: @tansy." in text
        assert "first-timers" not in chatlens.load(now).recap()
        hidden = chatlens.load(now, options=Options(pseudonyms=True)).recap(earlier=[before])
        assert hidden.count("Welcome, first-timers: @p") == 1
        assert "tansy" not in hidden

    def test_earlier_is_earlier(self) -> None:
        """A transcript that holds this session too says of it nothing: only what was posted before counts."""
        found = analysis(self.TWEETS, hosts={1: ("mira_k",)})
        old = replace(found.timeline.tweets[1], posted_at=datetime(2021, 3, 1, 20))
        assert draft(found, earlier=(found.timeline.tweets[1:2],)).thanks.first_timers == ("Bo_L", "tansy")
        assert draft(found, earlier=((old,),)).thanks.first_timers == ("tansy",)

    def test_earlier_transcripts_without_authors(self) -> None:
        """They know nobody: so nobody is new, or not surely, and the draft says why."""
        found = analysis(self.TWEETS, hosts={1: ("mira_k",)})
        [old, *_] = found.timeline.tweets
        nameless = (replace(old, author=None, posted_at=datetime(2021, 3, 1, 20)),)
        made = draft(found, earlier=(nameless,))
        assert made.thanks.first_timers is None
        assert made.missing[-1] == (
            "1 earlier transcript does not say who wrote what, so nobody is welcomed as a first-timer."
        )
        made = draft(found, earlier=(nameless, nameless, (old,)))
        assert made.thanks.first_timers == ("Bo_L", "tansy")
        assert made.missing[-1].startswith("2 earlier transcripts do not say who wrote what, so some who are welcomed")

    def test_without_authors_nobody_is_invented(self) -> None:
        """No credit, no thanks, no number of people; and it is said once."""
        found = analysis([said("answer", "Q1", WATER), said("answer", "Q1", WORMS)], [Question(1, "Q1", "?")])
        text = recap.write([found])
        assert "Thanks" not in text
        assert "people wrote" not in text
        assert " people**" not in text
        assert text.count("does not say who wrote what") == 1
        assert "— @" not in text


class TestPrivacy:
    """People who are hidden stay hidden."""

    @pytest.mark.parametrize("format", recap.FORMATS)
    def test_excluded(self, format: str) -> None:  # noqa: A002
        """Who asked to be left out is not named, not quoted and not thanked."""
        sample = golden.SAMPLES / "gardenchat.v2.json"
        before = chatlens.load(sample).recap(format, link_handles=True)
        after = chatlens.load(sample, options=Options(exclude=("KofiAtPlot9",))).recap(format, link_handles=True)
        assert "kofiatplot9" in before.casefold()
        assert "The tools are an alibi" in before
        for hidden in ("kofiatplot9", "tools are an alibi", "left_out_1"):
            assert hidden not in after.casefold()

    def test_pseudonyms(self) -> None:
        """No handle, name or address of anybody is left."""
        chat = chatlens.load(golden.SAMPLES / "gardenchat.v2.json", options=Options(pseudonyms=True))
        text = chat.recap("html", embed=True)
        for author in golden.chat(golden.SAMPLES / "gardenchat.v2.json").participants.person:
            assert author.casefold() not in text.casefold()
        assert "twitter.com" not in text
        with pytest.raises(chatlens.ChatlensError, match="pseudonyms have no pages"):
            chat.recap(link_handles=True)


@SAMPLES
def test_numbers_are_those_of_the_tweets(sample: Path) -> None:
    """Every number in a draft is counted anew from the table of tweets."""
    chat = golden.chat(sample)
    tweets = chat.tweets
    for made in recap.draft(chat.analyses):
        own = tweets[tweets.session == made.session]
        originals = own.repeat_of.fillna(own.tweet)
        answers = own[own.role == "answer"]
        under = answers.explode("questions")
        numbers = {number.what: number.value for number in made.numbers}
        assert (made.tweets, numbers["tweets"]) == (len(own), len(own))
        assert made.different == numbers["different tweets"] == originals.nunique()
        to_questions = answers[answers.questions.str.len() > 0] if "questions" in numbers else answers
        assert numbers["answers with repeats"] == len(to_questions)
        assert numbers["different answers"] == originals[to_questions.index].nunique()
        assert numbers["replies"] == (own.role == "reply").sum()
        people = own.author.str.casefold().nunique() or None
        assert made.people == numbers.get("people") == people
        for section in made.sections:
            here = under[under.questions == section.name] if section.name else under
            assert section.occurrences == len(here)
            assert section.answers == originals[here.index].nunique()
            for quote in section.quotes:
                rows = own[own.tweet.isin(quote.tweets)]
                assert (rows.role == "answer").all()
                shares = [int((originals == number).sum()) - 1 for number in originals[rows.index]]
                assert quote.shared == max(shares)
                if not rows.text.iloc[0].startswith("RT"):
                    assert quote.author == (None if pd.isna(rows.author.iloc[0]) else rows.author.iloc[0])
        people_table = chat.participants[chat.participants.session == made.session]
        thanked = {*made.thanks.contributors, *made.thanks.amplifiers}
        wrote = people_table[people_table.kind.isin(["contributor", "amplifier"]) & ~people_table.is_host]
        assert thanked == set(wrote.person)


@SAMPLES
def test_links_are_those_of_the_table(sample: Path) -> None:
    """Each link of the table stands in the draft of its session, once, as often as it is in the tweets."""
    chat = golden.chat(sample)
    for made in recap.draft(chat.analyses):
        rows = chat.links[chat.links.session == made.session]
        assert sorted({link.domain for link in made.resources}) == sorted(set(rows.domain))
        assert len(made.resources) == rows.link.nunique()
        for link in made.resources:
            if len(link.questions) < 2:
                same = rows[(rows.domain == link.domain) & (rows.occurrences == link.times)]
                assert len(same)


@pytest.mark.parametrize("name", golden.drafts())
def test_draft_is_as_expected(name: str) -> None:
    """The samples' drafts are what they were when somebody last looked at them."""
    path = golden.DRAFTS / name
    assert path.exists(), f"There is no {name}. Write it with `make golden`, and read it."
    assert path.read_bytes().decode() == golden.drafted(name), "If that is meant, run `make golden` and read the diff."
    assert {p.name for p in golden.DRAFTS.iterdir()} == set(golden.drafts())


@pytest.mark.parametrize("format", recap.FORMATS)
def test_same_input_same_draft(format: str) -> None:  # noqa: A002
    """Nothing depends on the run."""
    sample = golden.SAMPLES / "gardenchat.tags.csv"
    assert chatlens.load(sample).recap(format) == chatlens.load(sample).recap(format)


def test_sessions_are_drafts_of_their_own() -> None:
    """A stream's sessions follow each other, each with its title and its own numbers; --session chooses."""
    stream = golden.SAMPLES / "seasons.csv"
    drafts = recap.draft(golden.chat(stream).analyses)
    assert len(drafts) == len(golden.chat(stream).sessions) > 1
    assert len({made.title for made in drafts}) == len(drafts)
    text = chatlens.load(stream, options=Options(sessions=(2,))).recap()
    assert text.startswith(f"# \\{drafts[1].title}\n")
    assert text.count("\n# ") == 0


def test_two_sessions_of_one_day_are_told_apart() -> None:
    """Each draft has a title of its own."""
    tweets = [said("answer", "Q1", WATER, "bo_l", session=number) for number in (1, 2)]
    titles = [made.title for made in recap.draft([analysis(tweets)])]
    assert titles == ["#gardenchat, session 1", "#gardenchat, session 2"]
    on_a_day = [replace(tweet, posted_at=datetime(2021, 3, 23, 8 + 12 * k)) for k, tweet in enumerate(tweets)]
    titles = [made.title for made in recap.draft([analysis(on_a_day)])]
    assert titles == [f"#gardenchat, 23 March 2021, session {number}" for number in (1, 2)]


def test_a_chat_without_questions() -> None:
    """What was said is quoted, under one heading."""
    text = recap.write([analysis([said("answer", "", WATER, "bo_l"), said("answer", "", WORMS, "ada")])])
    assert "## What was said" in text
    assert "No numbered questions were found" in text
    assert "of them" not in text
    assert WATER in text


def test_what_is_missing_reads_well() -> None:
    """One is no plural, and many are counted with commas."""
    unlabelled = said("answer", "Q1", WATER, "bo_l")
    found = draft(
        analysis(
            [unlabelled, said("answer", "Q1", f"A1: {WORMS}", None, label="A1:")], [Question(1, "Q1", "What grows?")]
        )
    )
    assert "1 tweet of 2 has no author." in found.missing
    guessed = (
        "1 of 2 answers and replies carries no label such as A1: it was put under a question by what surrounds it."
    )
    assert guessed in found.missing
    many = replace(found, people=1000, tweets=12000, different=11000)
    written = _markdown.write(_layout.blocks(many, recap.Look()))
    assert "1,000 people wrote 12,000 tweets, 11,000 of them different" in written


def test_headings_end_with_the_question() -> None:
    """Links and tags behind a question are no words of it; within it they are."""
    asked = "What does #soil need, see https://example.org/a, in May? #gardenchat https://t.co/AbCdEf1234"
    [section] = draft(analysis([said("answer", "Q1", WATER, "bo_l")], [Question(1, "Q1", asked)])).sections
    assert section.text == "What does #soil need, see https://example.org/a, in May?"


def test_a_question_that_is_not_in_the_transcript() -> None:
    """Its heading is its name, and both the section and the end of the draft say so."""
    text = recap.write([analysis([said("answer", "Q1", WATER, "bo_l")], [Question(1, "Q1", None)])])
    assert "## Q1\n\n*The question itself is not in the transcript.*" in text
    assert "- The text of Q1 is not in the transcript." in text


class TestLooks:
    """Options of how it looks."""

    @pytest.mark.parametrize(
        ("sample", "page"),
        [
            ("gardenchat.v2.json", "https://twitter.com/KofiAtPlot9"),
            ("gardenchat.csv", "https://twitter.com/KofiAtPlot9"),
            ("gardenchat.mastodon.json", "https://allotment.example/@KofiAtPlot9"),
            ("gardenchat.bluesky.json", "https://bsky.app/profile/kofiatplot9.bsky.social"),
        ],
    )
    def test_handles_lead_to_their_platform(self, sample: str, page: str) -> None:
        """A page of the platform that the transcript is of, in thanks and credits, only where it is wished."""
        chat = golden.chat(golden.SAMPLES / sample)
        handle = page.rpartition("/")[2].removeprefix("@")
        assert f"[@{handle}]({page})" in chat.recap(link_handles=True).replace("\\", "")
        assert f"]({page})" not in chat.recap()

    @pytest.mark.parametrize("format", recap.FORMATS)
    def test_embedded_tweets_stand_on_lines_of_their_own(self, format: str) -> None:  # noqa: A002
        """WordPress shows them; where an address is unknown the words stay."""
        text = golden.chat(golden.SAMPLES / "gardenchat.v2.json").recap(format, embed=True)
        tweets = golden.chat(golden.SAMPLES / "gardenchat.v2.json").tweets
        [address] = tweets[tweets.text.str.contains("Sitting down") & tweets.repeat_of.isna()].tweet_url
        assert (address if format == "md" else f"<p>{address}</p>") in text.split("\n")
        assert "The tools are an alibi" not in text
        assert "The tools are an alibi" in golden.chat(golden.SAMPLES / "gardenchat.csv").recap(format, embed=True)

    def test_next_chat(self) -> None:
        """What is said of it stands at the end, its links leading there."""
        text = golden.chat(golden.SAMPLES / "gardenchat.csv").recap(next="Tuesday: https://example.org/next")
        assert text.endswith("## Next chat\n\nTuesday: <https://example.org/next>\n")

    def test_charts(self) -> None:
        """Pictures stand in HTML with words that say what they show; in Markdown there is no place for them."""
        pytest.importorskip("matplotlib")
        chat = golden.chat(golden.SAMPLES / "seasons.csv")
        text = chat.recap("html", charts=True)
        assert text.count('<img src="data:image/svg+xml;base64,') >= len(chat.sessions)
        assert 'alt=""' not in text
        with pytest.raises(chatlens.ChatlensError, match="pictures stand in HTML alone"):
            chat.recap(charts=True)


class TestCommand:
    """`chatlens recap`."""

    def test_the_file_says_the_format(self, cli: Cli, tmp_path: Path) -> None:
        """Markdown on stdout and in .md, a page in .html; the same as from Python."""
        sample = golden.SAMPLES / "gardenchat.csv"
        printed = cli("recap", sample).text
        assert printed == golden.chat(sample).recap()
        for name, format in (("r.md", "md"), ("r.markdown", "md"), ("r.html", "html"), ("r.htm", "html")):  # noqa: A001
            cli("recap", sample, "-o", tmp_path / name)
            assert (tmp_path / name).read_bytes().decode() == golden.chat(sample).recap(format)
        assert cli("recap", sample, "-f", "html").text == golden.chat(sample).recap("html")

    def test_all_options_arrive(self, cli: Cli) -> None:
        """They do on the command line what they do from Python."""
        sample, stream = golden.SAMPLES / "gardenchat.v2.json", golden.SAMPLES / "seasons.csv"
        told = cli(
            "recap", sample, "--per-question", 2, "--link-handles", "--earlier", stream, "--next", "Soon", "-q"
        ).text
        assert told == golden.chat(sample).recap(per_question=2, link_handles=True, earlier=stream, next="Soon")
        assert "Welcome, first-timers" in told
        assert cli("recap", sample, "--embed", "-q").text == golden.chat(sample).recap(embed=True)

    @pytest.mark.parametrize(
        ("args", "message"),
        [
            (("-f", "csv"), "csv is not one of md, html"),
            (("-o", "recap.csv"), "a recap is not written as .csv. Use .md"),
            (("--charts",), "pictures stand in HTML alone"),
            (("--per-question", "0"), "0 is not in the range"),
            (("--pseudonyms", "--link-handles"), "pseudonyms have no pages"),
            (("--template", "x.md", "-f", "md"), "leave out --format"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
    )
    def test_wrong_usage(self, cli: Cli, args: tuple[str, ...], message: str) -> None:
        """One line says what is wrong, and the exit code is 2."""
        found = cli("recap", golden.SAMPLES / "gardenchat.csv", *args, code=2)
        assert message in found.err
        assert not found.out

    def test_the_readmes_commands(self, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The three commands of the README write what it says they write."""
        readme = (golden.SAMPLES.parent / "README.md").read_text(encoding="utf-8")
        shown = re.findall(r"^chatlens (recap .*)$", readme, re.MULTILINE)
        assert len(shown) == 3
        (tmp_path / "samples").symlink_to(golden.SAMPLES)
        monkeypatch.chdir(tmp_path)
        for line in shown:
            cli(*shlex.split(line), "-q")
        assert sorted(path.name for path in tmp_path.glob("*.*")) == ["recap.html", "recap.md", "seasons.html"]
        assert "Welcome, first-timers" in (tmp_path / "seasons.html").read_text(encoding="utf-8")

    def test_inputs_are_not_written_over(self, cli: Cli, tmp_path: Path) -> None:
        """Earlier transcripts and templates are inputs as well."""
        path = tmp_path / "old.md"
        path.write_text("{{ body }}")
        for option in ("--template", "--earlier"):
            error = cli("recap", golden.SAMPLES / "gardenchat.csv", option, path, "-o", path, code=1).err
            assert "is one of the files that are read" in error
        assert path.read_text() == "{{ body }}"

    def test_notes_and_strict(self, cli: Cli) -> None:
        """Notes go to stderr as with every command, and --strict makes an error of them after writing."""
        found = cli("recap", golden.SAMPLES / "gardenchat.txt", "--strict", code=1)
        assert "note: the text of Q2 is not in this transcript" in found.err
        assert found.text.startswith("# \\#gardenchat")


def test_links_to_a_reply_are_no_threads() -> None:
    """What goes on from a finished sentence of its author, without saying so, is an answer of its own."""
    tweets = [said("answer", "Q1", f"{WATER}.", "bo_l"), said("answer", "Q1", WORMS, "bo_l", link=Link(continues=0))]
    assert len(section(tweets).quotes) == 2
