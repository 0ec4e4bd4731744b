"""The record of what the schedule ran."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column


class ScheduleRun(tk.BaseModel):
    """One run of one job."""

    __tablename__ = "schedule_run"
    MOMENT: ClassVar = sa.DateTime(timezone=True)

    run_no: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(sa.Text)
    started: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.clock_timestamp())
    finished: Mapped[datetime | None] = mapped_column(MOMENT)
    error: Mapped[str | None] = mapped_column(sa.Text)
