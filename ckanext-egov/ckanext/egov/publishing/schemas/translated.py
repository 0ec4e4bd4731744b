"""Validators of texts and keywords kept per language, in ckanext-fluent's shape and names."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import ckan.plugins.toolkit as tk
from ckan.types import Context, FlattenDataDict, FlattenErrorDict, FlattenKey
from ckanext.egov.publishing.schemas import texts
from ckanext.scheming.validation import scheming_validator

__all__ = [
    "egov_fill_core",
    "egov_fill_tags",
    "fluent_tags",
    "fluent_tags_output",
    "fluent_text",
    "fluent_text_output",
]

Validator = Callable[[FlattenKey, FlattenDataDict, FlattenErrorDict, Context], None]


@scheming_validator
def fluent_text(field: dict[str, Any], schema: dict[str, Any]) -> Validator:
    """Accept `{language: text}`, its JSON, or form inputs `field-language`; store JSON."""

    def validator(
        key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
    ) -> None:
        given = _given(field, key, data)
        _check_languages(given, key, errors)
        if not all(isinstance(text, str | None) for text in given.values()):
            _refuse(key, errors, tk._("Write one text for each language"))
        kept = texts.clean(given)
        if field.get("required") and not kept:
            _refuse(key, errors, tk._("Write this in at least one language"))
        _store(kept, key, data)

    return validator


@scheming_validator
def fluent_tags(field: dict[str, Any], schema: dict[str, Any]) -> Validator:
    """Accept `{language: [keyword]}`, its JSON, or form inputs with commas; store JSON."""

    def validator(
        key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
    ) -> None:
        given = _given(field, key, data)
        _check_languages(given, key, errors)
        if not all(_are_words(words) for words in given.values()):
            _refuse(key, errors, tk._("Write a list of keywords for each language"))
        kept = {code: texts.keywords(words) for code, words in given.items()}
        kept = {code: words for code, words in kept.items() if words}
        _check_keywords(kept, key, errors)
        _store(kept, key, data)

    return validator


@scheming_validator
def egov_fill_core(field: dict[str, Any], schema: dict[str, Any]) -> Validator:
    """Copy the main language into CKAN's own field, so that plain clients read it."""

    core = field["field_name"].removesuffix("_translated")

    def validator(
        key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
    ) -> None:
        kept = fluent_text_output(data.get(key))
        if isinstance(kept, dict) and kept:
            data[(*key[:-1], core)] = texts.main_text(kept)

    return validator


def egov_fill_tags(
    key: FlattenKey, data: FlattenDataDict, errors: FlattenErrorDict, context: Context
) -> None:
    """Make CKAN's own tags from the keywords of all languages, when there are any."""
    stored = _extra(data, "tags_translated")
    if not stored:
        return
    for old in [name for name in data if name[0] == "tags" and len(name) == 3]:
        del data[old]
    words = [word for language in json.loads(stored).values() for word in language]
    for position, word in enumerate(dict.fromkeys(words)):
        data[("tags", position, "name")] = word


def fluent_text_output(value: Any) -> Any:
    """The stored JSON as `{language: text}`."""
    if isinstance(value, str) and value.startswith("{"):
        return json.loads(value)
    return value


def fluent_tags_output(value: Any) -> Any:
    """The stored JSON as `{language: [keyword]}`."""
    return fluent_text_output(value)


def _store(kept: Mapping[str, Any], key: FlattenKey, data: FlattenDataDict) -> None:
    """Nothing typed leaves no field behind: readers never meet an empty value."""
    if not kept:
        data.pop(key, None)
        raise tk.StopOnError
    data[key] = json.dumps(kept, ensure_ascii=False)


def _given(field: dict[str, Any], key: FlattenKey, data: FlattenDataDict) -> dict[str, Any]:
    """What the client sent: the value itself, the form's inputs, or CKAN's own field."""
    value = data.get(key)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, str) and value.strip():
        return _decoded(value)
    typed = texts.from_form(field["field_name"], data.get((*key[:-1], "__extras")) or {})
    return typed or _from_core(field["field_name"], key, data)


def _decoded(value: str) -> dict[str, Any]:
    try:
        decoded = json.loads(value)
    except ValueError:
        return {"uz": value}
    return decoded if isinstance(decoded, dict) else {"uz": value}


def _from_core(name: str, key: FlattenKey, data: FlattenDataDict) -> dict[str, Any]:
    if not name.endswith("_translated") or name == "tags_translated":
        return {}
    plain = data.get((*key[:-1], name.removesuffix("_translated")))
    return {"uz": plain} if isinstance(plain, str) and plain.strip() else {}


def _refuse(key: FlattenKey, errors: FlattenErrorDict, message: str) -> NoReturn:
    """Name the problem and keep later validators from working on a wrong value."""
    errors[key].append(message)
    raise tk.StopOnError


def _check_languages(given: Mapping[str, Any], key: FlattenKey, errors: FlattenErrorDict) -> None:
    unknown = texts.unknown_languages(given)
    if unknown:
        message = tk._("Unknown language: {codes}. The portal has uz, uz_Cyrl, ru, kaa and en.")
        _refuse(key, errors, message.format(codes=", ".join(unknown)))


def _check_keywords(
    kept: Mapping[str, list[str]], key: FlattenKey, errors: FlattenErrorDict
) -> None:
    messages = {
        "length": tk._("A keyword has 2 to 100 characters: “{word}”"),
        "characters": tk._("Use only letters, digits, spaces, dots and dashes: “{word}”"),
    }
    for word in (word for words in kept.values() for word in words):
        problem = texts.keyword_problem(word)
        if problem:
            _refuse(key, errors, messages[problem].format(word=word[:100]))


def _are_words(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(word, str) for word in value)
    return isinstance(value, str)


def _extra(data: FlattenDataDict, name: str) -> str:
    for key, value in data.items():
        if key[0] == "extras" and key[-1] == "key" and value == name:
            return data.get((*key[:-1], "value")) or ""
    return ""
