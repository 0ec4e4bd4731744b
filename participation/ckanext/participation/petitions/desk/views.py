"""The page of the officials' desk."""

from __future__ import annotations

import ckan.model as core_model
import ckan.plugins.toolkit as tk

from ..views.blueprint import Reply, petitions


@petitions.route("/petitions/desk")
def desk() -> Reply:
    """What waits for the official who looks, what is due first in front."""
    try:
        found = tk.get_action("petition_desk_list")({}, {})
    except tk.NotAuthorized as error:
        return _refused(error)
    return tk.render("petitions/desk/index.html", {"found": found})


def _refused(error: tk.NotAuthorized) -> Reply:
    core_model.Session.rollback()
    if tk.current_user.is_anonymous:
        return tk.redirect_to("user.login", came_from=tk.h.url_for("petitions.desk"))
    reason = str(error.message or "") or tk._("You may not do this.")
    return tk.render("petitions/desk/refused.html", {"reason": reason}), 403
