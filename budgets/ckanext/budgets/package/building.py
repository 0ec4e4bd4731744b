"""From the rows of a budget to its cube, in one pass and in flat memory. No CKAN here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ckanext.budgets.cube import writing
from ckanext.budgets.cube.shape import Shape
from ckanext.budgets.package import cofog, sectors
from ckanext.budgets.package.column_types import PLACES
from ckanext.budgets.package.dimensions import FUNCTIONS
from ckanext.budgets.package.facts import Fact, Row, facts
from ckanext.budgets.package.model import BudgetModel
from ckanext.budgets.package.problems import Problem
from ckanext.budgets.package.sectors import Mapped
from ckanext.budgets.package.watching import Watch

MOST_PROBLEMS = 200


@dataclass
class Built:
    """What came of reading a table: a cube, or problems."""

    shape: Shape | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    """What is no mistake but wants an explanation."""
    excluded: dict[str, int] = field(default_factory=dict)


class _Refused(Exception):
    """Something is wrong in the rows: what was written so far is thrown away."""


def build(
    model: BudgetModel,
    rows: Iterable[tuple[int, Row]],
    target: Path,
    resource: str,
    mapped: Mapped | None = None,
) -> Built:
    """Write the cube of a table to `target`; with problems, leave there what there was."""
    built = Built()
    try:
        built.shape = writing.write(
            _checked(model, rows, built, mapped),
            target,
            resource,
            levels=levels(model) | ({sectors.LEVEL} if mapped else set()),
            exponent=model.exponent,
            taxonomies=taxonomies(model),
            excluded=built.excluded,
            cumulative=(resource,) if model.cumulative else (),
        )
    except writing.TooLarge as error:
        built.problems.append(Problem(error.row, "", "too_large"))
    except _Refused:
        pass
    return built


def _checked(
    model: BudgetModel, rows: Iterable[tuple[int, Row]], built: Built, mapped: Mapped | None
) -> Iterator[Fact]:
    """All facts, or none: problems are collected to the last row."""

    def problem(found: Problem) -> None:
        if len(built.problems) < MOST_PROBLEMS:
            built.problems.append(found)

    watch = Watch(model)
    for fact in facts(model, rows, problem, built.excluded):
        watch.see(fact)
        yield mapped.of(fact) if mapped else fact
    if not watch.moments and not built.problems:
        built.problems.append(Problem(0, "", "no_facts"))
    for found in watch.problems():
        (built.notes if found.note else built.problems).append(found)
    if built.problems:
        raise _Refused


def levels(model: BudgetModel) -> set[str]:
    """The levels that facts of a model can have."""
    normalized = {kind for column in model.amounts for kind in column.normalize}
    kinds = {column.column_type for column in model.columns} | normalized | set(model.constants)
    found = {PLACES[kind].level for kind in kinds if kind in PLACES}
    functions = [int(level[-1]) for level in found if level.startswith(f"{FUNCTIONS}:")]
    depth = min(max(functions, default=0), cofog.DEPTH)
    return found | {f"{FUNCTIONS}:{above}" for above in range(1, depth + 1)}


def taxonomies(model: BudgetModel) -> dict[str, str]:
    """The lists that codes come from."""
    return {FUNCTIONS: "cofog"} if f"{FUNCTIONS}:1" in levels(model) else {}
