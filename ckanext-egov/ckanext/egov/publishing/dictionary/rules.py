"""Can this dictionary be true? Every key of a column is judged by itself and with its type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ckanext.egov.publishing.dictionary import code_list, kinds, pattern
from ckanext.egov.publishing.dictionary.code_list import CodeList
from ckanext.egov.publishing.dictionary.column import Column
from ckanext.egov.publishing.dictionary.problem import Problem, _
from ckanext.egov.publishing.dictionary.text import LANGUAGES

MOST_VALUES = 1000
LONGEST = {"label": 300, "description": 10_000, "unit": 100}

Exists = Callable[[CodeList], str]


def problems(column: Column, missing: Exists = lambda _codes: "") -> list[Problem]:
    """Return what can't be true; `missing` says why a code list can't be found, or nothing."""
    found = [*_limits(column), *_pattern(column), *_enum(column), *_lengths(column)]
    return [*found, *_code_list(column, missing)]


def shape_problems(field: Mapping[str, Any]) -> list[Problem]:
    """Return the keys of a field from outside that hold the wrong kind of thing."""
    column, found = Column.from_field({"id": field.get("id", "")}), []
    for key in ("label", "description"):
        value = field.get(key)
        if not isinstance(value, str | Mapping | None) or set(value or ()) - _written_in(value):
            message = _("Give texts as {{language: text}} with the languages {languages}.")
            found.append(_problem(column, key, message, languages=", ".join(LANGUAGES)))
    if not isinstance(field.get("enum"), str | list | tuple | None):
        found.append(_problem(column, "enum", _("Give the values as a list.")))
    if not isinstance(field.get("profile"), Mapping | None):
        found.append(_problem(column, "profile", _("Give the profile as an object.")))
    return found


def _written_in(value: Any) -> set[str]:
    return set(LANGUAGES) if isinstance(value, Mapping) else set(value or ())


def _limits(column: Column) -> Iterator[Problem]:
    values: dict[str, Any] = {}
    for key in ("minimum", "maximum"):
        text = getattr(column, key)
        if not text:
            continue
        if column.kind not in kinds.ORDERED:
            yield _problem(column, key, _("Only numbers, dates and times have limits."))
            continue
        try:
            values[key] = kinds.comparable(column.kind, text)
        except ValueError:
            yield _problem(column, key, *_unreadable(column, text))
    if len(values) == 2 and values["minimum"] > values["maximum"]:
        message = _("The minimum {minimum} is greater than the maximum {maximum}.")
        limits = {"minimum": column.minimum, "maximum": column.maximum}
        yield _problem(column, "minimum", message, **limits)


def _pattern(column: Column) -> Iterator[Problem]:
    if not column.pattern:
        return
    if column.kind != "string":
        yield _problem(column, "pattern", _("Only text can have a pattern."))
    elif complaint := pattern.complaint(column.pattern):
        yield _problem(column, "pattern", complaint)


def _enum(column: Column) -> Iterator[Problem]:
    if column.enum and column.kind == "object":
        yield _problem(column, "enum", _("A column of nested values has no list of values."))
        return
    if len(column.enum) > MOST_VALUES:
        message = _("More than {most} values: use a code list instead.")
        yield _problem(column, "enum", message, most=MOST_VALUES)
    for value in column.enum[:MOST_VALUES]:
        try:
            kinds.read(column.kind, value)
        except ValueError:
            yield _problem(column, "enum", *_unreadable(column, value))
            return


def _lengths(column: Column) -> Iterator[Problem]:
    for key, longest in LONGEST.items():
        value = getattr(column, key)
        texts = value.values() if isinstance(value, dict) else [value]
        if any(len(text) > longest for text in texts):
            yield _problem(
                column, key, _("This text is longer than {longest} letters."), longest=longest
            )


def _code_list(column: Column, missing: Exists) -> Iterator[Problem]:
    if not column.code_list:
        return
    codes = code_list.parse(column.code_list)
    if codes is None:
        message = _("Write «vocabulary:NAME», or «resource:ID#COLUMN» for a column elsewhere.")
        yield _problem(column, "code_list", message)
    elif reason := missing(codes):
        yield _problem(column, "code_list", reason, name=str(codes))


def _unreadable(column: Column, value: str) -> tuple[str, dict[str, Any]]:
    messages = {
        "integer": _("«{value}» is not a whole number."),
        "number": _("«{value}» is not a number."),
        "boolean": _("«{value}» is neither true nor false."),
        "date": _("«{value}» is not a date. Write it like 2024-12-31."),
        "datetime": _("«{value}» is not a date and time. Write it like 2024-12-31T23:59:00."),
        "time": _("«{value}» is not a time. Write it like 23:59."),
    }
    return messages[column.kind], {"value": value}


def _problem(column: Column, key: str, message: str, given: Any = None, **values: Any) -> Problem:
    return Problem(column.id, key, message, {**(given or {}), **values})
