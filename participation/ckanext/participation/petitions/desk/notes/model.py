"""Notes and tags as the database keeps them."""

from __future__ import annotations

from datetime import datetime

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.clock_timestamp()


class Note(tk.BaseModel):
    """What an official wrote about a petition. Notes are added, never changed."""

    __tablename__ = "petition_note"

    note_id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    process_no: Mapped[int] = mapped_column(sa.BigInteger)
    author: Mapped[str] = mapped_column(sa.Text)
    text: Mapped[str] = mapped_column(sa.Text)
    written_at: Mapped[datetime] = mapped_column(MOMENT, server_default=NOW)


class Tag(tk.BaseModel):
    """A word of the officials' list that stands on a petition."""

    __tablename__ = "petition_tag"

    process_no: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    tag: Mapped[str] = mapped_column(sa.Text, primary_key=True)
