"""Validators: a licence the portal knows, and no closed public dataset without a reason."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey
from ckanext.egov.publishing.licence import register, rules

__all__ = ["egov_known_licence", "egov_licence_rule"]

REASON = ("closed_licence_reason",)
RECORDED_BY = ("closed_licence_recorded_by",)
RECORDED_AT = ("closed_licence_recorded_at",)


def egov_known_licence(value: Any) -> Any:
    """Accept only licences of the portal's list."""
    if register.licence(value) is None:
        message = tk._("“{licence}” is not a licence of this portal. Choose one from the list.")
        raise tk.Invalid(message.format(licence=value))
    return value


def egov_licence_rule(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Refuse a public dataset without open licence or reason; record who gave the reason.

    Runs before the other validators, so that what a client sends as record never counts.
    """
    licence_id = _text(data, ("license_id",)) or rules.DEFAULT_LICENCE
    licence = register.licence(licence_id)
    reason = _text(data, REASON)
    data[RECORDED_BY] = data[RECORDED_AT] = ""
    if licence is None or rules.is_open(licence):
        return
    if not _is_private(data, context) and not rules.may_be_public(licence, reason):
        errors[REASON].append(_message())
    elif reason:
        record = rules.record_of(licence_id, reason, _previous(context), _user(context), _now())
        data[RECORDED_BY], data[RECORDED_AT] = record.recorded_by, record.recorded_at


def _message() -> str:
    return tk._(
        "This licence is not open. Choose an open licence such as ODbL, keep the dataset private, "
        "or write here in at least {count} characters why the data cannot be open."
    ).format(count=rules.SHORTEST_REASON)


def _text(data: FlattenDataDict, key: FlattenKey) -> str:
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def _is_private(data: FlattenDataDict, context: Context) -> bool:
    value = data.get(("private",))
    if value in (None, "") or value is tk.missing:
        package: Any = context.get("package")
        return bool(package and package.private)
    try:
        return tk.asbool(value)
    except ValueError:
        return False


def _previous(context: Context) -> rules.ClosedLicenceRecord | None:
    package: Any = context.get("package")
    extras = package.extras if package else {}
    if not extras.get(RECORDED_AT[0]):
        return None
    return rules.ClosedLicenceRecord(
        package.license_id,
        extras.get(REASON[0], ""),
        extras.get(RECORDED_BY[0], ""),
        extras[RECORDED_AT[0]],
    )


def _user(context: Context) -> str:
    return context.get("user") or ""


def _now() -> datetime:
    return datetime.now(UTC)
