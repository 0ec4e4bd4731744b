"""From the words of a call to checked questions and full answers; the actions stay thin."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.budgets.cube import config, measures, messages, rules
from ckanext.budgets.cube.measures import Deflator, Population
from ckanext.budgets.cube.question import (
    BadQuestion,
    Question,
    read_cuts,
    read_drilldowns,
    read_measures,
    read_order,
)
from ckanext.budgets.cube.reading import Cells, Cube
from ckanext.budgets.cube.shape import FIXED, Shape

MOST_ROWS = 20_000


def aggregate(context: Context, cube: Cube, asked: dict[str, Any]) -> dict[str, Any]:
    """The answer of `budget_aggregate`."""
    try:
        question = _question(asked, cube.shape)
        derived = _Derived(context, asked, question, cube.shape)
    except BadQuestion as error:
        raise refused(messages.of_bad_question(error)) from error
    found = rules.refusal(question, cube.shape)
    if found:
        raise refused(messages.of_refusal(found))
    return _answer(question, cube.aggregate(question), cube.shape, derived)


def refused(words: str) -> tk.ValidationError:
    """A question that gets no answer."""
    return tk.ValidationError({"query": [words]})


def _question(asked: dict[str, Any], shape: Shape) -> Question:
    drilldowns = read_drilldowns(asked["drilldown"], shape)
    return Question(
        drilldowns=drilldowns,
        cuts=read_cuts(asked["cut"], shape),
        measures=read_measures(asked["measures"]),
        order=read_order(asked["order"], drilldowns),
        page=asked["page"],
        page_size=asked["page_size"],
    )


class _Derived:
    """Amounts per head and in real terms, where they are asked for."""

    def __init__(
        self, context: Context, asked: dict[str, Any], question: Question, shape: Shape
    ) -> None:
        self.question, self.shape = question, shape
        self.population: Population | None = None
        self.deflator: Deflator | None = None
        if not {"per_head", "real"} & set(question.measures):
            return
        self.year = measures.year_of_cells(question)
        if "per_head" in question.measures:
            named = asked["population"] or config.population()
            rows = _table(context, named, "no_population")
            self.population = measures.read_population(rows)
        if "real" in question.measures:
            named = asked["deflator"] or config.deflator()
            rows = _table(context, named, "no_deflator")
            self.deflator = measures.read_deflator(rows, asked.get("base_year"))

    def of(self, cell: dict[str, Any]) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        if self.population is None and self.deflator is None:
            return found
        year = self.year if self.year is not None else cell["fiscal_year"]
        exponent = self.shape.exponent
        if self.population is not None:
            region = measures.region_of(cell, self.question, self.shape)
            people = self.population.of(year, region)
            found["per_head"] = (
                str(measures.major(cell["amount"] / people, exponent)) if people else None
            )
        if self.deflator is not None:
            real = self.deflator.real(cell["amount"], year)
            found["real"] = None if real is None else str(measures.major(real, exponent))
        return found


def _table(context: Context, resource_id: str, missing: str) -> list[dict[str, Any]]:
    if not resource_id:
        raise BadQuestion(missing)
    try:
        found = tk.get_action("datastore_search")(
            tk.fresh_context(context), {"resource_id": resource_id, "limit": MOST_ROWS}
        )
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError) as error:
        raise BadQuestion(missing) from error
    return found["records"]


def _answer(question: Question, found: Cells, shape: Shape, derived: _Derived) -> dict[str, Any]:
    no_total = rules.refusal_of_total(question, shape)
    return {
        "cells": [_shown(cell, question, shape) | derived.of(cell) for cell in found.cells],
        "total_cell_count": found.count,
        "total": None if no_total else _money(found.total, shape),
        "total_refused": messages.of_refusal(no_total) if no_total else "",
        "rows": found.facts,
        "currencies": shape.values("currency"),
        "excluded": dict(shape.excluded),
        "base_year": derived.deflator.base_year if derived.deflator else None,
        "page": question.page,
        "page_size": question.page_size,
    }


def _money(amount: int, shape: Shape) -> str:
    return str(measures.major(amount, shape.exponent))


def _shown(cell: dict[str, Any], question: Question, shape: Shape) -> dict[str, Any]:
    """A cell with labels beside codes, amounts as decimal text that no program rounds."""
    shown: dict[str, Any] = {}
    for axis in question.drilldowns:
        shown[axis] = cell[axis]
        if axis not in FIXED:
            shown[f"{axis}.label"] = shape.label(axis, cell[axis])
    if "amount" in question.measures:
        shown["amount"] = _money(cell["amount"], shape)
    if "rows" in question.measures:
        shown["rows"] = cell["rows"]
    return shown


def facts(cube: Cube, asked: dict[str, Any]) -> dict[str, Any]:
    """The answer of `budget_facts`."""
    try:
        cuts = read_cuts(asked["cut"], cube.shape)
    except BadQuestion as error:
        raise refused(messages.of_bad_question(error)) from error
    question = Question(cuts=cuts, page=asked["page"], page_size=asked["page_size"])
    rows, count = cube.facts(question)
    for row in rows:
        row["amount"] = _money(row["amount"], cube.shape)
        for level in cube.shape.levels:
            row[f"{level}.label"] = cube.shape.label(level, row[level])
    return {
        "facts": rows,
        "total_fact_count": count,
        "page": question.page,
        "page_size": question.page_size,
    }


def members(shape: Shape, asked: dict[str, Any]) -> dict[str, Any]:
    """The answer of `budget_members`: of one axis, or the shape of the whole cube."""
    axis = asked["axis"]
    if not axis:
        return _described(shape)
    if axis not in shape.axes:
        raise refused(messages.of_bad_question(BadQuestion("unknown_axis", axis, shape.axes)))
    if axis in FIXED:
        found: list[dict[str, Any]] = [{"key": value} for value in shape.values(axis)]
    else:
        named = sorted(shape.members[axis].items())
        found = [
            {"key": key, "label": item.label, "parents": list(item.parents)} for key, item in named
        ]
    start = (asked["page"] - 1) * asked["page_size"]
    return {
        "axis": axis,
        "members": found[start : start + asked["page_size"]],
        "total_member_count": len(found),
        "page": asked["page"],
        "page_size": asked["page_size"],
    }


def _described(shape: Shape) -> dict[str, Any]:
    return {
        "axes": list(shape.axes),
        "dimensions": shape.dimensions,
        "taxonomies": dict(shape.taxonomies),
        "exclusive": list(shape.exclusive),
        "excluded": dict(shape.excluded),
        "cumulative": list(shape.cumulative),
        "rows": sum(item.rows for item in shape.slices),
        **{f"{axis}s": shape.values(axis) for axis in ("fiscal_year", "phase", "direction")},
        "currencies": shape.values("currency"),
        "periods": shape.values("period"),
    }
