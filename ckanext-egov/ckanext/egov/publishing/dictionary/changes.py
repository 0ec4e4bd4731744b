"""What an imported file would change in a dictionary, before anything is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ckanext.egov.publishing.dictionary.column import TYPED, Column
from ckanext.egov.publishing.dictionary.imported import Imported
from ckanext.egov.publishing.dictionary.problem import Problem, _
from ckanext.egov.publishing.dictionary.text import LANGUAGES


@dataclass(frozen=True)
class Change:
    """One key of one column before and after."""

    column: str
    key: str
    before: Any
    after: Any


@dataclass
class Plan:
    """The dictionary as it would become, with what differs and what stands in the way."""

    columns: list[Column] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        """Problems that must be corrected before the import."""
        return [problem for problem in self.problems if not problem.note]


def plan(existing: Sequence[Column], imported: Imported) -> Plan:
    """Compare a file with the dictionary; columns and keys it does not name stay."""
    given = {column.id: column for column in imported.columns}
    after = [_after(column, given.get(column.id), imported) for column in existing]
    known = {column.id for column in existing}
    problems = [*imported.problems, *_unknown(imported, known), *_types(existing, imported)]
    return Plan(after, list(changes(existing, after)), problems)


def changes(before: Iterable[Column], after: Iterable[Column]) -> Iterable[Change]:
    """Return the keys whose value differs, column by column."""
    for old, new in zip(before, after, strict=True):
        for key in TYPED:
            if getattr(old, key) != getattr(new, key):
                yield Change(old.id, key, getattr(old, key), getattr(new, key))


def _after(old: Column, new: Column | None, imported: Imported) -> Column:
    if new is None:
        return old
    given = imported.given[old.id]
    said = {key: getattr(new, key) for key in given if key in TYPED}
    for key in ("label", "description"):
        texts = {language: getattr(new, key).get(language, "") for language in LANGUAGES}
        named = {code: text for code, text in texts.items() if f"{key}_{code}" in given}
        said.update({key: {**getattr(old, key), **named}} if named else {})
    drafts = [key for key in old.drafted if key not in said]
    return Column.from_field({**old.to_field(), **said, "drafted": drafts, "info": old.info})


def _unknown(imported: Imported, known: set[str]) -> Iterable[Problem]:
    for column in imported.columns:
        if column.id not in known:
            message = _("Line {line}: the table has no column «{column}».")
            values = {"line": imported.lines[column.id], "column": column.id}
            yield Problem(column.id, "column", message, values)


def _types(existing: Iterable[Column], imported: Imported) -> Iterable[Problem]:
    given = {column.id: column for column in imported.columns}
    for column in existing:
        told = "type" in imported.given.get(column.id, ())
        if told and given[column.id].kind != column.kind:
            message = _("Line {line}: «{column}» is «{kind}» in the data; its type stays so.")
            values = {
                "line": imported.lines[column.id],
                "column": column.id,
                "kind": column.kind,
            }
            yield Problem(column.id, "type", message, values, note=True)
