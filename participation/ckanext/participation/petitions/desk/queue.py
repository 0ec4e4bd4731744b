"""What waits for one official, asked of the tables of moderation and of answers at once.

Both kinds of work stand in one list, what is due first in front, so that pages of it can be as many
as there is work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ckan.model as core_model
import sqlalchemy as sa
from ckanext.egov.answers import officials as answering
from ckanext.egov.answers import queries
from ckanext.egov.answers.model import Draft, Obligation
from ckanext.egov.moderation.model import Case

from .. import lifecycle
from . import officials
from .notes.model import Tag
from .rules import Held, Urgency, Work

GROUP: Any = core_model.Group
COLUMNS = ("work", "due", "number", "process_no", "body", "held_by", "is_appeal")


@dataclass(frozen=True)
class Wanted:
    """Whose work, on which day, and what of it is looked for."""

    user: str
    today: date
    work: Work | None = None
    urgency: Urgency | None = None
    held: Held | None = None
    tag: str | None = None
    body: str | None = None
    """The name of a body."""


def page(wanted: Wanted, rows: int, start: int) -> tuple[int, Sequence[Any]]:
    """How much fits, and a page of it."""
    waiting = _waiting(wanted.user)
    fits = _conditions(waiting, wanted)
    count = core_model.Session.scalar(sa.select(sa.func.count()).select_from(waiting).where(*fits))
    ordered = (
        sa.select(waiting)
        .where(*fits)
        .order_by(waiting.c.due, waiting.c.work, waiting.c.number)
        .limit(rows)
        .offset(start)
    )
    return count or 0, core_model.Session.execute(ordered).all()


def counts(wanted: Wanted) -> dict[str, int]:
    """How much waits in all for this official, by work and by urgency."""
    waiting = _waiting(wanted.user)
    named = {each.value: waiting.c.work == each.value for each in Work}
    named |= {each.value: _is(each, waiting.c.due, wanted.today) for each in Urgency}
    counted = [sa.func.count().filter(fits).label(name) for name, fits in named.items()]
    return dict(core_model.Session.execute(sa.select(*counted)).one()._mapping)


def bodies(wanted: Wanted) -> list[str]:
    """The bodies whose petitions wait for this official."""
    waiting = _waiting(wanted.user)
    names = sa.select(waiting.c.body).where(waiting.c.body.is_not(None)).distinct()
    return sorted(core_model.Session.scalars(names))


def _waiting(user: str) -> Any:
    parts = [_cases(officials.moderates(user)), _obligations(answering.bodies_of(user))]
    return sa.union_all(*parts).subquery("waiting")


def _cases(allowed: bool) -> sa.Select[Any]:
    """What moderators have to decide; a lock that ran out holds nothing."""
    due = sa.cast(sa.func.timezone(str(lifecycle.zone()), Case.due_at), sa.Date)
    holder = sa.case((Case.held_until > sa.func.clock_timestamp(), Case.held_by))
    number = sa.cast(Case.object_id, sa.BigInteger)
    said = (Work.MODERATE, due, Case.case_id, number, GROUP.name, holder, Case.appeals.is_not(None))
    return (
        sa.select(*_named(said))
        .outerjoin(GROUP, GROUP.id == Case.body)
        .where(Case.kind == lifecycle.KIND, Case.state == "waiting", sa.literal(allowed))
    )


def _obligations(names: tuple[str, ...] | None) -> sa.Select[Any]:
    """What bodies owe; who wrote at a draft last works on the answer."""
    table = Obligation
    number = sa.cast(table.object_id, sa.BigInteger)
    said = (
        Work.ANSWER, queries.due(), table.obligation_id, number, table.body, Draft.edited_by,
        sa.false(),
    )  # fmt: skip
    mine = sa.true() if names is None else table.body.in_(names)
    return (
        sa.select(*_named(said))
        .outerjoin(Draft, Draft.obligation_id == table.obligation_id)
        .where(
            table.kind == lifecycle.KIND,
            table.answered_at.is_(None),
            table.released_at.is_(None),
            mine,
        )
    )


def _named(said: tuple[Any, ...]) -> list[Any]:
    work, *rest = said
    columns = [sa.literal(work.value), *rest]
    return [column.label(name) for name, column in zip(COLUMNS, columns, strict=True)]


def _conditions(waiting: Any, wanted: Wanted) -> list[Any]:
    found = []
    if wanted.work:
        found.append(waiting.c.work == wanted.work.value)
    if wanted.urgency:
        found.append(_is(wanted.urgency, waiting.c.due, wanted.today))
    if wanted.held:
        found.append(_held(wanted.held, waiting.c.held_by, wanted.user))
    if wanted.body:
        found.append(waiting.c.body == wanted.body)
    if wanted.tag:
        tagged = sa.select(Tag.process_no).where(Tag.tag == wanted.tag)
        found.append(waiting.c.process_no.in_(tagged))
    return found


def _is(urgency: Urgency, due: Any, today: date) -> Any:
    """`rules.urgency` in SQL."""
    return {
        Urgency.LATE: due < today,
        Urgency.TODAY: due == today,
        Urgency.LATER: due > today,
    }[urgency]


def _held(held: Held, holder: Any, user: str) -> Any:
    return {
        Held.MINE: holder == user,
        Held.NOBODY: holder.is_(None),
        Held.OTHERS: holder != user,
    }[held]
