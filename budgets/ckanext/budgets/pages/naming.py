"""Names of what a budget is made of, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.cube.shape import Shape, dimension_of
from ckanext.budgets.pages import cofog
from ckanext.egov import vocabularies

VOCABULARIES = {"sector": "sectors", "geo": "regions"}
"""Dimensions whose codes the portal knows by names in each language."""


def member(shape: Shape, level: str, key: str | None) -> str:
    """What a member is called: COFOG in the reader's language, others as the source has it."""
    if key is None:
        return tk._("Not broken down further")
    known = _known(shape, level, key)
    if known:
        return tk.h.egov_text(known["title"])
    vocabulary = VOCABULARIES.get(dimension_of(level))
    term = vocabularies.term(vocabulary, key) if vocabulary else None
    return tk.h.egov_text(dict(term.title)) if term else shape.label(level, key)


def plain_words(shape: Shape, level: str, key: str | None) -> str:
    """What the money of a line pays for; "" where nobody has written it."""
    known = _known(shape, level, key or "")
    return tk.h.egov_text(known["words"]) if known else ""


def _known(shape: Shape, level: str, key: str) -> Mapping[str, Any] | None:
    if shape.taxonomies.get(dimension_of(level)) != "cofog":
        return None
    return cofog.words().get(key)


def dimension(name: str) -> str:
    """The question that a dimension answers."""
    words = {
        "functional": tk._("What it is for"),
        "administrative": tk._("Who spends it"),
        "functional_generic": tk._("What it is for"),
        "economic": tk._("What is bought"),
        "economic_generic": tk._("What is bought"),
        "activity": tk._("Programmes"),
        "programme": tk._("Programmes"),
        "geo": tk._("Regions"),
        "fund": tk._("Sources of money"),
        "fin_source": tk._("Sources of money"),
        "sector": tk._("Sectors"),
        "expenditure_type": tk._("Kind of spending"),
    }
    return words.get(name, name.replace("_", " ").capitalize())


def phase(name: str, direction: str = "expenditure") -> str:
    """A phase as people say it."""
    words = {
        "proposed": tk._("Proposed"),
        "approved": tk._("Approved"),
        "adjusted": tk._("Adjusted"),
        "executed": tk._("Received") if direction == "revenue" else tk._("Spent"),
    }
    return words.get(name, name)


def direction(name: str) -> str:
    """Where the money goes."""
    return {"expenditure": tk._("Expenditure"), "revenue": tk._("Revenue")}.get(name, name)


def view(name: str) -> str:
    """What a view shows."""
    words = {
        "treemap": tk._("Shares"),
        "sunburst": tk._("Rings"),
        "bars": tk._("Plan and result"),
        "lines": tk._("Over the years"),
        "flow": tk._("Flow"),
        "map": tk._("Regions"),
        "changes": tk._("Changes"),
        "amended": tk._("Added and cut"),
        "rows": tk._("Source rows"),
    }
    return words[name]
