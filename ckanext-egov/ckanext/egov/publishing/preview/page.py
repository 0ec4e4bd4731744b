"""Puts together what the preview page and the preview on a resource page show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.preview import address, config, messages
from ckanext.egov.publishing.preview.actions import depth_problem
from ckanext.egov.publishing.preview.chart_page import chart_panel, writer
from ckanext.egov.publishing.preview.columns import Column
from ckanext.egov.publishing.preview.default_views import has_map, has_table
from ckanext.egov.publishing.preview.map_page import map_panel
from ckanext.egov.publishing.preview.question import (
    Message,
    Question,
    by_id,
    read_chart_question,
    read_question,
)
from ckanext.egov.publishing.preview.source import columns_of
from ckanext.egov.publishing.preview.table import Page, Table, Total

Many = Callable[[str], Sequence[str]]


@dataclass
class Look:
    """What a template needs: which panel, its numbers, and what was wrong with the address."""

    show: str
    panels: list[str]
    here: str
    errors: list[str] = field(default_factory=list)
    panel: dict[str, Any] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """400 when something in the address was wrong."""
        return 400 if self.errors else 200


def first_look(package: dict[str, Any], resource: dict[str, Any]) -> dict[str, Any]:
    """The preview as it appears on the page of a resource: nothing asked yet."""
    return {"look": look(package, resource, lambda name: [])}


def look(package: dict[str, Any], resource: dict[str, Any], get: Many) -> Look:
    """The panel that an address asks for."""
    panels = _panels(resource)
    here = tk.h.url_for("egov_preview.show", id=package["name"], resource_id=resource["id"])
    wanted = next(iter(get("show")), "")
    found = Look(wanted if wanted in panels else next(iter(panels), ""), panels, here)
    if wanted and wanted not in panels:
        found.errors.append(messages.text(("bad_choice", {"value": wanted, "name": "show"})))
    if found.show == "map":
        _fill(found, *map_panel(resource, get))
    elif found.show:
        columns = columns_of({}, resource["id"])
        panel = table_panel if found.show == "table" else _chart
        _fill(found, *panel(resource, columns, get))
    return found


def _fill(found: Look, panel: dict[str, Any], errors: list[str]) -> None:
    found.panel = panel
    found.errors += errors


def _panels(resource: dict[str, Any]) -> list[str]:
    panels = ["map"] if has_map(resource) else []
    return [*panels, "table", "chart"] if has_table(resource) else panels


def _chart(
    resource: dict[str, Any], columns: list[Column], get: Many
) -> tuple[dict[str, Any], list[str]]:
    question, errors = read_chart_question(get, columns)
    panel, problems = chart_panel(resource["id"], columns, question)
    return panel, [*map(messages.text, errors), *problems]


def table_panel(
    resource: dict[str, Any], columns: list[Column], get: Many
) -> tuple[dict[str, Any], list[str]]:
    """A page of the table, and what was wrong with the question."""
    question, errors = read_question(get, columns, config.rows_per_page())
    deep = depth_problem(question)
    if deep:
        question = address.from_start(question)
    problems = list(map(messages.text, errors + deep))
    page, question, failed = _read(Table({}, resource["id"], columns), question)
    if page.number > 1 and not page.rows:
        problems.append(messages.text(no_page(page)))
        page, question, failed = _read(
            Table({}, resource["id"], columns), address.from_start(question)
        )
    panel = {
        "columns": columns,
        "question": question,
        "page": page,
        "rows": _texts(page, columns),
        "links": _links(question, page, columns, resource["id"]),
        "filterable": [column for column in columns if column.conditions],
    }
    return panel, problems + failed


def _texts(page: Page, columns: list[Column]) -> list[list[tuple[Column, str]]]:
    write = writer()
    return [[(column, write(column, row[column.id])) for column in columns] for row in page.rows]


def _read(table: Table, question: Question) -> tuple[Page, Question, list[str]]:
    """The page; when the database refuses the question, the first page and why."""
    try:
        return table.read(question, config.most_counted_rows()), question, []
    except tk.ValidationError:
        plain = Question(size=question.size)
    failed = [messages.text(("not_answered", {}))]
    try:
        return table.read(plain, config.most_counted_rows()), plain, failed
    except tk.ValidationError:
        return Page([], Total(0), 1, 1, False, False), plain, failed


def no_page(page: Page) -> Message:
    """Said when a page beyond the end was asked for."""
    return "no_such_page", {"page": str(page.number)}


def _links(
    question: Question, page: Page, columns: list[Column], resource_id: str
) -> dict[str, Any]:
    usual = config.rows_per_page()

    def to(asked: Question) -> str:
        return address.query(address.table_pairs(asked, usual))

    ids = [row["_id"] for row in page.rows]
    dump = tk.h.url_for("datastore.dump", resource_id=resource_id)
    return {
        "sort": {column.id: to(address.sorted_by(question, column.id)) for column in columns},
        "without": [(row, to(address.without(question, row))) for row in question.filters],
        "all": to(Question(size=question.size)),
        "next": to(address.next_page(question, ids[-1])) if page.has_next and ids else "",
        "previous": (
            to(address.previous_page(question, ids[0])) if page.has_previous and ids else ""
        ),
        "first": to(address.from_start(question)) if page.number > 2 else "",
        "kept": address.table_pairs(address.from_start(question), usual),
        "chart": address.query([("show", "chart"), *address.filter_pairs(question.filters)]),
        "download": dump + address.dump_query(question, by_id(columns)),
    }
