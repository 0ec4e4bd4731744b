"""The tables of moderation: cases, what happened to them, and appeals not yet confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.orm import Mapped, mapped_column

MOMENT = sa.DateTime(timezone=True)
CLOCK = sa.func.clock_timestamp()


class Case(tk.BaseModel):
    """Something to decide about an object.

    An appeal is a case of its own: `appeals` is the case it is about and `not_by` who decided
    that one. The database lets nobody with that name take or decide the appeal.
    """

    __tablename__ = "moderation_case"
    case_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.Text)
    object_id: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text, server_default="waiting")
    submitted_at: Mapped[datetime] = mapped_column(MOMENT, server_default=CLOCK)
    due_at: Mapped[datetime] = mapped_column(MOMENT)
    held_by: Mapped[str | None] = mapped_column(sa.Text)
    held_until: Mapped[datetime | None] = mapped_column(MOMENT)
    decided_by: Mapped[str | None] = mapped_column(sa.Text)
    decided_at: Mapped[datetime | None] = mapped_column(MOMENT)
    reason: Mapped[str | None] = mapped_column(sa.Text)
    note: Mapped[str] = mapped_column(sa.Text, server_default="")
    appeals: Mapped[int | None] = mapped_column(sa.BigInteger)
    not_by: Mapped[str | None] = mapped_column(sa.Text)
    appeal_text: Mapped[str | None] = mapped_column(sa.Text)


class Record(tk.BaseModel):
    """What happened to a case, in order: submitted, taken, taken over, released, decided."""

    __tablename__ = "moderation_record"

    record_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey(Case.case_id))
    event: Mapped[str] = mapped_column(sa.Text)
    actor: Mapped[str | None] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(MOMENT, server_default=CLOCK)
    details: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")


class AppealRequest(tk.BaseModel):
    """An appeal that its author still has to confirm."""

    __tablename__ = "moderation_appeal_request"

    confirmation_id: Mapped[str] = mapped_column(UUID(as_uuid=False), primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey(Case.case_id))
    text: Mapped[str] = mapped_column(sa.Text)
    asked_at: Mapped[datetime] = mapped_column(MOMENT, server_default=CLOCK)
