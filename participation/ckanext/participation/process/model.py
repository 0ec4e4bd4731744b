"""A process, its phases and its recorded events, as the database keeps them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSTZRANGE, Range
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

if TYPE_CHECKING:

    class Base(DeclarativeBase): ...

else:
    # CKAN makes its base at run time, where no type checker sees it.
    Base = tk.BaseModel


class Process(Base):
    """Something people take part in: a petition, a consultation, a vote."""

    __tablename__ = "participation_process"
    MOMENT: ClassVar = sa.DateTime(timezone=True)

    process_no: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.Text)
    region: Mapped[str | None] = mapped_column(sa.Text)
    sectors: Mapped[list[str]] = mapped_column(ARRAY(sa.Text), server_default="{}")
    groups_in_need: Mapped[list[str]] = mapped_column(ARRAY(sa.Text), server_default="{}")
    title: Mapped[dict[str, str]] = mapped_column(JSONB)
    summary: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    state: Mapped[str] = mapped_column(sa.Text, server_default="draft")
    paused_at: Mapped[datetime | None] = mapped_column(MOMENT)
    announced_at: Mapped[datetime | None] = mapped_column(MOMENT)
    opens_at: Mapped[datetime | None] = mapped_column(MOMENT)
    closes_at: Mapped[datetime | None] = mapped_column(MOMENT)
    outcome_at: Mapped[datetime | None] = mapped_column(MOMENT)
    rules: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    rules_hash: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    dataset_id: Mapped[str | None] = mapped_column(sa.Text)
    sequence: Mapped[int] = mapped_column(server_default="0")
    created_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.now())
    modified_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.now())


class Phase(Base):
    """A stretch of time of a process; `features` is what it allows, each from which level."""

    __tablename__ = "participation_phase"

    phase_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    process_no: Mapped[int] = mapped_column(sa.ForeignKey(Process.process_no))
    key: Mapped[str] = mapped_column(sa.Text)
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    features: Mapped[dict[str, int]] = mapped_column(JSONB, server_default="{}")


class Event(Base):
    """What happened to a process: opened, paused, resumed, extended, closed, stopped."""

    __tablename__ = "participation_event"

    event_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    process_no: Mapped[int] = mapped_column(sa.ForeignKey(Process.process_no))
    event: Mapped[str] = mapped_column(sa.Text)
    at: Mapped[datetime] = mapped_column(
        sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp()
    )
    details: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")


class IndexQueue(Base):
    """A process that the search index has to take up; `change` grows when it changes again."""

    __tablename__ = "participation_index_queue"

    process_no: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    change: Mapped[int] = mapped_column(sa.BigInteger, server_default="1")
    since: Mapped[datetime] = mapped_column(
        sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp()
    )
