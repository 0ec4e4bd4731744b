"""What a column holds, for its entry in the dictionary.

Two scans of the file: the first counts and finds the extremes, the second needs them to sort
the values into bars. Both come after the table is readable, so nobody waits for them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb

from .infer import Found, Typed
from .source import Source, column

BARS = 12
TOP = 10
PORTION = 24
"""Columns a scan describes at once: each needs memory of its own."""
EXACT_ROWS = 200_000
"""Different values are counted exactly in files up to this long, else within some per cent."""
FEW = 500
"""Up to this many different values the frequencies of all of them are counted."""
EXAMPLES = 3
EXAMPLE_CHARACTERS = 100
SAMPLE = 2000
NUMBERS = {"int4", "int8", "numeric"}
MOMENTS = {"date", "timestamp", "timestamptz"}


def profile(duck: duckdb.DuckDBPyConnection, source: Source, found: Found) -> list[dict[str, Any]]:
    """For each column its name, type, heading in the file and profile."""
    described = []
    for start in range(0, len(found.columns), PORTION):
        described += _portion(
            duck, source, Found(found.rows, found.columns[start : start + PORTION])
        )
    return described


def _portion(duck: duckdb.DuckDBPyConnection, source: Source, found: Found) -> list[dict[str, Any]]:
    counted = _count(duck, source, found)
    spread = _spread(duck, source, found, counted)
    examples = _examples(duck, source, found)
    return [
        {
            "id": typed.heading.name,
            "type": typed.type,
            "title": typed.heading.title,
            "profile": _entry(found.rows, known) | bars | {"examples": shown},
        }
        for typed, known, bars, shown in zip(found.columns, counted, spread, examples, strict=True)
    ]


def _entry(rows: int, known: dict[str, Any]) -> dict[str, Any]:
    entry = {
        "count": rows,
        "missing": rows - known["filled"],
        "distinct": min(known["distinct"], known["filled"]),
    }
    if known["low"] is not None:
        entry |= {"minimum": _plain(known["low"]), "maximum": _plain(known["high"])}
    return entry


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value if isinstance(value, int) else str(value)


def _ordered(typed: Typed) -> str | None:
    """The values on a line, for extremes and bars; nothing for text and truth values."""
    if typed.type in NUMBERS:
        number = f"try_cast({typed.value} AS DOUBLE)"
        return f"CASE WHEN isfinite({number}) THEN {number} END"
    if typed.type in MOMENTS:
        return f"try_cast({typed.value} AS TIMESTAMP)"
    return None


def _count(duck: duckdb.DuckDBPyConnection, source: Source, found: Found) -> list[dict[str, Any]]:
    parts = []
    different = "count(DISTINCT {})" if found.rows <= EXACT_ROWS else "approx_count_distinct({})"
    for typed in found.columns:
        value = _ordered(typed)
        parts += [
            f"count({typed.value})",
            different.format(column(typed.heading)),
            f"min({value})" if value else "NULL",
            f"max({value})" if value else "NULL",
        ]
    row = duck.execute(f"SELECT {', '.join(parts)} FROM {source.relation}").fetchone() or ()
    names = ("filled", "distinct", "low", "high")
    counted = [
        dict(zip(names, row[start : start + 4], strict=True)) for start in range(0, len(row), 4)
    ]
    for typed, known in zip(found.columns, counted, strict=True):
        if typed.type == "date" and known["low"] is not None:
            known |= {"low": known["low"].date(), "high": known["high"].date()}
    return counted


def _spread(
    duck: duckdb.DuckDBPyConnection,
    source: Source,
    found: Found,
    counted: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    """Bars of what lies on a line, frequencies of what has few values, nothing of the rest."""
    queries = [_query(typed, known) for typed, known in zip(found.columns, counted, strict=True)]
    asked = [query for query in queries if query]
    if not asked:
        return [{} for _ in queries]
    answer = duck.execute(f"SELECT {', '.join(asked)} FROM {source.relation}").fetchone() or ()
    answers = iter(answer)
    return [
        _shape(typed, next(answers) or {}) if query else {}
        for typed, query in zip(found.columns, queries, strict=True)
    ]


def _query(typed: Typed, known: dict[str, Any]) -> str:
    value = _ordered(typed)
    if value is None:
        return f"histogram(left({typed.value}, 200))" if 0 < known["distinct"] <= FEW else ""
    if known["low"] is None or known["low"] == known["high"]:
        return ""
    low, high = known["low"], known["high"]
    if typed.type in MOMENTS:
        value, low, high = f"epoch({value})", _epoch(low), _epoch(high)
    bar = f"floor(({value} - {low}) * {BARS / (high - low)!r})"
    return f"histogram(CASE WHEN {value} = {high} THEN {BARS - 1}.0 ELSE {bar} END)"


def _epoch(moment: Any) -> float:
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time())
    return moment.replace(tzinfo=dt.UTC).timestamp()


def _shape(typed: Typed, counts: dict[Any, int]) -> dict[str, Any]:
    if _ordered(typed):
        return {"histogram": [counts.get(float(bar), 0) for bar in range(BARS)]}
    often = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))[:TOP]
    return {"distinct": len(counts), "top": [[str(value), count] for value, count in often]}


def _examples(duck: duckdb.DuckDBPyConnection, source: Source, found: Found) -> list[list[str]]:
    values = ", ".join(f"CAST({typed.value} AS VARCHAR)" for typed in found.columns)
    rows = duck.execute(f"SELECT {values} FROM {source.relation} LIMIT {SAMPLE}").fetchall()
    return [
        [value[:EXAMPLE_CHARACTERS] for value in _different(row[position] for row in rows)]
        for position in range(len(found.columns))
    ]


def _different(values: Any) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))[:EXAMPLES]
