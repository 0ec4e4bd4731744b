"""What a budget tells of the six sectors: the newest year, each phase of it, and all years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.budgets.cube.question import escaped
from ckanext.budgets.cube.shape import PHASES, Shape
from ckanext.budgets.pages import choosing, cofog, listing
from ckanext.budgets.pages.cofog import SectorCodes
from ckanext.budgets.pages.source import Source
from ckanext.egov import vocabularies
from ckanext.egov.vocabularies import Term

OWN = "sector:1"
"""The level of budgets whose departments or programmes were mapped to sectors."""

EXPENDITURE = "direction:expenditure"
Amounts = dict[tuple[int, str], Decimal]


@dataclass(frozen=True)
class Told:
    """A sector in one budget: amounts by year and phase, and where they are broken down.

    missing  functions that this budget does not tell apart from others
    """

    dataset: dict[str, Any]
    currency: str
    amounts: Amounts
    whole: Amounts
    missing: Sequence[str] = ()
    query: str = ""
    newest: int = 0
    phases: Sequence[str] = field(default=())

    @property
    def phase(self) -> str:
        """The phase of the newest year that is the furthest in a budget's life."""
        return self.phases[-1]

    @property
    def amount(self) -> Decimal:
        """The newest amount."""
        return self.amounts[self.newest, self.phase]


def six() -> list[Term]:
    """The sectors that PP-308 names."""
    return [term for term in vocabularies.sectors() if term.details.get("pp308")]


def of_budget(context: Context, dataset: dict[str, Any], sector: str) -> Told | None:
    """A sector in a budget; None where the budget does not tell it."""
    source = Source(context, dataset)
    try:
        found = _mapped(source, sector) or _by_function(source, sector)
    except tk.ValidationError:
        return None  # sums that would count twice are no amounts of a sector
    if found is None or not any(found[0].values()):
        return None
    amounts, missing, query = found
    newest = max(year for year, _ in amounts)
    phases = sorted((name for year, name in amounts if year == newest), key=PHASES.index)
    currency = source.shape.values("currency")[0]
    whole = _amounts(source, "")
    return Told(dataset, currency, amounts, whole, missing, query, newest, phases)


Found = tuple[Amounts, Sequence[str], str]


def _mapped(source: Source, sector: str) -> Found | None:
    """Where departments or programmes were mapped to sectors."""
    if sector not in source.shape.members.get(OWN, {}):
        return None
    return _amounts(source, f"{OWN}:{sector}"), (), f"?by=sector&path={sector}"


def _by_function(source: Source, sector: str) -> Found | None:
    """Where the functions are those of COFOG: codes of the sector, less those of another one."""
    shape = source.shape
    if not cofog.is_told(shape):
        return None
    counted = cofog.sector_codes()[sector]
    amounts: Amounts = {}
    for code in counted.codes:
        _add(amounts, _of_code(source, code), 1)
    for code in counted.without:
        _add(amounts, _of_code(source, code), -1)
    return amounts, _missing(source, counted), _query(shape, counted)


def _of_code(source: Source, code: str) -> Amounts:
    key = cofog.key_of(source.shape, code)
    return _amounts(source, f"{cofog.level_of(code)}:{escaped(key)}") if key else {}


def _amounts(source: Source, cut: str) -> Amounts:
    """By year and phase; a year told whole and in parts counts whole."""
    choice = choosing.Choice(direction="expenditure")
    given = choosing.cuts(choice, source.shape, currency=source.shape.values("currency")[0])
    cells = source.sums("fiscal_year|phase", "|".join(part for part in (given, cut) if part)).cells
    return {(cell["fiscal_year"], cell["phase"]): cell["amount"] for cell in cells}


def _add(amounts: Amounts, more: Amounts, sign: int) -> None:
    for moment, amount in more.items():
        amounts[moment] = amounts.get(moment, Decimal(0)) + sign * amount


def _missing(source: Source, counted: SectorCodes) -> list[str]:
    """Codes that have money somewhere above them that the source breaks down no further."""
    return [
        code for code in (*counted.codes, *counted.without) if "." in code and _hides(source, code)
    ]


def _hides(source: Source, code: str) -> bool:
    shape = source.shape
    for above in _above(code):
        key = cofog.key_of(shape, above)
        if key is None:
            continue
        below = cofog.level_of(f"{above}.x")
        if below not in shape.levels:
            return True
        cut = f"{EXPENDITURE}|{cofog.level_of(above)}:{escaped(key)}|{below}:~"
        if source.sums("fiscal_year|phase", cut).cells:
            return True
    return False


def _above(code: str) -> Iterable[str]:
    parts = code.split(".")
    return (".".join(parts[:depth]) for depth in range(1, len(parts)))


def _query(shape: Shape, counted: SectorCodes) -> str:
    """The page that breaks the sector down, where it is one function with all its parts."""
    code = counted.codes[0]
    if len(counted.codes) > 1:
        return ""
    keys = [cofog.key_of(shape, one) for one in (*_above(code), code)]
    if None in keys:
        return ""
    return "?" + urlencode([("by", cofog.DIMENSION), *(("path", key) for key in keys)])


def of_all(context: Context, sector: str) -> list[Told]:
    """A sector in all budgets the reader may see, the newest year first."""
    found = [of_budget(context, dataset, sector) for dataset in listing.datasets(context)]
    told = [item for item in found if item is not None]
    return sorted(told, key=lambda item: (-item.newest, item.dataset["name"]))
