"""What a reader has chosen on the page of a budget, read from its address. Pure.

Everything seen is in the address, so that every view can be shared. What does not fit this budget
is named and replaced by what does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from ckanext.budgets.cube.question import escaped
from ckanext.budgets.cube.rules import length_of
from ckanext.budgets.cube.shape import PHASES, Shape, Slice

VIEWS = ("treemap", "sunburst", "bars", "lines", "flow", "map", "changes", "amended", "rows")
NEED_PARTS = ("treemap", "sunburst", "bars", "changes", "amended")
"""Views of what the chosen part is made of: where nothing is below it, its rows are shown."""

PLANS = ("approved", "adjusted", "proposed")
"""What execution is compared with, the most binding first."""

FIRST_DIMENSIONS = ("functional", "administrative", "programme", "activity", "economic")
WAY_DOWN = "/"


@dataclass(frozen=True)
class Choice:
    """One view of one budget."""

    view: str = "treemap"
    year: int = 0
    phase: str = ""
    direction: str = ""
    by: str = ""
    path: tuple[str, ...] = ()
    region: str = ""
    currency: str = ""
    period: str = ""
    page: int = 1
    problems: tuple[str, ...] = field(default=(), compare=False)
    """Names of what was asked for and this budget has nowhere."""
    moved: tuple[str, ...] = field(default=(), compare=False)
    """Names of what this budget has, but not together with the rest."""

    def query(self) -> str:
        """The address of this view, from the question mark on."""
        pairs: list[tuple[str, Any]] = [
            ("view", self.view),
            ("year", self.year),
            ("phase", self.phase),
            ("direction", self.direction),
            ("by", self.by),
            *(("path", key) for key in self.path),
            ("region", self.region),
            ("currency", self.currency),
            ("period", self.period),
        ]
        if self.page > 1:
            pairs.append(("page", self.page))
        return "?" + urlencode([pair for pair in pairs if pair[1]])

    def but(self, **changes: Any) -> Choice:
        """The same view with changes, from its first page."""
        return replace(self, **({"page": 1} | changes))


Given = Mapping[str, Sequence[str]]


def read(given: Given, shape: Shape) -> Choice:
    """The view an address asks for, of those that this budget has."""
    problems: list[str] = []
    moved: list[str] = []

    def one(name: str, allowed: Sequence[Any], usual: Any, anywhere: Sequence[Any] = ()) -> Any:
        asked = (given.get(name) or [""])[0]
        if not asked:
            return usual
        found = next((value for value in allowed if str(value) == asked), None)
        if found is None:
            (moved if asked in map(str, anywhere) else problems).append(name)
        return usual if found is None else found

    views = views_of(shape)
    view = one("view", views, views[0], VIEWS)
    slices = shape.slices
    direction = one("direction", shape.values("direction"), usual_direction(shape))
    slices = [item for item in slices if item.direction == direction]
    currency = one("currency", shape.values("currency"), shape.values("currency")[0])
    slices = [item for item in slices if item.currency == currency]
    years = sorted({item.fiscal_year for item in slices})
    asked_phase = (given.get("phase") or [""])[0]
    usual_year = _usual_year(view, slices, asked_phase)
    year = one("year", years, usual_year, shape.values("fiscal_year"))
    phases = phases_of(year, slices)
    phase = one("phase", phases, phases[-1] if phases else "", shape.values("phase"))
    by = one("by", list(shape.dimensions), usual_dimension(shape))
    path = _path(given, shape, by, problems)
    region = one("region", _regions(shape), "")
    period = one("period", periods_of(year, phase, slices), "", shape.values("period"))
    page = _page(given, problems)
    if view in NEED_PARTS and len(path) >= len(shape.dimensions.get(by, [])):
        view = "rows"
    return Choice(
        view, year, phase, direction, by, path, region, currency, period, page,
        tuple(problems), tuple(moved),
    )  # fmt: skip


def _page(given: Given, problems: list[str]) -> int:
    asked = (given.get("page") or ["1"])[0] or "1"
    if asked.isascii() and asked.isdigit() and int(asked[:7]) >= 1 and len(asked) < 7:
        return int(asked)
    problems.append("page")
    return 1


def _path(given: Given, shape: Shape, by: str, problems: list[str]) -> tuple[str, ...]:
    levels = shape.dimensions.get(by, [])
    asked = [key for key in given.get("path") or [] if key]
    for level, key in zip(levels, asked, strict=False):
        if key not in shape.members.get(level, {}):
            problems.append("path")
            return ()
    if len(asked) > len(levels):
        problems.append("path")
    return tuple(asked[: len(levels)])


def _regions(shape: Shape) -> list[str]:
    levels = shape.dimensions.get("geo", [])
    return list(shape.members.get(levels[0], {})) if levels else []


def usual_direction(shape: Shape) -> str:
    """Expenditure where there is any: what people come for."""
    found = shape.values("direction")
    return "expenditure" if "expenditure" in found or not found else found[0]


def usual_dimension(shape: Shape) -> str:
    """What the money is for, else who spends it."""
    found = list(shape.dimensions)
    return next((name for name in FIRST_DIMENSIONS if name in found), found[0] if found else "")


def phases_of(year: int, slices: Sequence[Slice]) -> list[str]:
    """The phases of a year, in the order of a budget's life."""
    found = {item.phase for item in slices if item.fiscal_year == year}
    return sorted(found, key=PHASES.index)


def periods_of(year: int, phase: str, slices: Sequence[Slice]) -> list[str]:
    """The parts of a year that a phase is told by, where there are several."""
    found = {item.period for item in slices if (item.fiscal_year, item.phase) == (year, phase)}
    return sorted(found) if len(found) > 1 else []


def _usual_year(view: str, slices: Sequence[Slice], phase: str) -> int:
    """The newest year that has what the view needs; of a phase where one is asked for."""
    years = sorted({item.fiscal_year for item in slices}, reverse=True)
    fitting = [year for year in years if _fits(view, phases_of(year, slices))]
    if phase:
        fitting = [year for year in fitting if phase in phases_of(year, slices)]
    executed = [year for year in fitting if "executed" in phases_of(year, slices)]
    return next(iter(executed or fitting or years), 0)


def _fits(view: str, phases: Sequence[str]) -> bool:
    if view == "bars":
        return "executed" in phases and bool(set(PLANS) & set(phases))
    return {"proposed", "approved"} <= set(phases) if view == "amended" else True


def plan_of(phases: Sequence[str]) -> str:
    """The plan that execution is measured by; "" where there is none."""
    return next((name for name in ("approved", "adjusted", "proposed") if name in phases), "")


def views_of(shape: Shape) -> list[str]:
    """The views that this budget has numbers for."""
    years: dict[tuple[str, int], set[str]] = {}
    for item in shape.slices:
        years.setdefault((item.direction, item.fiscal_year), set()).add(item.phase)
    phases = list(years.values())
    dimensions = shape.dimensions
    able = {
        "treemap": bool(dimensions),
        "sunburst": bool(dimensions),
        "bars": bool(dimensions) and any(_fits("bars", list(some)) for some in phases),
        "lines": len(shape.values("fiscal_year")) > 1,
        "flow": len(shape.values("direction")) > 1 or len(dimensions) > 1,
        "map": "geo" in dimensions,
        "changes": bool(dimensions) and len(shape.values("fiscal_year")) > 1,
        "amended": bool(dimensions) and any(_fits("amended", list(some)) for some in phases),
        "rows": True,
    }
    return [view for view in VIEWS if able[view]]


def cuts(choice: Choice, shape: Shape, **instead: Any) -> str:
    """The chosen facts in the words of `budget_aggregate`; a name given as None is left out."""
    wanted: dict[str, Any] = {
        "fiscal_year": choice.year,
        "phase": choice.phase,
        "direction": choice.direction,
        "currency": choice.currency,
    } | instead
    parts = [f"{axis}:{escaped(str(value))}" for axis, value in wanted.items() if value]
    levels = shape.dimensions.get(choice.by, [])
    for level, key in zip(levels, choice.path, strict=False):
        parts.append(f"{level}:{escaped(key)}")
    if choice.region and choice.by != "geo":
        parts.append(f"{shape.dimensions['geo'][0]}:{escaped(choice.region)}")
    periods = _periods(choice, shape, wanted)
    if periods:
        parts.append("period:" + ";".join(escaped(period) for period in periods))
    return "|".join(parts)


def _periods(choice: Choice, shape: Shape, wanted: Mapping[str, Any]) -> list[str]:
    """The periods that count each amount once; none where all of them do."""
    told: dict[tuple[int, str], set[str]] = {}
    for item in shape.slices:
        asked = {name: wanted.get(name) for name in ("fiscal_year", "phase", "direction")}
        if all(value in (None, "", getattr(item, name)) for name, value in asked.items()):
            told.setdefault((item.fiscal_year, item.phase), set()).add(item.period)
    kept = {
        period for (year, _), found in told.items() for period in _once(choice, shape, year, found)
    }
    return sorted(kept) if kept != set().union(*told.values()) else []


def _once(choice: Choice, shape: Shape, year: int, found: set[str]) -> set[str]:
    """Of the periods of a year: the chosen one; else the whole year, else the last of those that
    hold the ones before them, else all."""
    if choice.period in found and year == choice.year:
        return {choice.period}
    whole = {period for period in found if length_of(period) == "year"}
    if whole:
        return whole
    return {max(found)} if shape.cumulative else found


def level_below(choice: Choice, shape: Shape) -> str:
    """The level that the parts of the chosen part are of; "" at the lowest."""
    levels = shape.dimensions.get(choice.by, [])
    return levels[len(choice.path)] if len(choice.path) < len(levels) else ""
