"""Forged requests: who needs a token is decided for each request, never for a view for good.

CKAN 2.12.0 takes a view out of the check for the whole process as soon as one anonymous person asks
for it (CVE-2026-41255). Flask-WTF's own switch turns that check off, and this one stands in for it.
Drop this file when CKAN decides per request.
"""

from collections.abc import Callable

import ckan.plugins.toolkit as tk
from flask import Flask
from flask_wtf.csrf import CSRFProtect


def guard(app: Flask) -> None:
    """Check every request that writes, except those that carry no cookie's authority."""
    csrf: CSRFProtect = app.extensions["csrf"]
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.before_request(_checker(app, csrf))


def _checker(app: Flask, csrf: CSRFProtect) -> Callable[[], None]:
    # What the code marks as exempt at start stays so; what CKAN adds while it runs does not count.
    exempt_views = frozenset(csrf._exempt_views)

    def check() -> None:
        if not app.config["WTF_CSRF_ENABLED"] or not tk.request.endpoint:
            return
        if _marked_exempt(app, csrf, exempt_views) or _without_cookie_authority():
            return
        csrf.protect()

    return check


def _marked_exempt(app: Flask, csrf: CSRFProtect, exempt_views: frozenset[str]) -> bool:
    if app.blueprints.get(tk.request.blueprint or "") in csrf._exempt_blueprints:
        return True
    view = app.view_functions.get(tk.request.endpoint or "")
    return view is not None and f"{view.__module__}.{view.__name__}" in exempt_views


def _without_cookie_authority() -> bool:
    """Whether the caller proved who they are by a token, or asks the API as nobody.

    Another site can make a browser send its cookies along, but no Authorization header.
    """
    if not tk.g.get("login_via_auth_header"):
        return False
    return tk.current_user.is_authenticated or tk.request.blueprint == "api"
