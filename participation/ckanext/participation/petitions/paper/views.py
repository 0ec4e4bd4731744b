"""Forms of signatures on paper in the officials' file of a petition."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ..desk.views import done
from ..views.blueprint import Reply, petitions

ENTERED = ("district", "signatures", "sheets", "scan")


@petitions.route("/petition/<int:process_no>/desk/paper", methods=["POST"])
def desk_paper(process_no: int) -> Reply:
    """Enter sheets."""
    typed = {name: tk.request.form.get(name, "") for name in ENTERED}
    said = tk._("Entered. It is shown when another official has confirmed it.")
    return done(process_no, "petition_paper_create", said, **typed)


@petitions.route("/petition/<int:process_no>/desk/paper/confirm", methods=["POST"])
def desk_paper_confirm(process_no: int) -> Reply:
    """Confirm what another official entered."""
    form = tk.request.form
    typed = {name: form.get(name, "") for name in ("paper_id", "signatures")}
    return done(process_no, "petition_paper_confirm", **typed)


@petitions.route("/petition/<int:process_no>/desk/paper/withdraw", methods=["POST"])
def desk_paper_withdraw(process_no: int) -> Reply:
    """Take an entry out again."""
    form, reason = tk.request.form, tk.request.form.get("reason", "").strip()
    return done(
        process_no,
        "petition_paper_withdraw",
        paper_id=form.get("paper_id", ""),
        reason={tk.h.egov_reader_language(): reason} if reason else {},
    )
