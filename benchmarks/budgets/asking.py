"""The same question to our cube, to DuckDB alone, and to a table of the DataStore."""

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
import psycopg2
from ckanext.budgets.cube.question import Question, read_cuts, read_drilldowns
from ckanext.budgets.cube.reading import Cube

REPEATS = 9
WARM_UP = 2
DRILLDOWN = "administrative:1|functional:1"
CUT = "phase:executed|fiscal_year:2019;2020;2021"
RAW = (
    'SELECT "administrative:1", "functional:1", sum(amount), count(*) FROM read_parquet(?)'
    " WHERE phase = 'executed' AND fiscal_year IN (2019, 2020, 2021)"
    " GROUP BY ALL ORDER BY 3 DESC LIMIT 10000"
)
SQL = (
    "SELECT department_code, left(function, 2), sum(amount), count(*) FROM budget"
    " WHERE phase = 'executed' AND year IN (2019, 2020, 2021)"
    " GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 10000"
)
TABLE = (
    "CREATE TABLE budget (_id serial PRIMARY KEY, year int4, phase text, direction text,"
    " department_code text, department text, function text, amount numeric)"
)


def compare(dsn: str, csv: Path, cube: Path) -> dict[str, float]:
    """Median milliseconds of each, warm, asked by turns; all give the same cells."""
    with _ways(dsn, csv, cube) as ways:
        answers = {name: _cells(ask()) for name, ask in ways.items()}
        if len({tuple(cells) for cells in answers.values()}) != 1:
            raise SystemExit("the answers differ")
        rounds = [
            {name: _once(ask) for name, ask in ways.items()} for _ in range(WARM_UP + REPEATS)
        ][WARM_UP:]
    return {f"{name}_ms": median(times[name] for times in rounds) for name in ways}


@contextlib.contextmanager
def _ways(dsn: str, csv: Path, cube: Path) -> Iterator[dict[str, Callable[[], Any]]]:
    ours = Cube([cube])
    question = Question(
        read_drilldowns(DRILLDOWN, ours.shape), read_cuts(CUT, ours.shape), page_size=10_000
    )
    alone = duckdb.connect(":memory:", config={"threads": 2, "memory_limit": "256MB"})
    with contextlib.closing(psycopg2.connect(dsn)) as connection, alone:
        _fill(connection, csv)
        yield {
            "cube": lambda: _of_cube(ours, question),
            "duckdb": lambda: alone.execute(RAW, [str(cube)]).fetchall(),
            "sql": lambda: _of_sql(connection),
        }


def _fill(connection: Any, csv: Path) -> None:
    """The rows as the DataStore holds them: typed columns, a numbered key, no index of ours."""
    with connection.cursor() as cursor, csv.open("rb") as file:
        cursor.execute(TABLE)
        names = "year, phase, direction, department_code, department, function, amount"
        cursor.copy_expert(f"COPY budget ({names}) FROM STDIN (FORMAT csv, HEADER)", file, 1 << 18)
        connection.commit()
        cursor.execute("ANALYZE budget")
    connection.commit()


def _of_cube(cube: Cube, question: Question) -> list[tuple[Any, ...]]:
    cells = cube.aggregate(question).cells
    return [(*(cell[axis] for axis in question.drilldowns), cell["amount"], cell["rows"])
            for cell in cells]  # fmt: skip


def _of_sql(connection: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        return [(*row[:2], int(row[2] * 100), row[3]) for row in cursor.fetchall()]


def _cells(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted((who, what, int(amount), count) for who, what, amount, count in rows)


def _once(ask: Callable[[], Any]) -> float:
    started = time.perf_counter()
    ask()
    return (time.perf_counter() - started) * 1000
