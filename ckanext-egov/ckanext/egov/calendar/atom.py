"""A list as an Atom feed (RFC 4287), for readers of feeds and for programs. No CKAN here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from feedgen.feed import FeedGenerator


@dataclass(frozen=True)
class Item:
    """An entry of a feed; `id` never changes."""

    id: str
    title: str
    url: str
    updated: datetime
    summary: str = ""


def write(
    items: Iterable[Item], *, title: str, url: str, page: str, language: str, now: datetime
) -> bytes:
    """A feed at `url` of what the page shows."""
    listed = list(items)
    feed = FeedGenerator()
    feed.id(url)
    feed.title(title)
    feed.link(href=url, rel="self", type="application/atom+xml")
    feed.link(href=page, rel="alternate", type="text/html")
    feed.language(language)
    feed.author(name=title)
    feed.updated(max((item.updated for item in listed), default=now))
    for item in listed:
        _add(feed, item)
    return feed.atom_str(pretty=True)


def _add(feed: FeedGenerator, item: Item) -> None:
    entry = feed.add_entry(order="append")
    entry.id(item.id)
    entry.title(item.title)
    entry.link(href=item.url, rel="alternate", type="text/html")
    entry.updated(item.updated)
    if item.summary:
        entry.summary(item.summary)
