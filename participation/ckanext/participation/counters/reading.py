"""What pages read: counts and journals, never the acts themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

HEAD = "SELECT counted, counted_at FROM participation_count WHERE process_no = %s"
STATES = (
    "SELECT feature, subject, state, total FROM participation_count_state"
    " WHERE process_no = %s ORDER BY feature, subject, state"
)
JOURNAL = (
    "SELECT {key}, sum(total)::bigint FROM participation_count_{key}"
    " WHERE process_no = %s AND (%s::text IS NULL OR feature = %s)"
    " AND (%s::text IS NULL OR subject = %s) GROUP BY {key} HAVING sum(total) <> 0 ORDER BY {key}"
)


@dataclass(frozen=True)
class Count:
    """How many acts a process has, as of its last counted leaf."""

    total: int = 0
    """Valid acts of all features."""
    by_state: dict[str, int] = field(default_factory=dict)
    by_feature: dict[str, int] = field(default_factory=dict)
    """Valid acts of each feature."""
    by_subject: dict[str, dict[str, int]] = field(default_factory=dict)
    """Valid acts of each feature, by what they are about; "" is the process itself."""
    by_region: dict[str, int] = field(default_factory=dict)
    """Valid acts by SOATO code of a region; "" where people named none."""
    by_hour: dict[datetime, int] = field(default_factory=dict)
    """Valid acts by the hour they were made in."""
    as_of: datetime | None = None
    size: int = 0
    """Leaves of the record that are counted."""


def read(cursor: Any, process_no: int, *, journals: bool, feature: str | None = None) -> Count:
    """The counts of a process, of one feature if asked for; journals are longer."""
    cursor.execute(HEAD, [process_no])
    size, as_of = cursor.fetchone() or (0, None)
    cursor.execute(STATES, [process_no])
    rows = [row for row in cursor.fetchall() if feature in (None, row[0])]
    features, subjects, states = _sums(rows)
    return Count(
        total=states.get("valid", 0),
        by_state=states,
        by_feature=features,
        by_subject=subjects,
        by_region=journal(cursor, process_no, "region", feature) if journals else {},
        by_hour=journal(cursor, process_no, "hour", feature) if journals else {},
        as_of=as_of,
        size=size,
    )


def _sums(
    rows: list[tuple[str, str, str, int]],
) -> tuple[dict[str, int], dict[str, dict[str, int]], dict[str, int]]:
    features: dict[str, int] = {}
    subjects: dict[str, dict[str, int]] = {}
    states: dict[str, int] = {}
    for feature, subject, state, total in rows:
        states[state] = states.get(state, 0) + total
        if state == "valid":
            features[feature] = features.get(feature, 0) + total
            subjects.setdefault(feature, {})[subject] = total
    return features, subjects, {state: total for state, total in states.items() if total}


def journal(
    cursor: Any, process_no: int, key: str, feature: str | None = None, subject: str | None = None
) -> dict[Any, int]:
    """Valid acts by `region` or by `hour`."""
    assert key in ("region", "hour")
    cursor.execute(JOURNAL.format(key=key), [process_no, feature, feature, subject, subject])
    return dict(cursor.fetchall())
