"""Validators that look at several fields of a dataset at once. They run before the others."""

from __future__ import annotations

from datetime import date

import ckan.plugins.toolkit as tk
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey
from ckanext.egov import vocabularies
from ckanext.egov.publishing.schemas import rules

__all__ = [
    "egov_dates_in_order",
    "egov_district_in_region",
    "egov_lag_declared",
    "egov_next_update",
]


def egov_district_in_region(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """A district exists in the data's time and lies in the region; the region may be left out."""
    district, region = _text(data, "district"), _text(data, "region")
    if not district:
        return
    place = vocabularies.place(district)
    on = rules.day(_text(data, "temporal_end")) or date.today()
    problem = rules.district_problem(place, region, on)
    if problem:
        errors[("district",)].append(_district_message(problem, region))
    elif place and place.region:
        data[("region",)] = place.region


def egov_dates_in_order(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """The period that the data cover starts before it ends."""
    start, end = rules.day(_text(data, "temporal_start")), rules.day(_text(data, "temporal_end"))
    if start and end and start > end:
        errors[("temporal_end",)].append(tk._("The last day is before the first day."))


def egov_lag_declared(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Real-time data say how old the newest observation may be."""
    realtime = _text(data, "realtime").lower() in ("true", "on", "yes", "1")
    if (realtime or data.get(("realtime",)) is True) and not _text(data, "declared_lag"):
        errors[("declared_lag",)].append(
            tk._("Real-time data need this: after how many minutes is an observation published?")
        )


def egov_next_update(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Count the next update from the frequency when nobody typed a day."""
    if _text(data, "next_update_due"):
        return
    frequency = vocabularies.term("frequencies", _text(data, "frequency"))
    due = rules.next_update(frequency.details.get("days") if frequency else None, date.today())
    if due:
        data[("next_update_due",)] = due.isoformat()


def _text(data: FlattenDataDict, name: str) -> str:
    value = data.get((name,))
    return "" if value is None or value is tk.missing else str(value).strip()


def _district_message(problem: str, region: str) -> str:
    messages = {
        "unknown": tk._("There is no such district in the SOATO register."),
        "elsewhere": tk._("This district is not in {region}."),
        "not_valid": tk._("This district does not exist in the time of the data."),
    }
    return messages[problem].format(region=tk.h.egov_term_title("regions", region))
