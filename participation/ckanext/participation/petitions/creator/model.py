"""What a creator told after the opening, as the database keeps it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ..model import Petition

MOMENT = sa.DateTime(timezone=True)


class Update(tk.BaseModel):
    """One update; `number` is its place, of which a petition has two, while it waits or is read."""

    __tablename__ = "petition_update"

    update_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    process_no: Mapped[int] = mapped_column(sa.ForeignKey(Petition.process_no))
    number: Mapped[int | None] = mapped_column(sa.SmallInteger)
    language: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text, server_default="pending")
    reason: Mapped[str | None] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.clock_timestamp())
    published_at: Mapped[datetime | None] = mapped_column(MOMENT)


def find(update_id: int) -> Any:
    """An update; None when there is none."""
    return model.Session.get(Update, update_id, populate_existing=True)


def of(process_no: int) -> list[Any]:
    """All updates of a petition, the oldest first."""
    query = sa.select(Update).where(Update.process_no == process_no).order_by(Update.update_id)
    return list(model.Session.scalars(query))
