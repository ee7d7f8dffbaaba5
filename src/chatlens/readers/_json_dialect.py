"""What a row of `_json_dialects` says of a way to write a post as JSON.

A path names the keys from the record down, joined by dots. `list[key=word]` is the member of a list whose key has that
value; `[key=@other]` compares with the record's own key `other`. Of several paths the first to hold something counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to write a post."""

    name: str
    known_by: tuple[str, ...]  # every one of these is a word or a number there; "a|b": one of the two is
    fields: Mapping[str, tuple[str, ...]]  # field of `Tweet` -> paths
    unlike: tuple[str, ...] = ()  # none of these is there
    within: tuple[str, ...] = ("",)  # keys of the envelopes that the post may stand in; "": it stands alone
    repost: tuple[str, ...] = ()  # paths to the post that a repost repeats, written in the same dialect
    mark: str = ""  # what the platform puts before the text of a repost: "RT @{}: "
    writes: str = "plain"  # how texts are written: plain, escaped (&amp; &lt; &gt;) or html
    warning: tuple[str, ...] = ()  # paths to what stands above the text and hides it until it is clicked
    url: str = ""  # of the post, made of {author} and {tweet_id}, where it is not written
    links: str = ""  # path to the list of facets with the whole of shortened links
    expands: tuple[str, ...] = ()  # paths to lists that say where short links lead, by `SHORT_LINKS`
    addressed: bool = False  # the post's address stands there (`tweet_url`), and says whose it is
    example: Mapping[str, object] = field(default_factory=dict)  # the least record that is known


STATUS_URL = "https://twitter.com/{author}/status/{tweet_id}"
RETWEET = "RT @{}: "
"""What Twitter puts before the text of a retweet."""
