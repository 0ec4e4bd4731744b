"""What templates ask about validation."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.validation import model, words
from markupsafe import Markup

__all__ = ["egov_validation_badge", "egov_validation_name", "egov_validation_words"]


def egov_validation_badge(resource: dict[str, Any], link: bool = True) -> Markup:
    """A word and an icon for how the data of a table stand; nothing where there is no table."""
    if not resource.get("datastore_active"):
        return Markup("")
    state, rules, errors = model.state(resource["id"]) or ("none", 0, 0)
    url = _url(resource) if link and state != "none" else ""
    values = {**words.state_words(state, rules, errors), "url": url}
    return Markup(tk.render_snippet("validation/snippets/badge.html", values))


def egov_validation_words(error: dict[str, Any]) -> str:
    """The rule that a cell breaks, as a sentence."""
    return words.rule_words(error)


def egov_validation_name(rule: str) -> str:
    """The name of a rule."""
    return words.rule_name(rule)


def _url(resource: dict[str, Any]) -> str:
    return tk.h.url_for(
        "egov_validation.report", id=resource["package_id"], resource_id=resource["id"]
    )
