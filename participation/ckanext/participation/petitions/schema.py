"""What the actions of petitions take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.egov import vocabularies
from ckanext.egov.accounts import canonical

from . import levels, messages, rules, texts

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def petition_create_schema() -> Schema:
    """Everything that a petition needs."""
    return {
        **_texts(),
        "body": [_validator("not_empty"), text_of("body")],
        "language": [_validator("default")(vocabularies.LANGUAGES[0]), _language()],
        "creator_name": [text_of("creator_name")],
        "creator_email": [text_of("creator_email")],
        "demonstration": [_validator("default")(False), _validator("boolean_validator")],
    }


def petition_translate_schema() -> Schema:
    """A petition's texts in another language."""
    return {**_texts(), "process_no": number(), "language": [_language()]}


def _texts() -> dict[str, Any]:
    return {name: [text_of(name)] for name in ("title", "background", "details")}


def petition_confirm_schema() -> Schema:
    """What stands in the message to the creator: the token, or the code of a confirmation."""
    optional = [_validator("ignore_empty"), _validator("unicode_safe")]
    return {
        "process_no": number(),
        "token": optional,
        "confirmation_id": optional,
        "code": optional,
    }


def number() -> list[Any]:
    """The number of a process: what is no number belongs to no petition."""
    return [_validator("not_empty"), _number]


def text_of(field: str) -> Callable[[Any], str]:
    """The validator of one field of a petition, for the API and for the one-question pages."""

    def check(value: Any) -> str:
        if not isinstance(value, str) and value not in (None, tk.missing):
            raise tk.Invalid(messages.of_text("shape", 0))
        text, wrong, most = checked(field, value)
        if wrong:
            raise tk.Invalid(messages.of_text(wrong, most))
        return text

    return check


def checked(field: str, value: Any) -> tuple[str, str | None, int]:
    """The text as it would be kept, what is wrong with it, and how long it may be."""
    typed = "" if value in (None, tk.missing) else str(value)
    text, wrong, most = _FIELDS[field](typed)
    return text, wrong or ("empty" if not text and field != "details" else None), most


def _title(typed: str) -> tuple[str, str | None, int]:
    text = texts.clean_line(typed)
    return text, texts.line_problem(text, rules.TITLE_MOST), rules.TITLE_MOST


def _background(typed: str) -> tuple[str, str | None, int]:
    text = texts.clean(typed)
    return text, texts.problem(text, rules.BACKGROUND_MOST), rules.BACKGROUND_MOST


def _details(typed: str) -> tuple[str, str | None, int]:
    text = texts.clean(typed)
    return text, texts.problem(text, rules.DETAILS_MOST), rules.DETAILS_MOST


def _name(typed: str) -> tuple[str, str | None, int]:
    # Before line ends become spaces: a name has none, and a control character is told as such.
    wrong = texts.problem(typed.strip(), rules.NAME_MOST)
    text = texts.clean_line(typed)
    return text, wrong or texts.line_problem(text, rules.NAME_MOST), rules.NAME_MOST


def _email(typed: str) -> tuple[str, str | None, int]:
    try:
        canonical.email(typed)
        return canonical.deliverable(typed), None, 0
    except ValueError as error:
        return typed.strip(), str(error), 0


def _body(typed: str) -> tuple[str, str | None, int]:
    text = typed.strip()
    return text, None if not text or text in levels.bodies() else "unknown_body", 0


def _level(typed: str) -> tuple[str, str | None, int]:
    text = typed.strip()
    return text, None if not text or levels.level(text) else "unknown_level", 0


_FIELDS: dict[str, Callable[[str], tuple[str, str | None, int]]] = {
    "level": _level,
    "body": _body,
    "title": _title,
    "background": _background,
    "details": _details,
    "creator_name": _name,
    "creator_email": _email,
}
FIELDS = tuple(_FIELDS)


def _language() -> Any:
    return _validator("one_of")(list(vocabularies.LANGUAGES))


def _number(value: Any) -> int:
    text = str(value)
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:19]) < 2**63:
        raise tk.Invalid(tk._("This is not the number of a petition."))
    return int(text[:19])
