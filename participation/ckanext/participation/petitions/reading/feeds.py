"""Lists and timelines of petitions as Atom feeds, for readers of feeds."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit

import ckan.plugins.toolkit as tk
from ckanext.egov.calendar import atom

from .. import lifecycle, timeline
from . import words

KIND = "application/atom+xml; charset=utf-8"
STAMPS = (
    "created_at", "opened_at", "threshold_reached_at", "acknowledged_at", "answered_at",
    "closed_at", "rejected_at",
)  # fmt: skip


def of_list(petitions: list[dict[str, Any]], address: str, page: str) -> bytes:
    """A list: each petition with when something last happened to it."""
    title = f"{tk._('Petitions')}: {tk.h.egov_portal_title()}"
    return _write([_petition(item) for item in petitions], title, address, page)


def of_timeline(
    petition: dict[str, Any], moments: list[timeline.Moment], address: str, page: str
) -> bytes:
    """What happened to one petition, the newest first; what is to come is no news yet."""
    happened = [moment for moment in moments if moment.status == timeline.DONE and moment.at]
    items = [_moment(petition, moment, page) for moment in happened]
    newest = sorted(items, key=lambda item: item.updated, reverse=True)
    return _write(newest, tk.h.egov_text(petition["title"]), address, page)


def _write(items: list[atom.Item], title: str, address: str, page: str) -> bytes:
    return atom.write(
        items,
        title=title,
        url=address,
        page=page,
        language=tk.h.egov_html_lang(tk.h.lang()),
        # A feed without entries has no moment of its own; one that never moves keeps its ETag.
        now=datetime(2026, 1, 1, tzinfo=UTC),
    )


def _petition(petition: dict[str, Any]) -> atom.Item:
    stamps = [petition[name] for name in STAMPS if petition[name]]
    return atom.Item(
        id=f"{_tag()}petition-{petition['process_no']}",
        title=tk.h.egov_text(petition["title"]),
        url=petition["url"],
        updated=max(map(datetime.fromisoformat, stamps)),
        summary=f"{tk.h.petition_standing_words(petition)[0]}. {_number(petition)}",
    )


def _number(petition: dict[str, Any]) -> str:
    count = petition["count"]
    words_for = tk.ungettext("{number} signature", "{number} signatures", count)
    return words_for.format(number=tk.h.egov_number(count))


def _moment(petition: dict[str, Any], moment: timeline.Moment, page: str) -> atom.Item:
    at = _as_moment(moment.at or "")
    return atom.Item(
        id=f"{_tag()}petition-{petition['process_no']}-{moment.what}-{at:%Y%m%dT%H%M%S}",
        title=words.of_moment(moment),
        url=page,
        updated=at,
        summary=tk.h.egov_text(moment.about) if moment.about else "",
    )


def _as_moment(written: str) -> datetime:
    """A day is taken for its first moment, where the portal is."""
    if "T" in written:
        return datetime.fromisoformat(written)
    return datetime.combine(date.fromisoformat(written), time(), lifecycle.zone())


def _tag() -> str:
    # The tag scheme (RFC 4151): an identifier that outlives any address.
    return f"tag:{urlsplit(tk.config['ckan.site_url']).hostname},2026:"
