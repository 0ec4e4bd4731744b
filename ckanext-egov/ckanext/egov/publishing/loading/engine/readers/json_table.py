"""JSON: a list of objects, an object that holds one, or an object per line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..errors import LoadError
from ..headings import Heading, headings
from ..source import Source, write_source
from ..spec import Limits
from .json_stream import Stream

LISTS = ("data", "records", "items", "results", "rows", "result", "value", "features")


def read_json(path: Path, folder: Path, limits: Limits) -> Source:
    """Columns are all names that any object has, in the order of their first appearance."""
    return write_objects(lambda: _objects(path), folder, limits)


def write_objects(objects: Any, folder: Path, limits: Limits) -> Source:
    """Read the objects twice: once for the names, once for the rows."""
    names: dict[str, None] = {}
    for item in objects():
        names.update(dict.fromkeys(item))
        if len(names) > limits.columns:
            raise LoadError("too_many_columns", found=len(names), most=limits.columns)
    if not names:
        raise LoadError("not_json_table")
    columns = headings(list(names), limits.columns)
    return write_source(
        folder / "plain.csv", columns, _rows(objects(), list(names), columns), "utf-8"
    )


def _rows(
    objects: Iterable[dict[str, Any]], names: list[str], columns: list[Heading]
) -> Iterator[list[str]]:
    for number, item in enumerate(objects, 2):
        cells = [text(item.get(name)) for name in names]
        for column, cell in zip(columns, cells, strict=True):
            if "\0" in cell:
                raise LoadError("nul_byte", row=number, column=column.title)
        yield cells


def _objects(path: Path) -> Iterator[dict[str, Any]]:
    with Stream(path) as stream:
        wrapped = stream.peek() == "{" and _holds_objects(path)
        if wrapped:
            stream.find_list(LISTS)
        listed = wrapped or stream.peek() == "["
        yield from _only_objects(stream.items() if listed else _values(stream))


def _holds_objects(path: Path) -> bool:
    """Whether the first object holds a list of objects under one of the usual names."""
    with Stream(path) as stream:
        if not stream.find_list(LISTS):
            return False
        stream.take("[")
        return stream.peek() == "{"


def _values(stream: Stream) -> Iterator[Any]:
    while stream.peek():
        yield stream.value()


def _only_objects(values: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for number, value in enumerate(values, 1):
        if not isinstance(value, dict):
            raise LoadError("not_json_table", row=number)
        yield value


def text(value: Any) -> str:
    """A value as the text of a cell; what is nested stays JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return repr(value) if isinstance(value, float) else str(value)
