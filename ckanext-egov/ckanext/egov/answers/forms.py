"""The form of an answer: what its inputs hold, and what it offers to choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckanext.egov import vocabularies
from ckanext.egov.answers.schema import MOST_DOCUMENTS

EMPTY_ROWS = 2


def read(form: Mapping[str, str]) -> dict[str, Any]:
    """What was typed, as the actions take it; nothing is changed or refused here."""
    rows = range(MOST_DOCUMENTS)
    typed = [(form.get(f"title-{row}", ""), form.get(f"link-{row}", "")) for row in rows]
    texts = {code: form.get(f"text-{code}", "") for code in vocabularies.LANGUAGES}
    return {
        "texts": {code: text for code, text in texts.items() if text.strip()},
        "documents": [_document(title, link) for title, link in typed if title or link],
        "decision": form.get("decision", ""),
        "version": form.get("version", ""),
    }


def document_rows(documents: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The rows of the form: what there is and a few empty ones."""
    rows = [
        {"title": row.get("title", ""), "link": row.get("url") or row.get("dataset", "")}
        for row in documents
    ]
    return (rows + [{"title": "", "link": ""}] * EMPTY_ROWS)[:MOST_DOCUMENTS]


def languages() -> list[dict[str, str]]:
    """The languages an answer is written in, each named in itself."""
    return [
        {"code": code, "tag": vocabularies.html_lang(code), "name": tk.h.egov_language_name(code)}
        for code in vocabularies.LANGUAGES
    ]


def forwarded(form: Mapping[str, str]) -> dict[str, Any]:
    """To whom something is handed on, and why, in the language of who hands it on."""
    reason = {tk.h.egov_reader_language(): form.get("reason", "")}
    return {"body": form.get("body", ""), "reason": reason if form.get("reason") else {}}


def bodies(but: str) -> list[tuple[str, str]]:
    """Names and titles of all public bodies but one, in the order of their titles."""
    group = core_model.Group
    names = core_model.Session.query(group.name).filter(
        group.is_organization.is_(True), group.state == "active", group.name != but
    )
    said = [(name, tk.h.egov_organization_title({"name": name})) for (name,) in names]
    return sorted(said, key=lambda one: one[1].casefold())


def decisions() -> list[dict[str, str]]:
    """What an answer may decide, in the reader's language."""
    return [{"code": code, "title": title} for code, title in decision_titles().items()]


def decision_titles() -> dict[str, str]:
    """The names of decisions in the reader's language."""
    return {
        "accepted": tk._("Accepted: it will be done"),
        "partly": tk._("Accepted in part"),
        "rejected": tk._("Not accepted"),
        "explained": tk._("Explained, nothing to decide"),
    }


def _document(title: str, link: str) -> dict[str, str]:
    """A link begins with a scheme or holds a slash; a bare word is the name of a dataset."""
    word = link.strip()
    is_dataset = word and ":" not in word and "/" not in word and "." not in word
    return {"title": title, "dataset" if is_dataset else "url": word}
