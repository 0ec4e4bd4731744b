"""The outbox: messages that wait, and the trace of those that left."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov.keys.sealed_column import SealedForNow
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.orm import Mapped, mapped_column

STATES = ("queued", "sending", "sent", "failed", "unknown")


class Message(tk.BaseModel):
    """One message, sealed until it is sent. Then only its key, template and times remain."""

    __tablename__ = "outbox"
    MOMENT: ClassVar = sa.DateTime(timezone=True)

    message_id: Mapped[str] = mapped_column(
        UUID(as_uuid=False), primary_key=True, server_default=sa.func.gen_random_uuid()
    )
    key: Mapped[str] = mapped_column(sa.Text, unique=True)
    template: Mapped[str] = mapped_column(sa.Text)
    channel: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.Text)
    address: Mapped[str | None] = mapped_column(SealedForNow("address"))
    subject: Mapped[str | None] = mapped_column(SealedForNow("subject"))
    text: Mapped[str | None] = mapped_column(SealedForNow("text"))
    html: Mapped[str | None] = mapped_column(SealedForNow("html"))
    headers: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    priority: Mapped[int] = mapped_column(sa.SmallInteger, server_default="0")
    state: Mapped[str] = mapped_column(sa.Text, server_default="queued")
    tries: Mapped[int] = mapped_column(sa.SmallInteger, server_default="0")
    sender: Mapped[int | None] = mapped_column(sa.Integer)
    error: Mapped[str | None] = mapped_column(sa.Text)
    queued_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.clock_timestamp())
    due_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.clock_timestamp())
    claimed_at: Mapped[datetime | None] = mapped_column(MOMENT)
    finished_at: Mapped[datetime | None] = mapped_column(MOMENT)
