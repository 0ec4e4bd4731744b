"""API actions of the indicators."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from . import catalogue, reading

__all__ = ["participation_indicator_list", "participation_indicator_show"]


@tk.side_effect_free
def participation_indicator_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List the 46 requirements of participation with their values, as they were computed last.

    Each has its texts ({language: text}): `title`, what it `asks`, how it is `counted`; its
    `value` (null when nothing computes it yet): `number`, `unit`, `newest` date, `url` of the
    evidence, `matrix` and `parts`; a `status`: `met`, `partly`, `stale` or `not_yet`; and `why`.
    """
    tk.check_access("participation_indicator_list", context, data_dict)
    return reading.everything()


@tk.side_effect_free
def participation_indicator_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show one requirement, computed now, with its `history` by day.

    :param id: its code, for example `EP28`
    """
    tk.check_access("participation_indicator_show", context, data_dict)
    code = str(tk.get_or_bust(data_dict, "id")).upper()
    if code not in catalogue.indicators():
        raise tk.ObjectNotFound(tk._("There is no such indicator."))
    return reading.one(code)
