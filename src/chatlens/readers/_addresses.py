"""What a tweet's address says: whose it is, and its id."""

from __future__ import annotations

import re

_STATUS = re.compile(r"(?:twitter|x)\.com/(?:#!/)?(?:i/web/|(\w{1,20})/)status(?:es)?/(\d{5,20})")
_PROFILE = re.compile(r"(?:twitter|x)\.com/(?:#!/|@)?(\w{1,20})/?(?:[?#]|$)")
_POST = re.compile(r"/(?:@|status(?:es)?/|posts?/|notes/|objects/)|\d{5}|/\d+/?$")
_NOBODY = frozenset({"i", "web", "anyuser", "statuses"})  # stand where a handle does, and are none


def owner_and_id(address: str) -> tuple[str | None, str] | None:
    """Whose tweet has the address, and its id; None if it is no tweet's.

    >>> owner_and_id("https://web.archive.org/web/2019/https://twitter.com/mira_k/status/12345678")
    ('mira_k', '12345678')
    >>> owner_and_id("https://x.com/i/web/status/12345678"), owner_and_id("https://example.org/status/12345678")
    ((None, '12345678'), None)
    """
    found = _STATUS.search(address)
    if found is None:
        return None
    return (None if found[1] in _NOBODY else found[1]), found[2]


def person(address: str) -> str | None:
    """Whose page has the address.

    >>> person("https://twitter.com/mira_k"), person("https://example.org/mira_k")
    ('mira_k', None)
    """
    found = _PROFILE.search(address) or _STATUS.search(address)
    return found[1] if found and found[1] not in _NOBODY else None


def is_of_post(address: str) -> bool:
    """Whether the address looks like that of a post, on any platform."""
    return _POST.search(address) is not None
