"""API actions: read the record, and have its chain recomputed."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from . import reading, schema

__all__ = ["audit_list", "audit_verify"]


def _valid(data_dict: DataDict, wanted: Any, context: Context) -> dict[str, Any]:
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    return data


@tk.side_effect_free
def audit_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List what officials did, newest first. For auditors.

    :param actor: only of this user (optional)
    :param action: only this kind of act (optional)
    :param object_type: only on this kind of thing (optional)
    :param object_id: only on this thing (optional)
    :param before: only lines with a lower number, for the next page (optional)
    :param limit: how many lines, at most 1000 (optional, 50)
    :returns: `lines` (number, at, actor, action, object_type, object_id, details, hash), and the
        record's `head` (number, hash)
    """
    tk.check_access("audit_list", context, data_dict)
    asked = _valid(data_dict, schema.audit_list_schema(), context)
    number, hash_ = reading.head()
    return {
        "lines": reading.lines(asked, asked["limit"]),
        "head": {"number": number, "hash": hash_.hex()},
    }


@tk.side_effect_free
def audit_verify(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Recompute the record's chain from its first line. For auditors.

    :param number: number of a line whose hash was noted earlier (optional)
    :param hash: that hash; a record that was written anew no longer has it (optional)
    :returns: `holds`, `lines` walked, `broken_at` (line), `reason` (`number`, `previous`, `hash` or
        `noted`), and the `head`
    """
    tk.check_access("audit_verify", context, data_dict)
    asked = _valid(data_dict, schema.audit_verify_schema(), context)
    number, hash_ = reading.head()
    lines, broken = reading.verify()
    result = {
        "holds": broken is None,
        "lines": lines,
        "broken_at": broken.number if broken else None,
        "reason": broken.reason if broken else None,
        "head": {"number": number, "hash": hash_.hex()},
    }
    if broken is None and asked.get("number") and asked.get("hash"):
        kept = reading.hash_of(asked["number"])
        if kept is None or kept.hex() != asked["hash"].strip().lower():
            result |= {"holds": False, "broken_at": asked["number"], "reason": "noted"}
    return result
