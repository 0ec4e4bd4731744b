"""The record as a page."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint

__all__ = ["audit"]

audit = Blueprint("audit", __name__)
FILTERS = ("actor", "action", "object_type", "object_id")

Reply = str | tuple[str, int]


@audit.route("/audit")
def lines() -> Reply:
    """Show the newest lines, or those that were asked for."""
    asked = {name: tk.request.args.get(name, "").strip() for name in (*FILTERS, "before")}
    try:
        found, wrong = _call("audit_list", asked), ""
    except tk.ValidationError:
        found, wrong = _call("audit_list", asked | {"before": ""}), asked["before"]
    except tk.NotAuthorized:
        return _refused()
    values = found | {"asked": asked, "wrong": wrong, "checked": None, "noted": {}}
    return tk.render("audit/lines.html", values), 400 if wrong else 200


@audit.route("/audit/check", methods=["POST"])
def check() -> Reply:
    """Recompute the chain and say whether it holds."""
    noted = {name: tk.request.form.get(name, "").strip() for name in ("number", "hash")}
    try:
        checked, wrong = _call("audit_verify", noted), ""
    except tk.ValidationError:
        checked, wrong = None, noted["number"]
    except tk.NotAuthorized:
        return _refused()
    values = _call("audit_list", {}) | {
        "asked": dict.fromkeys((*FILTERS, "before"), ""),
        "checked": checked,
        "noted": noted,
        "wrong": wrong,
    }
    return tk.render("audit/lines.html", values), 400 if wrong else 200


def _refused() -> Reply:
    return tk.render("audit/refused.html", {}), 403


def _call(action: str, data: dict[str, Any]) -> dict[str, Any]:
    return tk.get_action(action)({}, data)
