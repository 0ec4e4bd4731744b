"""What the actions of this room take; every refusal says what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.participation.booth import checking, tokens, words
from ckanext.participation.ledger import promises
from ckanext.participation.process.schema import code_of, process_number

CHANNELS = ("email", "phone", "identity")

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def text(value: Any) -> str:
    """Text; a number or a list is none."""
    if not isinstance(value, str):
        raise tk.Invalid(words.about("shape"))
    return value


def name(value: str) -> str:
    """A person's name."""
    _refuse(checking.problem(value, checking.LONGEST_NAME * 4) and "characters")
    cleaned = checking.clean_name(value)
    _refuse(checking.name_problem(cleaned) if cleaned else None)
    return cleaned


def address(value: str) -> str:
    """An address of any kind; what kind is known only together with the channel."""
    _refuse(checking.address_problem(value))
    return value.strip()


def subject(value: str) -> str:
    """What in a process the act is about."""
    _refuse(checking.subject_problem(value))
    return value


def feature(value: str) -> str:
    """What a person wants to do."""
    if not checking.is_feature(value):
        raise tk.Invalid(tk._("There is no such thing to do here"))
    return value


def payload(value: Any) -> dict[str, Any]:
    """What a person says with the act."""
    _refuse(checking.payload_problem(value))
    return value


def language(value: str) -> str:
    """A language of the portal; the reader's own where it is none."""
    offered = tk.config["ckan.locales_offered"]
    return value if value in offered else tk.h.egov_reader_language()


def reason_code(value: str) -> str:
    """A code that says why, as it stands in the public record."""
    if not checking.is_feature(value):
        raise tk.Invalid(tk._("A reason is a short code such as duplicate_person"))
    return value


def receipt(value: str) -> str:
    """A receipt as somebody pasted it; whether it is genuine is seen when it is used."""
    if len(value) > promises.LONGEST:
        raise tk.Invalid(words.about("long"))
    return value.replace("\x00", "")


def act_numbers(value: Any) -> list[int]:
    """Ids of acts."""
    given = value if isinstance(value, list) else [value]
    return [process_number(number) for number in given]


def channel(value: str) -> str:
    """By what a person confirms."""
    if value not in CHANNELS:
        raise tk.Invalid(tk._("Choose e-mail, phone or identity"))
    return value


def _in_turn(*validators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Validators one after the other; CKAN would go on after one that refused."""

    def validate(value: Any) -> Any:
        for each in validators:
            value = each(value)
        return value

    return validate


def _refuse(keyword: str | None) -> None:
    if keyword:
        raise tk.Invalid(words.about(keyword))


def _optional(default: Any, *validators: Any) -> list[Any]:
    return [_validator("default")(default), _in_turn(*validators)]


def act_request_schema() -> Schema:
    """What a person types, and what the page adds."""
    ignore_empty = _validator("ignore_empty")
    return {
        "process_no": [_validator("not_missing"), process_number],
        "feature": [_validator("not_missing"), _in_turn(text, feature)],
        "subject": _optional("", text, subject),
        "channel": _optional("email", text, channel),
        "address": _optional("", text, address),
        "name": _optional("", text, name),
        "region": [ignore_empty, _in_turn(text, code_of("regions"))],
        "district": [ignore_empty, _in_turn(text, code_of("districts"))],
        "payload": _optional({}, payload),
        "language": _optional("", text, language),
        "wants_news": [_validator("default")(False), _validator("boolean_validator")],
        "receipt": _optional("", text, receipt),
        "token": _optional("", text, tokens.checked),
        "__extras": [_validator("ignore")],
    }


def act_change_schema() -> Schema:
    """Which acts an official takes out of the count or brings back, and why."""
    return {
        "act_ids": [_validator("not_missing"), act_numbers],
        "reason": [_validator("not_missing"), _in_turn(text, reason_code)],
        "__extras": [_validator("ignore")],
    }
