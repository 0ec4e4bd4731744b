"""What a person typed, made into a question that Solr understands in any script."""

import re
from collections.abc import Mapping
from typing import Any

FIELDS = {
    "name": 4,
    "title": 4,
    "title_uz": 4,
    "title_ru": 4,
    "title_kaa": 4,
    "title_en": 4,
    "title_fold": 3,
    "title_prefix": 1.5,
    "tags": 2,
    "groups": 2,
    "keywords_fold": 2,
    "notes_uz": 1,
    "notes_ru": 1,
    "notes_kaa": 1,
    "notes_en": 1,
    "text": 1,
    "text_fold": 0.8,
    "text_stem": 0.8,
    "text_prefix": 0.3,
}
WEIGHTS = " ".join(f"{field}^{weight}" for field, weight in FIELDS.items())

LONGEST = 1_000
MOST_WORDS = 40
"""More than a person types; each word costs Solr a clause for each field."""

_FIELDED = re.compile(r"(?:^|[\s(+\-!])(?:\*|_?[a-z][a-z0-9_.]*_?):(?=[^\s/:])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def search_params(params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a search with our fields, unless the caller writes Solr's own language."""
    typed = params.get("q")
    if not isinstance(typed, str):
        return dict(params)
    query = _CONTROL.sub(" ", typed.encode("utf-8", "replace").decode()).strip()
    if is_fielded(query) or "defType" in params:
        return dict(params) | {"q": query}
    return dict(params) | {"q": plain_words(query), "qf": params.get("qf") or WEIGHTS}


def is_fielded(query: str) -> bool:
    """Whether this is Solr's language (`title:water`), not words with a colon among them."""
    return query.startswith("{!") or bool(_FIELDED.search(query))


def plain_words(query: str) -> str:
    """What was typed as words only. CKAN would take a colon for a field name."""
    words = query[:LONGEST].replace(":", " ").replace("{!", " ").split()[:MOST_WORDS]
    return " ".join(words)
