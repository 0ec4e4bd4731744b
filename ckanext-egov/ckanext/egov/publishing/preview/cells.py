"""Writes a value of a table as a reader of the language reads it. Pure."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from ckanext.egov.publishing.preview.columns import Column
from ckanext.egov.theme import formatting

DATE_FORMS = {"en": "%Y-%m-%d"}
OTHER_DATE_FORM = "%d.%m.%Y"
MOST_DIGITS = 6


def write_number(value: Any, language: str, digits: int | None = None) -> str:
    """A number with the grouping and the decimal mark of the language, all its decimals kept."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not number.is_finite():
        return str(value)
    if digits is None:
        exponent = number.normalize().as_tuple().exponent
        digits = min(MOST_DIGITS, max(0, -int(exponent)))
    return formatting.number(number, language, digits)  # pyrefly: ignore


def write_date(value: Any, language: str) -> str:
    """A day, or a moment as a day and the time of day; anything else as it is."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    day = moment.strftime(DATE_FORMS.get(language, OTHER_DATE_FORM))
    is_day = len(str(value)) <= 10 or (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return day if is_day else f"{day} {moment:%H:%M:%S}".removesuffix(":00")


def write_cell(column: Column, value: Any, language: str, yes: str, no: str) -> str:
    """A value of a column as text; "" when there is none."""
    if value is None:
        return ""
    if column.family == "number":
        return str(value) if column.is_code else write_number(value, language)
    if column.family in ("date", "time"):
        return write_date(value, language)
    if column.family == "yes_no":
        return yes if value else no
    return str(value)
