"""Which type a column of text has.

A ladder of rules, narrowest first. A column gets the first rule that *every* one of its
cells fits; what fits none is text. Whatever would be changed by a type stays text: codes
with leading zeros, telephone numbers with a plus, numbers too long to be counted with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

SPACE = "[ \u00a0\u202f]"
WHOLE = "(0|[1-9][0-9]{0,17})"
GROUPED = f"[1-9][0-9]{{0,2}}({SPACE}[0-9]{{3}})+"
DAY, MONTH, YEAR = "[0-3]?[0-9]", "[01]?[0-9]", "[12][0-9]{3}"
ISO_DAY = f"{YEAR}-[01][0-9]-[0-3][0-9]"
CLOCK = "[0-2]?[0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?"
ZONE = "(Z|[+-][0-9]{2}(:?[0-9]{2})?)"
TRUE = ("true", "yes", "ha", "да", "ҳа", "awa")
FALSE = ("false", "no", "yoʻq", "yo'q", "yo‘q", "нет", "йўқ", "yaq")


@dataclass(frozen=True)
class Rule:
    """A way of writing values of one PostgreSQL type."""

    name: str
    type: str
    pattern: str
    convert: Callable[[str], str]
    """From a DuckDB expression of the trimmed cell to one that PostgreSQL reads as `type`."""
    real: Callable[[str], str] | None = None
    """A further DuckDB check that the value exists, such as 30 February."""

    def matches(self, cell: str) -> bool:
        """Whether the cell is written this way."""
        return re.fullmatch(self.pattern, cell.strip(), re.IGNORECASE) is not None

    def holds(self, cell: str) -> str:
        """The DuckDB condition that a trimmed cell fits."""
        condition = f"regexp_full_match({cell}, {_quoted(self.pattern)}, 'i')"
        return f"({condition} AND {self.real(cell)})" if self.real else condition


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _same(cell: str) -> str:
    return cell


def _ungrouped(cell: str) -> str:
    return f"regexp_replace({cell}, '{SPACE}', '', 'g')"


def _dated(format: str, out: str) -> tuple[Callable[[str], str], Callable[[str], str]]:
    def convert(cell: str) -> str:
        return f"strftime(try_strptime({cell}, '{format}'), '{out}')"

    def real(cell: str) -> str:
        return f"try_strptime({cell}, '{format}') IS NOT NULL"

    return convert, real


def _date_rule(name: str, pattern: str, format: str) -> Rule:
    convert, real = _dated(format, "%Y-%m-%d")
    return Rule(name, "date", pattern, convert, real)


def _moment_rule(name: str, pattern: str, format: str) -> Rule:
    """Seconds are optional in the pattern, so the format is chosen per cell."""

    def parsed(cell: str) -> str:
        return (
            f"coalesce(try_strptime({cell}, '{format}:%S'), try_strptime({cell}, '{format}'), "
            f"try_strptime({cell}, '{format}:%S.%f'))"
        )

    return Rule(
        name,
        "timestamp",
        pattern,
        lambda cell: f"strftime({parsed(cell)}, '%Y-%m-%d %H:%M:%S.%f')",
        lambda cell: f"{parsed(cell)} IS NOT NULL",
    )


def _truth(cell: str) -> str:
    words = ", ".join(_quoted(word) for word in TRUE)
    return f"CAST(lower({cell}) IN ({words}) AS VARCHAR)"


RULES = (
    Rule("integer", "int8", f"-?{WHOLE}", _same),
    Rule("integer_spaced", "int8", f"-?({GROUPED}|{WHOLE})", _ungrouped),
    Rule("decimal", "numeric", f"-?{WHOLE}(\\.[0-9]{{1,30}})?([eE][+-]?[0-9]{{1,2}})?", _same),
    Rule("decimal_spaced", "numeric", f"-?({GROUPED}|{WHOLE})(\\.[0-9]{{1,30}})?", _ungrouped),
    Rule(
        "decimal_comma",
        "numeric",
        f"-?({GROUPED}|{WHOLE})(,[0-9]{{1,30}})?",
        lambda cell: f"replace({_ungrouped(cell)}, ',', '.')",
    ),
    Rule(
        "decimal_english",
        "numeric",
        f"-?([1-9][0-9]{{0,2}}(,[0-9]{{3}})+|{WHOLE})(\\.[0-9]{{1,30}})?",
        lambda cell: f"replace({cell}, ',', '')",
    ),
    Rule(
        "date_iso",
        "date",
        ISO_DAY,
        _same,
        lambda cell: f"try_cast({cell} AS DATE) IS NOT NULL",
    ),
    _date_rule("date_dots", f"{DAY}\\.{MONTH}\\.{YEAR}", "%d.%m.%Y"),
    _date_rule("date_slashes", f"{DAY}/{MONTH}/{YEAR}", "%d/%m/%Y"),
    _date_rule("date_slashes_us", f"{MONTH}/{DAY}/{YEAR}", "%m/%d/%Y"),
    Rule(
        "timestamp_iso",
        "timestamp",
        f"{ISO_DAY}([T ]{CLOCK})?",
        _same,
        lambda cell: f"try_cast({cell} AS TIMESTAMP) IS NOT NULL",
    ),
    Rule(
        "timestamp_zone",
        "timestamptz",
        f"{ISO_DAY}[T ]{CLOCK} ?{ZONE}",
        _same,
        lambda cell: f"try_cast({cell} AS TIMESTAMPTZ) IS NOT NULL",
    ),
    _moment_rule("timestamp_dots", f"{DAY}\\.{MONTH}\\.{YEAR} {CLOCK}", "%d.%m.%Y %H:%M"),
    Rule("boolean", "bool", f"({'|'.join(TRUE + FALSE)})", _truth),
)
TEXT = Rule("text", "text", "(?s).*", _same)

FAMILIES = {
    "int2": "integer",
    "int4": "integer",
    "int8": "integer",
    "int": "integer",
    "integer": "integer",
    "bigint": "integer",
    "numeric": "number",
    "decimal": "number",
    "float": "number",
    "float4": "number",
    "float8": "number",
    "date": "date",
    "timestamp": "timestamp",
    "timestamptz": "timestamptz",
    "bool": "boolean",
    "boolean": "boolean",
}
FITTING = {
    "integer": {"int8"},
    "number": {"int8", "numeric"},
    "date": {"date"},
    "timestamp": {"timestamp", "date"},
    "timestamptz": {"timestamptz", "timestamp", "date"},
    "boolean": {"bool"},
}


def ladder(declared: str = "") -> tuple[Rule, ...]:
    """The rules to try; for a declared type those that write it, without text at the end."""
    family = FAMILIES.get(declared)
    if declared and not family:
        return (TEXT,)
    if not family:
        return (*RULES, TEXT)
    return tuple(rule for rule in RULES if rule.type in FITTING[family])


def first_fitting(cells: Iterable[str], rules: Iterable[Rule]) -> Rule | None:
    """The narrowest rule that all cells are written in; blank cells say nothing."""
    kept = [cell for cell in cells if cell and cell.strip()]
    return next((rule for rule in rules if all(rule.matches(cell) for cell in kept)), None)
