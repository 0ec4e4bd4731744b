"""Filters of a list as a form: what can be chosen, what is chosen, the address without it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model

NAMES = ("kind", "body", "region", "sector", "group")
VOCABULARIES = {"region": "regions", "sector": "sectors", "group": "groups_in_need"}
Counts = Mapping[str, Mapping[str, int]]


def asked() -> dict[str, str]:
    """The filters in the address of this page, as they were given."""
    return {name: tk.request.args[name] for name in NAMES if tk.request.args.get(name)}


def fields(kinds: Mapping[str, str], counts: Counts | None = None) -> list[dict[str, Any]]:
    """The fields of the form; with counts only what has something, and how many."""
    chosen = asked()
    return [
        {
            "name": name,
            "title": title,
            "value": chosen.get(name, ""),
            "options": _options(_choices(name, kinds), _counted(counts, name), chosen.get(name)),
        }
        for name, title in _titles().items()
    ]


def applied(form: list[dict[str, Any]], page: str) -> list[dict[str, str]]:
    """The filters in use, each with the address of the page without it."""
    return [
        {
            "title": field["title"],
            "value": _label(field),
            "remove": _address(page, without=field["name"]),
        }
        for field in form
        if field["value"]
    ]


def query() -> str:
    """The filters of this page as the end of an address: for feeds, other states, data."""
    return tk.h.urlencode(list(asked().items()))


def _address(page: str, without: str) -> str:
    pairs = [
        (name, value)
        for name, value in tk.request.args.items(multi=True)
        if name not in (without, "page")
    ]
    return f"{page}?{tk.h.urlencode(pairs)}" if pairs else page


def _titles() -> dict[str, str]:
    return {
        "sector": tk._("Sector"),
        "group": tk._("Group in need"),
        "region": tk._("Region"),
        "body": tk._("Public body"),
        "kind": tk._("Kind"),
    }


def _choices(name: str, kinds: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Value in the address, key of the counts, and label of each choice."""
    if name == "kind":
        return [(code, code, title) for code, title in kinds.items()]
    if name == "body":
        return _bodies()
    terms = tk.h.egov_terms(VOCABULARIES[name])
    return [(term["code"], term["code"], term["label"]) for term in terms]


def _bodies() -> list[tuple[str, str, str]]:
    group: Any = model.Group
    rows = model.Session.query(group.id, group.name, group.title).filter(
        group.is_organization.is_(True), group.state == "active"
    )
    shown = [
        (name, id_, tk.h.egov_organization_title({"name": name, "title": title}))
        for id_, name, title in rows
    ]
    return sorted(shown, key=lambda choice: choice[2].casefold())


def _options(
    choices: list[tuple[str, str, str]], counts: Mapping[str, int] | None, chosen: str | None
) -> list[dict[str, Any]]:
    return [
        {"value": value, "label": label, "count": counts.get(key) if counts is not None else None}
        for value, key, label in choices
        if counts is None or counts.get(key) or value == chosen
    ]


def _counted(counts: Counts | None, name: str) -> Mapping[str, int] | None:
    return None if counts is None else counts.get(name, {})


def _label(field: dict[str, Any]) -> str:
    found = (item["label"] for item in field["options"] if item["value"] == field["value"])
    return next(found, field["value"])
