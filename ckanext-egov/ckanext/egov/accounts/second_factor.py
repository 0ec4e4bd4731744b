"""The second factor of officials: codes from their phone (TOTP), and recovery codes.

A code works once, tries are counted in the database, the secret is encrypted with a key that lies
outside the database.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import pyotp
import sqlalchemy as sa
from cryptography.fernet import Fernet
from flask import g, has_request_context
from sqlalchemy.dialects.postgresql import insert as upsert_into

from . import config, limits, peppers, secrets, sessions, words
from .model import RecoveryCode, SecondFactor

HEADER = "X-Second-Factor"
STEP_SECONDS = 30
TRIES = 5
TRIES_WINDOW = timedelta(minutes=15)
RECOVERY_CODES = 10
_NOW = sa.func.clock_timestamp()


def require(context: Any) -> None:
    """Let an official act who showed the second factor; raises NotAuthorized that says how.

    Asked once a session; a call with an API token carries a fresh code in `X-Second-Factor`.
    """
    if context.get("ignore_auth") or not config.require_second_factor():
        return
    user = context.get("auth_user_obj") or model.User.get(context.get("user") or "")
    if not isinstance(user, model.User):
        raise tk.NotAuthorized(tk._("Log in first."))
    if not has_request_context() or getattr(tk.current_user, "id", None) != user.id:
        raise tk.NotAuthorized(tk._("This needs the second factor of an official."))
    if g.get("egov_second_factor") != user.id:
        _ask_by_header(user) if g.get("login_via_auth_header") else _ask_by_session(user)
        g.egov_second_factor = user.id


def _ask_by_session(user: model.User) -> None:
    if not is_shown():
        how = tk._("Open {address} and type the code from your phone, then do this again.")
        raise tk.NotAuthorized(how.format(address=tk.h.url_for("egov_second_factor.ask")))


def _ask_by_header(user: model.User) -> None:
    typed = tk.request.headers.get(HEADER, "")
    try:
        if typed and check(user.id, typed):
            return
    except limits.TooMany as many:
        raise tk.NotAuthorized(too_many(many)) from many
    how = tk._("Send a fresh code of your second factor in the header {header}.")
    raise tk.NotAuthorized(how.format(header=HEADER))


def too_many(many: limits.TooMany) -> str:
    """What somebody is told who tried too often."""
    return tk._("Too many wrong codes.") + " " + words.wait(many.retry_after)


def is_shown() -> bool:
    """Whether the second factor was shown in the session of this request."""
    mine = sessions.current_hash()
    return bool(mine) and sessions.has_second_factor(mine, config.second_factor_hours())


def is_enrolled(user_id: str) -> bool:
    """Whether a person has a second factor that was confirmed by a first code."""
    mine = sa.exists().where(SecondFactor.user_id == user_id, SecondFactor.confirmed_at.isnot(None))
    return bool(model.Session.execute(sa.select(mine)).scalar())


def begin(user_id: str) -> str:
    """The secret to show while a person enrols: the same one until it is confirmed."""
    insert = upsert_into(SecondFactor).values(
        user_id=user_id, secret=_seal(user_id, pyotp.random_base32())
    )
    with _transaction() as connection:
        connection.execute(insert.on_conflict_do_nothing())
    return _secret(user_id)


def address(user_name: str, secret: str) -> str:
    """The otpauth address that a QR code holds."""
    issuer = tk.config["ckan.site_title"] or tk.config["ckan.site_url"]
    return pyotp.TOTP(secret).provisioning_uri(name=user_name, issuer_name=issuer)


def confirm(user_id: str, code: str) -> list[str]:
    """Finish enrolling with a first code; the recovery codes, shown once. Empty when wrong."""
    if not check(user_id, code):
        return []
    mine = SecondFactor.user_id == user_id
    with _transaction() as connection:
        connection.execute(sa.update(SecondFactor).where(mine).values(confirmed_at=_NOW))
    return new_recovery_codes(user_id)


def check(user_id: str, code: str) -> bool:
    """Whether this is the code of the moment, not used before; raises `limits.TooMany`."""
    attempt_key = limits.key("second_factor", user_id)
    limits.count("second_factor", attempt_key, TRIES, TRIES_WINDOW)
    step = _step_of(user_id, secrets.normalise_code(code))
    if step is None or not _spend(user_id, step):
        return False
    limits.clear("second_factor", attempt_key)
    return True


def _step_of(user_id: str, code: str) -> int | None:
    """The step of time a code belongs to: the one now, or one to either side for slow fingers."""
    secret = _secret(user_id)
    if not code or not secret:
        return None
    seconds = model.Session.execute(sa.select(sa.extract("epoch", _NOW))).scalar()
    now = int(seconds or 0) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    steps = [
        step
        for step in (now - 1, now, now + 1)
        if hmac.compare_digest(totp.generate_otp(step), code)
    ]
    return max(steps, default=None)


def _spend(user_id: str, step: int) -> bool:
    """A code, and every older one, is spent once it was accepted."""
    unspent = sa.and_(SecondFactor.user_id == user_id, SecondFactor.last_step < step)
    with _transaction() as connection:
        spend = sa.update(SecondFactor).where(unspent).values({"last_step": step})
        return connection.execute(spend.returning(SecondFactor.user_id)).first() is not None


def new_recovery_codes(user_id: str) -> list[str]:
    """Ten new codes, each for one use; earlier ones stop working."""
    codes = [secrets.new_token() for _ in range(RECOVERY_CODES)]
    rows = [{"user_id": user_id, "code_hash": _recovery_hash(user_id, code)} for code in codes]
    with _transaction() as connection:
        connection.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
        connection.execute(sa.insert(RecoveryCode), rows)
    return codes


def use_recovery_code(user_id: str, code: str) -> bool:
    """Whether this is an unused recovery code, which it then no longer is."""
    attempt_key = limits.key("second_factor", user_id)
    limits.count("second_factor", attempt_key, TRIES, TRIES_WINDOW)
    mine = sa.and_(
        RecoveryCode.user_id == user_id,
        RecoveryCode.code_hash == _recovery_hash(user_id, code),
        RecoveryCode.used_at.is_(None),
    )
    with _transaction() as connection:
        use = sa.update(RecoveryCode).where(mine).values(used_at=_NOW)
        used = connection.execute(use.returning(RecoveryCode.user_id)).first()
    if used and secrets.normalise(code):
        limits.clear("second_factor", attempt_key)
        return True
    return False


def recovery_codes_left(user_id: str) -> int:
    """How many recovery codes still work."""
    mine = sa.and_(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return model.Session.execute(sa.select(sa.func.count()).where(mine)).scalar() or 0


def remove(user_id: str) -> None:
    """Let a person enrol again, in the caller's transaction."""
    model.Session.execute(sa.delete(SecondFactor).where(SecondFactor.user_id == user_id))
    model.Session.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user_id))


def _recovery_hash(user_id: str, code: str) -> bytes:
    return hashlib.sha256(f"{user_id}:{secrets.normalise(code)}".encode()).digest()


def _secret(user_id: str) -> str:
    query = sa.select(SecondFactor.secret).where(SecondFactor.user_id == user_id)
    sealed = model.Session.execute(query).scalar()
    return _unseal(user_id, bytes(sealed)) if sealed else ""


def _fernet() -> Fernet:
    return Fernet(urlsafe_b64encode(peppers.portal_key("second-factor")))


def _seal(user_id: str, secret: str) -> bytes:
    """Encrypted together with its owner: a row copied to another person does not open."""
    return _fernet().encrypt(f"{user_id}:{secret}".encode())


def _unseal(user_id: str, sealed: bytes) -> str:
    owner, _, secret = _fernet().decrypt(sealed).decode().partition(":")
    return secret if owner == user_id else ""


def _transaction() -> Any:
    """Of its own: a spent code stays spent whatever becomes of the request."""
    return model.meta.engine.begin()  # type: ignore[union-attr]
