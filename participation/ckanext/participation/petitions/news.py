"""What the people of a petition are told: its creator, who signed and wants news, who follows."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov import following, notifications
from ckanext.participation import outcomes

TOLD = (
    "opened", "threshold_reached", "hearing_threshold_reached", "acknowledged", "answered",
    "corrected", "closed",
)  # fmt: skip
"""What there is a message for."""


def tell(petition: Any, what: str, occasion: str = "") -> None:
    """Tell everybody who asked for news, once an occasion; most things happen only once."""
    if what not in TOLD:
        return
    number = petition.process_no
    values = _values(petition, what)
    key = f"petition:{number}:{what}{occasion}"
    outcomes.tell_contributors(number, "petition_news", values, key)
    following.tell("process", str(number), "petition_news", values, key)


def tell_creator(petition: Any, what: str) -> None:
    """Tell the creator alone, once."""
    if petition.creator_email:
        notifications.queue(
            "petition_news",
            _creator(petition),
            _values(petition, what),
            key=f"petition:{petition.process_no}:{what}:creator",
        )


def ask_creator(petition: Any, confirmation: Any) -> None:
    """Ask whether the address is theirs: with a code to type and a link to a button."""
    path = tk.h.url_for("petitions.confirm", process_no=petition.process_no, locale="default")
    notifications.queue(
        "petition_confirm",
        _creator(petition),
        {"title": petition.title},
        key=f"petition-confirm:{confirmation.confirmation_id}",
        secrets={"code": confirmation.code, "confirm_url": f"{path}#{confirmation.token}",
                 "token": confirmation.token},
    )  # fmt: skip


def _creator(petition: Any) -> notifications.Recipient:
    return notifications.Recipient("email", petition.creator_email, petition.language)


def _values(petition: Any, what: str) -> dict[str, Any]:
    path = tk.h.url_for("petitions.read", process_no=petition.process_no, locale="default")
    return {"what": what, "title": petition.title, "url": path}
