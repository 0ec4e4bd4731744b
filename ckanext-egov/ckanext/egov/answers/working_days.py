"""Counts days on which offices work. Pure: the days off are given, no clock is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
LONGEST_CLOSURE = 60
"""So many days off in a row are a mistake in the data, not a holiday."""


@dataclass(frozen=True)
class YearlyHoliday:
    """A holiday on the same day of each year."""

    month: int
    day: int


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked: weekends, yearly holidays, days off and days moved by decree.

    A weekend day that a yearly holiday falls on is given back on the next day that would be
    worked (article 208 of the Labour Code of Uzbekistan) where `gives_back` is set.
    """

    weekend: frozenset[int] = frozenset({5, 6})
    yearly: frozenset[YearlyHoliday] = frozenset()
    days_off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    gives_back: bool = False
    _known: dict[int, frozenset[date]] = field(default_factory=dict, compare=False, repr=False)

    def is_worked(self, day: date) -> bool:
        """Whether offices work on that day."""
        return self._is_ordinary(day) and day not in self._given_back(day.year)

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; `day` itself never counts."""
        if count < 1:
            raise ValueError("at least one working day must pass")
        for _ in range(count):
            day = self.next(day)
        return day

    def subtract(self, day: date, count: int) -> date:
        """The `count`-th working day before `day`."""
        if count < 1:
            raise ValueError("at least one working day must pass")
        for _ in range(count):
            day = self._walk(day, -ONE_DAY)
        return day

    def next(self, day: date) -> date:
        """The first working day after `day`."""
        return self._walk(day, ONE_DAY)

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first` and up to `last`."""
        length = (last - first).days
        return sum(self.is_worked(first + ONE_DAY * step) for step in range(1, length + 1))

    def _walk(self, day: date, step: timedelta) -> date:
        for _ in range(LONGEST_CLOSURE):
            day += step
            if self.is_worked(day):
                return day
        raise ValueError(f"no working day within {LONGEST_CLOSURE} days of {day}")

    def _is_ordinary(self, day: date) -> bool:
        """Worked as far as weekends, holidays and decrees say."""
        if day in self.worked:
            return True
        return (
            day.weekday() not in self.weekend
            and day not in self.days_off
            and YearlyHoliday(day.month, day.day) not in self.yearly
        )

    def _given_back(self, year: int) -> frozenset[date]:
        """The working days that are off because a holiday took a weekend day."""
        if not self.gives_back:
            return frozenset()
        if year not in self._known:
            self._known[year] = frozenset(self._give_back(year))
        return self._known[year]

    def _give_back(self, year: int) -> Iterable[date]:
        taken: set[date] = set()
        for holiday in sorted(self._holidays_from(year)):
            if holiday.weekday() in self.weekend and holiday not in self.worked:
                day = holiday + ONE_DAY
                while not self._is_ordinary(day) or day in taken:
                    day += ONE_DAY
                taken.add(day)
        return taken

    def _holidays_from(self, year: int) -> Iterable[date]:
        """The yearly holidays of a year; those of the year before may reach into it."""
        for holiday in self.yearly:
            for each in (year - 1, year):
                try:
                    yield date(each, holiday.month, holiday.day)
                except ValueError:  # 29 February
                    continue
