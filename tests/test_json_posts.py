"""Posts as JSON: arrays, pages and lines of every dialect, and what becomes of records that are broken or no posts."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chatlens
from chatlens import sessions
from chatlens.models import Options, Reading, Source, Tweet
from chatlens.readers import HEAD, _json_stream, json_posts
from chatlens.readers._json_dialects import DIALECTS, Dialect
from chatlens.readers._json_records import find_all
from chatlens.readers._json_stream import _Scan
from chatlens.sources import split_lines
from same_chat import CANON, assert_same

SAMPLES = Path(__file__).parent.parent / "samples"
V1: dict[str, Any] = {
    "created_at": "Wed May 01 20:15:30 +0000 2024",
    "id": 7,
    "id_str": "7",
    "full_text": "A1: Beans",
    "user": {"screen_name": "mira_k", "name": "Mira Kestle"},
}
V2: dict[str, Any] = {"id": "7", "text": "A1: Beans", "author_id": "1", "created_at": "2024-05-01T20:15:30.000Z"}
PEOPLE = {"users": [{"id": "1", "username": "mira_k", "name": "Mira"}, {"id": "2", "username": "tobo", "name": "T"}]}
STATUS: dict[str, Any] = {
    "id": "7",
    "created_at": "2024-05-01T20:15:30.000Z",
    "content": "<p>A1: Beans</p>",
    "account": {"acct": "mira_k", "display_name": "Mira"},
}
POST: dict[str, Any] = {
    "uri": "at://did:plc:abc/app.bsky.feed.post/3kx",
    "author": {"handle": "mira.allotment.example", "displayName": "Mira"},
    "record": {"text": "A1: Beans", "createdAt": "2024-05-01T20:15:30.000Z"},
}
AT = datetime(2024, 5, 1, 20, 15, 30, tzinfo=UTC)
DIALECT = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)


def reading(text: str, options: Options | None = None) -> Reading:
    """The text, read as JSON."""
    return json_posts.read(Source("a.json", "a", text, "utf-8"), options or Options())


def one(record: object) -> Tweet:
    """The one tweet of a record."""
    [tweet] = reading(json.dumps(record)).tweets
    return tweet


def lines(*records: object) -> str:
    """The records, one a line."""
    return "".join(f"{json.dumps(record)}\n" for record in records)


def texts(read: Reading) -> list[str]:
    """The tweets' texts."""
    return [tweet.text for tweet in read.tweets]


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("", id="nothing"),
        pytest.param("[20:02] mira_k: A1: Beans\n[20:03] tobo: A1: Peas\n" * 20, id="a chat log in brackets"),
        pytest.param('{"name": "garden", "version": "1.0", "files": ["a"]}', id="other JSON"),
        pytest.param('[{"text": "beans", "bed": 4}]', id="texts without authors"),
        pytest.param("{beans} {peas}\n" * 20, id="curly words"),
        pytest.param('"A1: Beans", "A1: Peas"\n' * 20, id="words in quotes"),
        pytest.param("[" * 60_000, id="brackets"),
        pytest.param('{"a":' * 12_000, id="deep nesting"),
        pytest.param('{"data": [' * 6_000, id="pages in pages"),
        pytest.param('{"a": ' + "9" * 50_000 + "}", id="a huge number"),
        pytest.param("id,text\n7,{}\n", id="a table"),
    ],
)
def test_other_texts_are_no_posts(head):
    """JSON of other things, and what only looks like JSON, is not claimed."""
    assert json_posts.sniff(head) == 0.0


@pytest.mark.parametrize("name", ["gardenchat.csv", "gardenchat.txt"])
def test_other_samples_are_no_posts(name):
    """Another shape's sample is not claimed."""
    assert json_posts.sniff((SAMPLES / name).read_text(encoding="utf-8")[:HEAD]) == 0.0


@DIALECT
def test_every_dialect_is_known_by_its_example(dialect: Dialect):
    """The least record of a dialect is known by its row and by no other."""
    assert [known.dialect.name for known in find_all(dialect.example)] == [dialect.name]
    assert json_posts.sniff(json.dumps(dialect.example)) == 1.0
    assert one(dialect.example).text == "Beans"


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(SAMPLES.iterdir()) if re.search(r"(json|jsonl|js)$", path.name)],
    ids=lambda p: p.name,
)
def test_every_sample_is_of_one_dialect(path: Path):
    """A sample is known by its shape, at its head and cut anywhere, and every record by a single row."""
    text = path.read_text(encoding="utf-8")
    assert json_posts.sniff(text[:HEAD]) == 1.0
    assert json_posts.sniff(text[:4_000]) == 1.0
    start = text.index("[" if path.suffix in (".js", ".json") else "{")
    decoded = json.loads(text[start:]) if path.suffix in (".js", ".json") and text[0] != "{" else None
    for record in decoded or []:
        assert len(find_all(record)) == 1


@pytest.mark.parametrize(
    "name",
    ["gardenchat.v1.jsonl", "gardenchat.v2.json", "gardenchat.v2-flat.jsonl", "gardenchat.zeeschuimer.ndjson"],
)
def test_the_chat_is_the_same(name):
    """Twitter's dialects give what the table of the same chat gives; cut retweets come whole."""
    assert_same(SAMPLES / name)


def test_the_chat_is_the_same_on_mastodon():
    """A boost has no mark in its text; all else is as in the table."""
    assert_same(SAMPLES / "gardenchat.mastodon.json", texts=lambda text: re.sub(r"^RT @\w+: ", "", text))


def on_bluesky(handle: str) -> str:
    """The handle that somebody has there."""
    return handle.casefold().replace("_", "-").strip("-") + ".bsky.social"


def test_the_chat_is_the_same_on_bluesky():
    """Reposts have no mark and replies no handle before their texts, and handles are domains; all else is as in the
    table."""

    def text(canon: str) -> str:
        said = re.sub(r"^RT @\w+: |^@\w+ ", "", canon)
        return re.sub(r"@(\w+)", lambda match: "@" + on_bluesky(match[1]), said)

    path = SAMPLES / "gardenchat.bluesky.json"
    assert_same(path, authors=False, texts=text)
    canon, other = (chatlens.load(file).analyses[0].timeline.tweets for file in (CANON, path))
    assert [tweet.author for tweet in other] == [on_bluesky(tweet.author or "") for tweet in canon]


def test_an_archive_has_its_owners_tweets():
    """The archive of an account has its tweets, the newest first, and does not say whose it is."""
    canon = [tweet for tweet in chatlens.load(CANON).analyses[0].timeline.tweets if tweet.author == "mira_k"]
    text = (SAMPLES / "gardenchat.archive.js").read_text(encoding="utf-8")
    found = sessions.order(reading(text)).tweets
    assert [tweet.text for tweet in found] == [tweet.text for tweet in canon]
    assert [tweet.posted_at for tweet in found] == [tweet.posted_at for tweet in canon]
    assert {tweet.author for tweet in found} == {None}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(lines(V1, V1, V1), id="a record a line"),
        pytest.param(json.dumps([V1, V1, V1]), id="an array on one line"),
        pytest.param(json.dumps([V1, V1, V1], indent=1), id="an array on many lines"),
        pytest.param(json.dumps([V1, V1, V1], indent=0), id="an array without indentation"),
        pytest.param("[" + ",\n".join(json.dumps(V1) for _ in range(3)) + "]", id="an array with a record a line"),
        pytest.param(lines(V1, V1, V1).replace("\n", "\r"), id="old line ends"),
        pytest.param(lines(V1, V1, V1).replace("\n", "\r\n\r\n"), id="empty lines"),
        pytest.param(lines([V1, V1], [V1]), id="an array a line"),
        pytest.param(json.dumps({"statuses": [V1, V1, V1], "search_metadata": {"count": 3}}), id="a page"),
        pytest.param(
            json.dumps({"search_metadata": {}, "statuses": [V1, V1, V1]}, indent=2), id="a page of many lines"
        ),
        pytest.param("".join(f"{json.dumps(V1, indent=2)}\n" for _ in range(3)), id="records of many lines"),
        pytest.param("Grailbird.data.tweets_2024_05 =\n" + json.dumps([V1, V1, V1], indent=2) + ";\n", id="a script"),
        pytest.param("\ufeff" + lines(V1, V1, V1), id="a byte order mark"),
    ],
)
def test_records_stand_in_many_frames(text):
    """Arrays, pages and lines give the same tweets, and every line with something on it belongs to one of them."""
    assert json_posts.sniff(text) == 1.0
    found = reading(text)
    assert texts(found) == ["A1: Beans"] * 3
    assert not found.unread
    spans = [range(tweet.first_line, tweet.last_line + 1) for tweet in found.tweets]
    written = {number for number, line in enumerate(split_lines(text), 1) if line.strip("\ufeff ")}
    assert written == {line for span in spans for line in span if split_lines(text)[line - 1].strip("\ufeff ")}
    if len(written) > 2:
        assert sum(map(len, spans)) == len({line for span in spans for line in span})


def test_records_know_their_lines():
    """The brackets of an array belong to the records beside them."""
    text = json.dumps([{**V1, "id_str": "1"}, {**V1, "id_str": "2"}], indent=1)
    size = json.dumps(V1, indent=1).count("\n") + 1
    spans = [(tweet.tweet_id, tweet.first_line, tweet.last_line) for tweet in reading(text).tweets]
    assert spans == [("1", 1, 1 + size), ("2", 2 + size, 2 + 2 * size)]


def test_twitter_v1_is_read_whole():
    """Every fact of the platform lands in its field; entities become the signs that were typed."""
    tweet = one(
        {
            **V1,
            "full_text": "@tobo Tea &amp; beans &lt;3 &eacute;\r\nand peas",
            "in_reply_to_screen_name": "tobo",
            "in_reply_to_status_id_str": "5",
            "quoted_status_id_str": "4",
            "favorite_count": 3,
            "retweet_count": 2,
        }
    )
    assert tweet == Tweet(
        first_line=1,
        last_line=1,
        text="@tobo Tea & beans <3 &eacute;\nand peas",
        author="mira_k",
        name="Mira Kestle",
        posted_at=AT,
        tweet_id="7",
        tweet_url="https://twitter.com/mira_k/status/7",
        reply_to=("tobo",),
        reply_to_id="5",
        quote_of_id="4",
        likes=3,
        retweets=2,
    )


URLS = [{"url": "https://t.co/AbCdEf1234", "expanded_url": "https://a.example/worms"}, {"url": None}, "x", {}]
SAID = "Our worms https://t.co/AbCdEf1234"


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(
            {"id_str": "7", "full_text": SAID, "user": {"screen_name": "leo"}, "entities": {"urls": URLS}}, id="v1"
        ),
        pytest.param(
            {"id_str": "7", "text": "Our...", "user": {"screen_name": "leo"}, "entities": {"urls": None},
             "extended_tweet": {"full_text": SAID, "entities": {"media": URLS}}}, id="v1, streamed",
        ),
        pytest.param(
            {"id_str": "8", "text": "RT @leo: Our worms ht…", "user": {"screen_name": "ana"}, "entities": {"urls": []},
             "retweeted_status": {
                 "id_str": "7", "full_text": SAID, "user": {"screen_name": "leo"}, "entities": {"urls": URLS}
             }}, id="v1, a retweet",
        ),
        pytest.param({"id": "7", "text": SAID, "author_id": "1", "entities": {"urls": URLS}}, id="v2"),
        pytest.param(
            {"data": {"rest_id": "7", "legacy": {"full_text": SAID, "entities": {"urls": URLS}}}}, id="X's page"
        ),
        pytest.param(
            {"id": 7, "date": "2024-05-01T20:15:30+00:00", "rawContent": SAID, "user": {"username": "leo"},
             "links": [{"tcourl": "https://t.co/AbCdEf1234", "url": "https://a.example/worms"}]}, id="snscrape",
        ),
    ],
)  # fmt: skip
def test_short_links_are_known_for_what_they_stand(record: object):
    """The platforms tell it beside the text, which stays as it is."""
    found = one(record)
    assert SAID in found.text
    assert found.leads_to == (("https://t.co/AbCdEf1234", "https://a.example/worms"),)


def test_a_streamed_tweet_has_its_whole_text():
    """The long text of a streamed tweet stands in a record of its own."""
    streamed = {**V1, "text": "A1: Be… https://t.co/x", "extended_tweet": {"full_text": "A1: Beans and peas"}}
    assert one({key: value for key, value in streamed.items() if key != "full_text"}).text == "A1: Beans and peas"


def test_a_cut_retweet_comes_whole():
    """A retweet has the retweeted tweet's whole text behind the platform's mark and its id, and quotes nothing."""
    original = {**V1, "id_str": "3", "full_text": "A1: Beans &amp; a long row of peas"}
    retweet = one(
        {
            **V1,
            "full_text": "RT @mira_k: A1: Beans &amp; a lo…",
            "user": {"screen_name": "tobo"},
            "retweeted_status": original,
            "quoted_status_id_str": "2",
        }
    )
    assert retweet.text == "RT @mira_k: A1: Beans & a long row of peas"
    assert (retweet.author, retweet.retweet_of_id, retweet.quote_of_id) == ("tobo", "3", None)


def test_twitter_v2_takes_people_from_its_page():
    """Author, reply target and a retweet's whole text come from the page's `includes`; the ids stand as given."""
    retweet = {
        **V2,
        "id": "8",
        "author_id": "2",
        "text": "RT @mira_k: A1: B…",
        "referenced_tweets": [{"type": "retweeted", "id": "7"}],
    }
    reply = {
        **V2,
        "id": "9",
        "text": "@tobo Peas",
        "in_reply_to_user_id": "2",
        "referenced_tweets": [{"type": "quoted", "id": "7"}, {"type": "replied_to", "id": "6"}],
        "public_metrics": {"like_count": 3, "retweet_count": 2},
    }
    page = {"data": [retweet, reply], "includes": {**PEOPLE, "tweets": [V2]}, "meta": {"result_count": 2}}
    for text in (json.dumps(page), json.dumps(page, indent=2), lines({"data": []} | page)):
        first, second = reading(text).tweets
        assert (first.author, first.name, first.text) == ("tobo", "T", "RT @mira_k: A1: Beans")
        assert (first.retweet_of_id, first.posted_at) == ("7", AT)
        assert (second.reply_to, second.reply_to_id, second.quote_of_id) == (("tobo",), "6", "7")
        assert (second.author, second.likes, second.retweets) == ("mira_k", 3, 2)


def test_twitter_v2_without_people():
    """Without `includes` the author is unknown, and a reply's target is taken from the mentions."""
    mentions = {"mentions": [{"username": "ina", "id": "3"}, {"username": "tobo", "id": "2"}]}
    tweet = one(
        {**V2, "in_reply_to_user_id": "2", "entities": mentions, "note_tweet": {"text": "A1: Beans, at length"}}
    )
    assert (tweet.author, tweet.reply_to, tweet.text) == (None, ("tobo",), "A1: Beans, at length")


def test_a_single_tweet_of_v2():
    """The answer to a question for one tweet is a page of one."""
    assert one({"data": V2, "includes": PEOPLE}).author == "mira_k"


def test_mastodon_content_becomes_text():
    """Paragraphs and breaks are kept, links come whole, and the warning stands above the text."""
    content = (
        '<p>A1: Tea &amp; <a href="https://a.example/tags/cake" class="mention hashtag">#<span>cake</span></a><br />or'
        ' <a href="https://b.example/beds/long"><span class="invisible">https://</span><span class="ellipsis">'
        'b.example/beds/</span><span class="invisible">long</span></a></p><p>Bye &lt;3</p>'
    )
    status = {
        **STATUS,
        "content": content,
        "spoiler_text": "food",
        "in_reply_to_id": "5",
        "in_reply_to_account_id": "2",
        "mentions": [{"id": "3", "acct": "ina"}, {"id": "2", "acct": "tobo@b.example"}],
        "favourites_count": 3,
        "reblogs_count": 2,
        "url": "https://a.example/@mira_k/7",
    }
    tweet = one(status)
    assert tweet.text == "food\nA1: Tea & #cake\nor https://b.example/beds/long\n\nBye <3"
    assert (tweet.reply_to, tweet.reply_to_id) == (("tobo@b.example",), "5")
    assert (tweet.likes, tweet.retweets, tweet.tweet_url) == (3, 2, "https://a.example/@mira_k/7")


def test_a_boost_is_a_repeat():
    """A boost has the text of what it boosts, its own author and time, and the other's id."""
    boost = {**STATUS, "id": "9", "content": "", "account": {"acct": "tobo"}, "reblog": STATUS}
    tweet = one(boost)
    assert (tweet.text, tweet.author, tweet.retweet_of_id, tweet.tweet_id) == ("A1: Beans", "tobo", "7", "9")


def test_bluesky_is_read_whole():
    """Text, handle, reply and quote of a post; its id is its address, and its link is made of it."""
    parent = "at://did:plc:def/app.bsky.feed.post/3ka"
    record = {
        **POST["record"],
        "reply": {"parent": {"uri": parent}},
        "embed": {"$type": "app.bsky.embed.record", "record": {"uri": "at://did:plc:g/app.bsky.feed.post/1"}},
    }
    tweet = one({"feed": [{"post": {**POST, "record": record, "likeCount": 3, "repostCount": 2}}]})
    assert (tweet.text, tweet.author, tweet.posted_at) == ("A1: Beans", "mira.allotment.example", AT)
    assert (tweet.reply_to_id, tweet.quote_of_id) == (parent, "at://did:plc:g/app.bsky.feed.post/1")
    assert tweet.tweet_url == "https://bsky.app/profile/mira.allotment.example/post/3kx"
    assert (tweet.likes, tweet.retweets) == (3, 2)


def test_a_repost_is_a_repeat():
    """A repost has the author and time of who reposts, and the id of what is reposted."""
    reason = {"by": {"handle": "tobo.example", "displayName": "T"}, "indexedAt": "2024-05-01T20:20:00.000Z"}
    tweet = one({"post": POST, "reason": reason})
    assert (tweet.author, tweet.retweet_of_id, tweet.tweet_id) == ("tobo.example", POST["uri"], None)
    assert tweet.posted_at == datetime(2024, 5, 1, 20, 20, tzinfo=UTC)


def test_shortened_links_come_whole():
    """A link that Bluesky shortens is written out; its place counts bytes. Words that are links stay words."""
    text = "é A1: beds.example/lo... and here"
    short, word = text.encode().index(b"beds"), text.encode().index(b"here")
    facets = [
        {"index": {"byteStart": word, "byteEnd": word + 4}, "features": [{"uri": "https://x.example"}]},
        {"index": {"byteStart": short, "byteEnd": short + 18}, "features": [{"uri": "https://beds.example/long"}]},
        {"index": {"byteStart": 1, "byteEnd": 900}, "features": [{"uri": "https://y.example"}]},
        {"index": {"byteStart": "1"}, "features": [{"uri": 4}]},
        None,
    ]
    tweet = one({**POST, "record": {**POST["record"], "text": text, "facets": facets}})
    assert tweet.text == "é A1: https://beds.example/long and here"


@pytest.mark.parametrize("envelope", [lambda r: r, lambda r: {"item_id": "7", "data": r}, lambda r: {"tweet": r}])
def test_x_web_records(envelope):
    """What X's page loads is read alone, from Zeeschuimer and with a limited visibility around it."""
    people = {"user_results": {"result": {"legacy": {"screen_name": "mira_k", "name": "Mira"}}}}
    original = {"rest_id": "3", "core": people, "legacy": {"full_text": "A1: Beans and peas"}}
    legacy = {"full_text": "RT @mira_k: A1: B…", "created_at": V1["created_at"], "favorite_count": 1}
    legacy["retweeted_status_result"] = {"result": {"tweet": original}}
    tweet = one(envelope({"rest_id": "7", "core": people, "legacy": legacy}))
    assert (tweet.text, tweet.retweet_of_id, tweet.author) == ("RT @mira_k: A1: Beans and peas", "3", "mira_k")
    assert (tweet.tweet_id, tweet.posted_at, tweet.likes) == ("7", AT, 1)


def test_the_own_output_is_read_again():
    """What `chatlens tweets -f jsonl` writes is a transcript."""
    chat = chatlens.load(CANON)
    rows = json.loads(chat.tweets.to_json(orient="records"))
    found = reading(lines(*rows))
    canon = chat.analyses[0].timeline.tweets
    assert [(t.text, t.author, t.posted_at, t.tweet_id) for t in found.tweets] == [
        (t.text, t.author, t.posted_at, t.tweet_id) for t in canon
    ]


@pytest.mark.parametrize(
    ("written", "posted_at"),
    [
        pytest.param("2024-05-01T20:15:30Z", AT, id="ISO"),
        pytest.param("2024-05-01 22:15:30 +02:00", AT, id="offset apart"),
        pytest.param(1714594530, AT, id="seconds"),
        pytest.param("1714594530000", AT, id="milliseconds"),
        pytest.param("2024-05-01", date(2024, 5, 1), id="a day"),
        pytest.param("soon", None, id="words"),
        pytest.param(10**18, None, id="too late"),
        pytest.param(10**400, None, id="more than a float holds"),
        pytest.param("9" * 5000, None, id="more digits than a number has"),
    ],
)
def test_times_are_read(written, posted_at):
    """Times in several forms; what cannot be read is missing, and a note names the lines."""
    found = reading(lines({"text": "Beans", "author": "mira_k", "created_at": written}))
    assert found.tweets[0].posted_at == posted_at
    assert [note.lines for note in found.notes] == ([] if posted_at else [(1,)])


@pytest.mark.parametrize("identity", [1.2e18, True, None, "", "a b", [], {}], ids=repr)
def test_broken_ids_are_no_ids(identity):
    """An id that lost its last digits is missing: two tweets may share it."""
    assert one({"text": "Beans", "author": "mira_k", "date": "2024-05-01", "id": identity}).tweet_id is None


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        pytest.param({"delete": {"status": {"id_str": "7"}}}, "deleted", id="a deletion"),
        pytest.param({"limit": {"track": 4}}, "left out", id="a limit"),
        pytest.param({"errors": [{"title": "Not found"}]}, "error", id="an error"),
        pytest.param({"meta": {"result_count": 0}}, "page without posts", id="an empty page"),
        pytest.param({"data": [], "meta": {"result_count": 0}}, "page without posts", id="an empty list"),
        pytest.param({"colour": "green"}, "no known kind", id="something else"),
        pytest.param({**V1, "full_text": "  "}, "without text", id="no text"),
        pytest.param(7, "no record", id="a number"),
    ],
)
def test_records_that_are_no_posts_are_reported(record, reason):
    """What is no post becomes unread with its line and why; its neighbours are read."""
    found = reading(lines(V1, record, V1))
    assert len(found.tweets) == 2
    [unread] = found.unread
    assert reason in unread.reason
    assert (unread.first_line, unread.last_line, unread.text) == (2, 2, json.dumps(record))


GOOD = json.dumps(V1)
BROKEN = [
    pytest.param(GOOD[:-30], "not valid JSON|cut off", id="cut"),
    pytest.param(GOOD.replace('"id": 7', '"id": '), "not valid JSON", id="a value missing"),
    pytest.param(GOOD.replace("Beans", '"Beans" peas'), "not valid JSON", id="quotes inside"),
    pytest.param(GOOD.replace("Beans", 'Be"ans'), "not valid JSON", id="a quote inside"),
    pytest.param(GOOD + "}", "no JSON", id="a bracket too many"),
    pytest.param("<html>Too many requests</html>", "no JSON", id="a page in between"),
    pytest.param('{"a":' * 3_000, "not valid", id="too deep"),
]


@pytest.mark.parametrize(("broken", "reason"), BROKEN)
def test_a_broken_line_loses_itself_alone(broken, reason):
    """A line that is broken is unread, with its number; the lines around it are read."""
    found = reading(f"{GOOD}\n{broken}\n{GOOD}\n{GOOD}\n")
    assert len(found.tweets) == 3 + ("}}}" in broken)
    [unread] = found.unread
    assert (unread.first_line, unread.last_line) == (2, 2)
    assert re.search(reason, unread.reason)


@pytest.mark.parametrize(("broken", "reason"), BROKEN[:4])
@pytest.mark.parametrize("between", [", ", ",\n"], ids=["on one line", "on a line each"])
def test_a_broken_member_loses_itself_alone(broken, reason, between):
    """A member of an array that is broken is unread; the members around it are read."""
    found = reading("[" + between.join([GOOD, broken, GOOD, GOOD]) + "]")
    assert len(found.tweets) == 3
    [unread] = found.unread
    line = 2 if between == ",\n" else 1
    assert (unread.first_line, unread.last_line, unread.text.rstrip(",")) == (line, line, broken)
    assert re.search(reason, unread.reason)


@pytest.mark.parametrize("page", [False, True], ids=["array", "page"])
def test_an_array_of_many_lines_loses_its_broken_record_alone(page):
    """A record of many lines that is broken is unread with all of its lines, and with no other."""
    records = [{**V1, "full_text": text} for text in ("one", "two", "three")]
    text = json.dumps({"statuses": records, "search_metadata": {}} if page else records, indent=2)
    text = text.replace('"two",', '"two"')
    found = reading(text)
    assert texts(found) == ["one", "three"]
    [unread] = found.unread
    written = split_lines(text)
    at = next(number for number, line in enumerate(written, 1) if '"two"' in line)
    size = json.dumps(V1, indent=2).count("\n") + 1
    assert (unread.first_line, unread.last_line) == (at - 4, at - 5 + size)
    assert json_posts.sniff(text) > 0.6


@pytest.mark.parametrize("text", ["array", "page", "lines", "one line"])
def test_a_file_that_is_cut_loses_its_last_record_alone(text):
    """A file that ends in the middle of a record keeps all others, wherever it is cut."""
    records = [{**V2, "text": word} for word in ("one", "two", "three")]
    whole = {
        "array": json.dumps(records, indent=2),
        "page": json.dumps({"data": records, "includes": PEOPLE}, indent=2),
        "lines": lines(*records),
        "one line": json.dumps({"data": records, "includes": PEOPLE}),
    }[text]
    for cut in range(whole.index("two"), whole.index("three") + 3):
        found = reading(whole[:cut])
        assert texts(found)[:1] == ["one"]
        assert len(found.tweets) + len(found.unread) <= 3
        assert set(texts(found)) <= {"one", "two"}
        unread = [piece for piece in found.unread if '"text"' in piece.text]
        assert len(found.tweets) == 2 or unread


def test_a_broken_part_of_a_page_is_reported():
    """Where the page's people are broken its tweets are read, without authors."""
    text = json.dumps({"data": [V2, V2], "includes": PEOPLE}).replace('"users": [', '"users": [,')
    found = reading(text)
    assert [tweet.author for tweet in found.tweets] == [None, None]
    assert [unread.reason for unread in found.unread] == ["a part of the page that is broken or cut off"]


def test_a_long_broken_line_is_given_up():
    """One line of thousands of broken records is read in time and is not lost silently."""
    text = "[" + ", ".join([GOOD.replace('"id": 7', '"id": ')] * 3_000) + "]"
    found = reading(text)
    assert not found.tweets
    assert found.unread[-1].last_line == 1


def test_the_hashtag_is_found():
    """The chat's hashtag is the commonest one, or the one that is given."""
    text = lines(*[{**V1, "full_text": f"A{n}: Beans #GardenChat"} for n in range(1, 6)])
    assert reading(text).hashtag == "GardenChat"
    assert reading(text, Options(hashtag="peas")).hashtag == "peas"


JUNK = st.lists(
    st.sampled_from(
        ["{", "}", "[", "]", '"', ",", ":", "\n", "\r", " ", "\\", "data", '"data":[', '"text":"a"', "7", GOOD, "\x00"]
    )
    | st.characters(),
    max_size=40,
).map("".join)


@settings(deadline=None, max_examples=300)
@given(JUNK)
def test_any_text_is_answered(text):
    """No text makes the sniffer or the reader fail, and no line with words is lost or counted twice where it could be
    told apart."""
    assert 0 <= json_posts.sniff(text) <= 1
    found = reading(text)
    covered = {n for record in (*found.tweets, *found.unread) for n in range(record.first_line, record.last_line + 1)}
    words = {n for n, line in enumerate(split_lines(text), 1) if any(c.isalnum() for c in line)}
    assert words <= covered


OPENINGS = (
    *('{"a":', "[", "{", '{"a":[', '{"data":[', "[{", '{"a":1,', '{"a":"', '{"a":1\n', '{"a":\n', "{\n", '{"a":[\n'),
    *('{"data":[\n', ' {"a":\n', '\n "', '{"a":1},{', ',{"', "1 ", "x\n", '"\\', '{"data":[{"a":', '\n{"data":[{'),
)


@pytest.mark.parametrize("unit", OPENINGS, ids=repr)
def test_what_never_ends_is_read_in_passing(unit: str) -> None:
    """Time grows with a text's length, not with its square or with how deep Python goes, whatever it opens.

    Bounded by the clock, as the work is done inside the decoder: most take a tenth of a second, and without care
    minutes.
    """
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    json_posts.sniff(text[:HEAD])
    json_posts.read(Source("a.json", "a", text, "utf-8"), Options())
    assert time.process_time() - start < 10


def test_where_values_end_is_looked_for_in_bounded_steps() -> None:
    """Records that are indented ever deeper above a long run of names make no line be looked at again and again."""
    broken = "{]\n" * 200
    text = broken + "".join(f"{' ' * depth}{{}}\n" for depth in range(200)) + '"\n' * 5_000
    scan = _Scan(text, lambda _: False)
    steps = scan.steps
    assert list(scan.pieces())
    assert 0 <= scan.steps < steps


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("size", [1, 7, 10_000], ids=str)
def test_windows_lose_nothing(monkeypatch: pytest.MonkeyPatch, end: str, size: int) -> None:
    """Lines of records are read some at a time, with the lines and texts that the whole gives."""
    text = end.join([_line(number) for number in range(40)] + ["{broken", "", _line(40), "", ""]) + end
    whole = reading(text)
    monkeypatch.setattr(_json_stream, "WINDOW", 500)
    parts = [text[at : at + size] for at in range(0, len(text), size)]
    assert "".join(_json_stream.windows(parts)) == text
    assert len(list(_json_stream.windows(parts))) > 2
    assert json_posts.read(Source("a.json", "a", parts[0], "utf-8", parts=parts), Options()) == whole


@pytest.mark.parametrize("pretty", [{"indent": 2}, {}], ids=["indented", "one line"])
def test_other_forms_are_one_window(monkeypatch: pytest.MonkeyPatch, pretty: dict[str, Any]) -> None:
    """An array is read as a whole."""
    monkeypatch.setattr(_json_stream, "WINDOW", 50)
    text = json.dumps([json.loads(_line(number)) for number in range(20)], **pretty)
    assert list(_json_stream.windows([text[:60], text[60:]])) == [text]


def _line(number: int) -> str:
    return json.dumps({"id": str(number), "text": f"A1: beans number {number}", "author": "mira_k"})
