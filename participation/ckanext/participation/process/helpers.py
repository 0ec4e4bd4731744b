"""Template helpers of pages of processes."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from markupsafe import Markup

from .interfaces import IProcessEvents
from .recording import kinds

__all__ = [
    "process_days_left",
    "process_event_words",
    "process_events",
    "process_feature_word",
    "process_level_word",
    "process_outage_words",
    "process_status",
    "process_until",
    "process_url",
]


def process_url(process: dict[str, Any]) -> str:
    """The page of a process, at the slice that it belongs to."""
    kind = kinds().get(process["kind"])
    endpoint = kind.endpoint if kind else "participation.read_json"
    return tk.h.url_for(endpoint, process_no=process["process_no"])


def process_status(process: dict[str, Any]) -> dict[str, str]:
    """The state of a process as a word, an icon and a tone."""
    words = {
        "draft": (tk._("Draft"), "edit", ""),
        "announced": (tk._("Announced"), "calendar", ""),
        "open": (tk._("Open"), "check", "good"),
        "paused": (tk._("Paused"), "lock", "warn"),
        "closed": (tk._("Closed"), "lock", ""),
        "stopped": (tk._("Stopped"), "close", "bad"),
    }
    word, icon, tone = words[process["status"]]
    return {"word": word, "icon": icon, "tone": tone}


def process_days_left(process: dict[str, Any]) -> str:
    """How long one can still take part, in words; empty when one cannot."""
    days = process["days_left"]
    if days is None or process["status"] != "open":
        return ""
    if days == 0:
        return tk._("Last day")
    return tk.ungettext("{number} day left", "{number} days left", days).format(
        number=tk.h.egov_number(days)
    )


def process_until(moment: datetime | str) -> Markup:
    """Until when, as people say it: an end at midnight is the whole of the day before."""
    end = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    local = end.astimezone(tk.h.get_display_timezone())
    if local.time() == time():
        return tk.h.egov_time((local - timedelta(days=1)).date())
    return tk.h.egov_time(moment, with_time=True)


def process_events(process: dict[str, Any]) -> list[dict[str, Any]]:
    """What happened to a process, in order."""
    return tk.get_action("process_event_list")({}, {"process_no": process["process_no"]})


def process_event_words(event: dict[str, Any]) -> str:
    """What happened, in a sentence, by the words of the room that recorded it."""
    for room in p.PluginImplementations(IProcessEvents):
        words = room.get_event_words().get(event["event"])
        if words is not None:
            return words(event["details"])
    return event["event"]


def process_level_word(level: int) -> str:
    """Who is let in from this level on."""
    return {
        0: tk._("everybody"),
        1: tk._("people with a confirmed e-mail"),
        2: tk._("people with a confirmed phone"),
        3: tk._("people with a verified identity"),
    }.get(level, str(level))


def process_feature_word(feature: str) -> str:
    """What people can do, as a word."""
    return {
        "sign": tk._("Sign"),
        "sponsor": tk._("Become a sponsor"),
        "comment": tk._("Comment"),
        "propose": tk._("Propose"),
        "vote": tk._("Vote"),
        "answer": tk._("Answer"),
    }.get(feature, feature)


def process_outage_words(rules: dict[str, Any]) -> str:
    """How a pause moves the end, in a sentence."""
    outage = rules.get("outage") or {}
    start = outage.get("from_minutes", 0)
    sentence = {
        "minutes": tk._("Time lost by an outage is added to the end, minute by minute."),
        "days": tk._("An outage adds a day to the end for each day it touches."),
        "none": tk._("An outage does not move the end."),
    }[outage.get("extends_by", "minutes")]
    if start and outage.get("extends_by") != "none":
        sentence += " " + tk._("Outages under {number} minutes do not count.").format(
            number=tk.h.egov_number(start)
        )
    return sentence
