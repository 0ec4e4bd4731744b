"""What the actions of this room take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.egov.paging import page_number

from . import reasons

NOTE = 2000
APPEAL = 4000
PAGE = 25
MOST = 100
LOG_MOST = 1000
VIEWS = ("all", "mine", "appeals")

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def storable(value: Any) -> str:
    """Text that a database can hold: no NUL, no half of a character."""
    text = str(value).replace("\r\n", "\n").strip()
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise tk.Invalid(tk._("The text has letters that can't be stored. Please type it anew."))
    return text


def case_schema() -> Schema:
    """The number of a case."""
    return {"id": [_validator("not_empty"), _number]}


def checkout_schema() -> Schema:
    """A case, and whether to take it from who holds it."""
    return {
        **case_schema(),
        "force": [_validator("default")(False), _validator("boolean_validator")],
    }


def decide_schema() -> Schema:
    """A case and what was decided about it."""
    return {
        **case_schema(),
        "decision": [_chosen],
        "reason": [_validator("ignore_empty"), _known_reason],
        "note": [_validator("default")(""), storable, _at_most(NOTE)],
        "__before": [_reason_goes_with_refusal],
    }


def list_schema() -> Schema:
    """Which cases of the queue, and which part of the list."""
    return {
        "view": [_validator("default")("all"), _validator("one_of")(list(VIEWS))],
        "kind": [_validator("ignore_empty"), storable],
        **_paging(PAGE, MOST),
    }


def log_schema() -> Schema:
    """Which part of the log."""
    return _paging(PAGE, LOG_MOST)


def appeal_schema() -> Schema:
    """The case, who asks, and why."""
    return {
        **case_schema(),
        "email": [_filled(lambda: tk._("Write your e-mail address.")), storable, _email],
        "text": [
            _filled(lambda: tk._("Write why the decision is wrong.")), storable, _at_most(APPEAL)
        ],
        "network": [_validator("default")(""), storable],
    }  # fmt: skip


def appeal_confirm_schema() -> Schema:
    """The token of the link, or the code with the number of its request."""
    text = [_validator("ignore_empty"), storable, _at_most(200)]
    return {"token": text, "confirmation_id": text, "code": text}


def _paging(default: int, most: int) -> dict[str, Any]:
    return {"limit": page_number(default, most), "offset": page_number(0)}


def _number(value: Any) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise tk.Invalid(tk._("A case has a number."))
    return int(text)


def _chosen(value: Any) -> str:
    if value not in ("approve", "reject"):
        raise tk.Invalid(tk._("Choose whether to publish or to refuse."))
    return value


def _known_reason(value: Any) -> str:
    if reasons.find(str(value)) is None:
        raise tk.Invalid(tk._("Choose one of the reasons."))
    return value


def _reason_goes_with_refusal(key: Any, data: Any, errors: Any, context: Any) -> None:
    if data.get(("decision",)) == "approve":
        data[("reason",)] = ""
    elif data.get(("decision",)) == "reject" and not data.get(("reason",)):
        errors.setdefault(("reason",), []).append(tk._("Choose the reason of the refusal."))


def _filled(words: Callable[[], str]) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if value is tk.missing or not str(value or "").strip():
            raise tk.Invalid(words())
        return value

    return check


def _at_most(length: int) -> Callable[[str], str]:
    def check(value: Any) -> Any:
        if isinstance(value, str) and len(value) > length:
            words = tk._("The text is too long: {number} letters of at most {most}.")
            raise tk.Invalid(words.format(number=len(value), most=length))
        return value

    return check


def _email(value: Any) -> Any:
    from ckanext.egov.accounts import canonical

    try:
        canonical.email(value if isinstance(value, str) else "")
    except ValueError as error:
        raise tk.Invalid(
            tk._("This is not an e-mail address. Write it like name@example.uz.")
        ) from error
    return value
