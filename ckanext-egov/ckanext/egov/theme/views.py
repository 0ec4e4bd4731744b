"""Pages of the portal itself: the front page, accessibility, and the page for developers."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from flask import Blueprint

egov_theme = Blueprint("egov_theme", __name__)


@egov_theme.route("/")
def home() -> str:
    """Show the front page."""
    return tk.render("home/index.html")


@egov_theme.route("/accessibility")
def accessibility() -> str:
    """Show how the portal can be used by everybody and where to complain."""
    return tk.render("home/accessibility.html")


@egov_theme.route("/developers")
def developers() -> str:
    """Show how to call the API, with calls that work when copied."""
    return tk.render("home/developers.html")
