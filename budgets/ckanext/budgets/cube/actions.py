"""API actions: sums of budgets, the facts behind them, and what they can be asked by."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.budgets.cube import asking, schema
from ckanext.budgets.cube.files import cube_of

__all__ = ["budget_aggregate", "budget_facts", "budget_members"]


def _checked(data_dict: DataDict, wanted: Any, context: Context) -> dict[str, Any]:
    asked, errors = tk.navl_validate(dict(data_dict), wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    return asked


@tk.side_effect_free
def budget_aggregate(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Sum a budget. What would count money twice is refused, with what can be chosen instead.

    :param id: name or id of a budget dataset, or id of one of its resources
    :param drilldown: axes that make cells, joined by `|`: `functional:1|fiscal_year` (optional)
    :param cut: conditions joined by `|`, values by `;`, `~` for no value:
        `phase:executed|fiscal_year:2020;2021` (optional)
    :param measures: of `amount`, `rows`, `per_head`, `real`, joined by `|` (optional)
    :param order: `amount`, `rows` or an axis, with `:asc` or `:desc`, joined by `|` (optional)
    :param page: number of the page (optional, 1)
    :param page_size: cells on a page (optional, 1000; at most 10,000)
    :param population: resource with the number of people (optional: the portal's)
    :param deflator: resource with an index of prices (optional: the portal's)
    :param base_year: the year in whose money real amounts are (optional: the last of the index)
    :returns: `cells`, `total_cell_count`, `total` (null where it would count twice, and then
        `total_refused` says why), `rows`, `currencies`, `excluded`; amounts are exact decimals
        in text
    """
    asked = _checked(data_dict, schema.budget_aggregate_schema(), context)
    tk.check_access("budget_aggregate", context, asked)
    return asking.aggregate(context, cube_of(context, asked["id"]), asked)


@tk.side_effect_free
def budget_facts(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List the facts behind a sum, each with the row of the source it came from.

    :param id: name or id of a budget dataset, or id of one of its resources
    :param cut: conditions as for `budget_aggregate` (optional)
    :param page: number of the page (optional, 1)
    :param page_size: facts on a page (optional, 100; at most 10,000)
    :returns: `facts` (with `resource` and `row`), `total_fact_count`
    """
    asked = _checked(data_dict, schema.budget_facts_schema(), context)
    tk.check_access("budget_facts", context, asked)
    return asking.facts(cube_of(context, asked["id"]), asked)


@tk.side_effect_free
def budget_members(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List the members of an axis of a budget; without an axis, what the budget can be asked.

    :param id: name or id of a budget dataset, or id of one of its resources
    :param axis: an axis such as `functional:1` or `fiscal_year` (optional)
    :param page: number of the page (optional, 1)
    :param page_size: members on a page (optional, 1000)
    :returns: `members` with `key`, `label` and `parents`; or `axes`, `dimensions`, `fiscal_years`,
        `phases`, `directions`, `periods`, `currencies`, `rows`, `excluded`, and `cumulative`:
        resources in which a period holds those before it
    """
    asked = _checked(data_dict, schema.budget_members_schema(), context)
    tk.check_access("budget_members", context, asked)
    return asking.members(cube_of(context, asked["id"]).shape, asked)
