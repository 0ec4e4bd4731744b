"""The descriptor of a budget at the address where programs look for it."""

from __future__ import annotations

import json

import ckan.plugins.toolkit as tk
from flask import Blueprint, Response

__all__ = ["budgets_package"]

budgets_package = Blueprint("budgets_package", __name__)


@budgets_package.get("/dataset/<id>/datapackage.json")
def datapackage(id: str) -> Response:
    """Fiscal Data Package 1.0."""
    try:
        found = tk.get_action("budget_datapackage_show")({}, {"id": id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        tk.abort(404, tk._("There is no such budget."))
    text = json.dumps(found, ensure_ascii=False, indent=2)
    return Response(text, content_type="application/json; charset=utf-8")
