"""States and rules in plain words."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.dictionary.words import type_words


def rule_words(error: dict[str, Any]) -> str:
    """Return which rule a cell breaks, as a sentence."""
    limit = error.get("limit", "")
    sentences = {
        "required": tk._("This cell must be filled."),
        "unique": tk._("This value is already in row {limit}."),
        "minimum": tk._("Must be {limit} or more."),
        "maximum": tk._("Must be {limit} or less."),
        "pattern": tk._("Must be written like {limit}."),
        "enum": tk._("Must be one of: {limit}."),
        "code_list": tk._("This code is not in the list {limit}."),
        "type": tk._("Must be: {limit}."),
    }
    said = type_words(limit) if error["rule"] == "type" else limit
    return sentences.get(error["rule"], error["rule"]).format(limit=said)


def rule_name(rule: str) -> str:
    """Return the name of a rule for the table of counts."""
    names = {
        "required": tk._("Empty although it must be filled"),
        "unique": tk._("Value comes twice"),
        "minimum": tk._("Too small"),
        "maximum": tk._("Too large"),
        "pattern": tk._("Not written as it should be"),
        "enum": tk._("Not an allowed value"),
        "code_list": tk._("Not in the code list"),
        "type": tk._("Wrong type"),
    }
    return names.get(rule, rule)


def state_words(state: str, rules: int, errors: int) -> dict[str, str]:
    """Return the state in words, with the icon and the tone that go with it."""
    if state in {"queued", "running"}:
        return {"words": tk._("Being checked"), "icon": "calendar", "tone": "warn"}
    if state == "invalid":
        words = tk.ungettext("%(num)s error in the data", "%(num)s errors in the data", errors)
        return {"words": words % {"num": errors}, "icon": "close", "tone": "bad"}
    if state == "valid" and rules:
        return {"words": tk._("Data keep the rules"), "icon": "check", "tone": "good"}
    if state == "failed":
        return {"words": tk._("The check did not finish"), "icon": "close", "tone": "warn"}
    return {"words": tk._("Not checked"), "icon": "eye", "tone": ""}
