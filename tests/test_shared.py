"""`links`: what counts as a resource, when two links are one, and the words that stand as its title."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import chatlens
from builders import Said, analysis, said
from chatlens.analysis import Analysis
from chatlens.models import Link, Options
from chatlens.tables import _addresses, _shared
from chatlens.tables._shared import Shared


def shared(*tweets: Said | str) -> list[Shared]:
    """What is shared in these tweets; a text alone is an aside."""
    return list(_shared.shared(chat(*tweets)))


def chat(*tweets: Said | str) -> Analysis:
    """An analysis of these tweets."""
    return analysis([tweet if isinstance(tweet, Said) else said("aside", "", tweet) for tweet in tweets])


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("http://www.Example.org/Mulch/?id=7", id="scheme, www, case of the host, slash"),
        pytest.param("example.org/Mulch?id=7", id="no scheme"),
        pytest.param("https://example.org:443/Mulch?id=7", id="the port that it has anyhow"),
        pytest.param("https://example.org/Mulch?utm_source=a&id=7&fbclid=b", id="tracking parts"),
        pytest.param("https://example.org/Mulch?utm_source=a&amp;id=7", id="HTML's sign between the parts"),
        pytest.param("https://example.org/Mulch?id=7#beds", id="a place on the page"),
        pytest.param("https://example.org/Mulch?id=7#utm_source=a", id="tracking behind the #"),
        pytest.param("https://example.org/Mulch?id=7åÊ", id="a blank that a wrong encoding damaged"),
    ],
)
def test_links_to_one_page_are_one(other: str) -> None:
    """What differs leads nowhere else."""
    assert _addresses.parse(other).key == _addresses.parse("https://example.org/Mulch?id=7").key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://en.m.wikipedia.org/wiki/Mulch", "https://en.wikipedia.org/wiki/Mulch", True),
        ("https://mobile.example.org/Mulch", "https://example.org/Mulch", True),
        ("https://m.co/Mulch", "https://example.co/Mulch", False),
        ("https://youtu.be/aBc-12?t=40", "https://www.youtube.com/watch?list=x&v=aBc-12&index=2", True),
        ("https://m.youtube.com/shorts/aBc-12", "https://youtube.com/watch?v=aBc-12#t=3", True),
        ("https://youtu.be/aBc-12", "https://youtu.be/aBc-13", False),
        ("https://youtube.com/c/beds", "https://youtube.com/c/sheds", False),
        ("https://notyoutube.com/watch?v=1&w=2", "https://notyoutube.com/watch?v=1&w=3", False),
    ],
)
def test_one_page_under_several_hosts(one: str, other: str, same: bool) -> None:
    """Pages for telephones are the same pages, and a video is one wherever it begins."""
    assert (_addresses.parse(one).key == _addresses.parse(other).key) is same


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("https://example.org/mulch?id=7", id="case of the path"),
        pytest.param("https://example.org/Mulch?id=8", id="another part of the query"),
        pytest.param("https://beds.example.org/Mulch?id=7", id="another host"),
        pytest.param("https://example.org/Mulch?id=7#!/beds", id="a page that a script makes"),
        pytest.param("https://example.org/Mulch?id=7&si=4", id="what tracks on another host alone"),
    ],
)
def test_links_to_other_pages_stay_apart(other: str) -> None:
    """Nothing is folded that may lead elsewhere."""
    assert _addresses.parse(other).key != _addresses.parse("https://example.org/Mulch?id=7").key


@pytest.mark.parametrize(
    "link",
    [
        "pic.twitter.com/AbCdEf1234",
        "https://twitter.com/mira_k/status/137445",
        "https://x.com/mira_k/status/137445/photo/1",
        "https://twitter.com/i/web/status/137445",
        "https://bsky.app/profile/mira.example.org/post/3kabc",
        "https://allotment.example/@mira_k/109",
        "http://twitter.com/#!/mira_k/status/137445",
        "https://twitter.com/search?q=%23gardenchat&src=hash&f=live",
        "https://mobile.twitter.com/search/?q=gardenchat",
        "https://twitter.com/search-advanced",
        "http://twitter.com/#!/search/%23gardenchat",
        "http://twitter.com/#!/search?q=%23gardenchat",
        "http://search.twitter.com/search?q=%23gardenchat",
        "https://x.com/hashtag/gardenchat?src=hashtag_click",
        "https://bsky.app/hashtag/gardenchat",
        "https://bsky.app/search?q=gardenchat",
    ],
)
def test_pictures_posts_and_searches_are_no_resources(link: str) -> None:
    """A picture is the tweet's own, a link to a tweet quotes it, and a search leads back to the chat."""
    assert shared(f"Look at these beans {link}") == []


@pytest.mark.parametrize(
    "link",
    [
        "https://twitter.com/mira_k",
        "https://twitter.com/mira_k/lists/gardeners",
        "https://twitter.com/searchlights",
        "https://twitter.com/hashtag",
        "http://twitter.com/#!/mira_k",
        "https://seeds.example/search?q=beans",
        "https://seeds.example/#!/search",
        "https://allotment.example/hashtag/beans",
    ],
)
def test_profiles_and_other_searches_are_resources(link: str) -> None:
    """Only posts and searches are left out, not all that their platforms have, and nothing of other sites."""
    assert len(shared(f"Follow them all at {link} please")) == 1


def test_a_row_per_question_and_link() -> None:
    """Questions in order, what is under none last, links in the order of their first tweets."""
    found = shared(
        said("aside", "", "Our blog on worms https://b.example", "leo"),
        said("answer", "Q10", "A10: Our guide to beds https://a.example", "leo", label="A10:"),
        said("answer", "Q2 Q10", "A2/10: Our page on rain https://c.example", "leo", label="A2/10:"),
        said("answer", "Q2", "A2: Our guide again https://a.example", "leo", label="A2:"),
    )
    assert [(link.question, link.domain) for link in found] == [
        ("Q2", "c.example"),
        ("Q2", "a.example"),
        ("Q10", "a.example"),
        ("Q10", "c.example"),
        ("", "b.example"),
    ]


def test_counts_and_sharers() -> None:
    """Different tweets, all tweets; who only retweeted does not share, who comments does."""
    [link] = shared(
        said("answer", "Q1", "A1: Our guide to worms https://a.example/w?utm_medium=x", "leo", label="A1:"),
        said("answer", "Q1", "RT @leo: A1: Our guide to worms https://a.example/w", "ana", again=0, label="A1:"),
        said(
            "reply",
            "Q1",
            "So good! RT @leo: Our guide to worms https://a.example/w#top",
            "tom",
            again=0,
            link=Link(quotes=0),
        ),
        said("answer", "Q1", "Worms: everything is here https://a.example/w/", "Leo"),
    )
    assert (link.link, link.shared_by, link.different, link.tweets) == (
        "https://a.example/w",
        ("leo", "tom"),
        2,
        (0, 1, 2, 3),
    )


def test_of_a_tweet_that_is_there_as_retweets_alone_the_first_shares() -> None:
    """Somebody brought it here."""
    two = analysis(
        [
            said("aside", "", "Our guide to worms https://a.example", "leo", session=1),
            said("aside", "", "RT @leo: Our guide to worms https://a.example", "ana", again=0, session=2),
            said("aside", "", "RT @leo: Our guide to worms https://a.example", "tom", again=0, session=2),
        ]
    )
    assert [(link.session, link.shared_by) for link in _shared.shared(two)] == [(1, ("leo",)), (2, ("ana",))]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["short first", "whole first"])
def test_a_short_link_is_the_one_that_a_copy_has(order: tuple[int, int]) -> None:
    """The same tweet once with the link that Twitter wrote, once with the one that it stands for."""
    texts = ("Our guide to worms https://t.co/AbCdEf1234", "Our guide to worms https://a.example/worms")
    first, second = (texts[k] for k in order)
    found = shared(first, said("aside", "", second, again=0), "Again: the worms https://t.co/AbCdEf1234")
    assert [(link.link, len(link.tweets)) for link in found] == [("https://a.example/worms", 3)]


def test_a_short_link_is_the_one_that_the_record_names() -> None:
    """Also when it is a picture, which is no resource."""
    made = chat("Our guide to worms https://t.co/AbCdEf1234 https://t.co/Zz99887766")
    names = (
        ("https://t.co/AbCdEf1234", "https://a.example/worms"),
        ("https://t.co/Zz99887766", "https://twitter.com/leo/status/1/photo/1"),
    )
    tweets = tuple(replace(tweet, leads_to=names) for tweet in made.timeline.tweets)
    told = replace(made, timeline=replace(made.timeline, tweets=tweets))
    assert [link.link for link in _shared.shared(told)] == ["https://a.example/worms"]


@pytest.mark.parametrize("hides", [{"pseudonyms": True}, {"exclude": ("leo",)}], ids=["pseudonyms", "exclude"])
def test_what_a_short_link_stands_for_is_hidden_like_all_else(hides: dict[str, object]) -> None:
    """A record may lead to somebody's page; a tweet's text does not show it."""
    record = {
        "id_str": "7", "full_text": "See https://t.co/AbCdEf1234 on worms", "user": {"screen_name": "ana"},
        "entities": {"urls": [{"url": "https://t.co/AbCdEf1234", "expanded_url": "https://twitter.com/leo"}]},
    }  # fmt: skip
    other = {"id_str": "8", "full_text": "Worms", "user": {"screen_name": "leo"}}
    text = "\n".join(json.dumps(each | {"created_at": "Wed May 01 20:15:30 +0000 2024"}) for each in (record, other))
    assert chatlens.analyse(text, Options(shape="json")).links["link"].tolist() == ["https://twitter.com/leo"]
    hidden = chatlens.analyse(text, Options(shape="json", **hides))  # type: ignore[arg-type]  # by name
    assert hidden.links["link"].tolist() == []
    assert "leo" not in repr(hidden.analyses[0].timeline.tweets)


@pytest.mark.parametrize(
    "whole",
    ["javascript:alert('a.b')", "javascript://a.example/%0aalert(1)", "https://a.example/\x1b[31m", "", "a b.c"],
)
def test_what_a_record_names_may_be_no_link(whole: str) -> None:
    """Then nobody is led there."""
    made = chat("Our guide to worms https://t.co/AbCdEf1234")
    tweets = tuple(replace(tweet, leads_to=(("https://t.co/AbCdEf1234", whole),)) for tweet in made.timeline.tweets)
    assert list(_shared.shared(replace(made, timeline=replace(made.timeline, tweets=tweets)))) == []


def test_short_links_that_stand_for_each_other_end() -> None:
    """A record may say so; nothing runs for ever."""
    made = chat("Our guide to worms https://t.co/AbCdEf1234")
    names = (
        ("https://t.co/AbCdEf1234", "https://t.co/Zz99887766"),
        ("https://t.co/Zz99887766", "https://t.co/AbCdEf1234"),
    )
    tweets = tuple(replace(tweet, leads_to=names) for tweet in made.timeline.tweets)
    assert len(list(_shared.shared(replace(made, timeline=replace(made.timeline, tweets=tweets))))) == 1


def test_a_link_of_a_comment_is_not_taken_for_the_copy_s() -> None:
    """Only copies of the same words have the same links."""
    found = shared(
        said("answer", "Q1", "Our guide to worms https://a.example/w", "leo"),
        said("reply", "Q1", "Mine! https://t.co/AbCdEf1234 RT @leo: Our guide to worms", "tom", again=0, kind="edited"),
    )
    assert [link.domain for link in found] == ["a.example", "t.co"]


def test_a_link_that_was_cut_off_is_the_whole_one_of_its_tweet() -> None:
    """A retweet had no room for all of it."""
    [link] = shared(
        "Our guide to worms https://t.co/AbCdEf1234",
        said("aside", "", "RT @leo: Our guide to worms https://t.co/AbC…", again=0),
    )
    assert len(link.tweets) == 2


@pytest.mark.parametrize("mark", ["…", "...", "‰Û_"])
def test_a_link_that_was_cut_off_leads_nowhere_alone(mark: str) -> None:
    """It is left out and reported."""
    made = chat("Our guide to worms https://a.example/wo" + mark, "No link", "Our blog https://b.example")
    assert [link.domain for link in _shared.shared(made)] == ["b.example"]
    assert _shared.lost(made) == (0,)


def test_a_short_link_before_an_ellipsis_may_be_whole() -> None:
    """It has all its letters: what was cut off stood behind it."""
    assert len(shared("Our guide to worms https://t.co/AbCdEf1234…")) == 1
    assert len(shared("Our guide to worms https://a.example/worms … and beds")) == 1
    assert len(shared("Our guide to worms https://a.example/wormsåÊ‰Û_ and beds")) == 1
    [link] = shared("Our guide to worms https://t.co/AbCdEf1234åÊ‰Û_")
    assert link.title == "Our guide to worms"


def test_the_spelling_shown_is_the_fullest() -> None:
    """With a scheme, the secure one if anybody wrote it."""
    [link] = shared(
        "Worms: read a.example.org/w/",
        "Worms: read http://a.example.org/w",
        "Worms: read https://www.a.example.org/w?utm_term=a",
    )
    assert (link.link, link.address) == ("https://www.a.example.org/w",) * 2
    [bare] = shared("Worms: read www.a.example.org/w")
    assert (bare.link, bare.address, bare.domain) == (
        "www.a.example.org/w",
        "http://www.a.example.org/w",
        "a.example.org",
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("A1: Our guide to worms: https://a.example #soil", "Our guide to worms", id="label, tags, colon"),
        pytest.param("https://a.example - our guide to worms", "our guide to worms", id="behind the link"),
        pytest.param("Worms &amp; beds (https://a.example), a guide", "Worms & beds , a guide", id="brackets go"),
        pytest.param("@leo @ana our guide to worms https://a.example", "our guide to worms", id="whom it addresses"),
        pytest.param("RT @leo: Our guide to worms https://a.example", "Our guide to worms", id="retweet prefix"),
        pytest.param("#soil https://a.example #gardenchat", "", id="nothing but tags"),
        pytest.param("This! https://a.example", "", id="one word"),
        pytest.param("https://a.example", "", id="nothing"),
        pytest.param(
            f"{'We dug and dug. ' * 8}Our guide to all worms https://a.example", "Our guide to all worms", id="sentence"
        ),
        pytest.param(f"https://a.example {'worms ' * 40}", " ".join(["worms"] * 20) + "…", id="shortened at a word"),
    ],
)
def test_the_title_is_what_the_tweet_says(text: str, title: str) -> None:
    """Words of the tweet in their order, or none."""
    label = "A1:" if text.startswith("A1:") else ""
    [link] = shared(said("answer", "Q1", text, label=label))
    assert link.title == title


def test_the_title_is_the_best_tweets() -> None:
    """What was shared most says it before what came first; replies say it last."""
    [link] = shared(
        said("reply", "Q1", "@ana you might like it https://a.example", "tom"),
        said("answer", "Q1", "Something on soil https://a.example", "ana"),
        said("answer", "Q1", "Our guide to worms https://a.example", "leo"),
        said("answer", "Q1", "RT @leo: Our guide to worms https://a.example", "mira_k", again=2),
    )
    assert link.title == "Our guide to worms"
