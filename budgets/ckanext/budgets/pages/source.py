"""The numbers of a page, asked of the same actions that everybody can call."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.budgets.cube.files import cube_of
from ckanext.budgets.cube.shape import Shape

MOST_PARTS = 2000


@dataclass(frozen=True)
class Sums:
    """Cells with amounts as exact decimals; `total` is None where there is none."""

    cells: list[dict[str, Any]]
    total: Decimal | None
    count: int
    base_year: int | None


class Source:
    """One budget on behalf of one reader."""

    def __init__(self, context: Context, dataset: dict[str, Any]) -> None:
        self.context = context
        self.dataset = dataset
        self.shape: Shape = cube_of(context, dataset["id"]).shape

    def sums(self, drilldown: str, cut: str, **more: Any) -> Sums:
        """Sums by axes; raises ValidationError as the action does."""
        asked = {"id": self.dataset["id"], "drilldown": drilldown, "cut": cut}
        asked |= {"page_size": MOST_PARTS} | more
        found = tk.get_action("budget_aggregate")(tk.fresh_context(self.context), asked)
        for cell in found["cells"]:
            for name in ("amount", "real", "per_head"):
                if cell.get(name) is not None:
                    cell[name] = Decimal(cell[name])
        total = None if found["total"] is None else Decimal(found["total"])
        return Sums(found["cells"], total, found["total_cell_count"], found["base_year"])

    def facts(self, cut: str, page: int, size: int) -> dict[str, Any]:
        """A page of facts with the rows they came from."""
        asked = {"id": self.dataset["id"], "cut": cut, "page": page, "page_size": size}
        found = tk.get_action("budget_facts")(tk.fresh_context(self.context), asked)
        for fact in found["facts"]:
            fact["amount"] = Decimal(fact["amount"])
        return found

    def file_of(self, resource_id: str) -> str:
        """The page of the file that a fact came from."""
        kind = self.dataset.get("type") or "dataset"
        endpoint = "resource.read" if kind == "dataset" else f"{kind}_resource.read"
        return tk.url_for(endpoint, id=self.dataset["name"], resource_id=resource_id)
