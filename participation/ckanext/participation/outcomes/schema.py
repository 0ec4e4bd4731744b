"""What the actions of this room take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.egov.answers import schema as answers
from ckanext.egov.paging import page_number
from ckanext.egov.publishing.dictionary.text import line, paragraph
from ckanext.participation.outcomes import rules
from ckanext.participation.process import schema as process

LONGEST_TEXT = 5000
LONGEST_LINE = 300
MOST_EVIDENCE = 20
MOST_ROWS = 100

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def day(value: Any) -> date:
    """A day as YYYY-MM-DD."""
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value).strip())
    except ValueError as error:
        message = tk._("Write the day as YYYY-MM-DD, for example 2026-11-23")
        raise tk.Invalid(message) from error


def evidence(value: Any) -> list[dict[str, str]]:
    """Datasets, acts and photos that show what was done; empty rows of a form are left out."""
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise tk.Invalid(tk._("Give evidence as a list of datasets, acts and photos."))
    if len(value) > MOST_EVIDENCE:
        raise tk.Invalid(tk._("At most {number} pieces.").format(number=MOST_EVIDENCE))
    typed = ("url", "dataset", "number", "title")
    return [_piece(row) for row in value if any(row.get(name) for name in typed)]


def _piece(row: Mapping[str, Any]) -> dict[str, str]:
    kind = row.get("kind")
    if kind not in rules.EVIDENCE:
        raise tk.Invalid(tk._("Evidence is a dataset, an act or a photo."))
    title = line(row.get("title"))[:LONGEST_LINE]
    if kind == "dataset":
        found = answers.documents(
            [{"title": title, "dataset": row.get("dataset") or row.get("url")}]
        )
        return {"kind": kind, **found[0]}
    number = line(row.get("number"))[:LONGEST_LINE]
    if kind == "act" and not number:
        raise tk.Invalid(tk._("Give the number of the act."))
    return {
        "kind": kind,
        "title": title or number or tk._("Photo"),
        **({"number": number} if number else {}),
        "url": answers.web_link(row.get("url")),
    }


def short(value: Any) -> str:
    """One line."""
    return _up_to(LONGEST_LINE, line(value))


def long(value: Any) -> str:
    """A few lines."""
    return _up_to(LONGEST_TEXT, paragraph(value))


def some_text(value: dict[str, str]) -> dict[str, str]:
    """A text in one language at least."""
    if not value:
        raise tk.Invalid(tk._("Write it in at least one language."))
    return value


def _up_to(longest: int, text: str) -> str:
    if len(text) > longest:
        raise tk.Invalid(tk._("Write at most {number} characters").format(number=longest))
    return text


def _texts() -> list[Any]:
    return [_validator("not_missing"), process.texts_up_to(LONGEST_TEXT), some_text]


def _seen() -> list[Any]:
    return [
        _validator("ignore_missing"),
        _validator("not_empty"),
        _validator("natural_number_validator"),
    ]


def _process() -> list[Any]:
    return [_validator("not_empty"), process.process_number]


def _obligation() -> list[Any]:
    return [_validator("ignore_empty"), answers.obligation_id]


def decision_create_schema() -> Schema:
    """A decision; the act that says so is optional, but a number comes with its link."""
    empty = _validator("ignore_empty")
    return {
        "process_no": _process(),
        "obligation_id": _obligation(),
        "texts": _texts(),
        "act_number": [empty, short],
        "act_url": [empty, answers.web_link],
        "decided_on": [_validator("not_empty"), day],
        "newest_seen": _seen(),
    }


def _commitment(first: Any) -> dict[str, Any]:
    missing = _validator("ignore_missing")
    status = _validator("one_of")(list(rules.STATUSES))
    return {
        "texts": [first, *_texts()],
        "body": [_validator("ignore_empty"), process.body_id],
        "official": [missing, short],
        "due": [first, _validator("not_empty"), day],
        "status": [_validator("ignore_empty"), status],
        "reason": [missing, long],
        "evidence": [missing, evidence],
    }


def commitment_create_schema() -> Schema:
    """A new commitment."""
    return {
        "process_no": _process(),
        "decision_id": [_validator("ignore_empty"), answers.obligation_id],
        "obligation_id": _obligation(),
        "newest_seen": _seen(),
        **_commitment(_validator("not_missing")),
    }


def commitment_update_schema() -> Schema:
    """A change of a commitment, and the version that was looked at."""
    return {
        **commitment_show_schema(),
        "version": [_validator("not_empty"), _validator("natural_number_validator")],
        **_commitment(_validator("ignore_missing")),
    }


def commitment_show_schema() -> Schema:
    """One commitment."""
    return {"commitment_id": [_validator("not_empty"), answers.obligation_id]}


def outcome_list_schema() -> Schema:
    """Filters and a page."""
    empty = _validator("ignore_empty")
    return {
        "process_no": [empty, process.process_number],
        "body": [empty, process.body_id],
        "region": [empty, process.code_of("regions")],
        "sector": [empty, process.code_of("sectors")],
        "group": [empty, process.code_of("groups_in_need")],
        "status": [empty, _validator("one_of")(list(rules.SHOWN))],
        "rows": page_number(20, MOST_ROWS),
        "start": page_number(0),
    }
