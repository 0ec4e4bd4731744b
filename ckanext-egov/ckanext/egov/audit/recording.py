"""Adding a line to the record, in the transaction of the act itself."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import sqlalchemy as sa

from .chain import Line, line_hash, plain
from .model import HEAD, RECORD


def record(
    actor: str,
    action: str,
    object_type: str,
    object_id: str,
    details: dict[str, Any] | None = None,
) -> None:
    """Note what an official did, in the caller's transaction: act and line are stored together.

    `actor` is a user's name, `action` a word such as `duty_grant`. The lock on the head is held
    until the caller commits, so the lines have one order.
    """
    head = model.Session.execute(
        sa.select(HEAD.c.number, HEAD.c.hash, sa.func.clock_timestamp().label("at"))
        .where(HEAD.c.single)
        .with_for_update()
    ).one()
    who, what, kind, which = (plain(text) for text in (actor, action, object_type, str(object_id)))
    line = Line(head.number + 1, head.at, who, what, kind, which, plain(details or {}))
    row_hash = line_hash(bytes(head.hash), line)
    row = {**vars(line), "previous": bytes(head.hash), "hash": row_hash}
    model.Session.execute(sa.insert(RECORD).values(**row))
    model.Session.execute(
        sa.update(HEAD).where(HEAD.c.single).values(number=line.number, hash=row_hash)
    )
