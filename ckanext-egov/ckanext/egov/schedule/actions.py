"""Actions of the schedule."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from . import reading

__all__ = ["schedule_list"]


@tk.side_effect_free
def schedule_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List the periodic jobs. Only for system administrators.

    :returns: for each job `name`, `every_seconds`, `at` (local time of day or null), `started`,
        `finished` and `error` of the last run, `last_success`, `due` and `overdue`
    :rtype: list of dictionaries
    """
    tk.check_access("schedule_list", context, data_dict)
    _, found = reading.state()
    return [{name: _plain(value) for name, value in job.items()} for job in found]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
