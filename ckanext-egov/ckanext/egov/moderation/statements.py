"""What the author of something is told: the decision, its reason, what to do, how to appeal."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov import notifications, vocabularies

from . import config, kinds, reasons, rules
from .interfaces import Shown


def tell_author(case: Any, first: Any) -> None:
    """Send the statement of reasons, or how an appeal ended; an approval needs no statement."""
    if first is None and case.state == "approved":
        return
    shown = kinds.show(case.kind, case.object_id)
    to = recipient(shown)
    if to is None:
        return
    values = _decision(case, to.language) | {"title": shown["title"], "url": shown["url"]}
    if first is None:
        template, more = "moderation_decision", _how_to_appeal(case, to.language)
    else:
        template, more = "moderation_appeal_outcome", {"outcome": rules.outcome(case.state)}
    notifications.queue(template, to, values | more, key=f"moderation:{case.case_id}:decided")


def recipient(shown: Shown) -> notifications.Recipient | None:
    """Where the author is told; None when the author left no e-mail address."""
    address = shown.get("author_email")
    if not address:
        return None
    return notifications.Recipient("email", address, shown.get("language") or "uz")


def _decision(case: Any, language: str) -> dict[str, Any]:
    reason = reasons.find(case.reason)
    texts = {} if reason is None else {
        "reason": vocabularies.text_in(reason.title, language),
        "meaning": vocabularies.text_in(reason.meaning, language),
        "advice": vocabularies.text_in(reason.advice, language),
    }  # fmt: skip
    return {"state": case.state, "note": case.note, **texts}


def _how_to_appeal(case: Any, language: str) -> dict[str, Any]:
    assert case.decided_at is not None
    return {
        "appeal_url": tk.h.url_for(
            "egov_moderation_appeals.ask", case_id=case.case_id, locale=language
        ),
        "appeal_until": case.decided_at + config.appeal_window(),
        "appeal_days": config.appeal_time().days,
    }
