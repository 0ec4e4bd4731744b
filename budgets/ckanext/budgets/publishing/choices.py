"""Column types in words, in the order in which people look for them."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def column_types() -> dict[str, dict[str, str]]:
    """Groups of column types, each with its name."""
    _ = tk._
    return {
        _("Amounts and time"): {
            "value": _("Amount"),
            "value-currency:code": _("Currency"),
            "date:fiscal-year": _("Fiscal year"),
            "date:fiscal:activity-end": _("Period, or its last day"),
            "phase:label": _("Phase"),
            "direction": _("Revenue or expenditure"),
        },
        _("Who spends"): _levels("administrative-classification:generic", _("Body"), 3)
        | {"recipient:generic:name": _("Recipient"), "supplier:generic:name": _("Supplier")},
        _("What for"): {
            "functional-classification:cofog:division:code": _("Function (COFOG): division"),
            "functional-classification:cofog:group:code": _("Function (COFOG): group"),
            "functional-classification:cofog:class:code": _("Function (COFOG): class"),
            "functional-classification:cofog:division:label": _("Name of the COFOG division"),
            "functional-classification:cofog:group:label": _("Name of the COFOG group"),
            "functional-classification:cofog:class:label": _("Name of the COFOG class"),
            "activity:generic:program:code": _("Code of the programme"),
            "activity:generic:program:label": _("Programme"),
            "activity:generic:project:code": _("Code of the project"),
            "activity:generic:project:label": _("Project"),
        },
        _("What on, from where and where to"): _levels(
            "economic-classification:generic", _("Economic class"), 2
        )
        | {
            "economic-classification:gfsm:level1:code": _("Economic class (GFSM), code"),
            "fin-source:generic:level1:code": _("Code of the fund"),
            "fin-source:generic:level1:label": _("Fund"),
            "expenditure-type:code": _("Current or capital"),
            "budgetary-transfers": _("Transfer to another budget"),
            "geo:target:code": _("Code of the region"),
            "geo:target:label": _("Region"),
        },
    }


def _levels(kind: str, name: str, depth: int) -> dict[str, str]:
    found = {}
    for level in range(1, depth + 1):
        words = {"name": name, "level": level}
        found[f"{kind}:level{level}:label"] = tk._("{name}, level {level}").format(**words)
        found[f"{kind}:level{level}:code"] = tk._("{name}, level {level}: code").format(**words)
    return found


def phases() -> dict[str, str]:
    """Phases of a budget."""
    _ = tk._
    return {
        "proposed": _("Proposed"),
        "approved": _("Approved"),
        "adjusted": _("Adjusted"),
        "executed": _("Executed"),
    }


def units() -> dict[str, str]:
    """What an amount of 1 is."""
    _ = tk._
    return {
        "1": _("Single units"),
        "1000": _("Thousands"),
        "1000000": _("Millions"),
        "1000000000": _("Billions"),
    }


def periods() -> dict[str, str]:
    """Lengths of periods that dates end."""
    _ = tk._
    return {"": _("As the dates tell"), "year": _("Year"), "quarter": _("Quarter"),
            "half": _("Half a year"), "month": _("Month")}  # fmt: skip


def directions() -> dict[str, str]:
    """Which way money goes."""
    return {"expenditure": tk._("Expenditure"), "revenue": tk._("Revenue")}
