"""Amounts as people write them, to integers of the minor unit. Exact, no floats. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")
GROUPED = {".": re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\Z"),
           ",": re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?\Z")}  # fmt: skip
COMMA = re.compile(r"-?[0-9]+,[0-9]+\Z")
_NO_MINOR_UNIT = frozenset(
    ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
     "XAF", "XOF", "XPF")
)  # fmt: skip
_THREE = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])


class BadAmount(ValueError):
    """Why a text is no amount: `not_an_amount`, `ambiguous` or `finer_than_minor_unit`."""


def exponent_of(currency: str) -> int:
    """Digits of the minor unit of a currency (ISO 4217)."""
    return 0 if currency in _NO_MINOR_UNIT else 3 if currency in _THREE else 2


def read(text: str, decimal_mark: str = "") -> Decimal:
    """The number a text says. `1,234` is refused unless the decimal mark is known."""
    compact = SPACES.sub("", text).replace("−", "-")
    if compact.startswith("(") and compact.endswith(")"):
        compact = "-" + compact[1:-1]
    for mark in (decimal_mark,) if decimal_mark else (".", ","):
        if GROUPED[mark].match(compact):
            if not decimal_mark and _either_way(compact):
                raise BadAmount("ambiguous")
            return _decimal(compact, mark)
    if PLAIN.match(compact) and decimal_mark != ",":
        return Decimal(compact)
    if decimal_mark != "." and (
        COMMA.match(compact) or (PLAIN.match(compact) and "." not in compact)
    ):
        return _decimal(compact, ",")
    raise BadAmount("not_an_amount")


def _either_way(compact: str) -> bool:
    """One comma before three digits can be of thousands or of decimals."""
    return bool(COMMA.match(compact))


def _decimal(compact: str, mark: str) -> Decimal:
    other = "," if mark == "." else "."
    return Decimal(compact.replace(other, "").replace(mark, "."))


def minor(number: Decimal, unit: int, exponent: int) -> int:
    """A number of `unit` (1, 1,000, 1,000,000) of the currency in its minor unit."""
    numerator, denominator = number.as_integer_ratio()
    whole, rest = divmod(numerator * unit * 10**exponent, denominator)
    if rest:
        raise BadAmount("finer_than_minor_unit")
    return whole
