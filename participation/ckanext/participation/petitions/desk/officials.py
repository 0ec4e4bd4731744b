"""Who works at the desk, and with which petitions."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import AuthResult, Context
from ckanext.egov.accounts import duties, second_factor
from ckanext.egov.answers import officials

from .. import lifecycle, model


def moderates(user: str) -> bool:
    """Whether petitions that wait for a decision are this official's work."""
    return bool(user) and duties.has(user, "moderator")


def answers(user: str) -> bool:
    """Whether petitions that wait for an answer are this official's work."""
    return officials.bodies_of(user) != ()


def answers_for(user: str, petition: Any) -> bool:
    """Whether a user answers for the body that a petition is to."""
    return bool(user) and duties.has(user, "answerer", lifecycle.process(petition).body)


def may_work_on(user: str, petition: Any) -> bool:
    """Moderators work on every petition, officials of a body on those that are to it."""
    return moderates(user) or answers_for(user, petition)


def may(user: str, petition: Any) -> dict[str, bool]:
    """What a user may do with a petition, for pages to offer no more than that."""
    return {"moderate": moderates(user), "answer": answers_for(user, petition)}


def workers(context: Context, process_no: int) -> AuthResult:
    """Let those pass who may work on this petition and have shown the second factor."""
    if not may_work_on(context.get("user") or "", _found(process_no)):
        return {"success": False, "msg": tk._("This is for moderators and for the body.")}
    second_factor.require(context)
    return {"success": True}


def of_body(context: Context, process_no: int) -> AuthResult:
    """Let those pass who answer for the body of this petition."""
    if not answers_for(context.get("user") or "", _found(process_no)):
        return {"success": False, "msg": tk._("Only officials of the body may do this")}
    second_factor.require(context)
    return {"success": True}


def moderators(context: Context) -> AuthResult:
    """Let moderators pass."""
    if not moderates(context.get("user") or ""):
        return {"success": False, "msg": tk._("This is for moderators. You are not one.")}
    second_factor.require(context)
    return {"success": True}


def _found(process_no: int) -> Any:
    petition = model.find(process_no)
    if petition is None:
        raise tk.ObjectNotFound(tk._("There is no such petition."))
    return petition
