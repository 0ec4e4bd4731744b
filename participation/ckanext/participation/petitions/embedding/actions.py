"""API action of the counter."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from .. import lifecycle, model, rules
from ..reading.schema import petition_show_schema

__all__ = ["petition_count_show"]


@tk.side_effect_free
def petition_count_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show how many have signed a petition and how many are needed, and nothing else.

    :param process_no: number of the petition
    :returns: `petition` (its number), `count`, `threshold`, `percent`, `state` and `as_of`
    """
    asked, errors = tk.navl_validate(data_dict, petition_show_schema(), context)
    if errors:
        raise tk.ValidationError(errors)
    number = asked["process_no"]
    petition = model.find(number)
    if petition is None:
        raise tk.ObjectNotFound(tk._("There is no such petition."))
    tk.check_access("petition_count_show", context, asked)
    counted = _counted(number) if petition.opened_at else {"total": 0, "as_of": None}
    threshold = rules.terms_of(lifecycle.process(petition).rules).threshold
    return {
        "petition": number,
        "count": counted["total"],
        "threshold": threshold,
        "percent": rules.percent(counted["total"], threshold),
        "state": petition.state,
        "as_of": counted["as_of"] and f"{counted['as_of'][:19]}Z",
    }


def _counted(process_no: int) -> dict[str, Any]:
    asked = {"process_no": process_no, "feature": rules.SIGN}
    return tk.get_action("process_count_show")({"ignore_auth": True}, asked)
