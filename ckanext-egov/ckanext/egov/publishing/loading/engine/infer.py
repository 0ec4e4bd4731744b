"""Finding the type of each column by looking at every cell of it.

A sample proposes a rule per column, one scan of the whole file checks all proposals at
once. A cell that contradicts its column's proposal joins the sample and the next rule is
proposed, so that in practice a file is scanned once, rarely twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import duckdb

from .errors import LoadError, excerpt
from .given import checked_type, count_rows, given_rule
from .headings import Heading
from .source import Source, column
from .spec import Declared
from .types import FAMILIES, TEXT, Rule, first_fitting, ladder

SAMPLE_ROWS = 1000
BLANKS = " \t\r\n\u00a0\u202f"
INT4 = (-(2**31), 2**31 - 1)


@dataclass
class Typed:
    """A column with its rule; `type` is what PostgreSQL gets."""

    heading: Heading
    rule: Rule
    type: str
    padded: bool = False
    formulas: int = 0

    @property
    def value(self) -> str:
        """The DuckDB expression that PostgreSQL reads: text exactly, the rest in plain form."""
        if self.rule is TEXT:
            return column(self.heading)
        return self.rule.convert(cell(self.heading, self.padded))


def cell(heading: Heading, padded: bool) -> str:
    """The cell, without the blanks around it where there are any (trimming all takes long)."""
    return f"nullif(trim({column(heading)}, '{BLANKS}'), '')" if padded else column(heading)


@dataclass
class Found:
    """What the scans found."""

    rows: int
    columns: list[Typed]


@dataclass
class _Search:
    """The state of one column's search."""

    heading: Heading
    declared: str
    rules: tuple[Rule, ...]
    cells: list[str] = field(default_factory=list)
    rule: Rule = TEXT
    padded: bool = False
    settled: bool = False

    def propose(self) -> bool:
        """The next rule that the cells known so far allow; false when none is left."""
        found = first_fitting(self.cells, self.rules)
        self.rule = found or TEXT
        return found is not None

    def refuse(self, bad: str) -> bool:
        """Take the contradicting cell into account and propose again."""
        if not self.padded and bad != bad.strip():
            self.padded = True
            return True
        self.cells.append(bad)
        self.rules = tuple(rule for rule in self.rules if rule is not self.rule)
        return self.propose()


def infer(
    connection: duckdb.DuckDBPyConnection, source: Source, declared: tuple[Declared, ...]
) -> Found:
    """The type of each column; an error when a declared type is contradicted."""
    known = {item.name: item.type for item in declared}
    if source.types:
        return _given(connection, source, known)
    searches = [
        _Search(heading, known.get(heading.name, ""), ladder(known.get(heading.name, "")))
        for heading in source.columns
    ]
    _sample(connection, source, searches)
    for search in searches:
        if not search.propose():
            raise _contradiction(connection, source, search)
    return _settle(connection, source, searches)


def _given(connection: duckdb.DuckDBPyConnection, source: Source, known: dict[str, str]) -> Found:
    columns = []
    for heading in source.columns:
        own = source.types[heading.name]
        type_ = checked_type(heading.title, own, known.get(heading.name, ""))
        nested = heading.name in source.nested
        columns.append(Typed(heading, given_rule(own, nested), type_))
    return Found(count_rows(connection, source), columns)


def _sample(connection: duckdb.DuckDBPyConnection, source: Source, searches: list[_Search]) -> None:
    names = ", ".join(column(search.heading) for search in searches)
    rows = connection.execute(
        f"SELECT {names} FROM {source.relation} LIMIT {SAMPLE_ROWS}"
    ).fetchall()
    for position, search in enumerate(searches):
        search.cells = [row[position] for row in rows if row[position] is not None]
        search.padded = any(text != text.strip() for text in search.cells)


def _settle(
    connection: duckdb.DuckDBPyConnection, source: Source, searches: list[_Search]
) -> Found:
    typed: dict[str, Typed] = {}
    rows = -1
    while waiting := [search for search in searches if not search.settled]:
        counted, results = _scan(connection, source, waiting, rows < 0)
        rows = counted if rows < 0 else rows
        for search, (bad, low, high, formulas) in zip(waiting, results, strict=True):
            if bad is None:
                search.settled = True
                typed[search.heading.name] = _typed(search, low, high, formulas)
            elif not search.refuse(bad):
                raise _contradiction(connection, source, search)
    return Found(rows, [typed[search.heading.name] for search in searches])


def _scan(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    searches: list[_Search],
    count: bool,
) -> tuple[int, list[tuple]]:
    """One pass: for each column a cell that does not fit, the extremes, cells like formulas."""
    parts = ["count(*)" if count else "0"]
    for search in searches:
        parts += _measures(search)
    row = connection.execute(f"SELECT {', '.join(parts)} FROM {source.relation}").fetchone()
    assert row is not None
    cells = list(row[1:])
    return row[0], [tuple(cells[start : start + 4]) for start in range(0, len(cells), 4)]


def _measures(search: _Search) -> list[str]:
    name = column(search.heading)
    if search.rule is TEXT:
        signs = f"{name}[1] IN ('=', '@', '+', '-') AND length({name}) > 1"
        return ["NULL", "NULL", "NULL", f"count_if({signs})"]
    text = cell(search.heading, search.padded)
    bad = f"any_value({name}) FILTER (WHERE {text} IS NOT NULL AND NOT {search.rule.holds(text)})"
    if search.rule.type != "int8":
        return [bad, "NULL", f"count({text})", "0"]
    number = f"try_cast({search.rule.convert(text)} AS BIGINT)"
    return [bad, f"min({number})", f"max({number})", "0"]


def _typed(search: _Search, low: int | None, high: int | None, formulas: int) -> Typed:
    if search.rule is TEXT:
        return Typed(search.heading, TEXT, "text", formulas=formulas)
    if search.declared:
        type_ = _declared_type(search, low, high)
    elif search.rule.type != "int8":
        type_ = search.rule.type if high else "text"
    elif low is None or high is None:
        type_ = "text"  # no cell says anything
    else:
        type_ = "int4" if INT4[0] <= low and high <= INT4[1] else "int8"
    rule = TEXT if type_ == "text" else search.rule
    return Typed(search.heading, rule, type_, search.padded)


def _declared_type(search: _Search, low: int | None, high: int | None) -> str:
    """As declared; a whole number that outgrew its bytes gets more of them."""
    if FAMILIES[search.declared] != "integer" or low is None or high is None:
        return search.declared
    return search.declared if INT4[0] <= low and high <= INT4[1] else "int8"


def _contradiction(
    connection: duckdb.DuckDBPyConnection, source: Source, search: _Search
) -> LoadError:
    """The first row that is not of the declared type, for the message."""
    rules = ladder(search.declared)
    best = max(rules, key=lambda rule: sum(rule.matches(known) for known in search.cells))
    text = cell(search.heading, True)
    row = connection.execute(
        f"SELECT number, cell FROM (SELECT row_number() OVER () AS number, {text} AS cell "
        f"FROM {source.relation}) WHERE cell IS NOT NULL AND NOT {best.holds('cell')} LIMIT 1"
    ).fetchone()
    number, value = row if row else (0, search.cells[-1])
    return LoadError(
        "contradicts_dictionary",
        row=number + source.first_row - 1,
        column=search.heading.title,
        value=excerpt(value),
        type=search.declared,
    )
