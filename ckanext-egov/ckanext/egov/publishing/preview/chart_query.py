"""Builds the SQL of a chart. Pure: SQLAlchemy quotes every name and binds every value.

Only columns that exist in the table's dictionary ever reach this module; the caller has
checked them (`question.read_chart_question`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from ckanext.egov.publishing.preview.columns import COMPARISONS, Column
from ckanext.egov.publishing.preview.question import ChartQuestion, as_typed

MOST_BARS = 30
MOST_POINTS = 120
MOST_SERIES = 6
BUCKETS = (("day", 1), ("week", 7), ("month", 30.44), ("quarter", 91.31), ("year", 365.25))

DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}

AGGREGATE = {
    "sum": sa.func.sum,
    "mean": sa.func.avg,
    "minimum": sa.func.min,
    "maximum": sa.func.max,
}
COMPARE = dict(zip(COMPARISONS, ("__eq__", "__ge__", "__le__", "__gt__", "__lt__"), strict=True))


@dataclass(frozen=True)
class ChartQuery:
    """The SQL statements behind one chart of one table."""

    table: str
    question: ChartQuestion
    columns: Mapping[str, Column]

    def _source(self) -> sa.TableClause:
        return sa.table(sa.quoted_name(self.table, quote=True))

    def _column(self, name: str) -> sa.ColumnElement[Any]:
        return sa.column(sa.quoted_name(name, quote=True))

    @property
    def x(self) -> Column:
        """The column of the categories."""
        return self.columns[self.question.x]

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """The filters of the question; rows without a category are left out."""
        asked = [self._condition(row.column, row.condition, row.value) for row in self._filters()]
        return [self._column(self.question.x).is_not(None), *asked]

    def _filters(self) -> Sequence[Any]:
        return self.question.filters

    def _condition(self, name: str, condition: str, raw: str) -> sa.ColumnElement[bool]:
        column = self._column(name)
        if condition == "words":
            return column.icontains(raw, autoescape=True)
        value = as_typed(self.columns[name], raw)
        if self.columns[name].family in ("date", "time"):
            value = datetime.fromisoformat(value)
        return getattr(column, COMPARE[condition])(value)

    def span(self) -> sa.Select[Any]:
        """The smallest and the largest category, for dates and numbers."""
        x = self._column(self.question.x)
        return (
            sa.select(sa.func.min(x), sa.func.max(x))
            .select_from(self._source())
            .where(*self.conditions())
        )

    def variety(self) -> sa.Select[Any]:
        """The distinct categories, at most one more than a chart has room for."""
        x = self._column(self.question.x)
        distinct = sa.select(x).select_from(self._source()).where(*self.conditions()).distinct()
        return distinct.limit(MOST_BARS + 1)

    def top_series(self) -> sa.Select[Any]:
        """The most frequent values of the column that makes the series."""
        series = self._column(self.question.series)
        return (
            sa.select(series)
            .select_from(self._source())
            .where(*self.conditions(), series.is_not(None))
            .group_by(series)
            .order_by(sa.func.count().desc(), series)
            .limit(MOST_SERIES)
        )

    def category(self, bucket: str | float) -> sa.ColumnElement[Any]:
        """What is grouped by: the value itself, the start of its time bucket or of its bin."""
        x = self._column(self.question.x)
        if isinstance(bucket, str):
            return sa.func.date_trunc(bucket, sa.cast(x, sa.DateTime)) if bucket else x
        number = sa.cast(x, sa.Numeric)
        return sa.func.floor(number / sa.cast(bucket, sa.Numeric)) * sa.cast(bucket, sa.Numeric)

    def value(self) -> sa.ColumnElement[Any]:
        """The aggregate of each group."""
        if self.question.aggregate == "count":
            return sa.func.count()
        return AGGREGATE[self.question.aggregate](self._column(self.question.y))

    def groups(self, bucket: str | float) -> sa.Select[Any]:
        """Categories with their value: the largest first, or in their order when they have one."""
        category = self.category(bucket).label("category")
        value = self.value().label("value")
        rows = (
            sa.select(category, value)
            .select_from(self._source())
            .where(*self.conditions())
            .group_by(sa.text("1"))
        )
        if self.is_ordered:
            return rows.order_by(sa.text("1")).limit(MOST_POINTS + 1)
        return rows.order_by(value.desc().nulls_last(), sa.text("1")).limit(MOST_BARS + 1)

    def series_groups(
        self, bucket: str | float, categories: Sequence[Any], series: Sequence[Any]
    ) -> sa.Select[Any]:
        """Categories by series with their value."""
        category = self.category(bucket)
        name = self._column(self.question.series)
        return (
            sa.select(category.label("category"), name.label("series"), self.value().label("value"))
            .select_from(self._source())
            .where(*self.conditions(), category.in_(list(categories)), name.in_(list(series)))
            .group_by(sa.text("1"), sa.text("2"))
        )

    @property
    def is_ordered(self) -> bool:
        """Whether categories have an order of their own (dates, numbers)."""
        return self.x.family in ("date", "time", "number")


def time_bucket(first: datetime, last: datetime) -> str:
    """The finest step in time that leaves few enough points for a chart."""
    days = (last - first).total_seconds() / 86400
    for name, length in BUCKETS:
        if days / length < MOST_POINTS:
            return name
    return "decade" if days / 3652.5 < MOST_POINTS else "century"


def time_steps(first: datetime, last: datetime, bucket: str) -> list[datetime]:
    """Every step from the first to the last, so that a time without rows is seen as a gap."""
    steps = [first]
    while steps[-1] < last and len(steps) <= MOST_POINTS:
        steps.append(_next_step(steps[-1], bucket))
    return steps


def _next_step(start: datetime, bucket: str) -> datetime:
    if bucket in DAYS:
        return start + timedelta(days=DAYS[bucket])
    months = start.year * 12 + start.month - 1 + MONTHS[bucket]
    return start.replace(year=months // 12, month=months % 12 + 1)


def bin_width(low: float, high: float, bins: int = 20) -> float:
    """A round width (1, 2 or 5 times a power of ten) that makes about `bins` bins."""
    rough = (high - low) / bins
    if rough <= 0:
        return 1.0
    power = 10.0 ** (len(f"{rough:.0f}") - 1) if rough >= 1 else 10.0 ** _exponent(rough)
    return next(power * unit for unit in (1, 2, 5, 10) if rough <= power * unit)


def _exponent(number: float) -> int:
    return int(f"{number:e}".split("e")[1])
