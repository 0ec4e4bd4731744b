"""Entries of paper sheets, as the database keeps them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.clock_timestamp()


class Paper(tk.BaseModel):
    """Sheets of one district: how many, and how many signatures are on them."""

    __tablename__ = "petition_paper"
    __table_args__: ClassVar = (
        sa.CheckConstraint("confirmed_by <> entered_by", name="petition_paper_two_officials"),
    )

    paper_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    process_no: Mapped[int] = mapped_column(sa.BigInteger)
    district: Mapped[str] = mapped_column(sa.Text)
    signatures: Mapped[int] = mapped_column()
    sheets: Mapped[int] = mapped_column()
    scan: Mapped[str | None] = mapped_column(sa.Text)
    """SHA-256 of the scanned sheets: which file was looked at, without anybody's name."""
    state: Mapped[str] = mapped_column(sa.Text, server_default="entered")
    entered_by: Mapped[str] = mapped_column(sa.Text)
    entered_at: Mapped[datetime] = mapped_column(MOMENT, server_default=NOW)
    confirmed_by: Mapped[str | None] = mapped_column(sa.Text)
    confirmed_at: Mapped[datetime | None] = mapped_column(MOMENT)
    withdrawn_by: Mapped[str | None] = mapped_column(sa.Text)
    withdrawn_at: Mapped[datetime | None] = mapped_column(MOMENT)
    withdraw_reason: Mapped[dict[str, str] | None] = mapped_column(JSONB)
