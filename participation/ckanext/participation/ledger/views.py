"""Pages of the public record: check a receipt, see where a record stands, get the verifier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
import flask

participation_ledger = flask.Blueprint("participation_ledger", __name__)

Reply = str | tuple[str, int]


@participation_ledger.route("/participate/receipt", methods=["GET"])
def receipt() -> str:
    """Show the form that takes a receipt."""
    return _page()


@participation_ledger.route("/participate/receipt", methods=["POST"])
def check_receipt() -> Reply:
    """Say what the pasted receipt is worth."""
    text = tk.request.form.get("receipt", "")
    try:
        found = tk.get_action("receipt_check")({}, {"receipt": text})
    except tk.ValidationError as error:
        message = " ".join(error.error_summary.values()) if text.strip() else ""
        return _page(text, error=message or tk._("Paste your receipt first.")), 400
    return _page(text, found=found)


def _page(text: str = "", found: Any = None, error: str = "") -> str:
    return tk.render(
        "participation_ledger/receipt.html", {"text": text, "found": found, "error": error}
    )


@participation_ledger.route("/participate/<int:process_no>/record")
def show(process_no: int) -> str:
    """Explain the record of a process and how to check it oneself."""
    try:
        record = tk.get_action("ledger_show")({}, {"process_no": process_no})
    except (tk.ObjectNotFound, tk.ValidationError):
        return tk.abort(404, tk._("There is no such process."))
    return tk.render("participation_ledger/record.html", {"record": record})


@participation_ledger.route("/participate/verify.py")
def verifier() -> flask.Response:
    """Give the stand-alone verifier."""
    path = Path(__file__).with_name("verify.py")
    return flask.send_file(
        path, mimetype="text/x-python", as_attachment=True, download_name="verify.py"
    )
