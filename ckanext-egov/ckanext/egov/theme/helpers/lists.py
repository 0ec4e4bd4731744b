"""Template helpers of pages that list things: filters, paging, the same list as data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

from .things import egov_organization_title

__all__ = ["egov_applied_filters", "egov_filters", "egov_page_links", "egov_search_as_data"]


def egov_filters(titles: dict[str, str], facets: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the filters that have something to choose, in their order."""
    filters = []
    for name, title in titles.items():
        items = [
            item | {"display_name": _item_title(name, item)}
            for item in tk.h.get_facet_items_dict(name, facets)
        ]
        if items:
            active = any(item["active"] for item in items)
            filters.append({"name": name, "title": title, "items": items, "active": active})
    return filters


def egov_applied_filters(
    grouped: dict[str, list[str]] | None,
    facets: dict[str, Any],
    titles: dict[str, str],
    remove: Callable[[str, str], str],
) -> list[dict[str, str]]:
    """Return the filters in use, each with the address of the list without it."""
    return [
        {
            "title": titles.get(field, field),
            "value": _shown(facets, field, value),
            "remove": remove(field, value),
        }
        for field, values in (grouped or {}).items()
        for value in values
    ]


def _shown(facets: dict[str, Any], field: str, value: str) -> str:
    items = facets.get(field, {}).get("items", []) if facets else []
    return next((_item_title(field, item) for item in items if item["name"] == value), value)


def _item_title(field: str, item: dict[str, Any]) -> str:
    return egov_organization_title(item) if field == "organization" else item["display_name"]


def egov_search_as_data() -> str:
    """Return the API call that gives the list of this page."""
    query = {"q": tk.request.args.get("q", "")}
    filters = [
        f'{name}:"{value}"'
        for name, value in tk.request.args.items(multi=True)
        if name not in ("q", "page", "sort") and not name.startswith("_") and '"' not in value
    ]
    if filters:
        query["fq"] = " ".join(filters)
    if tk.request.args.get("sort"):
        query["sort"] = tk.request.args["sort"]
    return tk.h.url_for(
        "api.action", ver=3, logic_function="package_search", locale="default", **query
    )


def egov_page_links(page: Any) -> dict[str, Any]:
    """Return where a list goes from here: previous and next page with their place in the whole."""
    links: dict[str, Any] = {"page": page.page, "pages": page.page_count}
    if page.page > 1:
        links["previous"] = _page_url(page.page - 1)
    if page.page < page.page_count:
        links["next"] = _page_url(page.page + 1)
    return links


def _page_url(number: int) -> str:
    """Return the current address with another page number."""
    pairs = [(key, value) for key, value in tk.request.args.items(multi=True) if key != "page"]
    query = tk.h.urlencode([*pairs, ("page", number)])
    return f"{tk.h.url_for(tk.request.path)}?{query}"
