"""What the actions of this room take."""

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema, ValidatorFactory
from ckanext.egov.places.usage import FIELDS

PAGE = 20
MOST = 100


def _paging(default: ValidatorFactory) -> dict[str, Any]:
    natural = tk.get_validator("natural_number_validator")
    return {"rows": [default(PAGE), natural, _at_most], "start": [default(0), natural]}


def _at_most(value: Any) -> Any:
    return min(value, MOST) if isinstance(value, int) else value


def vocabulary_usage_schema() -> Schema:
    """A vocabulary, and for districts the region they lie in."""
    not_empty, one_of = tk.get_validator("not_empty"), tk.get_validator("one_of")
    optional, text = tk.get_validator("ignore_missing"), tk.get_validator("unicode_safe")
    return {"vocabulary": [not_empty, one_of(list(FIELDS))], "region": [optional, text]}


def vocabulary_term_show_schema() -> Schema:
    """A term of a vocabulary and a page of its datasets."""
    not_empty, one_of = tk.get_validator("not_empty"), tk.get_validator("one_of")
    text, default = tk.get_validator("unicode_safe"), tk.get_validator("default")
    return {
        "vocabulary": [not_empty, one_of(list(FIELDS))],
        "id": [not_empty, text],
        **_paging(default),
    }


def place_show_schema() -> Schema:
    """A SOATO code and a page of its datasets."""
    not_empty, text = tk.get_validator("not_empty"), tk.get_validator("unicode_safe")
    return {"id": [not_empty, text], **_paging(tk.get_validator("default"))}
