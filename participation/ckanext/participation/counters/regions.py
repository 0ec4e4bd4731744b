"""Counts by region as they may be shown: small ones are left out, as in the dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.egov import vocabularies
from ckanext.egov.answers import obligations, officials

from . import suppression


def shown(
    context: Context, body: str, rules: Mapping[str, Any], counts: Mapping[str, int]
) -> dict[str, int | None]:
    """Valid acts of one feature by region ("" is none named); None where a number is left out."""
    cells = {code: counts.get(code, 0) for code in codes(counts)}
    if sees_all(context, body):
        return {**cells}
    least = suppression.least_of(rules)
    gone = suppression.hidden_while_counting(list(cells.values()), least)
    return {
        code: None if out else cell for (code, cell), out in zip(cells.items(), gone, strict=True)
    }


def codes(counts: Mapping[str, int]) -> list[str]:
    """All regions, those of the counts that are no region any more, and no region."""
    known = [place.code for place in vocabularies.regions()]
    return [*known, *sorted(set(counts) - {*known, ""}), ""]


def sees_all(context: Context, body: str) -> bool:
    """Whether these are officials of the body, who have shown their second factor."""
    try:
        officials.require(context, obligations.body_name(body))
    except tk.NotAuthorized:
        return False
    return True
