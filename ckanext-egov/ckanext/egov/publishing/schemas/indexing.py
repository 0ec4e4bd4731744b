"""What the search index knows of a dataset's description: codes as exact, repeated values."""

from __future__ import annotations

import json
from typing import Any

LISTS = ("sectors", "groups_in_need")
CODES = ("region", "district", "local_topic", "frequency")


def facet_fields(dataset: dict[str, Any]) -> dict[str, list[str]]:
    """The `vocab_*` fields of a dataset as it goes to the index."""
    fields = {f"vocab_{name}": _codes(dataset.get(name)) for name in LISTS}
    fields |= {f"vocab_{name}": [dataset[name]] for name in CODES if dataset.get(name)}
    fields["vocab_realtime"] = ["true"] if dataset.get("realtime") in (True, "true") else []
    fields["vocab_languages"] = sorted(_texts(dataset.get("title_translated")))
    return {name: codes for name, codes in fields.items() if codes}


def without_mappings(dataset: dict[str, Any]) -> dict[str, Any]:
    """Solr reads a mapping as an update command, so texts per language go in as JSON."""
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
        for name, value in dataset.items()
    }


def _codes(value: Any) -> list[str]:
    if isinstance(value, str):
        value = json.loads(value) if value.startswith("[") else [value] if value else []
    return [str(code) for code in value or []]


def _texts(value: Any) -> dict[str, str]:
    if isinstance(value, str):
        value = json.loads(value) if value.startswith("{") else {}
    return value or {}
