"""What a spreadsheet seems to say: guesses that its publisher confirms or corrects. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ckanext.budgets.package import amounts, cofog, periods
from ckanext.budgets.package.column_types import (
    AMOUNT,
    DIRECTION,
    PERIOD,
    PHASES,
    PLACES,
    YEAR,
    suggest,
)
from ckanext.budgets.package.facts import PHASE_NAMES
from ckanext.budgets.package.watching import TOTAL

Row = Mapping[str, str]
COFOG = "functional-classification:cofog:{}:{}"
LEVELS = ("division", "group", "class")
ECONOMIC = "economic-classification:generic:level1:label"
"""What columns of amounts are told apart by when their headings tell neither year nor phase."""

_NO_AMOUNTS = re.compile(r"code|kod\b|код|№|\bid\b|level|populat|aholi|аҳоли|насел|quarter|chorak")
_CALLED_YEAR = re.compile(r"year|yil|йил|год")
_WHEN = re.compile(r"date|as of|period|davr|давр|период|quarter|chorak|чорак|квартал|дата|sana\b")

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_UNITS = (
    (1_000_000_000, r"mlrd|млрд|billions?\b|\bbn\b"),
    (1_000_000, r"mln|million|млн|миллион|[£$€]m\b"),
    (1000, r"ming\b|минг|тыс|thousands?|000s|'000"),
)
_CURRENCIES = (
    ("UZS", r"so[ʻʼ'‘’`]?m\b|\bsum\b|\bсум|сўм|\buzs\b"),
    ("USD", r"\$|\busd\b|dollar|доллар"),
    ("EUR", r"€|\beur\b|евро"),
    ("GBP", r"£|\bgbp\b|pounds?\b"),
    ("RUB", r"руб|\brub\b|₽"),
    ("KZT", r"тенге|tenge|\bkzt\b|₸"),
    ("KGS", r"\bkgs\b|кырг"),
)
_PHASES = (
    ("adjusted", r"adjusted|revised|amended|уточн|aniqlash|аниқлаш"),
    ("proposed", r"propos|draft|проект|loyiha|лойиҳа|taklif"),
    ("executed", r"execut|actual|fact\b|fakt|факт|исполн|ijro|ижро|spent|outturn|касс|kassa"),
    ("approved", r"approv|adopt|budget(?:ed)?\b|plan|план|reja|режа|утвержд|tasdiq|тасдиқ"),
)
_TO_DATE = re.compile(r"ytd|year to date|нарастающ|с начала года|yil boshidan|йил бошидан")
_REVENUE = re.compile(r"revenue|income|доход|daromad|даромад|tushum|тушум|поступлен")


@dataclass
class Suggested:
    """Column types by column, and what is said of the whole table."""

    types: dict[str, str] = field(default_factory=dict)
    normalize: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    """Columns that hold sums of others, and why: `total` or `to_date`."""
    table: dict[str, Any] = field(default_factory=dict)


def of_table(names: Sequence[str], titles: Sequence[str], rows: Sequence[Row]) -> Suggested:
    """Guesses at a table by its headings, what stands above them, and its first rows."""
    found = Suggested()
    samples = {name: [row.get(name, "") for row in rows] for name in names}
    for name, kind in suggest(names, samples).items():
        if kind and not (kind == AMOUNT and _TO_DATE.search(name.casefold())):
            found.types[name] = kind
    _functions(found, samples)
    _by_values(found, samples)
    _amounts(found, names, rows, samples)
    said = " ".join([*titles, *names]).casefold()
    _table(found, names, samples, said)
    _members(found, samples)
    return found


def _functions(found: Suggested, samples: Mapping[str, Sequence[str]]) -> None:
    """A column of codes that are all in COFOG, by the deepest of them."""
    if any("cofog" in kind for kind in found.types.values()):
        return
    for name, values in samples.items():
        said = [value for value in values if value.strip() and not TOTAL.match(value.casefold())]
        told = [cofog.normal(value) for value in said]
        codes = [code for code in told if code in cofog.titles()]
        if all(len(value.strip()) < 2 for value in values):
            continue
        if name not in found.types and len(set(codes)) > 1 and len(codes) * 5 >= len(told) * 4:
            if _YEAR.search(name) or _phase(name):
                continue
            found.types[name] = COFOG.format(LEVELS[max(map(cofog.depth, codes)) - 1], "code")
            return


def _by_values(found: Suggested, samples: Mapping[str, Sequence[str]]) -> None:
    """Columns that their values give away: words of phases, dates and names of periods."""
    taken = set(found.types.values())
    for name, values in samples.items():
        told = list(dict.fromkeys(value.strip() for value in values if value.strip()))
        if name in found.types or not told:
            continue
        if not taken & {*PHASES} and len(told) < 12 and sum(map(bool, map(_phase, told))) > 1:
            found.types[name] = PHASES[1]
            taken.add(PHASES[1])
        elif YEAR not in taken and _CALLED_YEAR.search(name.casefold()) and _are_years(told):
            found.types[name] = YEAR
            taken.add(YEAR)
        elif PERIOD not in taken and _WHEN.search(name.casefold()) and _are_periods(told):
            found.types[name] = PERIOD
            taken.add(PERIOD)


def _are_years(values: Sequence[str]) -> bool:
    return all(_YEAR.fullmatch(value.removesuffix(".0")) for value in values)


def _are_periods(values: Sequence[str]) -> bool:
    return all(_is_period(value) for value in values)


def _is_period(text: str) -> bool:
    try:
        periods.name(text, 0)
    except periods.BadPeriod as error:
        return str(error) == "outside_year"
    return not text.isdigit()


def _amounts(
    found: Suggested, names: Sequence[str], rows: Sequence[Row], samples: Mapping[str, Any]
) -> None:
    taken = {name for name, kind in found.types.items() if kind != AMOUNT}
    able = [name for name in names if name not in taken and _holds_amounts(samples[name])]
    able = [name for name in able if not _NO_AMOUNTS.search(name.casefold().replace("_", " "))]
    able = [name for name in able if not all(map(_YEAR.fullmatch, filter(None, samples[name])))]
    for name in able:
        if _TO_DATE.search(name.casefold()):
            found.left_out[name] = "to_date"
    able = [name for name in able if name not in found.left_out]
    for name in able:
        if len(able) > 2 and _is_total(name, able, rows):
            found.left_out[name] = "total"
    for name in able:
        found.types.pop(name, None)
        if name not in found.left_out:
            found.types[name] = AMOUNT
            found.normalize[name] = _heading(name, YEAR not in found.types.values())
    _tell_apart(found)


def _tell_apart(found: Suggested) -> None:
    """Columns whose headings tell neither year nor phase tell what the money is spent on."""
    said = list(found.normalize.values())
    if len(said) > 1 and all(said.count(one) > 1 for one in said):
        for name, one in found.normalize.items():
            one[ECONOMIC] = name


def _heading(name: str, wants_year: bool) -> dict[str, str]:
    """What a heading says of each amount under it."""
    said = {}
    year = _YEAR.search(name)
    if year and wants_year:
        said[YEAR] = year[1]
    phase = _phase(name)
    if phase:
        said[PHASES[0]] = phase
    return said


def _phase(text: str) -> str:
    lower = text.casefold()
    return next((phase for phase, pattern in _PHASES if re.search(pattern, lower)), "")


def _holds_amounts(values: Sequence[str]) -> bool:
    """Whether most cells are amounts: those that are not are found by the checks, not passed by."""
    told = [value for value in values if value.strip() and value.strip() not in "-–—"]
    return bool(told) and sum(map(_is_amount, told)) * 2 > len(told)


def _is_amount(text: str) -> bool:
    try:
        amounts.read(text)
    except amounts.BadAmount as error:
        return str(error) == "ambiguous"
    return True


def _is_total(name: str, able: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether a column is the sum of the other columns of amounts in every row."""
    others = [other for other in able if other != name]
    checked = 0
    for row in rows:
        try:
            own = amounts.read(row[name], "") if row[name].strip() else None
            parts = [amounts.read(row[other], "") for other in others if row[other].strip()]
        except amounts.BadAmount:
            return False
        if own is None:
            continue
        if own != sum(parts):
            return False
        checked += bool(own)
    return checked > 0


def _table(
    found: Suggested, names: Sequence[str], samples: Mapping[str, Sequence[str]], said: str
) -> None:
    table = found.table
    units = [unit for unit, pattern in _UNITS if re.search(pattern, said)]
    table["budget_unit"] = str(units[0]) if len(units) == 1 else "" if units else "1"
    currencies = [code for code, pattern in _CURRENCIES if re.search(pattern, said)]
    own = next((name for name in names if found.types.get(name) == "value-currency:code"), None)
    if own:
        currencies = sorted({value for value in samples[own] if value})
    table["budget_currency"] = currencies[0] if len(currencies) == 1 else ""
    table["budget_decimal_mark"] = _decimal_mark(found, samples)
    constants = {}
    if DIRECTION not in found.types.values():
        constants[DIRECTION] = "revenue" if _REVENUE.search(said) else "expenditure"
    kinds = set(found.types.values())
    told = {kind for said_of in found.normalize.values() for kind in said_of}
    if YEAR not in kinds | told and len(years := set(_YEAR.findall(said))) == 1:
        constants[YEAR] = years.pop()
    if not {*PHASES} & (kinds | told) and (phase := _phase(said)):
        constants[PHASES[0]] = phase
    table["budget_constants"] = constants


def _decimal_mark(found: Suggested, samples: Mapping[str, Sequence[str]]) -> str:
    """The mark that all amounts can be read with, where some could be read in two ways."""
    values = [
        value
        for name, kind in found.types.items()
        if kind == AMOUNT
        for value in samples[name]
        if _is_amount(value)
    ]
    able = [mark for mark in (".", ",") if all(_reads(value, mark) for value in values)]
    return able[0] if len(able) == 1 else ""


def _reads(value: str, mark: str) -> bool:
    try:
        amounts.read(value, mark)
    except amounts.BadAmount:
        return False
    return True


def _members(found: Suggested, samples: Mapping[str, Sequence[str]]) -> None:
    """Names of phases that the table has words of its own for, and rows of totals."""
    phases: dict[str, str] = {}
    totals: dict[str, list[str]] = {}
    for name, kind in found.types.items():
        values = dict.fromkeys(value.strip() for value in samples[name] if value.strip())
        if kind in PHASES:
            phases |= {
                value: _phase(value)
                for value in values
                if _phase(value) and value.casefold() not in PHASE_NAMES
            }
        if kind in PLACES:
            said = [value for value in values if TOTAL.match(value.casefold())]
            if said:
                totals[name] = said
    found.table["budget_phases"] = phases
    found.table["budget_total_members"] = totals
