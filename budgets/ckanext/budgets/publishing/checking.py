"""Checks a draft as if it were published: the same reading, into a cube of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ckanext.budgets.cube.reading import Cube
from ckanext.budgets.cube.shape import Shape, Slice
from ckanext.budgets.package import building
from ckanext.budgets.package.column_types import DIRECTION, PHASES, YEAR
from ckanext.budgets.package.model import BadModel, BudgetModel, model_of
from ckanext.budgets.package.problems import Problem
from ckanext.budgets.package.spreadsheets import Spreadsheet, open_spreadsheet
from ckanext.egov.publishing.loading import config as loading_config
from ckanext.egov.publishing.loading import messages as loading_messages
from ckanext.egov.publishing.loading.engine.errors import LoadError

NEEDED = {"no_year": (YEAR,), "no_phase": PHASES, "no_direction": (DIRECTION,)}
Told = tuple[int, str, str, str]


def spreadsheet(draft: Any, folder: Path) -> Spreadsheet:
    """The table of a draft's file."""
    kind = draft.file_name.rpartition(".")[2].lower()
    return open_spreadsheet(draft.file, kind, folder, loading_config.limits())


def model_of_draft(draft: Any) -> BudgetModel:
    """What its columns are said to mean together."""
    return model_of(draft.declared["table"], dictionary(draft.declared))


def dictionary(declared: dict[str, Any]) -> list[dict[str, Any]]:
    """What is said of columns, as the data dictionary keeps it."""
    normalize = declared.get("normalize", {})
    return [
        {"id": name, "info": {"columnType": kind, "normalize": normalize.get(name, {})}}
        for name, kind in declared["types"].items()
    ]


def check(draft: Any, published: Shape | None) -> None:
    """Read the file; write down what was found and whether it may be published."""
    built = _build(draft, published)
    unexplained = {note.code for note in built.notes} - set(draft.explanations)
    draft.findings = {
        "problems": [asdict(problem) for problem in built.problems],
        "notes": [asdict(note) for note in built.notes],
        "excluded": dict(built.excluded),
    }
    draft.passed = built.shape is not None and not unexplained


def _build(draft: Any, published: Shape | None) -> building.Built:
    draft.cube.unlink(missing_ok=True)
    try:
        model = model_of_draft(draft)
    except BadModel as error:
        return building.Built(problems=[Problem(0, "", error.code, error.subject)])
    missing = list(_undeclared(model))
    if missing:
        return building.Built(problems=missing)
    try:
        with TemporaryDirectory(dir=draft.folder) as name:
            rows = spreadsheet(draft, Path(name)).rows()
            built = building.build(model, rows, draft.cube, draft.draft_id)
    except LoadError as error:
        return building.Built(problems=[of_load(error)])
    if built.shape and published:
        built.problems += _told_already(built.shape, published)
        if built.problems:
            built.shape = None
            draft.cube.unlink(missing_ok=True)
    return built


def _undeclared(model: BudgetModel) -> Iterator[Problem]:
    """What every amount needs and neither column, heading nor declaration tells."""
    known = {column.column_type for column in model.columns} | set(model.constants)
    for column in model.amounts:
        told = known | set(column.normalize)
        for code, kinds in NEEDED.items():
            if not told & set(kinds):
                yield Problem(0, column.name, code)


def of_load(error: LoadError) -> Problem:
    """A file that can't be read; the words of loading name the place."""
    return Problem(0, "", "unreadable", loading_messages.message(error.to_dict()))


def _told_already(shape: Shape, published: Shape) -> list[Problem]:
    there = {_moment(item) for item in published.slices}
    found = sorted({_moment(item) for item in shape.slices} & there)
    return [Problem(0, "", "already_told", f"{period}, {phase}") for _, period, phase, _ in found]


def _moment(item: Slice) -> Told:
    return item.fiscal_year, item.period, item.phase, item.direction


def cube(draft: Any) -> Cube | None:
    """The amounts of a draft that passed; none for another."""
    return Cube([draft.cube]) if draft.cube.is_file() else None
