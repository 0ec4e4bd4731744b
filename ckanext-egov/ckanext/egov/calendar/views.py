"""The calendar as a page, as iCalendar and as an Atom feed, by the same filters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

from . import atom, filtering, gathering, ical
from .actions import filters_of
from .interfaces import Entry

egov_calendar = Blueprint("egov_calendar", __name__)
Reply = str | Response | tuple[str | Response, int]

LOOK_BACK = timedelta(days=365)
"""What a subscribed calendar and the page of past dates still show."""


@egov_calendar.route("/calendar")
def index() -> Reply:
    """List the dates by month, those to come first; the past on demand."""
    past = tk.request.args.get("past") == "1"
    entries, wrong = _entries(past)
    form = filtering.fields(gathering.kinds())
    page = tk.render(
        "calendar/index.html",
        {
            "months": _months(entries, past),
            "count": len(entries),
            "past": past,
            "form": form,
            "applied": filtering.applied(form, tk.h.url_for("egov_calendar.index")),
            "query": filtering.query(),
            "wrong": wrong,
        },
    )
    return (page, 400) if wrong else page


@egov_calendar.route("/calendar.ics")
def ics() -> Reply:
    """The dates for a calendar program, which asks for them again and again."""
    entries, wrong = _entries(None)
    if wrong:
        return _plain(wrong)
    written = ical.write(
        [(entry, tk.h.egov_text(entry.title)) for entry in entries],
        name=f"{tk._('Calendar')}: {tk.h.egov_portal_title()}",
        host=urlsplit(tk.config["ckan.site_url"]).hostname or "localhost",
        zone=_zone(),
        now=datetime.now(UTC),
    )
    return _kept(Response(written, content_type="text/calendar; charset=utf-8"))


@egov_calendar.route("/calendar.atom")
def feed() -> Reply:
    """The dates as a feed, what changed last first."""
    entries, wrong = _entries(None)
    if wrong:
        return _plain(wrong)
    recent = sorted(entries, key=lambda entry: entry.updated, reverse=True)
    return atom_reply([_item(entry) for entry in recent], tk._("Calendar"), "egov_calendar.index")


def atom_reply(items: list[atom.Item], title: str, page: str) -> Response:
    """A feed of what the page at an endpoint shows, by the filters of this request."""
    query = f"?{filtering.query()}" if filtering.query() else ""
    written = atom.write(
        items,
        title=f"{title}: {tk.h.egov_portal_title()}",
        url=tk.h.url_for(tk.request.endpoint, qualified=True) + query,
        page=tk.h.url_for(page, qualified=True) + query,
        language=tk.h.egov_html_lang(tk.h.lang()),
        now=datetime.now(UTC),
    )
    return _kept(Response(written, content_type="application/atom+xml; charset=utf-8"))


def _entries(past: bool | None) -> tuple[list[Entry], str]:
    """The dates to come, or those past, or both; and what was wrong with the filters."""
    now = datetime.now(UTC)
    times = {"since": now - LOOK_BACK if past is not False else now}
    if past:
        times["until"] = now
    try:
        return gathering.entries(filters_of({**filtering.asked(), **times})), ""
    except tk.ValidationError as error:
        return [], next(iter(error.error_summary.values()), tk._("Wrong filter"))


def _item(entry: Entry) -> atom.Item:
    host = urlsplit(tk.config["ckan.site_url"]).hostname
    return atom.Item(
        # The tag scheme (RFC 4151): an identifier that outlives any address.
        id=f"tag:{host},2026:{entry.uid}",
        title=f"{entry.what}: {tk.h.egov_text(entry.title)}",
        url=entry.url,
        updated=entry.updated,
        summary=tk.h.egov_date(entry.start, with_time=True),
    )


def _months(entries: list[Entry], past: bool) -> list[dict[str, Any]]:
    zone = _zone()

    def month(entry: Entry) -> tuple[int, int]:
        start = entry.start if past else max(entry.start, datetime.now(UTC))
        local = start.astimezone(zone)
        return local.year, local.month

    ordered = sorted(entries, key=month, reverse=past)
    return [
        {"year": key[0], "month": key[1], "entries": list(found)}
        for key, found in groupby(ordered, key=month)
    ]


def _zone() -> ZoneInfo:
    return ZoneInfo(str(tk.h.get_display_timezone()))


def _plain(wrong: str) -> tuple[Response, int]:
    return Response(wrong + "\n", content_type="text/plain; charset=utf-8"), 400


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
