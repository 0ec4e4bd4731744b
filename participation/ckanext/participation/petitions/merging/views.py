"""The form of merging in the officials' file of a petition."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ..desk.views import done
from ..views.blueprint import Reply, petitions


@petitions.route("/petition/<int:process_no>/desk/merge", methods=["POST"])
def desk_merge(process_no: int) -> Reply:
    """Close it as a duplicate, with a reason in the language of who gives it."""
    form, reason = tk.request.form, tk.request.form.get("reason", "").strip()
    return done(
        process_no,
        "petition_merge",
        tk._("Closed. Those who wanted news are told of the other petition."),
        into=form.get("into", ""),
        reason={tk.h.egov_reader_language(): reason} if reason else {},
    )
