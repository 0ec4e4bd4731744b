"""Obligations and answers, as the database keeps them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.clock_timestamp()


class Obligation(tk.BaseModel):
    """A body owes an answer about one thing; never two about the same."""

    __tablename__ = "egov_obligation"
    __table_args__: ClassVar = (
        sa.UniqueConstraint("kind", "object_id", name="egov_obligation_once"),
    )

    obligation_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.Text)
    object_id: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    owed_at: Mapped[datetime] = mapped_column(MOMENT, server_default=NOW)
    acknowledge_by: Mapped[date | None] = mapped_column(sa.Date)
    answer_by: Mapped[date] = mapped_column(sa.Date)
    acknowledged_at: Mapped[datetime | None] = mapped_column(MOMENT)
    answered_at: Mapped[datetime | None] = mapped_column(MOMENT)
    released_at: Mapped[datetime | None] = mapped_column(MOMENT)
    release_reason: Mapped[str | None] = mapped_column(sa.Text)


class Forward(tk.BaseModel):
    """One body handed what it owed on to another. Rows are added, never changed."""

    __tablename__ = "egov_answer_forward"

    forward_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    obligation_id: Mapped[int] = mapped_column(
        sa.ForeignKey(Obligation.obligation_id, ondelete="CASCADE")
    )
    from_body: Mapped[str] = mapped_column(sa.Text)
    to_body: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[dict[str, str]] = mapped_column(JSONB)
    at: Mapped[datetime] = mapped_column(MOMENT, server_default=NOW)


class Draft(tk.BaseModel):
    """An answer that is being written; `version` tells two officials apart."""

    __tablename__ = "egov_answer_draft"

    obligation_id: Mapped[int] = mapped_column(
        sa.ForeignKey(Obligation.obligation_id, ondelete="CASCADE"), primary_key=True
    )
    texts: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    documents: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    decision: Mapped[str | None] = mapped_column(sa.Text)
    version: Mapped[int] = mapped_column(server_default="1")
    edited_by: Mapped[str] = mapped_column(sa.Text)
    edited_at: Mapped[datetime] = mapped_column(MOMENT, server_default=NOW)


class Answer(tk.BaseModel):
    """A published answer. A correction is another row with the next number."""

    __tablename__ = "egov_answer"

    answer_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    obligation_id: Mapped[int] = mapped_column(
        sa.ForeignKey(Obligation.obligation_id, ondelete="CASCADE")
    )
    number: Mapped[int] = mapped_column()
    texts: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    documents: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    decision: Mapped[str | None] = mapped_column(sa.Text)
    digest: Mapped[str] = mapped_column(sa.Text)
    published_at: Mapped[datetime] = mapped_column(MOMENT, server_default=NOW)
