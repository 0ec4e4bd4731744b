"""What the people of a petition are told: its creator, who signed and wants news, who follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov import following, notifications
from ckanext.participation import outcomes

from . import tokens

TOLD = (
    "supported", "opened", "threshold_reached", "hearing_threshold_reached", "acknowledged",
    "answered", "corrected", "forwarded", "closed", "update", "hearing_scheduled",
    "hearing_changed", "hearing_not_held", "merged",
)  # fmt: skip
"""What there is a message for."""
TO_THEIR_OWN_PAGE = ("validated", "sponsored", "stopped")
"""What a creator is told of a petition that nobody else can open yet."""


def tell(petition: Any, what: str, occasion: str = "", **more: Any) -> None:
    """Tell everybody who asked for news, once an occasion; most things happen only once."""
    if what not in TOLD:
        return
    number = petition.process_no
    values = _values(petition, what) | more
    key = f"petition:{number}:{what}{occasion}"
    outcomes.tell_contributors(number, "petition_news", values, key)
    following.tell("process", str(number), "petition_news", values, key)


def tell_merged(petition: Any, other: Any) -> None:
    """Tell everybody who asked for news, and the creator, which petition asks for the same."""
    path = tk.h.url_for("petitions.read", process_no=other.process_no, locale="default")
    more = {"url": path, "other": other.title}
    tell(petition, "merged", **more)
    tell_creator(petition, "merged", **more)


def tell_hearing(petition: Any, *, is_changed: bool) -> None:
    """Tell everybody who asked for news when the hearing is, that it moved, or that it is off."""
    what = "hearing_changed" if is_changed else f"hearing_{petition.hearing_state}"
    moment = petition.hearing_at.isoformat() if petition.hearing_at else None
    tell(petition, what, f":{petition.hearing_changes}", at=moment)


def tell_creator(petition: Any, what: str, occasion: str = "", **more: Any) -> None:
    """Tell the creator alone, once an occasion."""
    if petition.creator_email:
        notifications.queue(
            "petition_news",
            _creator(petition),
            _values(petition, what) | more,
            key=f"petition:{petition.process_no}:{what}{occasion}:creator",
        )


def invite(petition: Any, needed: int, until: date) -> None:
    """Give the creator what to hand, until a day, to those who may become sponsors."""
    token = tokens.shown(petition.invitation)
    path = tk.h.url_for("petitions.invitation", locale="default")
    notifications.queue(
        "petition_invitation",
        _creator(petition),
        {"title": petition.title, "needed": needed, "until": until.isoformat()},
        key=f"petition:{petition.process_no}:invitation",
        secrets={"invitation_url": f"{path}#{token}", "token": token},
    )


def send_key(petition: Any, confirmation: Any) -> None:
    """Let the creator in: a link to the page where they lead their petition."""
    path = tk.h.url_for("petitions.mine", process_no=petition.process_no, locale="default")
    notifications.queue(
        "petition_creator",
        _creator(petition),
        {"title": petition.title},
        key=f"petition-creator:{confirmation.confirmation_id}",
        secrets={"code": confirmation.code, "creator_url": f"{path}#{confirmation.token}",
                 "token": confirmation.token},
    )  # fmt: skip


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
    page = "petitions.mine" if what in TO_THEIR_OWN_PAGE else "petitions.read"
    path = tk.h.url_for(page, process_no=petition.process_no, locale="default")
    return {"what": what, "title": petition.title, "url": path}
