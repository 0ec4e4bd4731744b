"""What a DataStore type is in the words of Table Schema, and how its values are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

Kind = str

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("int", "int2", "int4", "int8", "integer", "smallint", "bigint"), "integer"),
    **dict.fromkeys(("numeric", "float", "float4", "float8", "real", "double precision"), "number"),
    **dict.fromkeys(("bool", "boolean"), "boolean"),
    **dict.fromkeys(("timestamp", "timestamptz", "timestamp with time zone"), "datetime"),
    **dict.fromkeys(("json", "jsonb", "nested"), "object"),
    "timestamp without time zone": "datetime",
    "date": "date",
    "time": "time",
}
_DATASTORE: dict[Kind, str] = {
    "integer": "int8",
    "number": "numeric",
    "boolean": "bool",
    "datetime": "timestamp",
    "object": "json",
    "date": "date",
    "time": "time",
}
_NUMBER = re.compile(r"[+-]?(\d{1,100}(\.\d{0,100})?|\.\d{1,100})([eE][+-]?\d{1,3})?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,100}", re.ASCII)
KINDS = frozenset({*_DATASTORE, "string"})
ORDERED = frozenset({"integer", "number", "date", "datetime", "time"})


def kind(datastore_type: str) -> Kind:
    """Return the Table Schema type of a DataStore type; anything unknown is text."""
    return _KINDS.get(datastore_type.lower(), "string")


def datastore_type(kind_: Kind) -> str:
    """Return the DataStore type that holds a Table Schema type."""
    return _DATASTORE.get(kind_, "text")


def read(kind_: Kind, text: str) -> Any:
    """Return the value that the text stands for; ValueError when it stands for none."""
    return _READERS.get(kind_, str)(text)


def canonical(kind_: Kind, text: str) -> str:
    """Return a number as machines write it: people type «1 000,5»."""
    if kind_ not in {"integer", "number"}:
        return text
    plain = "".join(text.split()).replace(",", ".")
    try:
        _number(plain)
    except ValueError:
        return text
    return plain


def native(kind_: Kind, text: str) -> Any:
    """Return the JSON value of the text, or the text itself where JSON would change it."""
    try:
        value = _JSON[kind_](text)
    except (KeyError, ValueError):
        return text
    return value if written(value) == text else text


def written(value: Any) -> str:
    """Return a JSON value as text, the opposite of `native`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def comparable(kind_: Kind, text: str) -> Any:
    """Return the value for comparing; a time zone would make two moments incomparable."""
    value = read(kind_, text)
    return value.replace(tzinfo=None) if isinstance(value, (datetime, time)) else value


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text)


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _boolean(text: str) -> bool:
    if text.lower() not in {"true", "false"}:
        raise ValueError(text)
    return text.lower() == "true"


_READERS: dict[Kind, Callable[[str], Any]] = {
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}
_JSON: dict[Kind, Callable[[str], Any]] = {
    "integer": _integer,
    "number": lambda text: int(text) if _INTEGER.fullmatch(text) else float(text),
    "boolean": _boolean,
}
