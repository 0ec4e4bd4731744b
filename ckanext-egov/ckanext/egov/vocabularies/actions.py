"""API actions: the vocabularies as data, beside CKAN's own tag vocabularies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Action, Context, DataDict
from ckanext.egov import vocabularies
from ckanext.egov.vocabularies.term import Term

__all__ = ["vocabulary_list", "vocabulary_show"]


@tk.side_effect_free
@tk.chained_action
def vocabulary_list(
    original_action: Action, context: Context, data_dict: DataDict
) -> list[dict[str, Any]]:
    """List the controlled vocabularies: name, title per language, number of terms.

    CKAN's own tag vocabularies follow in their usual form.
    """
    tk.check_access("vocabulary_list", context, data_dict)
    ours = [
        {
            "id": name,
            "name": name,
            "title": vocabularies.title(name),
            "count": len(vocabularies.terms(name)),
        }
        for name in vocabularies.names()
    ]
    return ours + original_action(context, data_dict)


@tk.side_effect_free
@tk.chained_action
def vocabulary_show(
    original_action: Action, context: Context, data_dict: DataDict
) -> dict[str, Any]:
    """Show one vocabulary with its terms.

    :param id: name of the vocabulary, one of `vocabulary_list`
    :param region: for `districts`: SOATO code of a region (optional)
    :param on: for `districts`: only those that exist on this day, YYYY-MM-DD (optional)
    """
    tk.check_access("vocabulary_show", context, data_dict)
    name = data_dict.get("id")
    if name not in vocabularies.names():
        return original_action(context, data_dict)
    return {
        "id": name,
        "name": name,
        "title": vocabularies.title(name),
        "terms": [term.as_dict() for term in _terms(name, data_dict)],
    }


def _terms(name: str, data_dict: DataDict) -> Sequence[Term]:
    if name != "districts":
        return vocabularies.terms(name)
    return vocabularies.districts(data_dict.get("region") or None, _day(data_dict.get("on")))


def _day(text: Any) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        message = tk._("Write the day as YYYY-MM-DD, for example 2026-11-23")
        raise tk.ValidationError({"on": [message]}) from error
