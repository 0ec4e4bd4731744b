"""Tables of this room. Hashes and ciphertext only: nobody is named in them but officials."""

from __future__ import annotations

from datetime import datetime

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import UUID
from sqlalchemy.orm import Mapped, mapped_column

MOMENT = sa.DateTime(timezone=True)


class Confirmation(tk.BaseModel):
    """What a person still has to confirm, by the token of a link or by a code."""

    __tablename__ = "confirmation"

    confirmation_id: Mapped[str] = mapped_column(UUID(as_uuid=False), primary_key=True)
    purpose: Mapped[str] = mapped_column(sa.Text)
    channel: Mapped[str] = mapped_column(sa.Text)
    level: Mapped[int] = mapped_column(sa.SmallInteger)
    address_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    network_key: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary, unique=True)
    code_hash: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    code_expires_at: Mapped[datetime | None] = mapped_column(MOMENT)
    tries: Mapped[int] = mapped_column(sa.SmallInteger, server_default="0")
    created_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.now())
    expires_at: Mapped[datetime] = mapped_column(MOMENT)
    used_at: Mapped[datetime | None] = mapped_column(MOMENT)


class OfficialDuty(tk.BaseModel):
    """What an official may do; an answerer does it for one body."""

    __tablename__ = "official_duty"

    user_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    duty: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    body: Mapped[str] = mapped_column(sa.Text, primary_key=True, server_default="")
    granted_by: Mapped[str] = mapped_column(sa.Text)
    granted_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.now())


class SecondFactor(tk.BaseModel):
    """The secret of an official's codes, encrypted with a key that is not in the database."""

    __tablename__ = "second_factor"

    user_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    secret: Mapped[bytes] = mapped_column(sa.LargeBinary)
    created_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.now())
    confirmed_at: Mapped[datetime | None] = mapped_column(MOMENT)
    last_step: Mapped[int] = mapped_column(sa.BigInteger, server_default="-1")


class RecoveryCode(tk.BaseModel):
    """A code for the day the phone is lost; each works once."""

    __tablename__ = "second_factor_recovery"

    user_id: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(sa.LargeBinary, primary_key=True)
    used_at: Mapped[datetime | None] = mapped_column(MOMENT)


class AccountSession(tk.BaseModel):
    """A place where somebody is logged in."""

    __tablename__ = "account_session"

    session_hash: Mapped[bytes] = mapped_column(sa.LargeBinary, primary_key=True)
    user_id: Mapped[str] = mapped_column(sa.Text)
    device: Mapped[str] = mapped_column(sa.Text, server_default="")
    created_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.now())
    seen_at: Mapped[datetime] = mapped_column(MOMENT, server_default=sa.func.now())
    second_factor_at: Mapped[datetime | None] = mapped_column(MOMENT)
    ended_at: Mapped[datetime | None] = mapped_column(MOMENT)


class Attempt(tk.BaseModel):
    """How often something was tried since a moment."""

    __tablename__ = "account_attempt"

    kind: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    attempt_key: Mapped[bytes] = mapped_column(sa.LargeBinary, primary_key=True)
    attempts: Mapped[int] = mapped_column(sa.Integer)
    since: Mapped[datetime] = mapped_column(MOMENT)
