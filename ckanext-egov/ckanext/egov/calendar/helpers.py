"""Template helpers of the calendar."""

from __future__ import annotations

from datetime import datetime

import ckan.plugins.toolkit as tk
from babel.dates import get_month_names
from ckanext.egov.theme import formatting

__all__ = ["egov_calendar_day", "egov_month"]


def egov_month(year: int, month: int) -> str:
    """Write a month with its year in the reader's language."""
    language = tk.h.lang()
    if language == "kaa":  # CLDR has Karakalpak months in Cyrillic only
        name = formatting._KAA_MONTHS[month]
    else:
        name = get_month_names("wide", "stand-alone", locale=language)[month]
    return f"{name[:1].upper()}{name[1:]} {year}"


def egov_calendar_day(moment: datetime) -> dict[str, str]:
    """The number of the day of a moment and its time, in the portal's time zone."""
    local = formatting.local(moment, tk.h.get_display_timezone())
    return {"day": str(local.day), "time": f"{local:%H:%M}"}
