"""What the search index gets of a dataset: its texts by language and the names it goes by."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

FIELD_OF_LANGUAGE = {"uz": "uz", "uz_Cyrl": "uz", "ru": "ru", "kaa": "kaa", "en": "en"}
"""Both Uzbek scripts are one field: the index folds them to one key."""

LONGEST_STRING = 10_000
"""Solr refuses a whole document for one plain string of more than 32 KB."""

Texts = Mapping[str, str]


def search_fields(dataset: Mapping[str, Any], names: Iterable[Texts]) -> dict[str, list[str]]:
    """The fields of ours: titles and summaries by language, keywords and names in all of them."""
    fields: dict[str, list[str]] = {}
    for part in ("title", "notes"):
        for language, text in texts(dataset.get(f"{part}_translated")).items():
            field = f"{part}_{FIELD_OF_LANGUAGE.get(language, 'en')}"
            fields.setdefault(field, []).append(text)
    keywords = [*_keywords(dataset.get("tags_translated")), *_all(names)]
    return fields | ({"keywords_fold": list(dict.fromkeys(keywords))} if keywords else {})


def without_bulk(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without texts that would be searched as JSON and strings Solr cannot take."""
    return {key: value for key, value in document.items() if not _is_bulk(key, value)}


def texts(value: Any) -> dict[str, str]:
    """The `{language: text}` of a translated field, also when it is kept as JSON."""
    found = _decoded(value)
    return {
        language: text for language, text in found.items() if isinstance(text, str) and text.strip()
    }


def _decoded(value: Any) -> Mapping[str, Any]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return {}
    return value if isinstance(value, Mapping) else {}


def _keywords(value: Any) -> list[str]:
    words = []
    for tags in _decoded(value).values():
        words += [tags] if isinstance(tags, str) else tags or []
    return [word for word in words if isinstance(word, str) and word.strip()]


def _all(names: Iterable[Texts]) -> list[str]:
    return [text for name in names for text in name.values() if text]


TEXT_FIELDS = frozenset(
    {"title", "notes", "data_dict", "validated_data_dict", "author", "maintainer", "text"}
)


def _is_bulk(key: str, value: Any) -> bool:
    if key.endswith("_translated"):
        return True
    if key in TEXT_FIELDS or key.startswith(("extras_", "res_", "title_", "notes_")):
        return False
    return isinstance(value, str) and len(value) > LONGEST_STRING
