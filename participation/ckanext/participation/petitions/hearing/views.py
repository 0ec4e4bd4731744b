"""The form of a hearing in the officials' file of a petition."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ..desk.views import done
from ..views.blueprint import Reply, petitions


@petitions.route("/petition/<int:process_no>/desk/hearing", methods=["POST"])
def desk_hearing(process_no: int) -> Reply:
    """Say what becomes of the hearing, in the language of who says it."""
    form, language = tk.request.form, tk.h.egov_reader_language()
    said = {name: form.get(name, "") for name in ("place", "reason")}
    texts = {name: {language: text} for name, text in said.items() if text.strip()}
    return done(
        process_no,
        "petition_hearing_update",
        tk._("Saved. Everyone who follows this petition is told."),
        state=form.get("state", ""),
        at=form.get("at", ""),
        **texts,
    )
