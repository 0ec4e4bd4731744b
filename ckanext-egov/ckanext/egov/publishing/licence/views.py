"""The page that explains the licences."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from flask import Blueprint

__all__ = ["egov_licence_pages"]

egov_licence_pages = Blueprint("egov_licence", __name__)


@egov_licence_pages.route("/data/license")
def show() -> str:
    """Explain ODbL and the other licences in plain words."""
    return tk.render("publishing/licence.html", {"licences": tk.h.egov_licences()})
