"""The record of validation: one row per resource, of its last check."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column


class ResourceValidation(tk.BaseModel):
    """Where the check of a table stands, and what it found."""

    __tablename__ = "resource_validation"
    __table_args__ = (
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'valid', 'invalid', 'failed')",
            name="resource_validation_state",
        ),
    )
    MOMENT: ClassVar = sa.DateTime(timezone=True)

    resource_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    validation_id: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    rows: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    rules: Mapped[int] = mapped_column(sa.Integer, server_default="0")
    error_count: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    counts: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    errors: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    message: Mapped[str] = mapped_column(sa.Text, server_default="")
    queued: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.now())
    started: Mapped[datetime | None] = mapped_column(MOMENT)
    finished: Mapped[datetime | None] = mapped_column(MOMENT)


def find(resource_id: str) -> ResourceValidation | None:
    """The last check of a resource, as it stands in the database now."""
    return model.Session.get(ResourceValidation, resource_id, populate_existing=True)


def state(resource_id: str) -> tuple[str, int, int] | None:
    """State, number of rules and of errors, without the errors themselves."""
    table = ResourceValidation
    query = sa.select(table.state, table.rules, table.error_count)
    found = model.Session.execute(query.where(table.resource_id == resource_id)).first()
    return (found[0], found[1], found[2]) if found else None


def queue(resource_id: str) -> str:
    """Note that a check is to come; what the last one found stays until this one ends."""
    validation_id = str(uuid.uuid4())
    fresh = {
        "validation_id": validation_id,
        "state": "queued",
        "queued": sa.func.now(),
        "started": None,
        "finished": None,
        "message": "",
    }
    found = find(resource_id) or ResourceValidation(resource_id=resource_id)
    for name, value in fresh.items():
        setattr(found, name, value)
    model.Session.add(found)
    model.Session.commit()
    return validation_id


def note(validation_id: str, **values: Any) -> bool:
    """Change a check if it is still the last one of its resource; false when it is not."""
    table = ResourceValidation
    changed: Any = model.Session.execute(
        sa.update(table).where(table.validation_id == validation_id).values(**values)
    )
    model.Session.commit()
    return changed.rowcount == 1


def forget(resource_id: str) -> None:
    """Drop the record of a resource that is no longer there."""
    table = ResourceValidation
    model.Session.execute(sa.delete(table).where(table.resource_id == resource_id))
