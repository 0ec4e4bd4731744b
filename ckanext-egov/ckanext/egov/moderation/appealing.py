"""An author appeals: asks, confirms that the e-mail address is the author's, and is answered.

Whoever asks hears the same, so that nobody learns from here who wrote something.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov import notifications
from ckanext.egov.accounts import canonical, confirmations, limits
from ckanext.egov.accounts.levels import Level
from sqlalchemy.exc import IntegrityError

from . import cases, config, kinds, rules, statements
from .model import AppealRequest, Case, Record
from .problems import Gone, TooOften, conflict

PURPOSE = "moderation:appeal"
TRIES_AN_HOUR = 20
"""Wrong addresses from one network: enough for a library, too few to find out who wrote what."""


@dataclass(frozen=True)
class Asked:
    """What the page goes on with; the same whether or not a message was sent."""

    confirmation_id: str


def ask(case_id: int, email: str, text: str, network: str) -> Asked:
    """Note an appeal and send its author a code, in the caller's transaction."""
    _check(cases.find(case_id))
    try:
        limits.count(PURPOSE, limits.key("network", network), TRIES_AN_HOUR, timedelta(hours=1))
        return _ask(case_id, email, text, network)
    except limits.TooMany as error:
        raise TooOften(error.retry_after) from error


def _ask(case_id: int, email: str, text: str, network: str) -> Asked:
    case = cases.find(case_id)
    to = statements.recipient(kinds.show(case.kind, case.object_id))
    if to is None or canonical.email(to.address) != canonical.email(email):
        return Asked(str(uuid.uuid4()))
    issued = confirmations.create(PURPOSE, "email", to.address, Level.EMAIL, network or None)
    identifier = issued.confirmation_id
    model.Session.add(AppealRequest(confirmation_id=identifier, case_id=case_id, text=text))
    model.Session.flush()
    page = tk.h.url_for("egov_moderation_appeals.confirm", locale=to.language)
    notifications.queue(
        "moderation_appeal_confirm",
        to,
        {},
        key=f"moderation:appeal:{identifier}",
        secrets={"code": issued.code, "confirm_url": f"{page}#{issued.token}"},
    )
    return Asked(identifier)


def confirm(token: str | None, confirmation_id: str | None, code: str | None) -> Any:
    """Turn what was asked into an appeal in the queue, in the caller's transaction."""
    used = _use(token, confirmation_id, code)
    request: Any = model.Session.get(AppealRequest, used.confirmation_id)
    if request is None:
        raise Gone({"code": [tk._("This code was used already.")]})
    first = cases.lock(request.case_id)
    _check(first)
    appeal = _open(first, request.text)
    model.Session.delete(request)
    model.Session.flush()
    return appeal


def _use(
    token: str | None, confirmation_id: str | None, code: str | None
) -> confirmations.Confirmed:
    try:
        return confirmations.use(token, confirmation_id, code, PURPOSE)
    except confirmations.Wrong as error:
        raise tk.ValidationError({"code": [_wrong(error)]}) from error
    except confirmations.Expired as error:
        text = tk._("The code is too old. Ask again, your text is still in the form.")
        raise Gone({"code": [text]}) from error
    except confirmations.Used as error:
        raise Gone({"code": [tk._("This code was used already.")]}) from error


def _wrong(error: confirmations.Wrong) -> str:
    if not error.tries_left:
        return tk._("This is not the code that we sent.")
    return tk.ungettext(
        "This is not the code that we sent. You can try once more.",
        "This is not the code that we sent. You can try {tries} more times.",
        error.tries_left,
    ).format(tries=error.tries_left)


def _check(case: Any) -> None:
    appealed = cases.appeal_of(case.case_id) is not None
    refusal = rules.appealing(cases.facts(case), appealed, cases.now(), config.appeal_window())
    if refusal:
        raise conflict(refusal)


def _open(first: Any, text: str) -> Any:
    now = sa.func.clock_timestamp()
    appeal = Case(
        kind=first.kind,
        object_id=first.object_id,
        body=first.body,
        due_at=now + config.appeal_time(),
        appeals=first.case_id,
        not_by=first.decided_by,
        appeal_text=text,
    )
    model.Session.add(appeal)
    try:
        model.Session.flush()
    except IntegrityError as error:
        model.Session.rollback()
        raise conflict("already_appealed") from error
    model.Session.add(Record(case_id=appeal.case_id, event="appealed"))
    return appeal


def forget_unconfirmed() -> None:
    """Remove what was written in appeals that nobody confirmed."""
    old = AppealRequest.asked_at < sa.func.clock_timestamp() - timedelta(days=2)
    model.Session.execute(sa.delete(AppealRequest).where(old))
    model.Session.commit()
