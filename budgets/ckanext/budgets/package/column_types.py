"""The column types of Fiscal Data Package 1.0 that are known here, and guesses at them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Place(NamedTuple):
    """Where the values of a column type go: a level of a dimension, as its code or its label."""

    level: str
    part: str


AMOUNT = "value"
CURRENCY = "value-currency:code"
YEAR = "date:fiscal-year"
PHASES = ("phase:id", "phase:label")
DIRECTION = "direction"
PERIOD = "date:fiscal:activity-end"

_COFOG = {"division": 1, "group": 2, "class": 3}
_LEVELLED = (
    ("administrative", "administrative-classification:generic:level", 8),
    ("functional_generic", "functional-classification:generic:level", 8),
    ("economic", "economic-classification:gfsm:level", 4),
    ("economic_generic", "economic-classification:generic:level", 8),
    ("fund", "fin-source:generic:level", 3),
)
_PROGRAMMES = ("program", "subprogram", "project", "contract")
_PARTIES = ("administrator", "procurer", "supplier", "recipient")
_GEO = {"target": "geo", "source": "geo_source", "address": "geo_address"}


def _places() -> dict[str, Place]:
    found: dict[str, Place] = {}
    for part in ("code", "label"):
        for name, level in _COFOG.items():
            where = Place(f"functional:{level}", part)
            found[f"functional-classification:cofog:{name}:{part}"] = where
        for dimension, prefix, depth in _LEVELLED:
            for level in range(1, depth + 1):
                found[f"{prefix}{level}:{part}"] = Place(f"{dimension}:{level}", part)
        for level, name in enumerate(_PROGRAMMES, start=1):
            found[f"activity:generic:{name}:{part}"] = Place(f"activity:{level}", part)
    for name in _PARTIES:
        found[f"{name}:generic:id"] = Place(f"{name}:1", "code")
        found[f"{name}:generic:name"] = Place(f"{name}:1", "label")
    for name, dimension in _GEO.items():
        found[f"geo:{name}:code"] = Place(f"{dimension}:1", "code")
        found[f"geo:{name}:label"] = Place(f"{dimension}:1", "label")
    found["expenditure-type:code"] = Place("expenditure_type:1", "code")
    found["budgetary-transfers"] = Place("transfer:1", "code")
    return found


PLACES = _places()
_WITHOUT_PLACE = (
    "value-kind:code", "budget-line-id", "date:fiscal:activity-approval",
    "date:fiscal:activity-start",
    *(
        f"transaction-id:{name}"
        for name in ("code", "contract-id", "invoice-id", "tender-id", "purchase-order",
                     "court-order")
    ),
)  # fmt: skip
COLUMN_TYPES = frozenset(
    {AMOUNT, CURRENCY, YEAR, *PHASES, DIRECTION, PERIOD, *PLACES, *_WITHOUT_PLACE}
)

_NAMES = (
    (CURRENCY, r"currency|valyuta|валюта"),
    (YEAR, r"(fiscal|financial|budget)[ _]?year|year|yil|йил|год|финансовый год"),
    ("phase:id", r"phase|bosqich|босқич|этап|стадия"),
    (DIRECTION, r"direction|yoʻnalish|йўналиш|направление"),
    ("functional-classification:cofog:division:code", r"cofog(1| division)?( code)?"),
    ("functional-classification:cofog:group:code", r"cofog2( code)?|cofog group( code)?"),
    ("functional-classification:cofog:class:code", r"cofog3( code)?|cofog class( code)?"),
    ("administrative-classification:generic:level1:code",
     r"(department|dept|ministry|agency|body)[ _]code|tashkilot kodi|код (ведомства|организации)"),
    ("administrative-classification:generic:level1:label",
     r"(department|dept|ministry|agency|body)([ _]name)?|vazirlik|tashkilot|вазирлик|ташкилот"
     r"|министерство|ведомство|организация"),
    ("activity:generic:program:label", r"program(me)?|dastur|дастур|программа"),
    ("geo:target:label", r"region|hudud|viloyat|ҳудуд|вилоят|регион|область"),
    (AMOUNT, r"amount|value|sum|summa|miqdor|сумма|миқдор|объем"),
)  # fmt: skip
_RULES = [(kind, re.compile(rf"(?:{pattern})\Z")) for kind, pattern in _NAMES]
_YEAR_VALUE = re.compile(r"(?:19|20)\d\d(?:\.0)?\Z")
_AMOUNT_VALUE = re.compile(r"[-(]?\d[\d\s\u00a0\u202f.,']*\)?\Z")
_CURRENCY_VALUE = re.compile(r"[A-Z]{3}\Z")
_FITS = {YEAR: _YEAR_VALUE, AMOUNT: _AMOUNT_VALUE, CURRENCY: _CURRENCY_VALUE}


def suggest(names: Sequence[str], samples: Mapping[str, Sequence[str]]) -> dict[str, str | None]:
    """A column type for each name, None where neither name nor values tell; each type once."""
    found: dict[str, str | None] = {}
    for name in names:
        kind = _guess(name, [value.strip() for value in samples.get(name, ()) if value.strip()])
        found[name] = None if kind in found.values() else kind
    return found


def _guess(name: str, values: Sequence[str]) -> str | None:
    wanted = re.sub(r"[\s_]+", " ", name.casefold().replace("'", "ʻ")).strip()
    for kind, pattern in _RULES:
        if pattern.match(wanted) and _fits(kind, values):
            return kind
    return None


def _fits(kind: str, values: Sequence[str]) -> bool:
    """Whether the values can be what the name promises."""
    pattern = _FITS.get(kind)
    return pattern is None or all(pattern.match(value) for value in values)
