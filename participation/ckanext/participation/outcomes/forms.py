"""The forms of officials: what their inputs hold. Nothing is changed or refused here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ckanext.egov import vocabularies
from ckanext.participation.outcomes.schema import LONGEST_LINE, LONGEST_TEXT, MOST_EVIDENCE

EMPTY_ROWS = 2
LONGEST = {"line": LONGEST_LINE, "text": LONGEST_TEXT}
PIECE = ("kind", "link", "number", "title")


def decision(form: Mapping[str, str]) -> dict[str, Any]:
    """A decision as it was typed."""
    names = ("act_number", "act_url", "decided_on", "newest_seen")
    return {"texts": texts(form), **{name: form.get(name, "") for name in names}}


def commitment(form: Mapping[str, str]) -> dict[str, Any]:
    """A commitment as it was typed; `version` or `newest_seen` says what was looked at."""
    names = ("body", "official", "due", "status", "reason", "decision_id")
    seen = [name for name in ("version", "newest_seen") if name in form]
    return {
        "texts": texts(form),
        "evidence": _evidence(form),
        **{name: form.get(name, "") for name in (*names, *seen)},
    }


def of(found: Mapping[str, Any]) -> dict[str, Any]:
    """A commitment that is there, as the form holds it. A reason belongs to one change alone."""
    kept = ("texts", "evidence", "body", "official", "due", "version")
    return {name: found[name] for name in kept} | {"status": found["stored_status"], "reason": ""}


def texts(form: Mapping[str, str]) -> dict[str, str]:
    """What was typed, by language."""
    typed = {code: form.get(f"text-{code}", "") for code in vocabularies.LANGUAGES}
    return {code: text for code, text in typed.items() if text.strip()}


def rows(evidence: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The rows of the form: what there is and a few empty ones."""
    filled = [
        {
            "kind": piece.get("kind", ""),
            "link": piece.get("url") or piece.get("dataset") or "",
            "number": piece.get("number", ""),
            "title": piece.get("title", ""),
        }
        for piece in evidence
    ]
    return (filled + [dict.fromkeys(PIECE, "")] * EMPTY_ROWS)[:MOST_EVIDENCE]


def _evidence(form: Mapping[str, str]) -> list[dict[str, str]]:
    typed = [
        {name: form.get(f"{name}-{row}", "").strip() for name in PIECE}
        for row in range(MOST_EVIDENCE)
    ]
    return [
        {"kind": piece["kind"], "number": piece["number"], "title": piece["title"],
         "dataset" if piece["kind"] == "dataset" else "url": piece["link"]}
        for piece in typed
        if piece["link"] or piece["number"] or piece["title"]
    ]  # fmt: skip
