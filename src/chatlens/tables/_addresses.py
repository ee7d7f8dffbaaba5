"""When two links lead to the same page, how a link is shown, and which links are resources at all.

Folded are the scheme, `www.` and the `m.` of pages for telephones, the ways to write a YouTube video, the host's case,
HTML's `&amp;`, a slash at the end, what stands behind `#`, and what only says how the link was spread. The case
of the path stays: short links differ by it.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

TRACKING = frozenset(
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh mc_cid mc_eid mkt_tok _hsenc "
    "_hsmi ref_src ref_url s_cid ncid cmpid cmp sr_share smid smtyp soc_src soc_trk spm vero_id oly_enc_id "
    "oly_anon_id wt.mc_id __twitter_impression".split()
)
"""Names of the parts of a query that say how a link was spread, in lower case; besides, all that begin with `utm_`."""

TRACKING_OF_HOST = {
    "youtube.com": frozenset({"feature", "si", "ab_channel"}),
    "youtu.be": frozenset({"feature", "si"}),
    "open.spotify.com": frozenset({"si"}),
    "t.co": frozenset({"amp", "s"}),
}
"""The same, where only one host means this by the name."""

PICTURE_HOSTS = frozenset({"pic.twitter.com", "pic.x.com", "pbs.twimg.com", "cdn.bsky.app"})
"""Hosts of the platforms' own pictures."""

_TWITTER = frozenset({"twitter.com", "mobile.twitter.com", "x.com", "mobile.x.com"})
OWN_PAGES = (
    (_TWITTER, re.compile(r"/\w+(?:/web)?/status(?:es)?/\d")),
    (_TWITTER | {"search.twitter.com"}, re.compile(r"/(?:search(?:-advanced|-home)?(?![\w-])|hashtag/)")),
    (frozenset({"bsky.app"}), re.compile(r"/profile/[^/]+/post/|/search(?![\w-])|/hashtag/")),
    (None, re.compile(r"/@[\w.@-]+/\d+\Z")),  # Mastodon's posts, on a host of any name
)
"""Hosts (None: any) and the paths on them of posts and of what a search or a hashtag finds; a picture's path goes on
from its post's."""

SHORT_HOST = "t.co"
"""Host of the links that Twitter writes itself in place of longer ones."""

_PARTS = re.compile(
    r"(?:(?P<scheme>https?)://)?+(?P<host>[^/?#]*+)(?P<path>[^?#]*+)(?:\?(?P<query>[^#]*+))?+(?P<fragment>#.*+)?+",
    re.IGNORECASE | re.DOTALL,
)
_FOR_TELEPHONES = re.compile(r"(?:^|(?<=\.))(?:m|mobile)\.(?=[^.]+\.[^.])")
_VIDEO = re.compile(r"youtu\.be/([\w-]++)|youtube\.com/(?:watch/?\?(?:[^#]*&)?v=|(?:shorts|embed|live|v)/)([\w-]++)")
"""Addresses of a video, the same from whatever second and in whatever list it is shown."""

_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_PORTS = {"http": ":80", "https": ":443"}
DAMAGED_BLANK = "åÊ"
"""What a no-break space became when a page was read in the wrong encoding twice: glued to the link before it."""


class Address(NamedTuple):
    """A link taken apart, its tracking parts gone."""

    scheme: str  # "http", "https", or "" where none is written
    host: str  # lower case, as written
    path: str
    query: str
    fragment: str  # with its "#"

    @property
    def domain(self) -> str:
        """The host without `www.` and port."""
        return self.host.removeprefix("www.").partition(":")[0]

    @property
    def key(self) -> str:
        """The same for all links that lead to the same page."""
        host = _FOR_TELEPHONES.sub("", self.host.removeprefix("www."))
        if video := _VIDEO.match(f"{host}{self.path}?{self.query}"):
            return f"youtube.com/watch?v={video[1] or video[2]}"
        route = self.fragment if self.fragment[1:2] in ("!", "/") else ""  # of a page that one script makes of all
        return f"{host}{self.path.rstrip('/')}{'?' if self.query else ''}{self.query}{route}"

    @property
    def shown(self) -> str:
        """As written, but for what was cut."""
        scheme = f"{self.scheme}://" if self.scheme else ""
        return f"{scheme}{self.host}{self.path}{'?' if self.query else ''}{self.query}{self.fragment}"

    @property
    def is_short(self) -> bool:
        """Whether Twitter wrote it in place of another."""
        return self.domain == SHORT_HOST

    @property
    def is_resource(self) -> bool:
        """Whether it leads to a page that somebody shared: to no picture, post or search of the platform, and not
        nowhere."""
        if self.domain in PICTURE_HOSTS or "." not in self.domain:
            return False
        path = unquote(self.path)
        if self.fragment.startswith("#!/"):  # as Twitter wrote its pages until 2012
            path = unquote(self.fragment[2:])
        return not any((hosts is None or self.domain in hosts) and of.match(path) for hosts, of in OWN_PAGES)


def parse(link: str) -> Address:
    """Take a link apart.

    >>> parse("HTTP://www.Example.org/Mulch/?utm_source=x&id=7").key
    'example.org/Mulch?id=7'
    >>> parse("example.org/Mulch/?id=7&amp;fbclid=1#beds").shown
    'example.org/Mulch/?id=7#beds'
    >>> [parse(link).is_resource for link in ("pic.twitter.com/aBc", "x.com/mira_k/status/7", "x.com/mira_k")]
    [False, False, True]
    """
    parts = _PARTS.match(link.removesuffix(DAMAGED_BLANK))
    assert parts is not None  # every part may be empty
    scheme, host = (parts["scheme"] or "").lower(), parts["host"].lower()
    host = host.removesuffix(_PORTS.get(scheme, ":80"))
    own = TRACKING_OF_HOST.get(host.removeprefix("www."), frozenset())
    query = (parts["query"] or "").replace("&amp;", "&").split("&")
    kept = "&".join(part for part in query if not _tracks(part.partition("=")[0].lower(), own))
    fragment = parts["fragment"] or ""
    return Address(
        scheme, host, parts["path"], kept, "" if _tracks(fragment[1:].partition("=")[0].lower()) else fragment
    )


def told(link: str) -> Address:
    """A link that a platform's record tells. It may hold anything: what is no web address leads nowhere.

    >>> [told(link).is_resource for link in ("https://example.org/a", "javascript:alert('a.b')", "(a tweet by p1)")]
    [True, False, False]
    """
    whole = _WEB.fullmatch(link) and link.isprintable()
    return parse(link) if whole else Address("", "", "", "", "")


def _tracks(name: str, own: frozenset[str] = frozenset()) -> bool:
    return name.startswith(("utm_", ":~:text")) or name in TRACKING or name in own
