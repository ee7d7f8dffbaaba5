"""A decoded record -> a `Tweet`, by the row of `_json_dialects.DIALECTS` that knows it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from chatlens._ellipses import ELLIPSES
from chatlens.readers._addresses import owner_and_id
from chatlens.readers._json_dialect import Dialect
from chatlens.readers._json_dialects import DIALECTS, SHORT_LINKS
from chatlens.readers._json_paths import Getter, getters, node, path_of, word
from chatlens.readers._markup import text_of, unescape

SHORT_HOST = "t.co/"  # in the links that stand for others

_RETWEET_MARK = re.compile(r"RT @\w+:? ")
_PAGE_OF = re.compile(r"/(?:users/|u/|@)([\w.-]{1,100})(?:/|$)")
_WORDS = frozenset({str, int, float})
_ID = re.compile(r"[\w:/.~%-]{1,300}")
_WRITTEN: Mapping[str, Callable[[str], str]] = {"plain": str, "escaped": unescape, "html": text_of}


class Known(NamedTuple):
    """A record with the dialect that it is written in."""

    record: Mapping[str, Any]  # without its envelope
    dialect: Dialect


class _Plan(NamedTuple):
    """A dialect with its paths taken apart."""

    known_by: tuple[tuple[Getter, ...], ...]
    unlike: tuple[Getter, ...]
    fields: Mapping[str, tuple[Getter, ...]]
    repost: tuple[Getter, ...]
    warning: tuple[Getter, ...]
    expands: tuple[Getter, ...]


class Fields(NamedTuple):
    """What a record says of its tweet: the fields of `Tweet` but its lines, and the time as it is written."""

    text: str
    author: str | None
    name: str | None
    posted_at: str | None
    tweet_id: str | None
    tweet_url: str | None
    reply_to: tuple[str, ...]
    reply_to_id: str | None
    retweet_of_id: str | None
    quote_of_id: str | None
    likes: int | None
    retweets: int | None
    leads_to: tuple[tuple[str, str], ...]


def find(value: object, likely: Dialect | None = None) -> Known | None:
    """The record in a value and its dialect; None if it is no post. `likely` is tried first."""
    if not isinstance(value, dict):
        return None
    if likely is not None and (known := _found(value, likely)) is not None:
        return known
    return next((known for dialect in DIALECTS if (known := _found(value, dialect)) is not None), None)


def _found(value: dict[str, Any], dialect: Dialect) -> Known | None:
    for envelope in dialect.within:
        record = node(value, path_of(envelope)) if envelope else value
        if isinstance(record, dict) and _knows(dialect, record):
            return Known(record, dialect)
    return None


def find_all(value: object) -> list[Known]:
    """As `find`, by every dialect that knows the value."""
    return [known for dialect in DIALECTS if (known := find(value, dialect)) and known.dialect is dialect]


def with_people(value: object, page: Mapping[str, object] | None) -> object:
    """A record of the interface 2 with the people and tweets that its page keeps apart in `includes` put in."""
    includes = page.get("includes") if page else None
    if not isinstance(value, dict) or not isinstance(includes, dict):
        return value
    users, tweets = _by_id(includes, "users"), _by_id(includes, "tweets")
    found = dict(value)
    for key, number in (("author", "author_id"), ("in_reply_to_user", "in_reply_to_user_id")):
        if key not in found and (user := users.get(word(value.get(number)) or "")):
            found[key] = user
    links = value.get("referenced_tweets")
    if isinstance(links, list):
        found["referenced_tweets"] = [_with_tweet(link, users, tweets) for link in links]
    return found


def text(known: Known) -> str:
    """The post's whole text; that of a repost in full, with what the platform puts before it."""
    record, dialect = known
    written = _text(record, dialect)
    for get in _plan(dialect.name).repost:
        repeated = get(record)
        if not isinstance(repeated, dict) or not (whole := _text(repeated, dialect)):
            continue
        if not dialect.mark:
            return whole
        if mark := _RETWEET_MARK.match(written):
            return mark[0] + whole
        author = _first(repeated, _plan(dialect.name).fields["author"])
        return (dialect.mark.format(author) if author else "") + whole
    return written


def tweet(known: Known, said: str) -> Fields:
    """What the record says of its tweet, with this text."""
    record, dialect = known
    fields = _plan(dialect.name).fields
    author = _handle(_first(record, fields["author"]))
    tweet_id = _identity(_first(record, fields["tweet_id"]))
    repeats = _identity(_first(record, fields["retweet_of_id"]))
    tweet_url = _first(record, fields["tweet_url"])
    if tweet_url and not (author and tweet_id) and (owner := owner_and_id(tweet_url)):
        author, tweet_id = author or owner[0], tweet_id or owner[1]
    if tweet_url is None and dialect.url and author and tweet_id:
        tweet_url = dialect.url.format(author=author, tweet_id=tweet_id.rsplit("/", 1)[-1])
    return Fields(
        text=said,
        author=author,
        name=_first(record, fields["name"]),
        posted_at=_first(record, fields["posted_at"]),
        tweet_id=tweet_id,
        tweet_url=tweet_url,
        reply_to=_handles(record, fields["reply_to"]),
        reply_to_id=_identity(_first(record, fields["reply_to_id"])),
        retweet_of_id=repeats,
        # what a retweeted tweet quotes, its author quoted
        quote_of_id=None if repeats else _identity(_first(record, fields["quote_of_id"])),
        likes=_count(_first(record, fields["likes"])),
        retweets=_count(_first(record, fields["retweets"])),
        leads_to=tuple(_expanded(known)) if SHORT_HOST in said else (),
    )


def _expanded(known: Known) -> Iterator[tuple[str, str]]:
    """Short links of the post, and of the one that it repeats, with what they stand for."""
    plan = _plan(known.dialect.name)
    for record in (known.record, *(get(known.record) for get in plan.repost)):
        if not isinstance(record, dict):
            continue
        for get in plan.expands:
            yield from short_links(get(record))


def short_links(listed: object) -> Iterator[tuple[str, str]]:
    """Short links in a list of the platform's records of links, with what they stand for."""
    for link in listed if isinstance(listed, list) else ():
        for short, whole in SHORT_LINKS:
            pair = node(link, (short,)), node(link, (whole,))
            if isinstance(pair[0], str) and isinstance(pair[1], str) and SHORT_HOST in pair[0]:
                yield pair[0], pair[1]


def _text(record: Mapping[str, Any], dialect: Dialect) -> str:
    written = ""
    for get in _plan(dialect.name).fields["text"]:
        value = get(record)
        if isinstance(value, str) and value.strip():
            written = value
            break
    if dialect.links:
        written = _whole_links(written, node(record, path_of(dialect.links)))
    said = _WRITTEN[dialect.writes](written)
    warning = _first(record, _plan(dialect.name).warning)
    if warning:
        said = f"{warning}\n{said}"
    return said.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _whole_links(written: str, facets: object) -> str:
    """Links that stand shortened in the text, as they lead. Facets count bytes of UTF-8."""
    if not isinstance(facets, list) or not any(sign in written for sign in ELLIPSES):
        return written
    data = written.encode("utf-8", "surrogatepass")
    places = []
    for facet in facets:
        start, end = (node(facet, ("index", key)) for key in ("byteStart", "byteEnd"))
        features = node(facet, ("features",))
        uris = [node(feature, ("uri",)) for feature in features] if isinstance(features, list) else []
        uri = next((each for each in uris if isinstance(each, str)), None)
        if uri and type(start) is int and type(end) is int and 0 <= start < end <= len(data):
            places.append((start, end, uri.encode("utf-8", "surrogatepass")))
    done = len(data)
    for start, end, whole in sorted(places, reverse=True):
        if end <= done and data[start:end].decode("utf-8", "replace").endswith(ELLIPSES):
            data = data[:start] + whole + data[end:]
            done = start
    return data.decode("utf-8", "surrogatepass")


def _by_id(includes: Mapping[str, object], key: str) -> dict[str, dict[str, Any]]:
    """The page's people or tweets; as a page has hundreds of records, they are sorted once."""
    kept = includes.get(f"{key} by id")
    if isinstance(kept, dict):
        return kept
    members = includes.get(key)
    found = {
        number: member
        for member in (members if isinstance(members, list) else ())
        if isinstance(member, dict) and (number := word(member.get("id")))
    }
    if isinstance(includes, dict):
        includes[f"{key} by id"] = found
    return found


def _with_tweet(link: object, users: dict[str, dict[str, Any]], tweets: dict[str, dict[str, Any]]) -> object:
    if not isinstance(link, dict) or not (linked := tweets.get(word(link.get("id")) or "")):
        return link
    author = users.get(word(linked.get("author_id")) or "")
    return {**linked, **({"author": author} if author else {}), **link}


@functools.cache
def _plan(name: str) -> _Plan:
    dialect = next(dialect for dialect in DIALECTS if dialect.name == name)
    return _Plan(
        tuple(getters(paths.split("|")) for paths in dialect.known_by),
        getters(dialect.unlike),
        {field: getters(dialect.fields.get(field, ())) for field in Fields._fields},
        getters(dialect.repost),
        getters(dialect.warning),
        getters(dialect.expands),
    )


def _knows(dialect: Dialect, record: Mapping[str, Any]) -> bool:
    plan = _plan(dialect.name)
    for ways in plan.known_by:
        for get in ways:
            if type(get(record)) in _WORDS:
                break
        else:
            return False
    if plan.unlike and any(get(record) is not None for get in plan.unlike):
        return False
    return not dialect.addressed or owner_and_id(_first(record, plan.fields["tweet_url"]) or "") is not None


def _first(record: Mapping[str, Any], ways: tuple[Getter, ...]) -> str | None:
    """The first word or whole number that one of the paths leads to."""
    for get in ways:
        value = get(record)
        if value is not None and (found := word(value)) is not None:
            return found
    return None


def _handle(written: str | None) -> str | None:
    if written and "://" in written:  # the page of a person or of a post, on Mastodon and its kin
        found = _PAGE_OF.search(written)
        return found[1] if found else None
    return written.lstrip("@＠") or None if written else None


def _identity(written: str | None) -> str | None:
    return written if written and _ID.fullmatch(written) else None


def _handles(record: Mapping[str, Any], ways: tuple[Getter, ...]) -> tuple[str, ...]:
    for get in ways:
        value = get(record)
        if value is None:
            continue
        found = [_handle(word(each)) for each in (value if isinstance(value, list) else [value])]
        if any(found):
            return tuple(handle for handle in found if handle)
    return ()


def _count(written: str | None) -> int | None:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 19 else None
