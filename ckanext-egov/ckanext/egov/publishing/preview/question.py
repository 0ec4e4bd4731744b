"""What a reader asks of a table or a chart, read from an address, with nothing trusted.

Pure: the pieces that are wrong are left out and named, the rest still makes a question, so a
page can show the message and the table at once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from ckanext.egov.publishing.preview.columns import COMPARISONS, Column

LARGEST_ID = 2**31 - 1
LONGEST_VALUE = 1000
MOST_FILTERS = 20
SIZES = (25, 50, 100)
AGGREGATES = ("count", "sum", "mean", "minimum", "maximum")
KINDS = ("bar", "line")
YES, NO = ("true", "yes", "1", "t", "ha"), ("false", "no", "0", "f", "yoʻq")

# What is said when a filter's value is not of the column's type: keys of `messages.text`.
_BAD_VALUE = {
    "number": "bad_number_value",
    "date": "bad_date",
    "time": "bad_time",
    "yes_no": "bad_yes_no",
    "text": "bad_text",
    "other": "bad_other",
}

Message = tuple[str, dict[str, str]]
Many = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Filter:
    """One condition: `column` `condition` `value`, the value as it was typed."""

    column: str
    condition: str
    value: str


@dataclass(frozen=True)
class Question:
    """Which rows of a table, in which order, from where on."""

    filters: tuple[Filter, ...] = ()
    text: str = ""
    sort: str = ""
    descending: bool = False
    page: int = 1
    after: int | None = None
    before: int | None = None
    size: int = SIZES[1]

    @property
    def narrowed(self) -> bool:
        """Whether only some of the rows are asked for."""
        return bool(self.filters or self.text)


@dataclass(frozen=True)
class ChartQuestion:
    """What a chart draws: `aggregate` of `y` for each `x`, one series per value of `series`."""

    x: str
    y: str = ""
    aggregate: str = "count"
    kind: str = "bar"
    series: str = ""
    filters: tuple[Filter, ...] = ()


@dataclass
class Reading:
    """Reads pieces of an address and collects what was wrong with them."""

    get: Many
    columns: Mapping[str, Column]
    errors: list[Message] = field(default_factory=list)

    def wrong(self, message: str, **words: str) -> None:
        """Note what was wrong; the message is a key of `messages.text`."""
        self.errors.append((message, words))

    def one(self, name: str) -> str:
        """The first value of a parameter, without the characters no database stores."""
        values = self.get(name)
        return values[0].replace("\x00", "").strip()[:LONGEST_VALUE] if values else ""

    def number(self, name: str, least: int, otherwise: int | None) -> int | None:
        """A whole number from `least` up."""
        raw = self.one(name)
        if not raw:
            return otherwise
        if raw.isascii() and raw.isdigit() and least <= int(raw[:12]) <= LARGEST_ID:
            return int(raw[:12])
        self.wrong("bad_number", name=name, value=raw)
        return otherwise

    def choice(self, name: str, allowed: Iterable[str], otherwise: str) -> str:
        """One of the allowed words."""
        raw = self.one(name)
        if not raw or raw in allowed:
            return raw or otherwise
        self.wrong("bad_choice", name=name, value=raw)
        return otherwise

    def column(self, name: str, fits: Callable[[Column], bool]) -> str:
        """The id of a column that fits."""
        raw = self.one(name)
        if not raw:
            return ""
        column = self.columns.get(raw)
        if column is None:
            self.wrong("unknown_column", value=raw)
        elif not fits(column):
            self.wrong("unfit_column", value=raw)
        else:
            return raw
        return ""

    def filters(self) -> tuple[Filter, ...]:
        """The conditions given as columns, conditions and values side by side."""
        columns, conditions, values = self.get("column"), self.get("is"), self.get("value")
        if not len(columns) == len(conditions) == len(values) or len(columns) > MOST_FILTERS:
            self.wrong("bad_filters")
            return ()
        rows = [
            Filter(column, condition, value.replace("\x00", "").strip()[:LONGEST_VALUE])
            for column, condition, value in zip(columns, conditions, values, strict=True)
        ]
        asked = [row for row in rows if row.column and row.value]
        return tuple(dict.fromkeys(row for row in asked if self._fits(row)))

    def _fits(self, row: Filter) -> bool:
        column = self.columns.get(row.column)
        if column is None:
            self.wrong("unknown_column", value=row.column)
        elif row.condition not in column.conditions:
            self.wrong("bad_condition", value=row.condition, column=row.column)
        elif as_typed(column, row.value) is None:
            self.wrong(_BAD_VALUE[column.family], value=row.value, column=row.column)
        else:
            return True
        return False


def by_id(columns: Iterable[Column]) -> dict[str, Column]:
    """Columns by their id."""
    return {column.id: column for column in columns}


def read_question(
    get: Many, columns: Iterable[Column], size: int = SIZES[1]
) -> tuple[Question, list[Message]]:
    """The question in these parameters, and what was wrong with them."""
    reading = Reading(get, by_id(columns))
    question = Question(
        filters=reading.filters(),
        text=reading.one("q"),
        sort=reading.column("sort", lambda column: column.sortable),
        descending=reading.choice("order", ("asc", "desc"), "asc") == "desc",
        page=reading.number("page", 1, 1) or 1,
        after=reading.number("after", 0, None),
        before=reading.number("before", 0, None),
        size=int(reading.choice("limit", [str(size) for size in SIZES], str(size))),
    )
    return question, reading.errors


def read_chart_question(
    get: Many, columns: Sequence[Column]
) -> tuple[ChartQuestion, list[Message]]:
    """The chart in these parameters (a sensible one when none are given), and what was wrong."""
    reading = Reading(get, by_id(columns))
    x = reading.column("x", lambda column: column.sortable) or first_category(columns)
    y = reading.column("y", lambda column: column.family == "number")
    aggregate = reading.choice("aggregate", AGGREGATES, "sum" if y else "count")
    if aggregate != "count" and not y:
        reading.wrong("no_amount")
        aggregate = "count"
    question = ChartQuestion(
        x=x,
        y=y if aggregate != "count" else "",
        aggregate=aggregate,
        kind=reading.choice("kind", KINDS, default_kind(reading.columns.get(x))),
        series=reading.column("series", lambda column: column.family in ("text", "yes_no")),
        filters=reading.filters(),
    )
    return question, reading.errors


def first_category(columns: Sequence[Column]) -> str:
    """The column a chart starts with: the first of text, else any that can be put in order."""
    for families in (("text", "yes_no"), ("date", "time"), ("number",)):
        for column in columns:
            if column.family in families:
                return column.id
    return ""


def default_kind(column: Column | None) -> str:
    """Time runs along a line; everything else is compared with bars."""
    return "line" if column and column.family in ("date", "time") else "bar"


def as_typed(column: Column, raw: str) -> Any:
    """The value a filter compares with, of the column's own type; None when it isn't one."""
    readers = {"number": _number, "date": _date, "time": _time, "yes_no": _yes_no}
    return readers.get(column.family, str)(raw)


def _number(raw: str) -> Decimal | None:
    bare = raw.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    # 4,2 is how a number is written here; 1,234.5 has its point already.
    bare = bare.replace(",", "") if "." in bare else bare.replace(",", ".")
    try:
        number = Decimal(bare) if len(bare) <= 40 else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() and _sane(number) else None


def _sane(number: Decimal) -> bool:
    return abs(number.adjusted()) <= 300


def _date(raw: str) -> str | None:
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(raw, form).date().isoformat()
        except ValueError:
            continue
    return None


def _time(raw: str) -> str | None:
    try:
        return datetime.fromisoformat(raw).isoformat()
    except ValueError:
        return _date(raw)


def _yes_no(raw: str) -> bool | None:
    if raw.lower() in YES:
        return True
    return False if raw.lower() in NO else None


def datastore_filters(question: Question, columns: Mapping[str, Column]) -> dict[str, Any]:
    """The conditions as `filters` of `datastore_search`; words are not among them."""
    conditions = [
        {row.column: {row.condition: _plain(as_typed(columns[row.column], row.value))}}
        for row in question.filters
        if row.condition in COMPARISONS
    ]
    return {"$and": conditions} if conditions else {}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value() and abs(value) < 10**15
        return int(value) if whole else float(value)
    return value.isoformat() if isinstance(value, date) else value


def word_search(question: Question) -> str | dict[str, str]:
    """The `q` of `datastore_search`: words anywhere in a row, or in named columns."""
    words = {row.column: row.value for row in question.filters if row.condition == "words"}
    return words or question.text
