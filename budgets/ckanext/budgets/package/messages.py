"""What is wrong in a table of amounts, in words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.budgets.package.problems import Problem


def words(problem: Problem) -> str:
    """The sentence for a problem with its place in the file in front."""
    texts = _texts()
    text = texts.get(problem.code, texts["unexpected"])
    said = text.format_map(_Lenient({"text": problem.text, "code": problem.code, **problem.given}))
    place = _place(problem)
    return f"{place}: {said}" if place else said


def reason(code: str) -> str:
    """Why rows of a file are no part of any sum."""
    _ = tk._
    known = {
        "totals": _("Rows of totals: each is the sum of other rows."),
        "left_out": _("Rows that the publisher leaves out, such as projections."),
    }
    return known.get(code, code)


def from_record(held: Mapping[str, Any]) -> Problem:
    """A problem as it was written down."""
    return Problem(**held)


def _place(problem: Problem) -> str:
    if problem.row and problem.column:
        words = tk._("Row {row}, column {column}")
        return words.format(row=problem.row, column=problem.column)
    if problem.row:
        return tk._("Row {row}").format(row=problem.row)
    return tk._("Column {column}").format(column=problem.column) if problem.column else ""


def _texts() -> dict[str, str]:
    _ = tk._
    return _of_cells(_) | _of_sums(_) | _of_tables(_)


def _of_cells(_: Any) -> dict[str, str]:
    return {
        "not_an_amount": _("“{text}” is not an amount. Write only the number."),
        "ambiguous": _(
            "“{text}” can be read in two ways. Say which sign stands before the decimals."
        ),
        "finer_than_minor_unit": _(
            "“{text}” is finer than the smallest unit of the currency. Check the unit."
        ),
        "too_large": _("This amount is larger than any budget. Check the unit."),
        "bad_year": _("“{text}” is not a fiscal year. Write four digits."),
        "not_a_period": _(
            "“{text}” is not a period. Write it like 2024-Q1, 2024-03 or as its last day."
        ),
        "outside_year": _("The period “{text}” is not in the fiscal year {year}."),
        "bad_phase": _("“{text}” is not a phase. Say which of these it is: {choices}."),
        "bad_direction": _("“{text}” is not a direction. Say which of these it is: {choices}."),
        "two_currencies": _(
            "This amount is in {text}, the others are in {other}. Publish each currency in a file"
            " of its own."
        ),
        "mixed_alphabets": _(
            "In the code “{text}” the letter “{letter}” is of another alphabet. Type the code again"
            " in one alphabet."
        ),
        "unknown_cofog": _("There is no function “{text}” in COFOG 1999."),
        "cofog_contradicts": _("The function “{text}” does not belong to “{other}”."),
    }


def _of_sums(_: Any) -> dict[str, str]:
    return {
        "named_total": _("“{text}” is a row of a total. Mark it as one, so that it isn’t added."),
        "sum_of_others": _(
            "“{text}” is the sum of all the others. Mark it as a total, so that it isn’t added."
        ),
        "sum_of_parts": _(
            "“{text}” is the sum of its parts, which stand in rows of their own. Mark it as a"
            " total, so that money isn’t counted twice."
        ),
        "parts_differ": _(
            "“{text}” is {whole} in {when}, but its parts sum to {parts}. Correct the amounts, or"
            " leave out either the whole or the parts."
        ),
        "look_alike": _(
            "The code “{code}” looks like the one in row {other_row} but is written with other"
            " letters. Type both in one alphabet."
        ),
        "negative": _("{count} amounts are negative, this is the first. Say why."),
        "phase_missing": _("The phase “{phase}” has no amounts for {missing}. Say why."),
        "gap": _(
            "The phase “{phase}” has no amounts for {missing}, but for a later period. Say why."
        ),
    }


def _of_tables(_: Any) -> dict[str, str]:
    return {
        "no_facts": _("There is no row with an amount."),
        "no_amounts": _("No column holds amounts. Say which one does."),
        "no_currency": _("Say in which currency the amounts are: three letters, such as UZS."),
        "no_unit": _("Say in which unit the amounts are: single ones, thousands or millions."),
        "column_type_twice": _("Two columns are said to be the same thing: {text}."),
        "unknown_column_type": _("There is no column type “{text}”."),
        "no_year": _("No column and no heading tells the fiscal year."),
        "no_phase": _("Nothing tells the phase: proposed, approved, adjusted or executed."),
        "no_direction": _("Nothing tells whether this is revenue or expenditure."),
        "nothing_to_map": _(
            "No column names bodies or programmes, so they can’t be put in sectors."
        ),
        "unknown_sector": _("There is no sector “{text}”."),
        "mapped_twice": _("“{text}” is put in two sectors."),
        "no_mapping": _("There is no file “{text}” that puts bodies or programmes in sectors."),
        "unreadable": _("The file can’t be read: {text}"),
        "already_told": _(
            "{text} is published already. Replace that file instead of adding to it."
        ),
        "unexpected": _("This can’t be published: {code}"),
    }


class _Lenient(dict[str, Any]):
    """A translator may leave a name out or keep one that a code does not fill."""

    def __missing__(self, key: str) -> str:
        return ""
