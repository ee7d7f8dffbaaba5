"""Where people have their page: on the platform that the tweets' own addresses are of, else on Twitter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatlens.models import Tweet

_TWITTER = re.compile(r"https?://(?:(?:www|mobile)\.)?(?:twitter|x)\.com/\w{1,15}/status(?:es)?/\d++")
_BLUESKY = re.compile(r"https?://bsky\.app/profile/[\w.:-]++/post/\w++")
_MASTODON = re.compile(r"https?://(?P<host>[\w.-]++)/(?:@[\w.@-]++|users/\w++/statuses)/\d++")

_PLAIN = re.compile(r"\w{1,30}", re.ASCII)
_DOMAIN = re.compile(r"[a-z0-9-]++(?:\.[a-z0-9-]++)+", re.IGNORECASE)
_WITH_HOST = re.compile(r"(\w{1,30})@([a-z0-9-]++(?:\.[a-z0-9-]++)+)", re.IGNORECASE | re.ASCII)


class Profiles:
    """The addresses of people in one transcript."""

    def __init__(self, tweets: Iterable[Tweet]) -> None:
        places: Counter[tuple[str, str]] = Counter()
        for tweet in tweets:
            if place := _place(tweet.tweet_url or ""):
                places[place] += 1
        self.platform, self.host = max(places, key=lambda place: (places[place], place), default=("twitter", ""))

    def of(self, handle: str) -> str | None:
        """The address of somebody's page; None for what can be no handle there."""
        if self.platform == "bluesky":
            return f"https://bsky.app/profile/{handle}" if _DOMAIN.fullmatch(handle) else None
        if elsewhere := _WITH_HOST.fullmatch(handle):
            return f"https://{elsewhere[2]}/@{elsewhere[1]}"
        if not _PLAIN.fullmatch(handle):
            return None
        if self.platform == "mastodon":
            return f"https://{self.host}/@{handle}"
        return f"https://twitter.com/{handle}"


def _place(address: str) -> tuple[str, str] | None:
    """The platform that a tweet's address is of, and of Mastodon the server.

    >>> _place("https://allotment.example/@mira_k/105940529604000000")
    ('mastodon', 'allotment.example')
    """
    if _TWITTER.match(address):
        return "twitter", ""
    if _BLUESKY.match(address):
        return "bluesky", ""
    found = _MASTODON.match(address)
    return ("mastodon", found["host"].lower()) if found else None
