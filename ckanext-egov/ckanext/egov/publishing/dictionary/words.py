"""Types and rules of a column in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.dictionary.column import Column


def type_words(kind: str) -> str:
    """Return the type as a person would say it."""
    names = {
        "integer": tk._("Whole number"),
        "number": tk._("Number"),
        "boolean": tk._("Yes or no"),
        "date": tk._("Date"),
        "datetime": tk._("Date and time"),
        "time": tk._("Time"),
        "object": tk._("Nested value"),
    }
    return names.get(kind, tk._("Text"))


def key_words(key: str) -> str:
    """Return the name of a key of the dictionary as the form shows it."""
    names = {
        "label": tk._("Label"),
        "description": tk._("Description"),
        "unit": tk._("Unit"),
        "code_list": tk._("Code list"),
        "required": tk._("Must be filled"),
        "unique": tk._("No value twice"),
        "minimum": tk._("Smallest allowed"),
        "maximum": tk._("Largest allowed"),
        "pattern": tk._("Pattern"),
        "enum": tk._("Allowed values"),
        "personal_data": tk._("Personal data"),
        "profile": tk._("Profile of the data"),
        "type": tk._("Type"),
    }
    return names.get(key, key)


def value_words(value: Any) -> str:
    """Return a value of the dictionary for a list of changes."""
    if isinstance(value, bool):
        return tk._("yes") if value else tk._("no")
    if isinstance(value, dict):
        return "; ".join(f"{language}: {text}" for language, text in value.items())
    return ", ".join(value) if isinstance(value, list | tuple) else str(value)


def rules_in_words(column: Column) -> list[str]:
    """Return each rule that the values must keep as a sentence."""
    return list(_rules(column))


def _rules(column: Column) -> Iterator[str]:
    if column.required:
        yield tk._("Must be filled")
    if column.unique:
        yield tk._("No value twice")
    if column.minimum and column.maximum:
        words = tk._("From {minimum} to {maximum}")
        yield words.format(minimum=column.minimum, maximum=column.maximum)
    elif column.minimum:
        yield tk._("{minimum} or more").format(minimum=column.minimum)
    elif column.maximum:
        yield tk._("{maximum} or less").format(maximum=column.maximum)
    if column.pattern:
        yield tk._("Written like {pattern}").format(pattern=column.pattern)
    if column.enum:
        yield tk._("One of: {values}").format(values=_some(column.enum))


def _some(values: tuple[str, ...], most: int = 12) -> str:
    shown = ", ".join(values[:most])
    more = len(values) - most
    return tk._("{shown} and {more} more").format(shown=shown, more=more) if more > 0 else shown


def distribution_words(column: Column) -> str:
    """Return what the drawing of a distribution shows."""
    profile = column.profile
    if profile.get("histogram"):
        words = tk._("How the values spread from {minimum} to {maximum}")
        return words.format(minimum=profile.get("minimum"), maximum=profile.get("maximum"))
    most = [f"{value}: {count}" for value, count in (profile.get("top") or [])[:5]]
    return tk._("Most frequent values: {values}").format(values=", ".join(most))
