"""Amounts as people say them: "4,2 mlrd soʻm". Pure."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_compact_decimal
from ckanext.egov.theme import formatting

NAMES = {
    "UZS": {"uz": "soʻm", "uz_Cyrl": "сўм", "ru": "сум", "kaa": "swm", "en": "soum"},
    "USD": {
        "uz": "dollar",
        "uz_Cyrl": "доллар",
        "ru": "долл.",
        "kaa": "dollar",
        "en": "US dollars",
    },
    "GBP": {"uz": "funt", "uz_Cyrl": "фунт", "ru": "фунтов", "kaa": "funt", "en": "pounds"},
    "EUR": {"uz": "yevro", "uz_Cyrl": "евро", "ru": "евро", "kaa": "evro", "en": "euros"},
}
LIKE = {"kaa": "uz"}
NARROW_SPACE = "\u00a0"


def currency_name(code: str, language: str) -> str:
    """What people call the currency; its code where that is not known here."""
    return NAMES.get(code, {}).get(language, code)


def short(amount: Decimal, currency: str, language: str) -> str:
    """Three digits at most and the word of the scale."""
    return f"{number(amount, language)}{NARROW_SPACE}{currency_name(currency, language)}"


def number(amount: Decimal, language: str) -> str:
    """The amount without its currency."""
    size = abs(amount)
    if size < 1000:
        return formatting.number(amount, language, 0 if size == int(size) else 2)  # pyrefly: ignore
    style = "long" if language == "en" else "short"
    locale = LIKE.get(language, language)
    text = format_compact_decimal(amount, format_type=style, fraction_digits=1, locale=locale)
    # CLDR writes Uzbek in Cyrillic without the space that it has in Latin.
    place = next((at for at, mark in enumerate(text) if mark.isalpha()), len(text))
    if 0 < place < len(text) and not text[place - 1].isspace():
        text = f"{text[:place]}{NARROW_SPACE}{text[place:]}"
    return text.replace(" ", NARROW_SPACE)


def full(amount: Decimal, language: str) -> str:
    """Every digit, grouped."""
    digits = 0 if amount == amount.to_integral_value() else 2
    return formatting.number(amount, language, digits)  # pyrefly: ignore


def signed(text: str, amount: Decimal) -> str:
    """The words of a change, with a plus where it rose."""
    return f"+{text}" if amount > 0 else text


def percent(value: Decimal | None, language: str, digits: int = 0) -> str:
    """A share in words; a dash where there is none."""
    if value is None:
        return "–"
    return f"{formatting.number(value, language, digits)}{NARROW_SPACE}%"  # pyrefly: ignore
