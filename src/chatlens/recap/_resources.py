"""The links of a sitting: each once, with everything that is said of it under its questions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from chatlens.recap import _text
from chatlens.recap._records import Resource
from chatlens.tables import _counts, _shared

if TYPE_CHECKING:
    from chatlens.analysis import Analysis


def resources(
    analysis: Analysis, sitting: _counts.Sitting, links: Sequence[_shared.Shared], hidden: Collection[str]
) -> tuple[Resource, ...]:
    """Each link of the sitting once, with everything that is said of it under its questions."""
    by_link: dict[str, list[_shared.Shared]] = {}
    for shared in links:
        if shared.session == sitting.number:
            by_link.setdefault(shared.link, []).append(shared)
    found = []
    for link, under in by_link.items():
        tweets = {i for shared in under for i in shared.tweets}
        if not tweets <= analysis.withheld:
            found.append((-len(tweets), min(tweets), _resource(link, under, tweets, hidden)))
    return tuple(resource for _, _, resource in sorted(found, key=lambda one: one[:2]))


def _resource(link: str, under: Sequence[_shared.Shared], tweets: Collection[int], hidden: Collection[str]) -> Resource:
    titles = [shared.title for shared in sorted(under, key=lambda one: -len(one.tweets)) if shared.title]
    sharers = {who.casefold(): who for shared in reversed(under) for who in reversed(shared.shared_by)}
    return Resource(
        title=_text.one_line(titles[0]) if titles else _text.one_line(link),
        address=_text.address(under[0].address),
        domain=_text.one_line(under[0].domain),
        shared_by=_text.names([who for key, who in reversed(sharers.items()) if key not in hidden]),
        questions=_text.names([shared.question for shared in under if shared.question]),
        times=len(tweets),
    )
