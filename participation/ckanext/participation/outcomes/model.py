"""Decisions, commitments and news, as the database keeps them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.clock_timestamp()


class Decision(tk.BaseModel):
    """What a body decided on a process, with the act that says so. Never rewritten."""

    __tablename__ = "participation_decision"

    decision_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    process_no: Mapped[int] = mapped_column(sa.BigInteger)
    obligation_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    texts: Mapped[dict[str, str]] = mapped_column(JSONB)
    act_number: Mapped[str | None] = mapped_column(sa.Text)
    act_url: Mapped[str | None] = mapped_column(sa.Text)
    decided_on: Mapped[date] = mapped_column(sa.Date)
    made_at: Mapped[datetime] = mapped_column(MOMENT, server_default=NOW)


class Commitment(tk.BaseModel):
    """What a body promised to do, by when, and how far it is."""

    __tablename__ = "participation_commitment"

    commitment_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    process_no: Mapped[int] = mapped_column(sa.BigInteger)
    decision_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    obligation_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    texts: Mapped[dict[str, str]] = mapped_column(JSONB)
    body: Mapped[str] = mapped_column(sa.Text)
    official: Mapped[str] = mapped_column(sa.Text, server_default="")
    due: Mapped[date] = mapped_column(sa.Date)
    status: Mapped[str] = mapped_column(sa.Text, server_default="planned")
    reason: Mapped[str] = mapped_column(sa.Text, server_default="")
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    version: Mapped[int] = mapped_column(server_default="1")
    done_on: Mapped[date | None] = mapped_column(sa.Date)
    made_at: Mapped[datetime] = mapped_column(MOMENT, server_default=NOW)
    changed_at: Mapped[datetime] = mapped_column(MOMENT, server_default=NOW)


class CommitmentChange(tk.BaseModel):
    """A commitment as it was after each change: the history that nobody rewrites."""

    __tablename__ = "participation_commitment_change"

    change_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    commitment_id: Mapped[int] = mapped_column(sa.ForeignKey(Commitment.commitment_id))
    version: Mapped[int] = mapped_column()
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[datetime] = mapped_column(MOMENT, server_default=NOW)


class News(tk.BaseModel):
    """Something contributors of a process are to be told, and how far the telling is."""

    __tablename__ = "participation_news"

    news_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    process_no: Mapped[int] = mapped_column(sa.BigInteger)
    key: Mapped[str] = mapped_column(sa.Text, unique=True)
    template: Mapped[str] = mapped_column(sa.Text)
    values: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    told_up_to: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    told: Mapped[int] = mapped_column(server_default="0")
    made_at: Mapped[datetime] = mapped_column(MOMENT, server_default=NOW)
    done_at: Mapped[datetime | None] = mapped_column(MOMENT)
