"""What the actions of this room take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import ckan.plugins.toolkit as tk
from ckan.types import Schema
from ckanext.egov.answers import config, obligations, rules
from ckanext.egov.calendar.schema import body_id
from ckanext.egov.paging import page_number
from ckanext.egov.publishing.dictionary.text import line, paragraph
from ckanext.egov.publishing.schemas import texts as text_rules

LONGEST_TITLE = 300
LONGEST_URL = 2000
MOST_DOCUMENTS = 20
LONGEST_REASON = 2000
MOST_ROWS = 1000
HIGHEST_ID = 2**63 - 1

# CKAN types a validator and a maker of validators as one union, which no call fits.
_validator: Callable[[str], Any] = tk.get_validator


def obligation_id(value: Any) -> int:
    """The number of an obligation."""
    written = str(value)
    if not (written.isascii() and written.isdigit() and 0 < int(written[:20]) <= HIGHEST_ID):
        raise tk.Invalid(tk._("An answer has a number."))
    return int(written)


def per_language(value: Any) -> dict[str, str]:
    """An answer in the languages it was written in, without letters that nobody can see."""
    given = {tk.config["ckan.locale_default"]: value} if isinstance(value, str) else value
    if not isinstance(given, Mapping) or not all(isinstance(t, str) for t in given.values()):
        raise tk.Invalid(tk._("Give a text for each language."))
    unknown = text_rules.unknown_languages(given)
    if unknown:
        raise tk.Invalid(tk._("Unknown language: {code}").format(code=unknown[0][:20]))
    longest = config.longest_text()
    if any(len(text) > longest for text in given.values()):
        message = tk._("An answer has at most {number} characters in one language.")
        raise tk.Invalid(message.format(number=longest))
    return text_rules.clean({language: paragraph(text) for language, text in given.items()})


def documents(value: Any) -> list[dict[str, str]]:
    """Links and datasets that an answer rests on; empty rows of a form are left out."""
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise tk.Invalid(tk._("Give documents as a list, each with a title and a link."))
    if len(value) > MOST_DOCUMENTS:
        raise tk.Invalid(tk._("At most {number} documents.").format(number=MOST_DOCUMENTS))
    return [_document(row) for row in value if any(row.values())]


def _document(row: Mapping[str, Any]) -> dict[str, str]:
    title = line(row.get("title"))[:LONGEST_TITLE]
    if row.get("dataset"):
        return {"title": title, "dataset": _dataset(str(row["dataset"]))}
    link = web_link(row.get("url"))
    return {"title": title or link, "url": link}


def web_link(value: Any) -> str:
    """An address that a browser opens: https:// or http://, with nothing hidden in it."""
    link = line(value)
    try:
        parts = urlsplit(link)
        known = parts.scheme in ("https", "http") and parts.hostname and "@" not in parts.netloc
    except ValueError:
        known = False
    if not known or len(link) > LONGEST_URL or any(letter in ' "<>\\^`{|}' for letter in link):
        raise tk.Invalid(
            tk._("“{link}” is no link. Links begin with https://").format(link=link[:100])
        )
    return link


def _dataset(name: str) -> str:
    try:
        found = tk.get_action("package_show")({"user": ""}, {"id": name})
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError) as error:
        message = tk._("There is no public dataset “{name}”.").format(name=line(name)[:100])
        raise tk.Invalid(message) from error
    return found["name"]


def body(value: Any) -> str:
    """A body by name or id, kept as its name; an unknown one finds nothing."""
    return obligations.body_name(line(value))


def answer_id_schema() -> Schema:
    """One obligation."""
    return {"obligation_id": [_validator("not_empty"), obligation_id]}


def answer_find_schema() -> Schema:
    """One obligation, by its number or by the thing it is about."""
    optional = [_validator("ignore_empty"), _validator("unicode_safe")]
    return {
        "obligation_id": [_validator("ignore_empty"), obligation_id],
        "kind": optional,
        "object_id": optional,
    }


def answer_write_schema() -> Schema:
    """An answer as an official typed it, and the version of what they were looking at."""
    missing, choice = _validator("ignore_missing"), _validator("one_of")(list(rules.DECISIONS))
    return {
        **answer_id_schema(),
        "texts": [_validator("not_missing"), per_language],
        "documents": [missing, documents],
        "decision": [_validator("ignore_empty"), choice],
        "version": [_validator("not_empty"), _validator("unicode_safe")],
    }


def answer_forward_schema() -> Schema:
    """One obligation, the body that has to answer instead, and a public reason."""
    needed = _validator("not_empty")
    return {
        **answer_id_schema(),
        "body": [needed, body_id],
        "reason": [needed, _reason, needed],
    }


def _reason(value: Any) -> dict[str, str]:
    texts = per_language(value)
    if any(len(text) > LONGEST_REASON for text in texts.values()):
        raise tk.Invalid(tk._("Write at most {number} characters").format(number=LONGEST_REASON))
    return texts


def answer_list_schema() -> Schema:
    """Filters and a page."""
    empty, default = _validator("ignore_empty"), _validator("default")
    return {
        "body": [empty, _validator("unicode_safe"), body],
        "kind": [empty, _validator("unicode_safe"), line],
        "state": [empty, _validator("one_of")(list(rules.STATES))],
        "rows": page_number(config.page_size(), MOST_ROWS),
        "start": page_number(0),
        "answered": [default(False), _validator("boolean_validator")],
    }
