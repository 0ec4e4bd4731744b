"""Filters of the dataset search and the names of their values in the reader's language."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

VOCABULARY_OF = {
    "vocab_sectors": "sectors",
    "vocab_groups_in_need": "groups_in_need",
    "vocab_region": "regions",
    "vocab_district": "districts",
    "vocab_local_topic": "local_topics",
    "vocab_frequency": "frequencies",
}


def titles() -> dict[str, str]:
    """The filters offered, in their order."""
    return {
        "vocab_sectors": tk._("Sector"),
        "vocab_groups_in_need": tk._("Group in need"),
        "vocab_region": tk._("Region"),
        "organization": tk._("Body"),
        "res_format": tk._("Format"),
        "license_id": tk._("Licence"),
        "vocab_frequency": tk._("Update frequency"),
    }


def name_values(facets: dict[str, Any]) -> None:
    """Give the values of search results' facets their titles in the reader's language."""
    for name, facet in facets.items():
        for item in facet["items"]:
            title = _title(name, item["name"])
            if title:
                item["display_name"] = title


def _title(facet: str, code: str) -> str | None:
    if facet in VOCABULARY_OF:
        return tk.h.egov_term_title(VOCABULARY_OF[facet], code)
    if facet == "license_id":
        licence = tk.h.egov_licence(code)
        return licence["label"] if licence else None
    return None
