"""Where one is logged in, and logging out there."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from flask import Blueprint

from .. import sessions

egov_sessions = Blueprint("egov_sessions", __name__, url_prefix="/account/sessions")


@egov_sessions.before_request
def only_people_with_an_account() -> Any:
    """Others are asked to log in first."""
    if not tk.current_user.is_authenticated:
        return tk.redirect_to("user.login", came_from=tk.url_for("egov_sessions.index"))
    return None


@egov_sessions.route("")
def index() -> str:
    """List the sessions."""
    found = sessions.of(tk.current_user.id)
    return tk.render("accounts/sessions.html", {"sessions": found})


@egov_sessions.route("/end", methods=["POST"])
def end() -> Any:
    """End one session, or all but this one."""
    wanted = tk.request.form.get("session", "")
    if wanted:
        ended = sessions.end(tk.current_user.id, wanted)
    else:
        ended = sessions.end(tk.current_user.id, keep_current=True)
    message = tk.ungettext(
        "{number} session was ended.", "{number} sessions were ended.", ended
    ).format(number=ended)
    tk.h.flash_success(message)
    return tk.redirect_to("egov_sessions.index")
