"""Pages of the dictionary: the form, the downloads, the import."""

from __future__ import annotations

from itertools import chain
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.dictionary import decoding, form, words
from ckanext.egov.publishing.dictionary.column import Column, columns
from ckanext.egov.publishing.dictionary.imported import Unreadable
from flask import Blueprint, Response
from flask.views import MethodView

__all__ = ["egov_dictionary"]

egov_dictionary = Blueprint("egov_dictionary", __name__)
_TYPES = {"json": "application/json; charset=utf-8", "csv": "text/csv; charset=utf-8"}


def _page(id: str, resource_id: str) -> dict[str, Any]:
    """Return what the pages for editors need, or stop with 404 or 403."""
    try:
        resource = tk.get_action("resource_show")({}, {"id": resource_id})
        package = tk.get_action("package_show")({}, {"id": id})
        if resource["package_id"] != package["id"]:
            raise tk.ObjectNotFound
        fields = tk.get_action("resource_dictionary_show")({}, {"id": resource_id})["fields"]
        tk.check_access("resource_dictionary_update", {}, {"id": resource_id})
    except tk.ObjectNotFound:
        tk.abort(404, tk._("There is no table here to describe."))
    except tk.NotAuthorized:
        tk.abort(403, tk._("You may not change the dictionary of this table."))
    return {"pkg_dict": package, "resource": resource, "columns": columns(fields)}


def _part(all_columns: list[Column]) -> dict[str, Any]:
    """Return the columns on this page of the form, and where the page is among the others."""
    pages = max(1, -(-len(all_columns) // form.COLUMNS_PER_PAGE))
    wanted = tk.request.args.get("page", "1")
    page = min(max(int(wanted), 1), pages) if wanted.isascii() and wanted.isdecimal() else 1
    start = (page - 1) * form.COLUMNS_PER_PAGE
    part = all_columns[start : start + form.COLUMNS_PER_PAGE]
    return {"columns": part, "page": page, "pages": pages, "start": start}


class DictionaryView(MethodView):
    """The form, at the address of CKAN's own."""

    def get(self, id: str, resource_id: str) -> str:
        """Show what is said of each column."""
        page = _page(id, resource_id)
        part = _part(page["columns"])
        return tk.render("dictionary/edit.html", {**page, **part, "errors": {}, "wrong": {}})

    def post(self, id: str, resource_id: str) -> Any:
        """Save; what can't be true comes back with its reason and with everything typed."""
        page = _page(id, resource_id)
        typed = form.fields(tk.request.form)
        try:
            query = {"id": resource_id, "fields": typed}
            tk.get_action("resource_dictionary_update")({}, query)
        except tk.ValidationError as error:
            return self._again(page, typed, error), 400
        tk.h.flash_success(tk._("The dictionary is saved."))
        return tk.redirect_to(
            "egov_dictionary.edit",
            id=id,
            resource_id=resource_id,
            page=tk.request.args.get("page") or None,
        )

    def _again(
        self, page: dict[str, Any], typed: list[dict[str, Any]], error: tk.ValidationError
    ) -> str:
        part = _part(page["columns"])
        by_id = {field["id"]: field for field in typed}
        said = [
            Column.from_field({**column.to_field(), **by_id.get(column.id, {})})
            for column in part["columns"]
        ]
        errors, wrong = _sorted_errors(error.error_dict, typed)
        return tk.render(
            "dictionary/edit.html",
            {**page, **part, "columns": said, "errors": errors, "wrong": wrong},
        )


def _sorted_errors(
    error_dict: dict[str, Any], typed: list[dict[str, Any]]
) -> tuple[dict[str, dict[str, list[str]]], dict[str, Any]]:
    """Return the messages by column and key, and those that belong to no column."""
    found = error_dict.get("fields")
    if isinstance(found, list) and all(isinstance(item, dict) for item in found):
        pairs = zip(typed, found, strict=False)
        return {field["id"]: messages for field, messages in pairs if messages}, {}
    return {}, error_dict


class ImportView(MethodView):
    """Bring in a file: choose, see what changes, confirm."""

    def get(self, id: str, resource_id: str) -> str:
        """Ask for a file."""
        return tk.render("dictionary/import.html", {**_page(id, resource_id), "wrong": {}})

    def post(self, id: str, resource_id: str) -> Any:
        """Show what the file would change, and change it when that was confirmed."""
        page = _page(id, resource_id)
        confirmed = "confirm" in tk.request.form
        content = tk.request.form.get("content", "")
        upload = tk.request.files.get("upload")
        try:
            if upload and not confirmed:
                content = decoding.text(upload.read(decoding.LARGEST + 1))
            query = {"id": resource_id, "content": content, "preview": not confirmed}
            told = tk.get_action("resource_dictionary_import")({}, query)
        except Unreadable as error:
            wrong = {"content": [error.problem.text(tk._)]}
            return tk.render("dictionary/import.html", {**page, "wrong": wrong}), 400
        except tk.ValidationError as error:
            wrong = _flat(error.error_dict)
            return tk.render("dictionary/import.html", {**page, "wrong": wrong}), 400
        if confirmed:
            tk.h.flash_success(tk._("The dictionary is imported."))
            return tk.redirect_to("egov_dictionary.edit", id=id, resource_id=resource_id)
        return tk.render("dictionary/preview.html", {**page, **_shown(told), "content": content})


def _shown(told: dict[str, Any]) -> dict[str, Any]:
    """Return changes and problems as the preview shows them."""
    changes = [
        {
            "column": change["column"],
            "key": words.key_words(change["key"]),
            "before": words.value_words(change["before"]),
            "after": words.value_words(change["after"]),
        }
        for change in told["changes"]
    ]
    errors = [item["message"] for item in told["problems"] if not item["note"]]
    notes = [item["message"] for item in told["problems"] if item["note"]]
    return {"changes": changes, "errors": errors, "notes": notes}


def _flat(error_dict: dict[str, Any]) -> dict[str, list[str]]:
    """Return messages without their place: each names its column or line itself."""
    groups: list[Any] = []
    for found in error_dict.get("fields") or []:
        groups.extend(found.values() if isinstance(found, dict) else [[found]])
    return {"content": list(chain.from_iterable(groups or error_dict.values()))}


def download(id: str, resource_id: str, format: str) -> Response:
    """Send the dictionary as Table Schema or as a spreadsheet."""
    try:
        query = {"id": resource_id, "format": format}
        content = tk.get_action("resource_dictionary_export")({}, query)["content"]
    except (tk.ObjectNotFound, tk.NotAuthorized):
        tk.abort(404, tk._("There is no table here."))
    # Spreadsheet programs take a CSV for an old encoding without this mark.
    text = "\ufeff" + content if format == "csv" else content
    response = Response(text, content_type=_TYPES[format])
    response.headers["Content-Disposition"] = f'attachment; filename="dictionary.{format}"'
    return response


egov_dictionary.add_url_rule(
    "/dataset/<id>/dictionary/<resource_id>", view_func=DictionaryView.as_view("edit")
)
egov_dictionary.add_url_rule(
    "/dataset/<id>/resource/<resource_id>/dictionary/import",
    view_func=ImportView.as_view("import_file"),
)
egov_dictionary.add_url_rule(
    "/dataset/<id>/resource/<resource_id>/dictionary.<any(json, csv):format>",
    view_func=download,
)
