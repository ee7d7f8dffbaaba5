"""Stage 6: what a tweet quotes, replies to and continues."""

from __future__ import annotations

from dataclasses import replace

import pytest

import scenes
from chatlens import conventions, links, repeats
from chatlens.models import Link, Session, Timeline, Tweet

CAN = "A1: We water at dawn with two cans each, and nobody may run. #gardenchat"
HOSE = "A1: A hose on a reel by the gate saved our backs and our tempers. #gardenchat"
OTHERS = [
    "A1: Rain barrels under every gutter of the school. #gardenchat",
    "A1: Mulch thickly and the soil stays damp for weeks. #gardenchat",
    "A1: Clay pots sunk between the tomatoes. #gardenchat",
]


def found(*lines: str) -> tuple[Link, ...]:
    """The links of a chat written down in lines."""
    return scenes.read(*lines).links


NO_QUOTES = {
    "a copy below a tweet that shares no word with it": [CAN, HOSE, *OTHERS, "Our beds are on the roof.", CAN],
    "a retweet below": [CAN, HOSE, *OTHERS, "Two cans each at dawn!", f"RT @tobo: {CAN}"],
    "a labelled answer above": [CAN, HOSE, *OTHERS, "A1: Drip pipes from an old bike tube. #gardenchat", CAN],
    "nothing printed below": [CAN, HOSE, *OTHERS, "Two cans each at dawn!"],
    "words of another tweet": [CAN, HOSE, *OTHERS, "A hose on a reel by the gate, where did you buy the reel?", CAN],
    "goodbye above": [CAN, HOSE, *OTHERS, "Good night all, cans at dawn! #gardenchat", CAN],
    "greeting above": [CAN, HOSE, *OTHERS, "Hello everyone! I water at dawn too #gardenchat", CAN],
    "a comment with a marked copy of its own": [CAN, HOSE, *OTHERS, f"So wise! RT @tobo: {HOSE}", CAN],
    "an original below": ["Two cans each at dawn!", CAN, HOSE, *OTHERS],
    "authors are known": [
        *(f"tobo> {line}" for line in (CAN, HOSE, *OTHERS)),
        "lund_e> Two cans each at dawn!",
        f"mira_k> {CAN}",
    ],
}


@pytest.mark.parametrize("lines", NO_QUOTES.values(), ids=NO_QUOTES)
def test_quotes_nothing(lines: list[str]) -> None:
    """Adjacency to a copy alone makes no comment."""
    assert [link.quotes for link in found(*lines)] == [None] * len(lines)


QUOTES = {
    "shared words": "Two cans each at dawn! Mine would be asleep.",
    "reaction without shared words": "Love this!",
    "reaction that is a question": "Why do you think that is?",
}


@pytest.mark.parametrize("comment", QUOTES.values(), ids=QUOTES)
def test_quotes_the_copy_below(comment: str) -> None:
    """A comment that shares words with the copy below it, or reacts, quotes that copy."""
    chat = found(CAN, HOSE, *OTHERS, comment, CAN)
    assert [link.quotes for link in chat] == [None] * 5 + [6, None]


def test_quotes_by_platform_id() -> None:
    """An id of the platform says what is quoted, whoever wrote it and wherever it stands."""
    chat = scenes.run(
        [
            scenes.tweet(CAN, "tobo", tweet_id="1"),
            scenes.tweet(HOSE, "lund_e", tweet_id="2"),
            scenes.tweet("Never seen one", "mira_k", tweet_id="3", quote_of_id="1"),
        ]
    )
    assert [link.quotes for link in chat.links] == [None, None, 0]


@pytest.mark.parametrize("field", ["quote_of_id", "reply_to_id"])
@pytest.mark.parametrize("target", ["7", "404", ""], ids=["itself", "a tweet that is not here", "empty"])
def test_ids_that_lead_nowhere(field: str, target: str) -> None:
    """An id that names the tweet itself or no tweet of the transcript makes no link."""
    chat = scenes.run(
        [scenes.tweet(CAN, "tobo", tweet_id=""), scenes.tweet(HOSE, "x", tweet_id="7", **{field: target})]
    )
    assert chat.links == (Link(), Link())


ADDRESSED = {
    "none in the middle": ("I think @tobo is right", ()),
    "none in a retweet": ("RT @tobo We water at dawn", ()),
    "none behind a link": ("https://t.co/Ab1Cd2Ef3G @tobo", ()),
    "one": ("@tobo where is that?", ("tobo",)),
    "a point before it": (".@tobo where is that?", ("tobo",)),
    "several, parted by commas": ("@tobo, @lund_e: both of you", ("tobo", "lund_e")),
    "behind the hashtag": ("#gardenchat @tobo where?", ("tobo",)),
    "named twice": ("@tobo @tobo hm", ("tobo",)),
}


@pytest.mark.parametrize(("text", "handles"), ADDRESSED.values(), ids=ADDRESSED)
def test_addressed(text: str, handles: tuple[str, ...]) -> None:
    """Handles at a tweet's start say whom it is addressed to."""
    assert links.addressed(Tweet(1, 1, text)) == handles


def test_platform_says_who_is_addressed() -> None:
    """What the page says about a reply's target goes before what the text shows."""
    assert links.addressed(Tweet(1, 1, "@tobo yes", reply_to=("lund_e",))) == ("lund_e",)


def test_replies_to_the_last_tweet_of_whom_it_names() -> None:
    """A reply answers the mentioned person's last tweet, in any spelling of the handle."""
    chat = found(f"Tobo> {CAN}", f"lund_e> {HOSE}", f"tobo> {OTHERS[0]}", "mira_k> @TOBO how many barrels?")
    assert [link.replies_to for link in chat] == [None, None, None, 2]


def test_replies_to_what_somebody_said() -> None:
    """A reply answers what the mentioned person said last, not what they shared since; nobody answers a retweet."""
    chat = found(f"tobo> {HOSE}", f"lund_e> {CAN}", f"tobo> RT @lund_e: {CAN}", "mira_k> @tobo how long is it?")
    assert chat[-1].replies_to == 0


def test_goes_on_behind_what_was_shared() -> None:
    """A tweet goes on from what its author said last, also where they shared another's tweet since."""
    chat = found(f"tobo> {HOSE}", f"lund_e> {CAN}", f"tobo> RT @lund_e: {CAN}", "tobo> and the reel is blue")
    assert chat[-1].continues == 0


def test_replies_to_nobody_far_away() -> None:
    """A tweet of long ago is not what a reply answers."""
    filler = [f"grower_{i}> A1: Bed number {i} #gardenchat" for i in range(links.REPLY_REACH + 1)]
    chat = found(f"tobo> {CAN}", *filler, "mira_k> @tobo how many?")
    assert chat[-1] == Link(reply_to=("tobo",))


def test_reply_by_platform_id() -> None:
    """An id says which tweet is answered, not only whose."""
    chat = scenes.run(
        [
            scenes.tweet(CAN, "tobo", tweet_id="1"),
            scenes.tweet(HOSE, "tobo", tweet_id="2"),
            scenes.tweet("@tobo how many cans?", "mira_k", tweet_id="3", reply_to_id="1"),
        ]
    )
    assert chat.links[2].replies_to == 0


def test_comment_with_a_copy_replies_to_the_original() -> None:
    """ "So true! RT @x: ..." answers the tweet that it copies."""
    chat = found(f"tobo> {CAN}", f"lund_e> {HOSE}", f"mira_k> So true! RT @tobo: {CAN}")
    assert chat[2].replies_to == 0


def test_plain_retweet_replies_to_nobody() -> None:
    """A retweet is addressed to nobody."""
    chat = found(f"tobo> {CAN}", f"mira_k> RT @tobo: {CAN}")
    assert chat[1] == Link()


CONTINUES = {
    "not another person's": ("sorrel_h", "and the cans are blue #gardenchat", None),
    "not a new sentence": ("tobo", "The cans are blue #gardenchat", None),
    "not a labelled tweet": ("tobo", "A1: and the cans are blue #gardenchat", None),
    "not one addressed to somebody": ("tobo", "@lund_e and the cans are blue", None),
    "in the middle of a sentence": ("tobo", "and the cans are blue #gardenchat", 0),
    "dots": ("TOBO", "... the cans are blue #gardenchat", 0),
    "numbered": ("tobo", "2/2 The cans are blue #gardenchat", 0),
    "said so": ("tobo", "(cont) The cans are blue #gardenchat", 0),
}


@pytest.mark.parametrize(("author", "text", "expected"), CONTINUES.values(), ids=CONTINUES)
def test_continues(author: str, text: str, expected: int | None) -> None:
    """A tweet that starts in the middle of things goes on from its author's last one."""
    assert found(f"tobo> {CAN}", f"lund_e> {HOSE}", f"{author}> {text}")[2].continues == expected


def test_gaps_between_sessions() -> None:
    """A session may leave out tweets that stand between its own; neighbours are the session's."""
    texts = [CAN, HOSE, *OTHERS, "Buy our seeds", "Two cans each at dawn! Mine would be asleep.", "Buy our pots", CAN]
    tweets = tuple(Tweet(i, i, text) for i, text in enumerate(texts, 1))
    inside = (0, 1, 2, 3, 4, 6, 8)
    session_of = tuple(1 if i in inside else None for i in range(len(tweets)))
    timeline = Timeline(tweets, (Session(1, inside),), session_of)
    labels = conventions.settle(timeline)
    chat = links.find(timeline, labels, repeats.group(tweets, labels, 90.0))
    assert chat[6].quotes == 8


def test_a_quote_that_the_page_prints_inside_a_tweet_is_linked_with_authors_too() -> None:
    """The line of the printed copy decides, wherever the order by times puts that copy; no line, no quote."""
    copy = Tweet(5, 6, "A2: We gave the key to the night nurses.", author="yusra_sows")
    comment = Tweet(3, 4, "Nurses first, as ever.", author="gwenfarrow_")
    for tweet, quotes in ((replace(comment, quotes_line=5), 0), (comment, None)):
        timeline = Timeline((copy, tweet), (Session(1, (0, 1)),), (1, 1))
        assert links.find(timeline, conventions.settle(timeline), (None, None))[1].quotes == quotes
