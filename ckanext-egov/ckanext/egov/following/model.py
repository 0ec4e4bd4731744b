"""Who follows what, and what there is to tell."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.orm import Mapped, mapped_column

PACES = ("at_once", "daily", "weekly")


class FollowRequest(tk.BaseModel):
    """A wish to follow that waits for its owner to confirm the address."""

    __tablename__ = "follow_request"

    confirmation_id: Mapped[str] = mapped_column(UUID(as_uuid=False), primary_key=True)
    subject_type: Mapped[str] = mapped_column(sa.Text)
    subject_id: Mapped[str] = mapped_column(sa.Text)
    address: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.Text)
    pace: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(
        sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp()
    )


class Follow(tk.BaseModel):
    """One address follows one thing."""

    __tablename__ = "follow"
    MOMENT: ClassVar = sa.DateTime(timezone=True)

    follow_id: Mapped[str] = mapped_column(
        UUID(as_uuid=False), primary_key=True, server_default=sa.func.gen_random_uuid()
    )
    subject_type: Mapped[str] = mapped_column(sa.Text)
    subject_id: Mapped[str] = mapped_column(sa.Text)
    address: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.Text)
    pace: Mapped[str] = mapped_column(sa.Text)
    since: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.clock_timestamp())
    told_until: Mapped[int] = mapped_column(sa.BigInteger, server_default="0")
    """The number of the last news that a digest to this address held."""


class FollowNews(tk.BaseModel):
    """Something that followers of a thing are told."""

    __tablename__ = "follow_news"
    MOMENT: ClassVar = sa.DateTime(timezone=True)

    news_no: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    key: Mapped[str] = mapped_column(sa.Text, unique=True)
    subject_type: Mapped[str] = mapped_column(sa.Text)
    subject_id: Mapped[str] = mapped_column(sa.Text)
    template: Mapped[str] = mapped_column(sa.Text)
    values: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.clock_timestamp())
    told_to: Mapped[str | None] = mapped_column(UUID(as_uuid=False))
    """The last follower a message was written for: where a broken run goes on."""
    finished_at: Mapped[datetime | None] = mapped_column(MOMENT)
