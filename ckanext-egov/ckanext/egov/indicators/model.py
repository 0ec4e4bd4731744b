"""What was computed each day, and whether the pages that prove it could be opened."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

MOMENT = sa.DateTime(timezone=True)


class DayValue(tk.BaseModel):
    """The value of an indicator on a day: the last one computed before midnight stays."""

    __tablename__ = "indicator_day_value"

    code: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    day: Mapped[date] = mapped_column(sa.Date, primary_key=True)
    number: Mapped[float] = mapped_column(sa.Float)
    unit: Mapped[str] = mapped_column(sa.Text, server_default="")
    newest: Mapped[datetime | None] = mapped_column(MOMENT)
    url: Mapped[str] = mapped_column(sa.Text)
    matrix: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    parts: Mapped[dict[str, float]] = mapped_column(JSONB, server_default="{}")
    computed_at: Mapped[datetime] = mapped_column(MOMENT)


class EvidenceCheck(tk.BaseModel):
    """How a page answered somebody without a login in one language; status 0 is no answer."""

    __tablename__ = "indicator_evidence_check"

    url: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    language: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    status: Mapped[int] = mapped_column(sa.Integer)
    checked_at: Mapped[datetime] = mapped_column(MOMENT)
