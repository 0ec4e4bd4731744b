"""Code lists of the portal: is there one, what is it called, which codes does it have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov import vocabularies
from ckanext.egov.publishing.dictionary.code_list import CodeList
from ckanext.egov.publishing.dictionary.problem import _

PAGE = 10_000


def missing(codes: CodeList, context: Any = None) -> str:
    """Return why the code list can't be used, or nothing; the context tells who asks."""
    if codes.vocabulary:
        return "" if codes.vocabulary in names() else _("There is no vocabulary «{name}».")
    fields = _fields(codes.resource, context)
    if fields is None:
        return _("There is no table «{name}».")
    return "" if codes.column in fields else _("The table has no column as in «{name}».")


def names() -> list[str]:
    """Return the names of the vocabularies that a column can use."""
    return [item["name"] for item in tk.get_action("vocabulary_list")({}, {})]


def codes(codes: CodeList, context: Any = None) -> Iterator[str]:
    """Return each code of the list as text."""
    if codes.vocabulary:
        shown = tk.get_action("vocabulary_show")({}, {"id": codes.vocabulary})
        return (str(term["code"]) for term in shown.get("terms", []))
    return _column_values(codes, context)


def link(codes: CodeList) -> dict[str, str]:
    """Return title and address of a code list for the reader."""
    if codes.vocabulary:
        url = tk.h.url_for("api.action", ver=3, logic_function="vocabulary_show")
        return {"title": _title(codes.vocabulary), "url": f"{url}?id={codes.vocabulary}"}
    try:
        resource = tk.get_action("resource_show")({}, {"id": codes.resource})
    except (tk.ObjectNotFound, tk.NotAuthorized):
        return {"title": str(codes), "url": ""}
    url = tk.h.url_for("resource.read", id=resource["package_id"], resource_id=resource["id"])
    return {"title": f"{tk.h.resource_display_name(resource)}, {codes.column}", "url": url}


def _fresh(context: Any) -> Any:
    """Actions write into the context that they are given."""
    return dict(context or {})


def _title(vocabulary: str) -> str:
    try:
        return tk.h.egov_text(vocabularies.title(vocabulary)) or vocabulary
    except KeyError:
        return vocabulary


def _fields(resource: str, context: Any) -> list[str] | None:
    try:
        info = tk.get_action("datastore_info")(_fresh(context), {"id": resource})
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError):
        return None
    return [field["id"] for field in info["fields"]]


def _column_values(codes: CodeList, context: Any) -> Iterator[str]:
    query: dict[str, Any] = {
        "resource_id": codes.resource,
        "fields": [codes.column],
        "distinct": True,
        "sort": codes.column,
        "limit": PAGE,
        "include_total": False,
    }
    for offset in range(0, 100 * PAGE, PAGE):
        page = {**query, "offset": offset}
        records = tk.get_action("datastore_search")(_fresh(context), page)["records"]
        yield from (str(row[codes.column]) for row in records if row[codes.column] is not None)
        if len(records) < PAGE:
            return
