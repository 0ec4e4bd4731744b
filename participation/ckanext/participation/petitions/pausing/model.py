"""Pauses as the database keeps them."""

from __future__ import annotations

from datetime import datetime

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.clock_timestamp()


class Pause(tk.BaseModel):
    """What is paused for all petitions now; what is not paused has no row."""

    __tablename__ = "petition_pause"

    what: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    reason: Mapped[dict[str, str]] = mapped_column(JSONB)
    paused_at: Mapped[datetime] = mapped_column(MOMENT, server_default=NOW)
    until: Mapped[datetime | None] = mapped_column(MOMENT)


class Paused(tk.BaseModel):
    """A petition that a pause of all signing has paused: who was paused before stays so after."""

    __tablename__ = "petition_paused"

    process_no: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
