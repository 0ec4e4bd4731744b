"""API actions: which budgets there are, each view as numbers, and the six sectors."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict, Schema
from ckanext.budgets.pages import composing, listing, schema, sectors, telling

__all__ = ["budget_list", "budget_sector_show", "budget_view_show"]


def _checked(data_dict: DataDict, wanted: Schema, context: Context) -> dict[str, Any]:
    asked, errors = tk.navl_validate(dict(data_dict), wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    return asked


@tk.side_effect_free
def budget_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List the budgets that can be looked at, those with the newest year first.

    :param body: name of a public body (optional)
    :param region: SOATO code of a region (optional)
    :returns: for each its `name`, `title`, `body`, `region`, `years`, `phases`, `directions`,
        `currencies`, `dimensions`, number of `rows` and when it was `modified`
    """
    asked = _checked(data_dict, schema.budget_list_schema(), context)
    tk.check_access("budget_list", context, asked)
    wanted = {name: asked[name] for name in ("body", "region") if asked.get(name)}
    return [
        budget
        for budget in listing.budgets(context)
        if all(budget[name] == value for name, value in wanted.items())
    ]


@tk.side_effect_free
def budget_view_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show the numbers of one view of a budget, as its page does under the picture.

    What is not named is chosen as on the page: the newest year that was spent, its last phase,
    expenditure.

    :param id: name or id of the dataset
    :param view: `treemap`, `sunburst`, `bars`, `lines`, `flow`, `map`, `changes`, `amended` or
        `rows` (optional)
    :param year: fiscal year (optional)
    :param phase: `proposed`, `approved`, `adjusted` or `executed` (optional)
    :param direction: `expenditure` or `revenue` (optional)
    :param by: a dimension such as `functional` (optional)
    :param path: keys of members from the highest level down (optional, a list)
    :param region: key of a region (optional)
    :param currency: where a budget has several (optional)
    :param period: part of the year, such as `2023-Q1` (optional)
    :param page: page of the view `rows` (optional)
    :returns: `finding` in a sentence, `columns`, `rows` and `total` as on the page, `chosen`,
        `refused` (why there is no sum, in words), `url` of the page
    """
    asked = _checked(data_dict, schema.budget_view_show_schema(), context)
    tk.check_access("budget_view_show", context, asked)
    dataset = tk.get_action("package_show")(tk.fresh_context(context), {"id": asked["id"]})
    view = composing.compose(context, dataset, _given(asked))
    wrong = view.scene.choice.problems
    if wrong:
        raise tk.ValidationError({name: [tk._("This budget has no such value.")] for name in wrong})
    return telling.of_view(view)


def _given(asked: dict[str, Any]) -> dict[str, list[str]]:
    """What an address would say."""
    given = {name: [asked[name]] for name in schema.NAMES if asked.get(name)}
    return given | {"path": asked.get("path") or []}


@tk.side_effect_free
def budget_sector_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show how much each budget spends on one of the six sectors, the newest year first.

    :param id: `health`, `education`, `employment`, `social_protection`, `environment` or `justice`
    :returns: `sector`, `title`, the COFOG `codes` that are counted and those `without`, and
        `budgets`: `name`, `title`, `currency`, `newest` year, its `phase`, `amount` and `share` of
        all spending, `missing` (codes that this budget does not tell apart) and `years`
    """
    asked = _checked(data_dict, schema.budget_sector_show_schema(), context)
    tk.check_access("budget_sector_show", context, asked)
    sector = next((term for term in sectors.six() if term.code == asked["id"]), None)
    if sector is None:
        raise tk.ObjectNotFound(tk._("There is no such sector."))
    told = sectors.of_all(context, sector.code)
    return telling.of_sector(sector, told)
