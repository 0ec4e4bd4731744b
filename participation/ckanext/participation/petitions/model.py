"""A petition as the database keeps it, beside its process, and the draft it is written in.

Texts are `{language: text}`: what the creator wrote in `language`, and what officials translated.
The creator's name and address are sealed, so that they can be taken away from backups too.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov.keys import personal
from ckanext.egov.keys.sealed_column import SealedForNow
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.orm import Mapped, mapped_column

STAMPS = {
    "validated": "validated_at",
    "sponsored": "sponsored_at",
    "flagged": "flagged_at",
    "dormant": "dormant_at",
    "open": "opened_at",
    "closed": "closed_at",
    "rejected": "rejected_at",
    "hidden": "rejected_at",
    "stopped": "stopped_at",
    "removed": "removed_at",
}
"""The column that says since when a petition stands where it stands."""


class Petition(tk.BaseModel):
    """One petition; its number is the number of its process."""

    __tablename__ = "petition"
    MOMENT: ClassVar = sa.DateTime(timezone=True)

    process_no: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    state: Mapped[str] = mapped_column(sa.Text, server_default="pending")
    level: Mapped[str] = mapped_column(sa.Text)
    language: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[dict[str, str]] = mapped_column(JSONB)
    background: Mapped[dict[str, str]] = mapped_column(JSONB)
    details: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    sealed_name: Mapped[bytes | None] = mapped_column("creator_name", sa.LargeBinary)
    sealed_email: Mapped[bytes | None] = mapped_column("creator_email", sa.LargeBinary)
    demonstration: Mapped[bool] = mapped_column(server_default="false")
    rejection_reason: Mapped[str | None] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.clock_timestamp())
    state_at_removal: Mapped[str | None] = mapped_column(sa.Text)
    removal_reason: Mapped[str | None] = mapped_column(sa.Text)
    stop_reason: Mapped[str | None] = mapped_column(sa.Text)
    invitation: Mapped[str | None] = mapped_column(sa.Text)
    """What the creator gives to those who may become sponsors."""
    answer_state: Mapped[str] = mapped_column(sa.Text, server_default="none")
    hearing_state: Mapped[str] = mapped_column(sa.Text, server_default="none")
    hearing_at: Mapped[datetime | None] = mapped_column(MOMENT)
    duplicate_of: Mapped[int | None] = mapped_column(sa.BigInteger)
    """The petition that asks for the same and stayed open when this one closed."""
    hearing_place: Mapped[dict[str, str] | None] = mapped_column(JSONB)
    hearing_changes: Mapped[int] = mapped_column(server_default="0")
    """How often its day was changed: calendars take up the highest."""
    hearing_changed_at: Mapped[datetime | None] = mapped_column(MOMENT)
    withdrawn_at_threshold: Mapped[int] = mapped_column(server_default="0")
    """How many had withdrawn when the threshold was reached: those after them had signed."""
    withdrawn_at_hearing_threshold: Mapped[int] = mapped_column(server_default="0")
    validated_at: Mapped[datetime | None] = mapped_column(MOMENT)
    sponsored_at: Mapped[datetime | None] = mapped_column(MOMENT)
    flagged_at: Mapped[datetime | None] = mapped_column(MOMENT)
    dormant_at: Mapped[datetime | None] = mapped_column(MOMENT)
    stopped_at: Mapped[datetime | None] = mapped_column(MOMENT)
    removed_at: Mapped[datetime | None] = mapped_column(MOMENT)
    opened_at: Mapped[datetime | None] = mapped_column(MOMENT)
    closed_at: Mapped[datetime | None] = mapped_column(MOMENT)
    rejected_at: Mapped[datetime | None] = mapped_column(MOMENT)
    threshold_reached_at: Mapped[datetime | None] = mapped_column(MOMENT)
    hearing_threshold_reached_at: Mapped[datetime | None] = mapped_column(MOMENT)
    acknowledged_at: Mapped[datetime | None] = mapped_column(MOMENT)
    answered_at: Mapped[datetime | None] = mapped_column(MOMENT)

    @property
    def creator_name(self: Any) -> str | None:
        """As it is shown; nothing when it was forgotten."""
        return personal.unseal(self.process_no, "creator_name", self.sealed_name)

    @creator_name.setter
    def creator_name(self: Any, name: str | None) -> None:
        self.sealed_name = personal.seal(self.process_no, "creator_name", name)

    @property
    def creator_email(self: Any) -> str | None:
        """Where the creator is written to; nothing when it was forgotten."""
        return personal.unseal(self.process_no, "creator_email", self.sealed_email)

    @creator_email.setter
    def creator_email(self: Any, address: str | None) -> None:
        self.sealed_email = personal.seal(self.process_no, "creator_email", address)


class Draft(tk.BaseModel):
    """What somebody has typed of a petition so far. Only their browser knows its id."""

    __tablename__ = "petition_draft"

    draft_id: Mapped[str] = mapped_column(UUID(as_uuid=False), primary_key=True)
    level: Mapped[str] = mapped_column(sa.Text, server_default="")
    body: Mapped[str] = mapped_column(sa.Text, server_default="")
    title: Mapped[str] = mapped_column(sa.Text, server_default="")
    background: Mapped[str] = mapped_column(sa.Text, server_default="")
    details: Mapped[str] = mapped_column(sa.Text, server_default="")
    creator_name: Mapped[str] = mapped_column(SealedForNow("creator_name"), server_default="")
    creator_email: Mapped[str] = mapped_column(SealedForNow("creator_email"), server_default="")
    modified_at: Mapped[datetime] = mapped_column(
        sa.DateTime(timezone=True), server_default=sa.func.clock_timestamp()
    )


def find(process_no: int, *, lock: bool = False) -> Any:
    """A petition, with `lock` held against others until the transaction ends; None without it."""
    query = sa.select(Petition).where(Petition.process_no == process_no)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return model.Session.scalars(query).one_or_none()


def now() -> datetime:
    """The database's clock, which also stamps acts: all machines agree on it."""
    return model.Session.execute(sa.select(sa.func.clock_timestamp())).scalar_one()


def draft(draft_id: str | None) -> Any:
    """A draft by its id; None when there is none."""
    try:
        return model.Session.get(Draft, str(uuid.UUID(draft_id or "")))
    except ValueError:
        return None


def new_draft() -> Any:
    """An empty draft with an id that nobody guesses."""
    made = Draft(draft_id=str(uuid.uuid4()))
    model.Session.add(made)
    return made
