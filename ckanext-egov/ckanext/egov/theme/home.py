"""What the front page shows, from two searches at most."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError

from . import downloads

SECTOR_FIELD = "vocab_sectors"
NEWEST = 6
MOST_DOWNLOADED = 5


@dataclass(frozen=True)
class FrontPage:
    """Counts of what is published and the datasets worth showing first."""

    datasets: int = 0
    publishers: int = 0
    formats: int = 0
    sectors: dict[str, int] = field(default_factory=dict)
    newest: list[dict[str, Any]] = field(default_factory=list)
    downloaded: list[dict[str, Any]] = field(default_factory=list)


def front_page() -> FrontPage:
    """Search once for counts and the newest, and once more only if something was downloaded."""
    try:
        found = _search(
            {
                "rows": NEWEST,
                "sort": "metadata_created desc",
                "facet.field": ["organization", "res_format", SECTOR_FIELD],
                "facet.limit": 500,
            }
        )
    except SearchError:
        return FrontPage()
    facets = found["search_facets"]
    return FrontPage(
        datasets=found["count"],
        publishers=len(_items(facets, "organization")),
        formats=len(_items(facets, "res_format")),
        sectors={item["name"]: item["count"] for item in _items(facets, SECTOR_FIELD)},
        newest=found["results"],
        downloaded=_downloaded(),
    )


def _downloaded() -> list[dict[str, Any]]:
    """Return the datasets downloaded most, each with its count under `downloads`."""
    counts = downloads.most_downloaded(MOST_DOWNLOADED)
    if not counts:
        return []
    wanted = " OR ".join(counts)
    found = _search({"rows": MOST_DOWNLOADED, "fq": f"id:({wanted})"})["results"]
    ranked = sorted(found, key=lambda dataset: -counts[dataset["id"]])
    return [{**dataset, "downloads": counts[dataset["id"]]} for dataset in ranked]


def _search(query: dict[str, Any]) -> dict[str, Any]:
    """Search as a stranger would: the front page is the same for everybody."""
    context: Any = {"user": "", "ignore_auth": False}
    types = " OR ".join(tk.h.scheming_dataset_schemas(expanded=False))
    fq = f"+dataset_type:({types}) {query.pop('fq', '')}".strip()
    return tk.get_action("package_search")(context, {"q": "*:*", "fq": fq, **query})


def _items(facets: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return facets.get(name, {}).get("items", [])
