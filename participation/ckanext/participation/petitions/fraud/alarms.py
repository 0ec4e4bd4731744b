"""Tells moderators of a source that asks very often, once an hour and source; off by default."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov import notifications
from ckanext.egov.accounts.model import OfficialDuty

from . import config, trends
from .rules import DOMAIN, KINDS, is_alarming

TEMPLATE = "petition_fraud_alarm"


def raise_new() -> None:
    """Queue the alarms of this hour; a second run queues nothing new."""
    for kind in KINDS:
        least = config.alarm(kind)
        if least > 0:
            for row in trends.loud(kind, least):
                if is_alarming(row.asked, least):
                    _tell(kind, row)
    core_model.Session.commit()


def _tell(kind: str, row: Any) -> None:
    values = {
        "process_no": row.process_no,
        # A network stays in the portal; its desk shows it.
        "domain": row.key if kind == DOMAIN else "",
        "asked": row.asked,
        "desk_url": tk.h.url_for("petitions.fraud", process_no=row.process_no),
    }
    source = sha256(f"{kind}:{row.key}".encode()).hexdigest()[:16]
    for user in moderators():
        to = notifications.Recipient("email", user.email, tk.config["ckan.locale_default"])
        key = f"petition-alarm:{row.process_no}:{source}:{row.hour:%Y%m%d%H}:{user.id}"
        notifications.queue(TEMPLATE, to, values, key=key)


def moderators() -> list[Any]:
    """Officials who moderate and have an address; where nobody has the duty, administrators."""
    user: Any = core_model.User
    active = core_model.Session.query(user).filter(user.state == "active", user.email.is_not(None))
    having = sa.select(OfficialDuty.user_id).where(OfficialDuty.duty == "moderator")
    found = active.filter(user.id.in_(having)).order_by(user.name).all()
    return found or active.filter(user.sysadmin.is_(True)).order_by(user.name).all()
