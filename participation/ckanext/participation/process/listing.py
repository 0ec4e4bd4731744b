"""Which processes there are: by state and filters, the most urgent first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from ckan import model

from . import rules
from .model import Event, Process

STATES = ("open", "upcoming", "closed")
FILTERS = ("kind", "body", "region", "sector", "group")


def find(filters: Mapping[str, Any], state: str | None, rows: int, start: int) -> list[Process]:
    """A page of the processes that fit."""
    query = (
        sa.select(Process)
        .where(*conditions(filters), state_is(state) if state else public())
        .order_by(*_order(state))
        .limit(rows)
        .offset(start)
    )
    return list(model.Session.scalars(query))


def counts(filters: Mapping[str, Any]) -> dict[str, int]:
    """How many fit, by state."""
    query = sa.select(
        *(sa.func.count().filter(state_is(state)).label(state) for state in STATES)
    ).where(*conditions(filters))
    return dict(model.Session.execute(query).mappings().one())


def choices(filters: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """For each filter, how many processes each of its values would leave beside the others."""
    columns = {
        "kind": Process.kind,
        "body": Process.body,
        "region": Process.region,
        "sector": sa.func.unnest(Process.sectors),
        "group": sa.func.unnest(Process.groups_in_need),
    }
    return {name: _choices(name, column, filters) for name, column in columns.items()}


def _choices(name: str, column: Any, filters: Mapping[str, Any]) -> dict[str, int]:
    others = {key: value for key, value in filters.items() if key != name}
    value = column.label("value")
    inner = sa.select(value).where(*conditions(others), public()).subquery()
    query = sa.select(inner.c.value, sa.func.count()).where(inner.c.value.is_not(None))
    found = model.Session.execute(query.group_by(inner.c.value))
    return {code: number for code, number in found}  # noqa: C416 - rows, which dict() is not typed for


def conditions(filters: Mapping[str, Any]) -> list[Any]:
    """The filters as conditions."""
    tests = {
        "kind": lambda value: Process.kind == value,
        "body": lambda value: Process.body == value,
        "region": lambda value: Process.region == value,
        "sector": lambda value: Process.sectors.contains([value]),
        "group": lambda value: Process.groups_in_need.contains([value]),
    }
    return [test(filters[name]) for name, test in tests.items() if filters.get(name)]


def public() -> Any:
    """What everybody may see: all but drafts, and what was stopped before it was announced."""
    return sa.and_(Process.state != rules.DRAFT, Process.announced_at.is_not(None))


def state_is(state: str) -> Any:
    """Open is what people can act in or what is paused; closed is what is over, stopped too."""
    over = sa.and_(
        Process.state == rules.OPEN,
        Process.paused_at.is_(None),
        Process.closes_at <= sa.func.clock_timestamp(),
    )
    return {
        "open": sa.and_(Process.state == rules.OPEN, sa.not_(over), public()),
        "upcoming": Process.state == rules.ANNOUNCED,
        "closed": sa.and_(sa.or_(Process.state.in_([rules.CLOSED, rules.STOPPED]), over), public()),
    }[state]


def _order(state: str | None) -> list[Any]:
    by_date = {
        "open": [Process.closes_at],
        "upcoming": [Process.opens_at],
        "closed": [Process.closes_at.desc()],
    }
    # All states together: what is open first, then what is coming, then what is over.
    rank = sa.case({rules.OPEN: 0, rules.ANNOUNCED: 1}, value=Process.state, else_=2)
    return [*by_date.get(state or "", [rank, Process.closes_at]), Process.process_no]


def events_of(process_no: int, rows: int, start: int) -> list[Event]:
    """What happened to a process, in order."""
    query = (
        sa.select(Event)
        .where(Event.process_no == process_no)
        .order_by(Event.event_id)
        .limit(rows)
        .offset(start)
    )
    return list(model.Session.scalars(query))


def by_numbers(numbers: list[int]) -> list[Process]:
    """Processes that everybody may see, in the order of their numbers given."""
    query = sa.select(Process).where(Process.process_no.in_(numbers), public())
    found = {process.process_no: process for process in model.Session.scalars(query)}
    return [found[number] for number in numbers if number in found]
