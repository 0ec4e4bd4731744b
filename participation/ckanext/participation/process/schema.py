"""What the actions of this room take."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.egov.calendar.schema import body_id, code_of, moment
from ckanext.egov.paging import page_number
from ckanext.egov.publishing.schemas.texts import clean, unknown_languages

from . import texts
from .recording import kinds

LONGEST_TITLE = 200
LONGEST_SUMMARY = 3000
LONGEST_REASON = 2000
MOST = 100
HIGHEST_LEVEL = 3
HIGHEST_NUMBER = 2**63 - 1

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def texts_up_to(longest: int) -> Callable[[Any], dict[str, str]]:
    """Make a validator of `{language: text}`; a plain text is in the portal's main language."""

    def validate(value: Any) -> dict[str, str]:
        given = {tk.config["ckan.locale_default"]: value} if isinstance(value, str) else value
        if not isinstance(given, Mapping) or not all(isinstance(t, str) for t in given.values()):
            raise tk.Invalid(tk._("Give a text for each language"))
        unknown = unknown_languages(given)
        if unknown:
            raise tk.Invalid(tk._("Unknown language: {code}").format(code=unknown[0]))
        for text in given.values():
            _refuse_text(texts.problem(text, longest), longest)
        return clean(given)

    return validate


def _refuse_text(problem: str | None, longest: int) -> None:
    if problem == "characters":
        raise tk.Invalid(tk._("This text holds invisible characters; type it anew"))
    if problem == "length":
        raise tk.Invalid(tk._("Write at most {number} characters").format(number=longest))


def process_number(value: Any) -> int:
    """The number of a process."""
    text = str(value)
    if not (text.isascii() and text.isdigit() and 0 < int(text[:20]) <= HIGHEST_NUMBER):
        raise tk.Invalid(tk._("A process has a number"))
    return int(text)


def known_kind(value: Any) -> str:
    """The code of a kind of process that exists here."""
    if not isinstance(value, str) or value not in kinds():
        raise tk.Invalid(tk._("There is no such kind of process"))
    return value


def codes_of(vocabulary: str) -> Callable[[Any], list[str]]:
    """Make a validator of several codes, each kept once."""

    def validate(value: Any) -> list[str]:
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list | tuple):
            raise tk.Invalid(tk._("Give a list of codes"))
        return list(dict.fromkeys(code_of(vocabulary)(code) for code in given))

    return validate


def declared_rules(value: Any) -> dict[str, Any]:
    """The rules of a process: JSON whose hash comes out the same in every program."""
    if not isinstance(value, Mapping) or texts.unclean(value):
        raise tk.Invalid(
            tk._("Rules are names with texts, whole numbers, yes or no, or lists of these")
        )
    if "phases" in value:
        raise tk.Invalid(tk._("Phases are given beside the rules, not inside"))
    return dict(value)


def features(value: Any) -> dict[str, int]:
    """What a phase allows, each from which level."""
    levels = range(HIGHEST_LEVEL + 1)
    if not isinstance(value, Mapping) or not all(
        isinstance(name, str) and type(level) is int and level in levels
        for name, level in value.items()
    ):
        raise tk.Invalid(tk._("Give each feature the level it needs, 0 to 3"))
    return dict(value)


def phase_key(value: Any) -> str:
    """The short name of a phase, as it stands in addresses of calendars and in the record."""
    if not isinstance(value, str) or not re.fullmatch("[a-z][a-z0-9_]{0,39}", value):
        raise tk.Invalid(tk._("A phase is named with small Latin letters"))
    return value


def _phases() -> dict[str, Any]:
    needed = _validator("not_empty")
    return {
        "key": [needed, phase_key],
        "start": [needed, moment],
        "end": [needed, moment],
        "features": [_validator("not_missing"), features],
    }


def _facts(first: Any) -> dict[str, Any]:
    """What may be said of a process; `first` guards what a new one has to have."""
    ignore = _validator("ignore_missing")
    return {
        "title": [first, _validator("not_empty"), texts_up_to(LONGEST_TITLE)],
        "summary": [ignore, texts_up_to(LONGEST_SUMMARY)],
        "region": [ignore, _empty_is_none, _validator("ignore_empty"), code_of("regions")],
        "sectors": [ignore, codes_of("sectors")],
        "groups_in_need": [ignore, codes_of("groups_in_need")],
        "rules": [ignore, declared_rules],
        "phases": _phases(),
        "outcome_at": [ignore, moment],
    }


def _empty_is_none(value: Any) -> Any:
    return value or None


def process_create_schema() -> Schema:
    """A new process."""
    needed = _validator("not_empty")
    first = _validator("not_missing")
    return {"kind": [needed, known_kind], "body": [needed, body_id], **_facts(first)}


def process_update_schema() -> Schema:
    """A process that nobody takes part in yet."""
    return {**process_step_schema(), **_facts(_validator("ignore_missing"))}


def process_step_schema() -> Schema:
    """A process and, so that two officials do not collide, the version that was looked at."""
    return {
        "process_no": [_validator("not_empty"), process_number],
        "version": [_validator("ignore_missing"), _validator("unicode_safe")],
    }


def process_reason_schema() -> Schema:
    """A step that has to be explained to everyone."""
    reason = [_validator("not_empty"), texts_up_to(LONGEST_REASON), _validator("not_empty")]
    return {**process_step_schema(), "reason": reason}


def process_close_schema() -> Schema:
    """Closing; before its time only with a reason."""
    reason = [_validator("ignore_empty"), texts_up_to(LONGEST_REASON)]
    return {**process_step_schema(), "reason": reason}


def process_extend_schema() -> Schema:
    """A later end of a phase, the last one when none is named."""
    return {
        **process_reason_schema(),
        "until": [_validator("not_empty"), moment],
        "phase": [_validator("ignore_empty"), _validator("unicode_safe")],
    }


def _page(default: int) -> dict[str, Any]:
    return {"rows": page_number(default, MOST), "start": page_number(0)}


def process_filters_schema() -> Schema:
    """What processes can be filtered by."""
    ignore = _validator("ignore_empty")
    return {
        "kind": [ignore, known_kind],
        "body": [ignore, body_id],
        "region": [ignore, code_of("regions")],
        "sector": [ignore, code_of("sectors")],
        "group": [ignore, code_of("groups_in_need")],
    }


def process_list_schema() -> Schema:
    """Filters, state and page of a list of processes."""
    states = _validator("one_of")(["open", "upcoming", "closed"])
    state = [_validator("ignore_empty"), states]
    return {**process_filters_schema(), "state": state, **_page(20)}


def process_event_list_schema() -> Schema:
    """A process and a page of what happened to it."""
    return {"process_no": [_validator("not_empty"), process_number], **_page(MOST)}


def process_similar_list_schema() -> Schema:
    """A text, and of which kind what is similar to it has to be."""
    return {
        "text": [_validator("not_empty"), _validator("unicode_safe"), _similar_text],
        "kind": [_validator("ignore_empty"), known_kind],
        "rows": page_number(5, 20),
    }


def _similar_text(value: str) -> str:
    _refuse_text(texts.problem(value, LONGEST_SUMMARY * 4), LONGEST_SUMMARY * 4)
    return value
