"""What templates ask about a dictionary."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.dictionary import code_list, code_lists, form, sparkline, text, words
from ckanext.egov.publishing.dictionary.column import Column, columns
from markupsafe import Markup

__all__ = [
    "egov_dictionary_best",
    "egov_dictionary_code_list",
    "egov_dictionary_columns",
    "egov_dictionary_input",
    "egov_dictionary_key",
    "egov_dictionary_languages",
    "egov_dictionary_missing",
    "egov_dictionary_rules",
    "egov_dictionary_sparkline",
    "egov_dictionary_type",
    "egov_dictionary_vocabularies",
]

MAIN_LANGUAGES = ("uz", "ru", "en")


def egov_dictionary_columns(resource_id: str) -> list[Column]:
    """The columns of a table with their dictionary; none where there is no table to see."""
    return columns(tk.h.datastore_dictionary(resource_id))


def egov_dictionary_best(texts: dict[str, str]) -> str:
    """The text in the reader's language, else in the nearest one."""
    return text.best(texts, str(tk.h.lang() or ""))


def egov_dictionary_type(column: Column) -> str:
    """The type of a column in words."""
    return words.type_words(column.kind)


def egov_dictionary_rules(column: Column) -> list[str]:
    """The rules of a column, each as a sentence."""
    return words.rules_in_words(column)


def egov_dictionary_key(key: str) -> str:
    """The name of a key of the dictionary."""
    return words.key_words(key)


def egov_dictionary_sparkline(column: Column) -> Markup:
    """A small drawing of how the values are distributed; nothing where that is not known."""
    bars = sparkline.counts(column.profile)
    return sparkline.draw(bars, words.distribution_words(column)) if bars else Markup("")


def egov_dictionary_missing(column: Column) -> str:
    """How many rows of a hundred are empty, in words; nothing where none is or nobody counted."""
    rows, empty = column.profile.get("count") or 0, column.profile.get("missing") or 0
    percent = -(-100 * empty // rows) if rows else 0
    return tk._("{percent} % empty").format(percent=percent) if percent else ""


def egov_dictionary_code_list(column: Column) -> dict[str, str]:
    """Title and address of the code list of a column; empty when it has none."""
    codes = code_list.parse(column.code_list)
    return code_lists.link(codes) if codes else {}


def egov_dictionary_vocabularies() -> list[str]:
    """What can be typed as a code list without knowing a resource."""
    return [f"vocabulary:{name}" for name in code_lists.names()]


def egov_dictionary_languages() -> dict[str, tuple[str, ...]]:
    """Languages of the form: those always in sight, and those behind a fold."""
    others = tuple(code for code in text.LANGUAGES if code not in MAIN_LANGUAGES)
    return {"main": MAIN_LANGUAGES, "others": others}


def egov_dictionary_input(position: int, key: str, language: str = "") -> str:
    """The name of an input of the dictionary form."""
    return form.name(position, key, language)
