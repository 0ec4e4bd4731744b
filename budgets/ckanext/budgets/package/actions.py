"""API actions: a budget for other programs, and what became of reading its files."""

from __future__ import annotations

import json
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict
from ckanext.budgets.package import descriptor, messages, records
from ckanext.budgets.package.jobs import TYPE
from ckanext.budgets.package.model import BadModel, BudgetModel, model_of

__all__ = ["budget_check_show", "budget_datapackage_show"]


@tk.side_effect_free
def budget_datapackage_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return the `datapackage.json` of a budget: Fiscal Data Package 1.0.

    :param id: name or id of a budget dataset
    :returns: the descriptor, each column with its `columnType`
    """
    dataset = _budget(context, "budget_datapackage_show", data_dict)
    found = []
    for resource in dataset["resources"]:
        asked = {"id": resource["id"], "format": "json"}
        try:
            export = tk.get_action("resource_dictionary_export")(tk.fresh_context(context), asked)
        except tk.ObjectNotFound:
            continue
        model = _model(context, resource)
        found.append(descriptor.resource(resource, json.loads(export["content"]), model))
    return descriptor.package(dataset, found)


@tk.side_effect_free
def budget_check_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Tell what became of the files of a budget: which rows are in no sum, and what is wrong.

    :param id: name or id of a budget dataset
    :returns: `resources`, each with `resource_id`, `passed`, `facts`, `problems` in words,
        `excluded` rows by reason, `explanations` of the publisher and `built_at`
    """
    dataset = _budget(context, "budget_check_show", data_dict)
    read = [(resource, records.find(resource["id"])) for resource in dataset["resources"]]
    return {"resources": [_told(resource, build) for resource, build in read if build]}


def _told(resource: dict[str, Any], build: Any) -> dict[str, Any]:
    return {
        "resource_id": resource["id"],
        "passed": build.passed,
        "facts": build.facts,
        "problems": [messages.words(messages.from_record(held)) for held in build.problems],
        "excluded": [
            {"code": code, "reason": messages.reason(code), "rows": rows}
            for code, rows in build.excluded.items()
        ],
        "explanations": resource.get("budget_explanations") or {},
        "built_at": build.built_at.isoformat(),
    }


def _budget(context: Context, action: str, data_dict: DataDict) -> dict[str, Any]:
    asked = {"id": tk.get_or_bust(data_dict, "id")}
    if not isinstance(asked["id"], str):
        raise tk.ValidationError({"id": [tk._("Must be a text")]})
    tk.check_access(action, context, asked)
    dataset = tk.get_action("package_show")(tk.fresh_context(context), asked)
    if dataset["type"] != TYPE:
        raise tk.ObjectNotFound(tk._("This dataset is not a budget."))
    return dataset


def _model(context: Context, resource: dict[str, Any]) -> BudgetModel | None:
    asked = {"id": resource["id"]}
    shown = tk.get_action("resource_dictionary_show")(tk.fresh_context(context), asked)
    try:
        return model_of(resource, shown["fields"])
    except BadModel:
        return None
