"""Tables as programs write them: their columns, their times, and the damage they come with."""

from __future__ import annotations

import csv
import importlib.util
import io
import re
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chatlens
from chatlens import readers, sources
from chatlens._ellipses import DAMAGED
from chatlens.errors import OptionError, SourceError
from chatlens.models import Options, Reading, Source, Tweet
from chatlens.readers import THRESHOLD, _time_columns, csv_table
from chatlens.readers._dialects import DIALECTS, layout
from chatlens.readers._mending import DAMAGE, redecoded
from chatlens.readers._rows import CHUNK, lines
from same_chat import assert_same

SAMPLES = Path(__file__).parent.parent / "samples"


def reading(text: str, options: Options | None = None) -> Reading:
    """The text, read as a table."""
    return csv_table.read(Source("a.csv", "a", text, "utf-8"), options or Options())


def notes(found: Reading) -> str:
    """All that is said of a reading."""
    return "\n".join(note.message for note in found.notes)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        pytest.param("tags", None, id="TAGS"),
        pytest.param("archiver", Options(timezone="UTC"), id="Tweet Archiver"),
        pytest.param("rtweet", None, id="rtweet"),
        pytest.param("semicolon", Options(timezone="UTC"), id="any table, semicolons"),
        pytest.param("v2", None, id="twarc-csv"),
    ],
)
def test_the_same_chat(name: str, options: Options | None) -> None:
    """The one chat comes out of every table, newest first or not, with its authors and times."""
    assert_same(SAMPLES / f"gardenchat.{name}.csv", options=options)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_dialects_are_known_by_their_columns(dialect) -> None:
    """The columns a dialect is known by are enough to know it, and name a text."""
    found = layout(dialect.known_by)
    assert found.dialect == dialect
    assert "text" in found.places


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        pytest.param(
            "id,tweet_url,created_at,user_screen_name,text,tweet_type,retweet_or_quote_id,in_reply_to_screen_name,user_name",
            "12345678,https://example.org/12345678,Tue Mar 23 20:00:04 +0000 2021,mira_k,Beans,retweet,77,,Mira K",
            {"author": "mira_k", "name": "Mira K", "retweet_of_id": "77", "quote_of_id": None},
            id="twarc, a retweet",
        ),
        pytest.param(
            "id,created_at,user_screen_name,text,tweet_type,retweet_or_quote_id,in_reply_to_screen_name",
            "12345678,Tue Mar 23 20:00:04 +0000 2021,mira_k,Beans,quote,77,",
            {"retweet_of_id": None, "quote_of_id": "77"},
            id="twarc, a quote",
        ),
        pytest.param(
            "text,author_id,conversation_id,id,created_at,in_reply_to_user_id",
            "Beans,40960000,7,12345678,2021-03-23T20:00:04.000Z,40967919",
            {"author": "40960000", "reply_to": ("40967919",), "tweet_url": None},
            id="academictwitteR",
        ),
        pytest.param(
            "text,favorited,favoriteCount,replyToSN,created,truncated,replyToSID,id,screenName,retweetCount,isRetweet",
            "Beans,FALSE,3,tobo,2021-03-23 20:00:04,FALSE,12345677,12345678,mira_k,2,FALSE",
            {"likes": 3, "retweets": 2, "reply_to": ("tobo",), "reply_to_id": "12345677"},
            id="twitteR",
        ),
        pytest.param(
            "id,thread_id,timestamp,unix_timestamp,link,body,author,author_fullname,like_count",
            "12345678,1,2021-03-23 20:00:04,1616529604,,Beans,mira_k,Mira K,4",
            {"author": "mira_k", "name": "Mira K", "likes": 4},
            id="4CAT",
        ),
        pytest.param(
            "id,created_at,full_text,media,screen_name,name,in_reply_to,retweeted_status,quoted_status,favorite_count,views_count,url",
            "12345678,2021-03-23 20:00:04 +00:00,Beans,[],mira_k,Mira K,12345677,,77,4,9,https://x.com/mira_k/status/12345678",
            {"reply_to_id": "12345677", "quote_of_id": "77", "tweet_url": "https://x.com/mira_k/status/12345678"},
            id="twitter-web-exporter",
        ),
        pytest.param(
            "Vertex 1,Vertex 2,Relationship,Tweet,Tweet Date (UTC),Imported ID,In-Reply-To Tweet ID",
            "mira_k,tobo,Mentions,Beans,3/23/2021 20:00:04,12345678,12345677",
            {"author": "mira_k", "reply_to_id": "12345677"},
            id="NodeXL edges",
        ),
        pytest.param(
            "Vertex 1,Vertex 2,Color,Width,Label,Reciprocated?,ID,Dynamic Filter,Add Your Own Columns Here,"
            "Relationship,Relationship Date (UTC),Tweet,URLs in Tweet,Tweet Image File,Tweet Date (UTC),Date,Time,"
            "Twitter Page for Tweet,Imported ID,In-Reply-To Tweet ID,Favorited,Favorite Count,In-Reply-To User ID,"
            "Quoted Status ID,Retweet Count,Retweet ID,Unified Twitter ID,Imported Tweet Type",
            "mira_k,tobo,,,,No,3,,,Mentions,3/23/2021 20:00:04,Beans,,,3/23/2021 20:00:04,3/23/2021,20:00:04,"
            "https://twitter.com/mira_k/status/12345678,12345678,12345677,,3,7,77,2,,12345678,Mention",
            {"author": "mira_k", "tweet_id": "12345678", "quote_of_id": "77", "likes": 3, "retweets": 2},
            id="NodeXL edges of a workbook",
        ),
        pytest.param(
            "tweet_id,tweet_creation_date,tweet_text,tweet_retweet_count,tweet_favourite_count,user_created_at",
            "12345678,2021-03-23 20:00:04Z,Beans,2,3,2010-01-01 10:00:00",
            {"likes": 3, "retweets": 2},
            id="a tweet_ before all names",
        ),
        pytest.param(
            ",url,date,content,renderedContent,id,user,likeCount,quotedTweet,inReplyToTweetId,inReplyToUser",
            "0,https://twitter.com/mira_k/status/12345678,2021-03-23 20:00:04+00:00,Beans,Be…,12345678,"
            "https://twitter.com/mira_k,3,https://twitter.com/ann/status/87654321,12345677,https://twitter.com/tobo",
            {"author": "mira_k", "reply_to": ("tobo",), "quote_of_id": "87654321", "likes": 3},
            id="snscrape",
        ),
        pytest.param(
            "url,date,rawContent,id,user,inReplyToUser",
            "https://twitter.com/mira_k/status/12345678,2021-03-23 20:00:04+00:00,Beans,12345678,"
            "\"{'username': 'mira_k', 'id': 9}\",\"User(username='tobo', id=8)\"",
            {"author": "mira_k", "reply_to": ("tobo",)},
            id="snscrape, people as Python objects",
        ),
        pytest.param(
            "id,conversation_id,created_at,date,time,username,name,tweet,likes_count,link,reply_to",
            "12345678,12345670,2021-03-23 20:00:04 UTC,2021-03-23,20:00:04,mira_k,Mira K,Beans,3,"
            "https://twitter.com/mira_k/status/12345678,\"[{'screen_name': 'tobo', 'name': 'To Bo', 'id': '8'}]\"",
            {"author": "mira_k", "reply_to": ("tobo",)},
            id="twint, people as Python objects",
        ),
        pytest.param(
            "id,conversation_id,created_at,date,time,timezone,user_id,username,name,place,tweet,mentions,retweets_count,"
            "likes_count,link",
            "12345678,12345678,1616529604000,2021-03-23,21:00:04,CET,9,mira_k,Mira K,,Beans,['tobo'],2,3,"
            "https://twitter.com/mira_k/status/12345678",
            {"author": "mira_k", "name": "Mira K", "likes": 3, "retweets": 2},
            id="twint, times that count from 1970",
        ),
    ],
)
def test_dialects_fill_their_fields(header: str, row: str, expected: dict[str, object]) -> None:
    """What each program calls its columns lands where it belongs, with the time that it means."""
    [tweet] = reading(f"{header}\n{row}\n").tweets
    assert (tweet.text, tweet.tweet_id) == ("Beans", "12345678")
    assert tweet.posted_at == datetime(2021, 3, 23, 20, 0, 4, tzinfo=UTC)
    assert {what: getattr(tweet, what) for what in expected} == expected


def test_tweets_are_made_as_their_constructor_makes_them() -> None:
    """Fields that a table has not are those of a tweet that was made without them."""
    [tweet] = reading("from_user,text\nmira_k,Beans\n").tweets
    assert tweet == Tweet(first_line=2, last_line=2, text="Beans", author="mira_k")


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("Body, mind and soul\nOne, two and three\nA, b and c\n", id="prose with commas"),
        pytest.param("User,Message\nhello\nwhat, a, day\nno table\n", id="a header above no rows"),
        pytest.param("day,content\n", id="a header above nothing"),
        pytest.param("a,b,c\n1,2,3\n4,5,6\n7,8,9\n1,2,3\n4,5,6\n", id="numbers"),
        pytest.param("20:01, beans are nice things, yes\n" * 3, id="three rows"),
        pytest.param("mira_k,tobo_f,Beans are nice things to grow\n" * 9, id="no times and no ids"),
    ],
)
def test_tables_of_other_things(head: str) -> None:
    """Common names need rows below them; columns without names need times or ids, and some rows."""
    assert csv_table.sniff(head) < THRESHOLD


def test_other_names_are_taken_and_said() -> None:
    """A table with names of its own is read, and a note says which column was taken for what."""
    found = reading("Posted;User;Body\n2021-03-23 20:00;mira_k;Beans\n2021-03-23 20:01;tobo;Peas\n")
    assert [(tweet.author, tweet.text) for tweet in found.tweets] == [("mira_k", "Beans"), ("tobo", "Peas")]
    assert "text from “Body”; author from “User”; posted_at from “Posted”" in notes(found)


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        pytest.param(
            "text,url",
            "Beans,https://twitter.com/mira_k/status/1374450894632255488",
            ("mira_k", None, "1374450894632255488"),
            id="alone",
        ),
        pytest.param(
            "tweet_text,username,link",
            "Beans,Mira K. 🌱,https://web.archive.org/web/2021/https://twitter.com/mira_k/status/1374450894632255488",
            ("mira_k", "Mira K. 🌱", "1374450894632255488"),
            id="beside a name",
        ),
        pytest.param(
            "id_str,from_user,text,created_at,status_url,entities_str",
            "1.37445E+18,mira_k,Beans,,http://twitter.com/mira_k/statuses/1374450894632255488,",
            ("mira_k", None, "1374450894632255488"),
            id="beside a spoilt id",
        ),
        pytest.param(
            "text,author,link", "Beans,mira_k,https://example.org/beans", ("mira_k", None, None), id="another"
        ),
        pytest.param(
            "text,author,id,url",
            "Beans,tobo,12345678,https://twitter.com/mira_k/status/87654321",
            ("tobo", None, "12345678"),
            id="what the columns say counts",
        ),
        pytest.param(
            "text,id,url",
            "Beans,12345678,https://twitter.com/i/web/status/12345678",
            (None, None, "12345678"),
            id="of nobody",
        ),
    ],
)
def test_addresses_say_whose_a_tweet_is(header: str, row: str, expected: tuple[str | None, ...]) -> None:
    """Handles and ids that no column has are read out of the tweet's address; no other address is taken for it."""
    found = reading(f"{header}\n{row}\n{row.replace('Beans', 'Peas')}\n")
    tweet = found.tweets[0]
    assert (tweet.author, tweet.name, tweet.tweet_id) == expected
    assert (tweet.tweet_url is None) == ("example.org" in row)
    assert "spoilt" not in notes(found)


@pytest.mark.parametrize(
    ("addressed", "expected"),
    [
        pytest.param("mira_k mira_k - tobo", ["mira_k", "mira_k", "mira_k", "tobo"], id="one person has one handle"),
        pytest.param("mira_k mira2 - tobo", ["mira_k", "mira2", "Mira Kestle", "tobo"], id="two have one name"),
        pytest.param("- tobo - -", ["Mira Kestle"] * 3 + ["Tobo Lind"], id="too few addresses to be the tweets'"),
    ],
)
def test_some_addresses_say_whose_all_tweets_are(addressed: str, expected: list[str]) -> None:
    """Where a column has names, and addresses of some tweets, nobody goes by a name here and a handle there."""
    names = ["Mira Kestle"] * 3 + ["Tobo Lind"]
    urls = ["" if who == "-" else f"https://x.com/{who}/status/1234567{n}" for n, who in enumerate(addressed.split())]
    rows = [f"Beans,{name},{url}" for name, url in zip(names, urls, strict=True)]
    found = reading("\n".join(("text,author,url", *rows, "")))
    assert [tweet.author for tweet in found.tweets] == expected


def test_the_last_cell_may_be_left_out() -> None:
    """Twitter's archive ends a row where its links would stand, if it has none; shorter rows are broken."""
    header = "tweet_id,in_reply_to_status_id,timestamp,text,expanded_urls"
    rows = ["12345678,,2021-03-23 20:00:04 +0000,Beans", "12345679,,2021-03-23 20:00:05 +0000,Peas,https://e.org"]
    found = reading("\n".join((header, *rows, "12345680,,2021-03-23 20:00:06 +0000", "")))
    assert [tweet.text for tweet in found.tweets] == ["Beans", "Peas"]
    assert [unread.reason for unread in found.unread] == ["a row of 3 cells where the header has 5"]


def test_people_and_times_are_found_by_their_look() -> None:
    """Below a header that names the texts, handles with "@" and times are found, and said to be."""
    header = "crawled,para,texto,quien,cuando,user_since,ciudad"
    rows = [
        f"2022-01-01 10:00,@kofi{n},Habas {n} @Kofi{n},@mira_k{n},2021-03-23 20:0{n}:04,2011-01-0{n + 1} 10:00:00,@oro"
        for n in range(6)
    ]
    found = reading("\n".join((header, *rows, "")))
    assert [tweet.author for tweet in found.tweets] == [f"mira_k{n}" for n in range(6)]
    assert found.tweets[1].posted_at == datetime(2021, 3, 23, 20, 1, 4)
    assert "author from “quien”; posted_at from “cuando”" in notes(found)


@pytest.mark.parametrize("stamp", ["2021-03-23 20:0{}", "3/23/2021 20:0{}", "13744508946322554{}"], ids=repr)
def test_columns_without_names_are_known_by_their_look(stamp: str) -> None:
    """Without a header, times, ids, handles and the longest texts show themselves."""
    text = "".join(f"{stamp.format(n)},mira_k{n},en,Beans number {n} grow on poles all summer\n" for n in range(8))
    assert csv_table.sniff(text) > 0.8
    found = reading(text)
    assert [tweet.author for tweet in found.tweets] == [f"mira_k{n}" for n in range(8)]
    assert found.tweets[0].text == "Beans number 0 grow on poles all summer"
    assert all(tweet.posted_at or tweet.tweet_id for tweet in found.tweets)
    assert "text from column 4" in notes(found)


def test_columns_by_hand() -> None:
    """`--columns` decides, by name or by number, and makes a table of what is none by itself."""
    text = "who,said,when\nmira_k,Beans,2021-03-23 20:00\n"
    source = Source("a.csv", "a", text, "utf-8")
    for columns in ({"text": "Said", "author": "who", "time": "when"}, {"text": "said", "author": "1", "time": "3"}):
        [tweet] = readers.read(source, Options(columns=columns)).tweets
        assert (tweet.author, tweet.text, tweet.posted_at) == ("mira_k", "Beans", datetime(2021, 3, 23, 20))
    [tweet] = reading("mira_k,Beans\n", Options(columns={"text": "2", "author": "1"})).tweets
    assert (tweet.first_line, tweet.author, tweet.text) == (1, "mira_k", "Beans")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        pytest.param({"text": "Body"}, "no column 'Body'", id="no such column"),
        pytest.param({"text": "4"}, "no column '4'", id="no such number"),
        pytest.param({"words": "text"}, "no field 'words'", id="no such field"),
    ],
)
def test_columns_that_are_not_there(columns: dict[str, str], message: str) -> None:
    """A wrong name gets an answer that lists the right ones."""
    with pytest.raises(OptionError, match=message):
        reading("text,from_user,created_at\na,b,c\n", Options(columns=columns))


@pytest.mark.parametrize(
    ("days", "first"),
    [
        pytest.param(["3/4/21 20:01", "3/13/21 20:02"], date(2021, 3, 4), id="American"),
        pytest.param(["3/4/21 20:01", "13/4/21 20:02"], date(2021, 4, 3), id="day first"),
    ],
)
def test_the_column_tells_day_from_month(days: list[str], first: date) -> None:
    """A number over 12 anywhere in the column decides for all of it."""
    when = reading("time,text\n" + "".join(f"{day},Beans\n" for day in days)).tweets[0].posted_at
    assert isinstance(when, datetime)
    assert when.date() == first


def test_dates_that_do_not_tell() -> None:
    """Where nothing tells the day from the month, no time is made up."""
    found = reading("time,text\n3/4/21 20:01,Beans\n")
    assert found.tweets[0].posted_at is None
    assert "cannot be told" in notes(found)


def test_day_and_clock_in_two_columns() -> None:
    """The day and the time of day are put together."""
    [tweet] = reading("Date,Time,Username,Text\n2021-03-23,8:15 PM,mira_k,Beans\n").tweets
    assert tweet.posted_at == datetime(2021, 3, 23, 20, 15)


def test_what_stands_above_the_header() -> None:
    """A banner line is unread, and the header below it counts."""
    found = reading("Archive of #gardenchat,,\nDate,Screen Name,Tweet Text\n3/23/2021,mira_k,Beans\n")
    assert [(unread.first_line, unread.reason) for unread in found.unread] == [(1, "a banner line above the header")]
    assert found.tweets[0].author == "mira_k"


def test_the_same_record_again() -> None:
    """A row that repeats an earlier one with the same id is unread; with the id alone, or without one, it stays."""
    rows = ["12345678,Beans,1", "12345679,Peas,1", "12345678,Beans,1", "12345678,Beans,2", ",Kale,1", ",Kale,1"]
    found = reading("\n".join(["id,text,followers", *rows]))
    assert [tweet.first_line for tweet in found.tweets] == [2, 3, 5, 6, 7]
    assert [(unread.first_line, unread.reason, unread.text) for unread in found.unread] == [
        (4, "the same record again", rows[0])
    ]


def test_edges_of_one_tweet() -> None:
    """In a table of edges a tweet has a row for each person it mentions: the first is the tweet."""
    header = "Vertex 1,Vertex 2,Relationship,Tweet,Imported ID"
    found = reading(f"{header}\nmira_k,tobo,Mentions,Beans,12345678\nmira_k,kofi,Mentions,Beans,12345678\n")
    assert (len(found.tweets), [unread.first_line for unread in found.unread]) == (1, [3])


@pytest.mark.parametrize(
    "ids",
    [
        pytest.param(["1.22585E+18", "1,22585E+18", "1.2e18"], id="written as a power"),
        pytest.param(["1374450894632250000", "1374451172030940000", "1374451348766330000"], id="digits made zeros"),
    ],
)
def test_spoilt_ids_make_no_links(ids: list[str]) -> None:
    """Ids that a spreadsheet spoilt name no tweet: no id, no link, and a note."""
    found = reading(
        "id;created;screenName;text;replyToSN\n"
        + "".join(f"{one};2021-03-23 20:00:0{n};mira_k;Beans {n};NA\n" for n, one in enumerate(ids))
    )
    assert [(tweet.tweet_id, tweet.tweet_url) for tweet in found.tweets] == [(None, None)] * 3
    assert "3 of 3 tweets have ids that a spreadsheet spoilt" in notes(found)


def test_ids_of_r_are_ids() -> None:
    """What R puts before an id to keep it a text is no part of it."""
    assert reading("status_id,text\nx12345678,Beans\n'12345679,Peas\n").tweets[1].tweet_id == "12345679"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("CAFÉ…", "CAFÉ…", id="an accent and a cut"),
        pytest.param("NÃO… É “bom”", "NÃO… É “bom”", id="Portuguese capitals"),
        pytest.param("crème brûlée", "crème brûlée", id="French"),
        pytest.param("plain", "plain", id="plain"),
        pytest.param("itâ€™s", "it’s", id="apostrophe"),
        pytest.param("â€œbeansâ€\x9d", "“beans”", id="quotes, one half undefined"),
        pytest.param("cafÃ© Â© ðŸŒ±", "café © 🌱", id="letters and emoji"),
        pytest.param("it‰Ûªs ‰ÛÏfine‰Û\x9d", "it’s “fine”", id="by way of a Macintosh"),
        pytest.param("itâ€™s 🌱", "it’s 🌱", id="beside a letter that is whole"),
        pytest.param("cut ‰Û_", "cut ‰Û_", id="lost for good"),
    ],
)
def test_wrong_decodings_are_mended_where_that_is_sure(text: str, expected: str) -> None:
    """Damage is undone where it can be nothing else; words that look like it stay."""
    assert redecoded(text) == expected


@pytest.mark.parametrize("mark", DAMAGED)
def test_damaged_ellipses_are_damage(mark: str) -> None:
    """What counts as a cut is mended, or said to be beyond mending."""
    assert DAMAGE.search(mark)
    assert redecoded(f"cut {mark}") in ("cut …", f"cut {mark}")
    assert len(reading(f"from_user,text\na,cut {mark}\n").notes) == 1


def test_signs_that_r_names_are_read() -> None:
    """<U+2019> is the sign that it names; what names none stays."""
    found = reading("text,author\nIt<U+2019>s <U+1F331> and <U+D800> <U+FFFFFF>,mira_k\n")
    assert found.tweets[0].text == "It’s 🌱 and <U+D800> <U+FFFFFF>"
    assert "1 text held letters in R's writing" in notes(found)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(["# gardenchat A1 @ tobo", "Yes # gardenchat", "# beans"], "#gardenchat A1 @tobo", id="all"),
        pytest.param(["# gardenchat A1", "#gardenchat", "# beans", "# peas"], "# gardenchat A1", id="some"),
        pytest.param(["Tea @ noon", "Cake @ one", "Beans @ two", "Peas @ three"], "Tea @ noon", id="no hash signs"),
        pytest.param(["We are # 1", "We are # 2", "They are # 3"], "We are # 1", id="numbers"),
    ],
)
def test_a_blank_behind_each_hash_sign_is_taken_out(texts: list[str], expected: str) -> None:
    """Where a collector parted all hashtags they are joined, and handles with them; else people wrote so."""
    found = reading("\n".join(("text,author", *(f"{text},mira_k" for text in texts), "")))
    assert found.tweets[0].text == expected
    assert ("blank behind each" in notes(found)) == (expected != texts[0])


def test_mended_texts_are_counted() -> None:
    """A note says how many texts were mended, and how many could not be."""
    found = reading("from_user,text\na,itâ€™s\nb,fine\nc,cut ‰Û_\n")
    assert [tweet.text for tweet in found.tweets] == ["it’s", "fine", "cut ‰Û_"]
    assert "1 text held letters" in notes(found)
    assert "1 text holds letters" in notes(found)


def test_signs_written_as_entities() -> None:
    """A table that writes & as &amp; throughout is read with &; one that writes both is left alone."""
    found = reading("from_user,text\na,beans &amp; peas &lt;3\nb,kale\n")
    assert found.tweets[0].text == "beans & peas <3"
    assert [note.detail for note in found.notes] == [True]
    mixed = reading("from_user,text\na,write &amp; for it\nb,beans & peas\n")
    assert mixed.tweets[0].text == "write &amp; for it"


def test_lost_emoji_are_said() -> None:
    """Question marks that stand apart, in a table without emoji, were emoji."""
    header = "from_user,text\n"
    assert "emoji may have stood" in notes(reading(header + "a,beans ????\nb,peas ?? now\nc,???? kale\n"))
    assert reading(header + "a,what????\nb,really??\nc,no ?\n").notes == ()
    assert reading(header + "a,beans ????\nb,peas ?? now\nc,???? kale 🌱\n").notes == ()


def test_letters_in_two_halves_are_joined() -> None:
    """Emoji as some databases write them are emoji."""
    decoded = sources.decode(b"A1: beans \xed\xa0\xbc\xed\xbc\xb1 caf\xc3\xa9", "x")
    assert (decoded.text, decoded.encoding) == ("A1: beans 🌱 café", "utf-8")
    assert [note.detail for note in decoded.notes] == [True]


def test_a_quote_in_the_middle_swallows_one_row() -> None:
    """A quote that is never closed, above rows with quotes of their own, costs its row alone."""
    found = reading('id,created_at,from_user,text\n1,,a,one\n2,,b,"two\n3,,c,"three"\n4,,d,four\n')
    assert [tweet.text for tweet in found.tweets] == ["one", "three", "four"]
    assert [(unread.first_line, unread.last_line) for unread in found.unread] == [(3, 3)]


def test_our_own_tables_are_read() -> None:
    """What `chatlens tweets` wrote, guards against formulas included, is a table too."""
    text = "chat,session,tweet,first_line,author,text\ngarden,1,1,2,mira_k,'@tobo beans\ngarden,1,2,3,tobo,''tis so\n"
    assert [tweet.text for tweet in reading(text).tweets] == ["@tobo beans", "''tis so"]


@settings(deadline=None, max_examples=50)
@given(st.text(st.sampled_from("ab\r\n\u2028"), max_size=40), st.integers(1, 9))
def test_lines_are_those_of_the_source(text: str, size: int) -> None:
    """Lines that are cut from pieces of the text are the lines of the whole, wherever the pieces end."""
    import chatlens.readers._rows as rows

    before = rows.CHUNK
    rows.CHUNK = size
    try:
        assert [line[:-1] for line in lines([text])] == (sources.split_lines(text) if text else [])
    finally:
        rows.CHUNK = before


def test_a_line_longer_than_a_piece() -> None:
    """A line of any length is one line."""
    assert [len(line) for line in lines(["a" * (CHUNK + 5) + "\r\nb"])] == [CHUNK + 6, 2]


CELLS = st.sampled_from(
    ["", "a", '"', "\n", "id", "text", "Body", "User", "2021-03-23 20:00", "1" * 18, "beans and peas"]
)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), max_size=12), st.sampled_from(csv_table.DELIMITERS))
def test_sniffing_never_fails(rows: list[list[str]], delimiter: str) -> None:
    """Whatever stands in a text, sniffing gives a share of it."""
    assert 0 <= csv_table.sniff("\n".join(delimiter.join(row) for row in rows)) <= 1


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    """An Excel workbook with these sheets, as small as they come."""
    file = io.BytesIO()
    names = "".join(f'<sheet name="{n}" sheetId="{at}" r:id="r{at}"/>' for at, n in enumerate(sheets, 1))
    relations = "".join(
        f'<Relationship Id="r{at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
        f' Target="worksheets/s{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    more = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    packages = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    kinds = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
    parts = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    )
    root = (
        '<Relationship Id="r0" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="xl/workbook.xml"/>'
    )
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", f"<Types {kinds}>{parts}</Types>")
        archive.writestr("_rels/.rels", f"<Relationships {packages}>{root}</Relationships>")
        archive.writestr("xl/workbook.xml", f"<workbook {main} {more}><sheets>{names}</sheets></workbook>")
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships {packages}>{relations}</Relationships>")
        for at, rows in enumerate(sheets.values(), 1):
            cells = "".join(
                "<row>"
                + "".join(
                    f"<c><v>{cell}</v></c>"
                    if cell.isdecimal()
                    else f'<c t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
                    for cell in row
                )
                + "</row>"
                for row in rows
            )
            archive.writestr(
                f"xl/worksheets/s{at}.xml", f"<worksheet {main}><sheetData>{cells}</sheetData></worksheet>"
            )
    return file.getvalue()


@pytest.mark.skipif(importlib.util.find_spec("python_calamine") is None, reason="the extra “excel” is not installed")
def test_workbooks_are_read(tmp_path: Path) -> None:
    """A sheet with the chat is the chat, whichever sheet it is; ids that a cell cannot hold are said to be spoilt."""
    with open(SAMPLES / "gardenchat.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    path = tmp_path / "garden.xlsx"
    path.write_bytes(workbook({"Notes": [["Made by hand"]], "Archive": rows}))
    assert_same(path)
    [analysis] = chatlens.load(path).analyses
    assert "“Archive” was read" in "\n".join(note.message for note in analysis.notes)
    assert all(tweet.tweet_id is None for tweet in analysis.reading.tweets)


def test_workbooks_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says what to install, or what to do instead."""
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(SourceError, match=re.escape('pip install ".[excel]"')):
        sources.decode(workbook({"Archive": [["text"]]}), "a.xlsx")


FULL_TIMES = {
    "2021-03-23 20:00:04": ["2021-03-23 20:00:04", "2021-03-24 00:00:00"],
    "2021-03-23T20:00:04Z": ["2021-03-23T20:00:04Z", "2021-03-24T23:59:59+01:00"],
    "Twitter's": ["Tue Mar 23 20:00:04 +0000 2021", "Wed Mar 24 00:00:00 +0100 2021"],
    "3/23/2021 9:00:04": ["3/23/2021 9:00:04", "3/24/2021 23:59:59"],
    "23.03.2021 20:01": ["23.03.2021 20:01", "24.03.2021 00:00"],
    "2021/3/23 8:01 PM": ["2021/3/23 8:01 PM", "2021/3/24 12:00 am"],
    "13/3/21 12:01:30 AM": ["13/3/21 12:01:30 AM", "14/3/21 11:59:59 pm"],
}
ODD_TIMES = (
    "",
    "NA",
    "3/23/2021",
    "20:01",
    "3/23/2021 25:00:00",
    "3/23/2021 20:0,:04",
    "Tue Mar 23 20:00,04 +0000 2021",
)


@pytest.mark.parametrize("zone", [None, "-05:00"], ids=["no zone", "a zone"])
@pytest.mark.parametrize("utc", [False, True], ids=["local", "utc"])
@pytest.mark.parametrize("column", FULL_TIMES.values(), ids=FULL_TIMES)
def test_whole_columns_of_times_are_what_their_cells_are(column: list[str], utc: bool, zone: str | None) -> None:
    """Times that are read in one go are those of each cell alone, and a cell of another kind spoils no other."""
    options = Options(timezone=zone)
    expected = list(_time_columns._Cells(column, utc, options).times().moments)
    assert None not in expected
    assert list(_time_columns.read(column, None, utc, options).moments) == expected
    for odd in ODD_TIMES:
        mixed = [*column, odd]
        cells = _time_columns._Cells(mixed, utc, options).times()
        assert _time_columns.read(mixed, None, utc, options) == cells


@pytest.mark.parametrize("utc", [False, True], ids=["local", "utc"])
def test_days_and_clocks_of_two_columns_are_read_together(utc: bool) -> None:
    """A day beside its clock is a time as if they stood in one cell."""
    days, clocks = ["23.03.2021", "24.03.2021"], ["20:01", "9:59"]
    both = [f"{day} {clock}" for day, clock in zip(days, clocks, strict=True)]
    found = _time_columns.read(days, clocks, utc, Options())
    assert found == _time_columns.read(both, None, utc, Options())
    assert found.moments[1] == datetime(2021, 3, 24, 9, 59, tzinfo=UTC if utc else None)
