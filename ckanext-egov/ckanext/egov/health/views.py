"""The page of the portal's health."""

from __future__ import annotations

import ckan.authz as authz
import ckan.plugins.toolkit as tk
from flask import Blueprint, Flask, Response, current_app, jsonify, make_response

from . import asking, config
from .looking import looker, summary, titles

egov_health = Blueprint("egov_health", __name__)


@egov_health.route("/health")
@egov_health.route("/health.json", endpoint="data")
def page() -> Response:
    """Say of each part whether it is well; to officials and on this machine also why."""
    found = looker.look(_app(), tk.h.lang())
    details = _may_see_details()
    told = summary(found, details)
    status = 200 if told["status"] == "ok" else 503
    if asking.wants_page(tk.request.environ):
        extra = {"told": told, "found": found, "titles": titles(), "details": details}
        response = make_response(tk.render("health/page.html", extra), status)
    else:
        response = make_response(jsonify(told), status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _may_see_details() -> bool:
    user = tk.g.user if "user" in tk.g else ""
    if user and authz.is_sysadmin(user):
        return True
    return config.details_from_loopback() and asking.from_this_machine(tk.request.environ)


def _app() -> Flask:
    return current_app._get_current_object()  # type: ignore[attr-defined]
