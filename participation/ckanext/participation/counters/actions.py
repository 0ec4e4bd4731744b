"""API actions of the counters."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from . import reading, regions, schema, suppression

__all__ = ["process_count_show", "process_journal_show"]

PROCESS = "SELECT state, body, rules FROM participation_process WHERE process_no = %s"


def _asked(
    context: Context, data_dict: DataDict, wanted: Any
) -> tuple[Any, dict[str, Any], tuple[str, dict[str, Any]]]:
    """A cursor in the transaction of the request, what was asked, body and rules of the process."""
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    cursor = model.Session.connection().connection.cursor()
    cursor.execute(PROCESS, [data["process_no"]])
    found = cursor.fetchone()
    if found is None or found[0] == "draft":
        raise tk.ObjectNotFound(tk._("There is no such process."))
    return cursor, data, found[1:]


@tk.side_effect_free
def process_count_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show how many acts a process has.

    The numbers come from the sealed public record and are at most a second or two old.

    :param process_no: number of the process
    :param feature: only this feature, such as `sign` (optional)
    :returns: `total` (valid acts), `by_state`, `by_feature` and `by_subject` (valid acts),
        `size` (entries of the record that are counted) and `as_of`
    """
    tk.check_access("process_count_show", context, data_dict)
    cursor, asked, _ = _asked(context, data_dict, schema.process_count_show_schema())
    count = reading.read(cursor, asked["process_no"], journals=False, feature=asked.get("feature"))
    shown = asdict(count) | {"as_of": count.as_of.isoformat() if count.as_of else None}
    del shown["by_region"], shown["by_hour"]
    return {"process_no": asked["process_no"], **shown}


@tk.side_effect_free
def process_journal_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show the valid acts of a process by region and by hour, as charts need them.

    :param process_no: number of the process
    :param feature: only this feature (optional)
    :param subject: only acts about this (optional)
    :returns: `by_region`, a list of `region` (SOATO code, empty when not named), `total` and
        `suppressed`: small numbers are left out (null), and as many others as hides them, for
        everybody but officials of the body; they are given for one feature as a whole, since
        parts of it would tell what is left out. `min_cell` is the smallest number shown;
        `by_hour`, a list of `hour` (UTC, when the acts were made) and `total`
    """
    tk.check_access("process_journal_show", context, data_dict)
    cursor, asked, process = _asked(context, data_dict, schema.process_journal_show_schema())
    number, feature, subject = asked["process_no"], asked.get("feature"), asked.get("subject")
    hours = reading.journal(cursor, number, "hour", feature, subject)
    return {
        "process_no": number,
        "by_region": _by_region(context, cursor, asked, *process),
        "min_cell": suppression.least_of(process[1]),
        "by_hour": [{"hour": hour.isoformat(), "total": total} for hour, total in hours.items()],
    }


def _by_region(
    context: Context, cursor: Any, asked: dict[str, Any], body: str, rules: dict[str, Any]
) -> list[dict[str, Any]]:
    number, feature, subject = asked["process_no"], asked.get("feature"), asked.get("subject")
    is_part = subject is not None or (
        feature is None and len(reading.read(cursor, number, journals=False).by_feature) > 1
    )
    if is_part and not regions.sees_all(context, body):
        return []
    counts = reading.journal(cursor, number, "region", feature, subject)
    shown = regions.shown(context, body, rules, counts)
    return [
        {"region": region, "total": total, "suppressed": total is None}
        for region, total in shown.items()
    ]
