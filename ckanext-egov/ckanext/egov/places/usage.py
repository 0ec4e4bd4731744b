"""Which datasets and bodies belong to a term of a vocabulary, asked of the search index."""

from collections.abc import Sequence
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.egov import vocabularies
from ckanext.egov.vocabularies import Place, Term

# Vocabulary -> the field of the search index that holds the codes of a dataset.
FIELDS = {
    "sectors": "vocab_sectors",
    "groups_in_need": "vocab_groups_in_need",
    "regions": "vocab_region",
    "districts": "vocab_district",
}
MOST_BODIES = 50


def counts(context: Context, vocabulary: str) -> dict[str, int]:
    """Number of datasets per code, codes without datasets left out."""
    field = FIELDS[vocabulary]
    found = _search(context, {"rows": 0, "facet.field": [field], "facet.limit": -1})
    return {item["name"]: item["count"] for item in found["search_facets"][field]["items"]}


def term_rows(context: Context, vocabulary: str, terms: Sequence[Term]) -> list[dict[str, Any]]:
    """The terms as data, each with its number of datasets."""
    number = counts(context, vocabulary)
    return [term.as_dict() | {"count": number.get(term.code, 0)} for term in terms]


def datasets_of(
    context: Context, vocabulary: str, code: str, rows: int, start: int
) -> dict[str, Any]:
    """The newest datasets of a term and the bodies that publish them."""
    found = _search(
        context,
        {
            "fq": filter_query(vocabulary, code),
            "rows": rows,
            "start": start,
            "sort": "metadata_modified desc",
            "facet.field": ["organization"],
            "facet.limit": MOST_BODIES,
        },
    )
    return {
        "count": found["count"],
        "datasets": found["results"],
        "bodies": _bodies(found["search_facets"]["organization"]["items"]),
    }


def filter_query(vocabulary: str, code: str) -> str:
    """The `fq` of package_search that finds the datasets of a term."""
    return f'{FIELDS[vocabulary]}:"{code}"'


def find_term(vocabulary: str, code: str) -> Term:
    """The term with that code; ObjectNotFound when there is none."""
    term = vocabularies.term(vocabulary, code)
    if term is None:
        raise tk.ObjectNotFound(tk._("Nothing has the code {code}").format(code=code))
    return term


def find_place(code: str) -> Place:
    """The region, district or city with that SOATO code; ObjectNotFound when there is none."""
    place = vocabularies.place(code)
    if place is None:
        raise tk.ObjectNotFound(tk._("No place has the SOATO code {code}").format(code=code))
    return place


def _search(context: Context, query: dict[str, Any]) -> dict[str, Any]:
    return tk.get_action("package_search")(tk.fresh_context(context), query)


def _bodies(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ordered = sorted(items, key=lambda item: (-item["count"], item["display_name"]))
    return [
        {"name": item["name"], "title": item["display_name"], "count": item["count"]}
        for item in ordered
    ]
