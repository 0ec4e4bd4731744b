"""What the actions of reading take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.egov.paging import page_number

from ..schema import number

PAGE, MOST_ROWS = 20, 100
SHOW = ("open", "waiting", "answered", "closed", "rejected", "all")
SORTS = ("relevance", "newest", "this-hour", "most-signed", "closing", "oldest-waiting")
WORDS_MOST = 200
"""Characters of a search: a title and some more."""

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def petition_show_schema() -> Schema:
    """The number of a petition."""
    return {"process_no": number()}


def petition_related_schema() -> Schema:
    """The number of a petition, and how many of each kind."""
    return {"process_no": number(), "rows": page_number(5, 20)}


def petition_similar_schema() -> Schema:
    """A text, and how many petitions like it."""
    return {"text": [_validator("not_empty"), _words], "rows": page_number(5, 20)}


def petition_list_schema() -> Schema:
    """Which petitions, in which order, which page of them."""
    default, one_of = _validator("default"), _validator("one_of")
    return {
        "show": [default("open"), one_of(list(SHOW))],
        "sort": [_validator("ignore_empty"), one_of(list(SORTS))],
        "q": [_validator("ignore_empty"), _words],
        **{name: [_validator("ignore_empty"), _words] for name in FILTERS},
        "rows": page_number(PAGE, MOST_ROWS),
        "start": page_number(0),
    }


FILTERS = ("body", "region", "near", "sector", "group")
"""What narrows a list, each by a name or a code."""


def _words(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value or len(value) > WORDS_MOST:
        raise tk.Invalid(tk._("This is no text that can be looked for."))
    return value.strip()
