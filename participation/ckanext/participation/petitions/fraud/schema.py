"""What the actions of the fraud desk take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.egov.calendar.schema import code_of, moment
from ckanext.egov.paging import page_number
from ckanext.participation.booth.schema import act_numbers
from ckanext.participation.process.schema import process_number
from ckanext.participation.process.texts import problem

from . import reasons, rules

PAGE, MOST_ROWS = 50, 500
HOURS, MOST_HOURS = 24, 24 * 14
LONGEST_TEXT = 200
DECISIONS = ("release", "invalidate")

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def _text(value: Any) -> str:
    if not isinstance(value, str) or problem(value, LONGEST_TEXT):
        most = LONGEST_TEXT
        raise tk.Invalid(tk._("Write a text of at most {most} characters.").format(most=most))
    return value.strip()


def _needed_text(value: Any) -> str:
    text = _text(value)
    if not text:
        raise tk.Invalid(tk._("Please fill this in."))
    return text


def _name_pattern(value: Any) -> str:
    pattern = _text(value)
    if not pattern.strip("*? "):
        raise tk.Invalid(tk._("A pattern of names needs letters, for example Ali*."))
    return pattern


def _domain(value: Any) -> str:
    pattern = rules.domain_pattern(_text(value))
    if pattern is None:
        raise tk.Invalid(tk._("Write a domain like example.uz or *.example.uz."))
    return pattern


def _network(value: Any) -> str:
    found = rules.network_range(_text(value))
    if found is None:
        raise tk.Invalid(tk._("Write a network like 203.0.113.0/24 or 2001:db8::/48."))
    return found


def _searched_network(value: Any) -> str:
    found = _network(value)
    if rules.search_width(found) is None:
        widths = "/24, /16, /48, /32"
        raise tk.Invalid(tk._("One can search for networks of these sizes: {n}.").format(n=widths))
    return found


def _pattern(key: Any, data: Any, errors: Any, context: Any) -> None:
    """A pattern of the kind that is named beside it."""
    check = _network if data.get(("kind",)) == rules.NETWORK else _domain
    try:
        data[key] = check(data[key])
    except tk.Invalid as error:
        errors[key].append(error.error)


def _number(value: Any) -> int:
    try:
        return process_number(value)
    except tk.Invalid:
        raise tk.Invalid(tk._("This is no number.")) from None


def _reason(value: Any) -> str:
    if not isinstance(value, str) or value not in reasons.for_invalidating():
        raise tk.Invalid(tk._("Choose a reason from the list."))
    return value


def _optional(*validators: Any) -> list[Any]:
    return [_validator("ignore_empty"), *validators]


def _one_of(words: tuple[str, ...]) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in words:
            raise tk.Invalid(tk._("Choose one of: {words}").format(words=", ".join(words)))
        return value

    return check


def trend_list_schema() -> Schema:
    """Of what kind, in which hours, for which petition."""
    return {
        "kind": [_validator("default")(rules.NETWORK), _one_of(rules.KINDS)],
        "hours": page_number(HOURS, MOST_HOURS),
        "process_no": _optional(process_number),
        "rows": page_number(PAGE, MOST_ROWS),
    }


def hold_list_schema() -> Schema:
    """Of which petition, which page."""
    return {
        "process_no": _optional(process_number),
        "rows": page_number(PAGE, MOST_ROWS),
        "start": page_number(0),
    }


def hold_decide_schema() -> Schema:
    """Which signatures, and what becomes of them."""
    return {
        "act_ids": [_validator("not_missing"), act_numbers],
        "decision": [_validator("not_empty"), _one_of(DECISIONS)],
        "reason": _optional(_reason),
    }


def source_create_schema() -> Schema:
    """A line of the lists."""
    needed = _validator("not_empty")
    return {
        "kind": [needed, _one_of(rules.KINDS)],
        "verdict": [needed, _one_of(rules.VERDICTS)],
        "pattern": [needed, _pattern],
        "note": [_validator("default")(""), _text],
    }


def number_schema(name: str) -> Schema:
    """The number of one thing."""
    return {name: [_validator("not_empty"), _number]}


def criteria_schema() -> Schema:
    """Which signatures are meant; all that is given has to fit."""
    return {
        "process_no": _optional(process_number),
        "name": _optional(_name_pattern),
        "domain": _optional(_domain),
        "region": _optional(code_of("regions")),
        "district": _optional(code_of("districts")),
        "network": _optional(_searched_network),
        "since": _optional(moment),
        "until": _optional(moment),
        "held": _optional(_validator("boolean_validator")),
    }


def invalidation_create_schema() -> Schema:
    """A saved query with its title and reason."""
    needed = _validator("not_empty")
    return {**criteria_schema(), "title": [needed, _needed_text], "reason": [needed, _reason]}


def invalidation_list_schema() -> Schema:
    """Which page."""
    return {"rows": page_number(PAGE, MOST_ROWS), "start": page_number(0)}


def integrity_show_schema() -> Schema:
    """Of which petition."""
    return {"process_no": [_validator("not_empty"), process_number]}
