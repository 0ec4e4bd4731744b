"""A petition as the API gives it and pages show it: plain data, moments in ISO 8601."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.participation import counters
from ckanext.participation.counters import lists, regions, suppression
from ckanext.participation.process import showing

from . import lifecycle, population, rules
from .creator import updates
from .hearing import showing as hearing
from .merging import showing as merging
from .paper import counting as paper_counting
from .paper import showing as paper
from .rules import State

_TEXTS = ("title", "background", "details")
_MOMENTS = (
    "created_at", "validated_at", "sponsored_at", "opened_at", "closed_at", "rejected_at",
    "threshold_reached_at", "acknowledged_at", "answered_at",
)  # fmt: skip


def briefs(pairs: Iterable[tuple[Any, Any]], now: datetime) -> list[dict[str, Any]]:
    """What a list shows of petitions, each given with its process, in a few queries for all."""
    listed = list(pairs)
    numbers = [petition.process_no for petition, _process in listed]
    totals = lists.totals(numbers, rules.SIGN)
    on_paper = paper_counting.counting_totals(numbers)
    recent = lists.recent(numbers, rules.SIGN, recent_since(now))
    names = _body_names({process.body for _petition, process in listed})
    return [
        _brief(petition, process, names, now)
        | {"recent": recent.get(process.process_no, 0)}
        | _signed(process, totals.get(process.process_no, 0), on_paper.get(process.process_no, 0))
        for petition, process in listed
    ]


def recent_since(now: datetime) -> datetime:
    """The beginning of the hour before this one: an hour that just began tells nothing yet."""
    return now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)


def _signed(process: Any, count: int, on_paper: int) -> dict[str, int]:
    """`count` is what anybody can recount; `counting` is what thresholds look at."""
    threshold = rules.terms_of(process.rules).threshold
    counting = count + on_paper
    return {"count": count, "counting": counting, "percent": rules.percent(counting, threshold)}


def _body_names(ids: set[str]) -> dict[str, str]:
    group: Any = core_model.Group
    rows = core_model.Session.query(group.id, group.name).filter(group.id.in_(ids))
    return {row.id: row.name for row in rows}


def _brief(
    petition: Any, process: Any, body_names: dict[str, str], now: datetime
) -> dict[str, Any]:
    terms = rules.terms_of(process.rules)
    return {
        "process_no": petition.process_no,
        "url": tk.h.url_for("petitions.read", process_no=petition.process_no, qualified=True),
        "state": petition.state,
        "standing": _standing(petition),
        "language": petition.language,
        **{name: getattr(petition, name) for name in _TEXTS},
        "creator_name": petition.creator_name,
        "demonstration": petition.demonstration,
        "body": body_names.get(process.body, process.body),
        "region": process.region,
        "sectors": process.sectors,
        "groups_in_need": process.groups_in_need,
        **terms.as_rules(),
        "closes_at": _iso(process.closes_at),
        "last_day": _last_day(process.closes_at),
        **{name: _iso(getattr(petition, name)) for name in _MOMENTS},
        "days_left": showing.days_left(process, now),
        "waiting_days": _waiting_days(petition, now),
        "rejection_reason": petition.rejection_reason,
        "dataset_id": process.dataset_id,
    }


def whole(context: Context, petition: Any, process: Any, now: datetime) -> dict[str, Any]:
    """What the page of one petition shows; numbers by region as far as this reader may see them."""
    counted = counters.read(petition.process_no, rules.SIGN)
    terms = rules.terms_of(process.rules)
    by_region = regions.shown(context, process.body, process.rules, counted.by_region)
    return {
        **briefs([(petition, process)], now)[0],
        "as_of": _iso(counted.as_of),
        "by_state": dict(counted.by_state),
        "by_region": by_region,
        "per_head": _per_head(by_region),
        "min_cell": suppression.least_of(process.rules),
        "by_hour": [
            {"hour": _iso(hour), "count": count} for hour, count in sorted(counted.by_hour.items())
        ],
        "process_state": process.state,
        "paused_at": _iso(process.paused_at),
        "obligation": _obligation(petition),
        "updates": updates.published(petition.process_no),
        "hearing": hearing.of(petition),
        "on_paper": paper.of(petition.process_no, counts=terms.paper_counts),
        "duplicate_of": merging.other_of(petition),
        "duplicates": merging.joined_to(petition),
    }


def _per_head(by_region: dict[str, int | None]) -> dict[str, Any]:
    """The same per so many people, with the day and the source of their number."""
    known = population.known()
    return {
        "per": population.PER,
        "by_region": population.per_head(by_region),
        "as_of": known.as_of,
        "source": known.source,
    }


def _standing(petition: Any) -> str:
    return rules.standing(
        State(petition.state), petition.threshold_reached_at, petition.answered_at
    ).value


def _waiting_days(petition: Any, now: datetime) -> int | None:
    reached = petition.threshold_reached_at
    if not reached or petition.answered_at:
        return None
    return rules.waiting_days(reached, now, lifecycle.zone())


def _obligation(petition: Any) -> dict[str, Any] | None:
    """What is owed, by when, and the answer, as `answer_show` gives it."""
    if petition.threshold_reached_at is None:
        return None
    asked = {"kind": lifecycle.KIND, "object_id": str(petition.process_no)}
    return tk.get_action("answer_show")({"ignore_auth": True}, asked)


def _last_day(closes: datetime | None) -> str | None:
    return rules.last_day(closes, lifecycle.zone()).isoformat() if closes else None


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
