"""Which obligations there are, asked of the database in the words of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.answers import config, model, rules

OPEN_ORDER = "due"
NEWEST_ORDER = "newest"


@dataclass(frozen=True)
class Wanted:
    """Filters of a list; `bodies` are names, none of them means all."""

    bodies: tuple[str, ...] | None = None
    kind: str | None = None
    state: rules.State | None = None
    open_only: bool = False
    answered_only: bool = False
    order: str = OPEN_ORDER


def find(obligation_id: int, for_update: bool = False) -> Any:
    """One obligation, when asked held until the transaction ends."""
    query = sa.select(model.Obligation).where(model.Obligation.obligation_id == obligation_id)
    if for_update:
        query = query.with_for_update()
    return core_model.Session.scalars(query.execution_options(populate_existing=True)).first()


def page(wanted: Wanted, today: date, rows: int, start: int) -> list[Any]:
    """A page of obligations, what is due first in front."""
    table = model.Obligation
    first = due().asc() if wanted.order == OPEN_ORDER else table.owed_at.desc()
    query = sa.select(table).where(*_conditions(wanted, today))
    ordered = query.order_by(first, table.obligation_id).limit(rows).offset(start)
    return list(core_model.Session.scalars(ordered))


def count(wanted: Wanted, today: date) -> int:
    """How many obligations fit."""
    query = sa.select(sa.func.count()).select_from(model.Obligation)
    return core_model.Session.scalar(query.where(*_conditions(wanted, today))) or 0


def count_by_body(wanted: Wanted, today: date) -> dict[str, int]:
    """How many fit, by the name of the body, the most first."""
    table, number = model.Obligation, sa.func.count()
    query = sa.select(table.body, number).where(*_conditions(wanted, today)).group_by(table.body)
    found = core_model.Session.execute(query.order_by(number.desc(), table.body))
    return {row[0]: row[1] for row in found}


def all_open() -> list[Any]:
    """Everything that is still owed."""
    return list(core_model.Session.scalars(sa.select(model.Obligation).where(_is_open())))


def draft(obligation_id: int) -> Any:
    """The answer that is being written."""
    return core_model.Session.get(model.Draft, obligation_id, populate_existing=True)


def published(obligation_id: int) -> list[Any]:
    """The published answers, the newest first: the others were corrected by it."""
    table = model.Answer
    query = sa.select(table).where(table.obligation_id == obligation_id)
    return list(core_model.Session.scalars(query.order_by(table.number.desc())))


def forwarded(obligation_id: int) -> list[Any]:
    """From whom to whom an obligation went, in order."""
    table = model.Forward
    query = sa.select(table).where(table.obligation_id == obligation_id)
    return list(core_model.Session.scalars(query.order_by(table.forward_id)))


def due() -> sa.ColumnElement[Any]:
    """`rules.due_day` in SQL, for what is still owed."""
    table = model.Obligation
    unacknowledged = sa.and_(table.acknowledged_at.is_(None), table.acknowledge_by.is_not(None))
    return sa.case(
        (unacknowledged, sa.func.least(table.acknowledge_by, table.answer_by)),
        else_=table.answer_by,
    )


def _is_open() -> sa.ColumnElement[bool]:
    return sa.and_(model.Obligation.answered_at.is_(None), model.Obligation.released_at.is_(None))


def _conditions(wanted: Wanted, today: date) -> list[sa.ColumnElement[bool]]:
    table = model.Obligation
    found: list[sa.ColumnElement[bool]] = []
    if wanted.bodies is not None:
        found.append(table.body.in_(wanted.bodies))
    if wanted.kind:
        found.append(table.kind == wanted.kind)
    if wanted.state:
        found.append(_in_state(wanted.state, today))
    if wanted.open_only:
        found.append(_is_open())
    if wanted.answered_only:
        found.append(table.answered_at.is_not(None))
    return found


def _in_state(state: rules.State, today: date) -> sa.ColumnElement[bool]:
    """`rules.state` in SQL; a test holds the two together."""
    table, late = model.Obligation, due() < today
    zone = config.timezone().key
    answered_on = sa.cast(sa.func.timezone(zone, table.answered_at), sa.Date)
    waits = sa.and_(_is_open(), sa.not_(late))
    return {
        "answered": sa.and_(table.answered_at.is_not(None), answered_on <= table.answer_by),
        "answered_late": sa.and_(table.answered_at.is_not(None), answered_on > table.answer_by),
        "released": sa.and_(table.answered_at.is_(None), table.released_at.is_not(None)),
        "overdue": sa.and_(_is_open(), late),
        "acknowledged": sa.and_(waits, table.acknowledged_at.is_not(None)),
        "owed": sa.and_(waits, table.acknowledged_at.is_(None)),
    }[state]
