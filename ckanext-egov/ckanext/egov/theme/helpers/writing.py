"""Template helpers that write dates, numbers and sizes in the reader's language."""

from __future__ import annotations

from datetime import date, datetime

import ckan.plugins.toolkit as tk
from markupsafe import Markup

from .. import formatting

__all__ = ["egov_date", "egov_is_past", "egov_number", "egov_size", "egov_time"]


def egov_date(value: date | datetime | str | None, with_time: bool = False) -> str:
    """Write a date in the reader's language and the portal's time zone; "" when there is none."""
    moment = formatting.parse(value)
    if moment is None:
        return ""
    if not isinstance(moment, datetime):
        return formatting.long_date(moment, tk.h.lang())
    moment = formatting.local(moment, tk.h.get_display_timezone())
    if with_time:
        return formatting.long_moment(moment, tk.h.lang())
    return formatting.long_date(moment.date(), tk.h.lang())


def egov_time(value: date | datetime | str | None, with_time: bool = False) -> Markup:
    """Write a date inside a `time` element that machines can read too."""
    moment = formatting.parse(value)
    if moment is None:
        return Markup("")
    if isinstance(moment, datetime):
        moment = formatting.local(moment, tk.h.get_display_timezone())
    stamp = moment.isoformat(timespec="seconds") if isinstance(moment, datetime) else str(moment)
    return Markup('<time datetime="{}">{}</time>').format(stamp, egov_date(value, with_time))


def egov_number(value: float | str | None, digits: int | None = None) -> str:
    """Write a number as the reader's language does; "" when it is not a number."""
    try:
        amount = float(value) if isinstance(value, str) else value
        return "" if amount is None else formatting.number(amount, tk.h.lang(), digits)
    except ValueError:
        return ""


def egov_size(octets: int | str | None) -> str:
    """Write the size of a file; "" when it is not known."""
    try:
        return formatting.size(int(octets), tk.h.lang()) if octets else ""
    except ValueError:
        return ""


def egov_is_past(day: date | datetime | str | None) -> bool:
    """Tell whether a day lies before today in the portal's time zone."""
    moment = formatting.parse(day)
    if moment is None:
        return False
    today = datetime.now(tk.h.get_display_timezone()).date()
    return (moment.date() if isinstance(moment, datetime) else moment) < today
