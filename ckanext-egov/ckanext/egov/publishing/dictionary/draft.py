"""Draft a dictionary from a file, under what officials have already said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ckanext.egov.publishing.dictionary import kinds, suggest
from ckanext.egov.publishing.dictionary.column import TYPED, Column, columns
from ckanext.egov.publishing.dictionary.problem import Problem, _

Fields = Iterable[Mapping[str, Any]]


def merge(existing_fields: Fields, profiled_columns: Fields) -> list[dict[str, Any]]:
    """Return the fields of the new data with everything that officials typed kept.

    The order, names, types and profiles are those of the new data. A column that was only
    written differently (case, spaces) is found again under its new name. A profiled column
    may carry its whole heading as `title`, where the `id` had to be shortened.
    """
    profiled = list(profiled_columns)
    headings = {str(field["id"]): str(field.get("title") or field["id"]) for field in profiled}
    pairs = _pairs(columns(existing_fields), columns(profiled))
    return [_merged(old, drafted(new, headings[new.id])).to_field() for old, new in pairs]


def contradictions(existing_fields: Fields, profiled_columns: Fields) -> list[Problem]:
    """Return where the dictionary says one thing and the profile of the new data another."""
    existing = columns(existing_fields)
    pairs = _pairs(existing, columns(profiled_columns))
    found = {old.id for old, _new in pairs if old}
    gone = [_gone(old) for old in existing if old.id not in found and _typed(old)]
    return gone + [problem for old, new in pairs if old for problem in _against(old, new)]


def drafted(column: Column, heading: str) -> Column:
    """Return the column with what its heading suggests, marked as a draft."""
    suggested = replace(
        column,
        label=column.label or suggest.label(heading),
        unit=column.unit or suggest.unit(heading),
    )
    return replace(suggested, drafted=_typed(suggested))


def _pairs(existing: list[Column], new: list[Column]) -> list[tuple[Column | None, Column]]:
    exact = {column.id: column for column in existing}
    names = {column.id for column in new}
    similar = {_folded(column.id): column for column in existing if column.id not in names}
    return [
        (exact[column.id] if column.id in exact else similar.pop(_folded(column.id), None), column)
        for column in new
    ]


def _merged(old: Column | None, draft: Column) -> Column:
    if old is None:
        return draft
    kept = set(_typed(old)) - set(old.drafted)
    said = {key: getattr(old, key) for key in kept}
    marks = tuple(key for key in draft.drafted if key not in kept)
    return replace(draft, **said, drafted=marks, info=old.info)


def _typed(column: Column) -> tuple[str, ...]:
    return tuple(key for key in TYPED if getattr(column, key))


def _folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _gone(old: Column) -> Problem:
    message = _("The dictionary describes the column «{column}», which the new data do not have.")
    return Problem(old.id, "id", message, {"column": old.id})


def _against(old: Column, new: Column) -> Iterable[Problem]:
    yield from _type_changed(old, new)
    yield from _empty(old, new)
    yield from _outside(old, new)
    yield from _not_listed(old, new)


def _type_changed(old: Column, new: Column) -> Iterable[Problem]:
    if old.kind != new.kind:
        message = _("The column «{column}» was «{old}» and is «{new}» in the new data.")
        yield Problem(new.id, "type", message, {"column": new.id, "old": old.kind, "new": new.kind})


def _empty(old: Column, new: Column) -> Iterable[Problem]:
    missing = new.profile.get("missing") or 0
    if old.required and missing:
        message = _("The column «{column}» must be filled, but {missing} rows are empty.")
        yield Problem(new.id, "required", message, {"column": new.id, "missing": missing})


def _outside(old: Column, new: Column) -> Iterable[Problem]:
    if new.kind not in kinds.ORDERED:
        return
    for key in ("minimum", "maximum"):
        limit, seen = (_value(new, text) for text in (getattr(old, key), new.profile.get(key)))
        if limit is None or seen is None:
            continue
        if seen < limit if key == "minimum" else seen > limit:
            message = _("The column «{column}» goes from {seen}, beyond its limit {limit}.")
            yield Problem(
                new.id, key, message, {"column": new.id, "seen": seen, "limit": getattr(old, key)}
            )


def _value(column: Column, value: Any) -> Any:
    if value in (None, ""):
        return None
    try:
        return kinds.comparable(column.kind, kinds.written(value))
    except ValueError:
        return None


def _not_listed(old: Column, new: Column) -> Iterable[Problem]:
    if not old.enum:
        return
    seen = [kinds.written(value) for value, _count in new.profile.get("top") or []]
    strange = [value for value in seen if value not in old.enum]
    if strange:
        message = _("The column «{column}» holds «{value}», which is not in its list of values.")
        yield Problem(new.id, "enum", message, {"column": new.id, "value": strange[0]})
