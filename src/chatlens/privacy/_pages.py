"""What the address of a page says of people: whose it is, and whether it is a single tweet's."""

from __future__ import annotations

import re
from typing import NamedTuple

TWITTERS = frozenset("twitter.com x.com nitter.net fxtwitter.com vxtwitter.com threads.net bsky.app".split())
"""Sites of short messages."""

ACCOUNTS = TWITTERS | frozenset("instagram.com facebook.com tiktok.com github.com storify.com".split())
"""Sites whose first folder is an account, but for what is of the site."""

OF_THE_SITE = frozenset(
    "i hashtag search search-advanced intent share home explore settings about tos privacy login signup download jobs "
    "notifications messages compose p reel groups events pages watch photo story".split()
)
"""First folders that are no accounts."""

PICTURES = frozenset(["pic.twitter.com", "pic.x.com"])
"""Their pages are the tweets that the pictures are in."""

_STATUS = frozenset(["status", "statuses", "post", "posts", "notice"])
_BEFORE_ACCOUNT = frozenset(["profile", "users", "user", "u", "in"])
_PREFIX = re.compile(r"^(?:www|mobile|m)\.")
_PARTS = re.compile(r"[/?#&=]|%(?:2F|3A|3D|40|26)", re.IGNORECASE)
_BLOGS = re.compile(r"(?:tumblr|wordpress|blogspot|substack|medium|github|bsky|typepad|edublogs)\.[a-z.]+")


class Page(NamedTuple):
    """What an address says."""

    person: str | None  # handle of whose page it is
    of_people: bool  # its site has people's pages and hardly others
    status: bool  # it is a tweet's, or a picture's in one
    pieces: tuple[str, ...]  # its folders, and the values of its query


def read(link: str) -> Page:
    """Read an address, with or without its scheme.

    >>> read("https://mobile.twitter.com/mira_k/status/12?s=20")[:3], read("x.com/i/web/status/12")[:3]
    (('mira_k', True, True), (None, True, True))
    >>> read("https://bsky.app/profile/mira-k.bsky.social/post/3kg")[:3]
    ('mira-k.bsky.social', True, True)
    >>> read("https://shed.example/@mira_k/1059")[:3], read("https://medium.com/@mira_k/worms-12")[:3]
    (('mira_k', False, True), ('mira_k', False, False))
    """
    bare = re.sub(r"(?i)^https?://", "", link)
    host, _, rest = bare.partition("/")
    host = _PREFIX.sub("", host.casefold())
    pieces = tuple(piece for piece in _PARTS.split(rest) if piece and piece != "!")
    if host in PICTURES:
        return Page(None, True, True, ())
    of_people = host in TWITTERS
    folders = [piece.casefold() for piece in pieces[:4]]
    status = not _STATUS.isdisjoint(folders) and (of_people or folders[0] == "users")
    toot = len(pieces) > 1 and pieces[0].startswith("@") and pieces[1].isdigit()  # Mastodon's
    return Page(_person(host, pieces), of_people, status or toot, pieces)


def _person(host: str, pieces: tuple[str, ...]) -> str | None:
    if not pieces:
        return host.partition(".")[0] if _BLOGS.fullmatch(host.partition(".")[2]) else None
    first = pieces[0]
    if first.startswith("@"):
        return first[1:] or None
    if first.casefold() in _BEFORE_ACCOUNT and len(pieces) > 1:
        return pieces[1].lstrip("@")
    if host in ACCOUNTS and first.casefold() not in OF_THE_SITE:
        return first
    return host.partition(".")[0] if _BLOGS.fullmatch(host.partition(".")[2]) else None
