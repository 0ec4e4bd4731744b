"""A bulk invalidation as the database keeps it: the saved query, its reason and how far it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column


class Invalidation(tk.BaseModel):
    """Signatures that fit `criteria` are taken out of the count for `reason`."""

    __tablename__ = "petition_invalidation"
    MOMENT: ClassVar = sa.DateTime(timezone=True)

    invalidation_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    title: Mapped[str] = mapped_column(sa.Text)
    criteria: Mapped[dict[str, Any]] = mapped_column(JSONB)
    reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text, server_default="draft")
    matched: Mapped[int] = mapped_column(server_default="0")
    done: Mapped[int] = mapped_column(server_default="0")
    created_by: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.clock_timestamp())
    started_by: Mapped[str | None] = mapped_column(sa.Text)
    started_at: Mapped[datetime | None] = mapped_column(MOMENT)
    touched_at: Mapped[datetime | None] = mapped_column(MOMENT)
    finished_at: Mapped[datetime | None] = mapped_column(MOMENT)


def find(invalidation_id: int, *, lock: bool = False) -> Any:
    """An invalidation, with `lock` held against others until the transaction ends, or None."""
    query = sa.select(Invalidation).where(Invalidation.invalidation_id == invalidation_id)
    if lock:
        query = query.with_for_update()
    query = query.execution_options(populate_existing=True)
    return core_model.Session.scalars(query).one_or_none()


def newest(rows: int, start: int) -> list[Any]:
    """Invalidations, the newest first."""
    query = sa.select(Invalidation).order_by(Invalidation.invalidation_id.desc())
    return list(core_model.Session.scalars(query.limit(rows).offset(start)))
