from __future__ import annotations

import json
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckanext.egov import vocabularies

from . import documents, queries


class SearchPlugin(p.SingletonPlugin):
    """Finds datasets by words in Uzbek of any script, Russian, Karakalpak and English."""

    p.implements(p.IPackageController, inherit=True)

    # IPackageController
    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        dataset = json.loads(pkg_dict["validated_data_dict"])
        fields = documents.search_fields(dataset, [*_publisher(dataset), *_terms(dataset)])
        return documents.without_bulk(pkg_dict) | fields

    def before_dataset_search(self, search_params: dict[str, Any]) -> dict[str, Any]:
        return queries.search_params(search_params)


def _publisher(dataset: dict[str, Any]) -> list[dict[str, str]]:
    if not dataset.get("owner_org"):
        return []
    plain = {
        "id": dataset["owner_org"],
        "include_dataset_count": False,
        "include_users": False,
        "include_groups": False,
        "include_followers": False,
        "include_tags": False,
    }
    try:
        body = tk.get_action("organization_show")({"ignore_auth": True}, plain)
    except tk.ObjectNotFound:
        return []
    return [{"": body.get("title") or ""}, documents.texts(body.get("title_translated"))]


def _terms(dataset: dict[str, Any]) -> list[dict[str, str]]:
    codes = [
        ("sectors", dataset.get("sectors")),
        ("groups_in_need", dataset.get("groups_in_need")),
        ("local_topics", dataset.get("local_topic")),
    ]
    found = [
        vocabularies.term(name, code)
        for name, value in codes
        for code in ([value] if isinstance(value, str) else value or [])
    ]
    found += [vocabularies.place(dataset.get(part) or "") for part in ("region", "district")]
    return [dict(term.title) for term in found if term]
