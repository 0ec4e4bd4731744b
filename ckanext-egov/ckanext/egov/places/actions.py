"""API actions: how many datasets each term of a vocabulary has, and which."""

from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.egov import vocabularies
from ckanext.egov.places import schema, usage

__all__ = ["place_show", "vocabulary_term_show", "vocabulary_usage"]


def _valid(data_dict: DataDict, wanted: Any, context: Context) -> dict[str, Any]:
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    return data


@tk.side_effect_free
def vocabulary_usage(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Count the datasets of every term of a vocabulary.

    :param vocabulary: `sectors`, `groups_in_need`, `regions` or `districts`
    :param region: for `districts`: SOATO code of a region (optional)
    :returns: `vocabulary`, `field` of the search index, and `terms`, each with its `count`
    """
    tk.check_access("vocabulary_usage", context, data_dict)
    asked = _valid(data_dict, schema.vocabulary_usage_schema(), context)
    name = asked["vocabulary"]
    terms = list(vocabularies.terms(name))
    if name == "districts" and asked.get("region"):
        terms = list(vocabularies.districts(asked["region"], on=date.today()))
    return {
        "vocabulary": name,
        "field": usage.FIELDS[name],
        "terms": usage.term_rows(context, name, terms),
    }


@tk.side_effect_free
def vocabulary_term_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show a term of a vocabulary, its datasets and the bodies that publish them.

    :param vocabulary: `sectors`, `groups_in_need`, `regions` or `districts`
    :param id: code of the term
    :param rows: how many datasets, at most 100 (optional, 20)
    :param start: how many datasets to skip (optional, 0)
    :returns: the term with `count`, `datasets` and `bodies`
    """
    tk.check_access("vocabulary_term_show", context, data_dict)
    asked = _valid(data_dict, schema.vocabulary_term_show_schema(), context)
    term = usage.find_term(asked["vocabulary"], asked["id"])
    found = usage.datasets_of(
        context, asked["vocabulary"], term.code, asked["rows"], asked["start"]
    )
    return term.as_dict() | found


@tk.side_effect_free
def place_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show a region, district or city: its datasets, its bodies and, for a region, its districts.

    :param id: SOATO code
    :param rows: how many datasets, at most 100 (optional, 20)
    :param start: how many datasets to skip (optional, 0)
    :returns: the place with `count`, `datasets`, `bodies` and `districts`
    """
    tk.check_access("place_show", context, data_dict)
    asked = _valid(data_dict, schema.place_show_schema(), context)
    place = usage.find_place(asked["id"])
    is_region = place.region is None
    name = "regions" if is_region else "districts"
    parts = list(vocabularies.districts(place.code, on=date.today())) if is_region else []
    found = usage.datasets_of(context, name, place.code, asked["rows"], asked["start"])
    districts = usage.term_rows(context, "districts", parts) if parts else []
    return place.as_dict() | found | {"districts": districts}
