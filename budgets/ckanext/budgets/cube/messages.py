"""What a cube refuses, in words that say what to do."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckanext.budgets.cube.question import BadQuestion
from ckanext.budgets.cube.rules import Refusal


def of_refusal(found: Refusal) -> str:
    """Why a sum is refused, and what can be chosen."""
    _ = tk._
    words = {
        "mixes_phase": _(
            "This would add money of several phases, such as plan and execution of the same year."
            " Choose one phase or drill down by phase: {choices}."
        ),
        "mixes_direction": _(
            "This would add revenue and expenditure. Choose one direction or drill down by"
            " direction: {choices}."
        ),
        "mixes_currency": _(
            "This would add amounts of several currencies. Choose one currency or drill down by"
            " currency: {choices}."
        ),
        "mixes_exclusive": _(
            "Amounts of {axis} may not be added: the same money is in several of them. Choose one"
            " or drill down: {choices}."
        ),
        "mixes_periods": _(
            "This would add whole years and their parts. Choose periods of one length or drill down"
            " by period: {choices}."
        ),
        "mixes_cumulative": _(
            "These amounts are counted from the start of the year: each period holds those before"
            " it. Choose one period or drill down by period: {choices}."
        ),
    }
    shown = ", ".join(found.choices[:12]) + ("…" if len(found.choices) > 12 else "")
    return words[found.code].format(axis=found.axis, choices=shown)


def of_bad_question(error: BadQuestion) -> str:
    """What does not fit in a question."""
    _ = tk._
    words = {
        "unknown_axis": _("This budget has no “{word}”. It has: {choices}."),
        "axis_twice": _("“{word}” is named twice."),
        "cut_without_value": _("The cut of “{word}” names no value."),
        "bad_year": _("“{word}” is not a year. Write four digits."),
        "unknown_member": _("This budget has no code “{word}” there."),
        "total_with_parts": _(
            "“{word}” is a part of {choices}: a total and its part are not added."
        ),
        "several_levels": _("These codes are of several levels. Name the level: {choices}."),
        "unknown_measure": _("There is no measure “{word}”. There are: {choices}."),
        "bad_order": _("Cells can’t be sorted by “{word}”. They can by: {choices}."),
        "needs_one_year": _(
            "Amounts per head and in real terms need one year: drill down by fiscal_year or cut"
            " by one."
        ),
        "needs_one_region": _("Amounts per head need one region: drill down by it or cut by one."),
        "no_population": _("No table of population is set here, so nothing is known per head."),
        "no_deflator": _("No index of prices is set here, so there are no amounts in real terms."),
        "no_such_column": _("The table has no good values in the column “{word}”."),
        "no_base_year": _("The index of prices has no year {word}. It has: {choices}."),
    }
    return words[error.code].format(word=error.word, choices=", ".join(error.choices[:40]))
