"""What the actions of this room take."""

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.egov.paging import page_number
from ckanext.egov.places.usage import FIELDS

PAGE = 20
MOST = 100

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def _paging() -> dict[str, Any]:
    return {"rows": page_number(PAGE, MOST), "start": page_number(0)}


def _vocabulary() -> list[Any]:
    return [_validator("not_empty"), _validator("one_of")(list(FIELDS))]


def _code() -> list[Any]:
    return [_validator("not_empty"), _validator("unicode_safe")]


def vocabulary_usage_schema() -> Schema:
    """A vocabulary, and for districts the region they lie in."""
    region = [_validator("ignore_missing"), _validator("unicode_safe")]
    return {"vocabulary": _vocabulary(), "region": region}


def vocabulary_term_show_schema() -> Schema:
    """A term of a vocabulary and a page of its datasets."""
    return {"vocabulary": _vocabulary(), "id": _code(), **_paging()}


def place_show_schema() -> Schema:
    """A SOATO code and a page of its datasets."""
    return {"id": _code(), **_paging()}
