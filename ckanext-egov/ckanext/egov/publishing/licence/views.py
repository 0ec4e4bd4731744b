"""The page that explains the licences."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint

__all__ = ["egov_licence_pages"]

egov_licence_pages = Blueprint("egov_licence", __name__)


@egov_licence_pages.route("/data/license")
def show() -> str:
    """Explain ODbL and the other licences in plain words."""
    return tk.render("publishing/licence.html", {"licences": tk.h.egov_licences()})


@egov_licence_pages.app_errorhandler(tk.ValidationError)
def explain_refused_bulk(error: tk.ValidationError) -> Any:
    """Bring the official back to CKAN's page of bulk changes, which has no place for messages."""
    if not (tk.request.endpoint or "").endswith(".bulk_process"):
        raise error
    for messages in error.error_summary.values():
        tk.h.flash_error(messages)
    return tk.redirect_to(tk.request.endpoint, **tk.request.view_args)
