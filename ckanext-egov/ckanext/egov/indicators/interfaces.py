"""How a room tells which of the 46 indicators it can compute."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ckan.plugins import Interface


@dataclass(frozen=True)
class Cell:
    """One sector or group of a matrix: how many, the newest of them, and their list."""

    number: float
    newest: datetime | None = None
    url: str = ""


@dataclass(frozen=True)
class Value:
    """What an indicator stands at.

    number  the number that the indicator is about
    newest  when the newest thing that it counts happened; the status asks for the last 12 months
    url     path of the page that shows what is counted, without a language, readable by anybody
    unit    "" for a count, "%" for a share, "days" for a duration
    matrix  for indicators by sector or group: code -> Cell; codes left out count as zero
    parts   further numbers, named in `data/indicators.yaml` under `parts`
    """

    number: float
    newest: datetime | None
    url: str
    unit: str = ""
    matrix: Mapping[str, Cell] | None = None
    parts: Mapping[str, float] = field(default_factory=dict)


Computed = Callable[[datetime], Value]


class IIndicators(Interface):
    """Implemented by rooms that know the value of indicators."""

    def get_indicators(self) -> dict[str, Computed]:
        """Functions of the moment by the indicator's code (`EP28`), one or two queries each.

        Nobody sets a status: the room `indicators` finds it from the value by one rule for all.
        """
        return {}
