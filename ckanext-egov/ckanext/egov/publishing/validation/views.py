"""The report as a page and as files."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.dictionary.csv_file import safe_cell
from ckanext.egov.publishing.validation import words
from flask import Blueprint, Response

__all__ = ["egov_validation"]

egov_validation = Blueprint("egov_validation", __name__)
PER_PAGE = 100
_CELLS = ("row", "column", "rule", "value", "limit")


def report(id: str, resource_id: str) -> str:
    """Show what the last check found."""
    package, resource, found = _found(id, resource_id)
    pages = max(1, -(-len(found["errors"]) // PER_PAGE))
    wanted = tk.request.args.get("page", "1")
    page = min(max(int(wanted), 1), pages) if wanted.isascii() and wanted.isdecimal() else 1
    start = (page - 1) * PER_PAGE
    values = {
        "pkg_dict": package,
        "resource": resource,
        "report": found,
        "errors": found["errors"][start : start + PER_PAGE],
        "page": page,
        "pages": pages,
        "state": words.state_words(found["state"], found["rules"], found["error_count"]),
    }
    return tk.render("validation/report.html", values)


def check_again(id: str, resource_id: str) -> Any:
    """Have the table checked again."""
    try:
        tk.get_action("resource_validate")({}, {"id": resource_id})
    except tk.ObjectNotFound:
        tk.abort(404, tk._("There is no table here to check."))
    except tk.NotAuthorized:
        tk.abort(403, tk._("You may not have this table checked."))
    tk.h.flash_success(tk._("The table is being checked. Come back to this page in a while."))
    return tk.redirect_to("egov_validation.report", id=id, resource_id=resource_id)


def download(id: str, resource_id: str, format: str) -> Response:
    """Send the report as a file."""
    _package, _resource, found = _found(id, resource_id)
    if format == "json":
        text = json.dumps(found, ensure_ascii=False, indent=2)
        response = Response(text, content_type="application/json; charset=utf-8")
    else:
        # Spreadsheet programs take a CSV for an old encoding without this mark.
        response = Response("\ufeff" + _sheet(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="validation.{format}"'
    return response


def _sheet(found: dict[str, Any]) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow([*_CELLS, "message"])
    for error in found["errors"]:
        cells = [str(error[key]) for key in _CELLS]
        writer.writerow([safe_cell(cell) for cell in (*cells, words.rule_words(error))])
    return sheet.getvalue()


def _found(id: str, resource_id: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    try:
        package = tk.get_action("package_show")({}, {"id": id})
        resource = tk.get_action("resource_show")({}, {"id": resource_id})
        if resource["package_id"] != package["id"]:
            raise tk.ObjectNotFound
        found = tk.get_action("resource_validation_show")({}, {"id": resource_id})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        tk.abort(404, tk._("There is no such table."))
    return package, resource, found


_ROOM = "/dataset/<id>/resource/<resource_id>/validation"
egov_validation.add_url_rule(_ROOM, view_func=report)
egov_validation.add_url_rule(_ROOM, view_func=check_again, methods=["POST"])
egov_validation.add_url_rule(f"{_ROOM}.<any(json, csv):format>", view_func=download)
