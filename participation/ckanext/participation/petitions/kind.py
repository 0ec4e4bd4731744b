"""What the kernel and the rooms of the portal ask of petitions: one small function for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.answers.interfaces import AnsweredKind
from ckanext.egov.moderation.interfaces import Decision, ModeratedKind, Shown
from ckanext.participation.process.interfaces import ProcessKind

from . import lifecycle, model, publish, retention, rules
from .ending import endings
from .pausing import switching


def process_kind() -> ProcessKind:
    """Petitions as processes."""
    return ProcessKind(
        title=_title,
        features=(rules.SIGN, rules.SPONSOR),
        endpoint="petitions.read",
        on_event=_on_event,
        is_findable=_is_findable,
        tables=publish.tables,
        given_up=retention.given_up,
        forget_people=retention.forget_people,
    )


def moderated_kind() -> ModeratedKind:
    """Petitions as what moderators look at."""
    return ModeratedKind(title=_title, show=_show, decide=_decide)


def answered_kind() -> AnsweredKind:
    """Petitions as what is owed an answer."""
    return AnsweredKind(title=_title, url=_url, label=_label, on_change=lifecycle.answer_changed)


def event_words() -> dict[str, Callable[[dict[str, Any]], str]]:
    """What the events that petitions add to those of their process are called."""
    return {
        "threshold_reached": lambda _: tk._("Enough people have signed: an answer is owed"),
        "threshold_lost": lambda _: tk._(
            "Signatures were found invalid; the rest is not enough for an answer"
        ),
        "hearing_threshold_reached": lambda _: tk._("Enough people have signed for a hearing"),
        "hearing_threshold_lost": lambda _: tk._(
            "Signatures were found invalid; the rest is not enough for a hearing"
        ),
        "sponsors_found": lambda _: tk._("Enough supporters were found"),
        "sponsors_lost": lambda _: tk._("Supporters stepped back; more are needed"),
        "petition_stopped": _ended,
        "petition_removed": _ended,
        "petition_update": lambda _: tk._("The creator told something new"),
        "merged": _merged,
        "paper_confirmed": _paper,
        "paper_withdrawn": lambda _: tk._("Signatures on paper were taken out again"),
        "hearing_scheduled": _hearing,
        "hearing_held": lambda _: tk._("The hearing was held"),
        "hearing_not_held": lambda _: tk._("There will be no hearing"),
    }


def _ended(details: dict[str, Any]) -> str:
    reason = endings.find(details.get("ending"))
    why = tk.h.egov_text(reason.title) if reason else ""
    return tk._("Ended: {reason}").format(reason=why)


def _hearing(details: dict[str, Any]) -> str:
    day = tk.h.egov_date(details.get("at"), with_time=True)
    return tk._("The hearing takes place on {moment}").format(moment=day)


def _merged(details: dict[str, Any]) -> str:
    said = tk._("It was closed because petition {number} asks for the same")
    return said.format(number=details.get("into"))


def _paper(details: dict[str, Any]) -> str:
    number = details.get("signatures", 0)
    said = tk.ungettext(
        "{number} signature on paper was entered and confirmed",
        "{number} signatures on paper were entered and confirmed",
        number,
    )
    return said.format(number=tk.h.egov_number(number))


def _title() -> str:
    return tk._("Petition")


def _is_findable(process_no: int) -> bool:
    """Rejected petitions are found too, so that nobody writes them again."""
    petition = model.find(process_no)
    return petition is not None and petition.state == "rejected"


def _on_event(process_no: int, event: str) -> None:
    if event in ("closed", "stopped"):
        petition = model.find(process_no, lock=True)
        if petition:
            endings.after_process(petition)
    elif event in ("opened", "phase_begun", "resumed"):
        petition = model.find(process_no)
        if petition:
            switching.keep_paused(petition)


def _show(object_id: str) -> Shown:
    petition = _found(object_id)
    language = petition.language
    texts = (petition.background, petition.details)
    return {
        "title": petition.title[language],
        "text": "\n\n".join(text[language] for text in texts if text.get(language)),
        "url": _url(object_id),
        "author_email": petition.creator_email,
        "language": language,
    }


def _decide(object_id: str, decision: Decision, reason: str | None) -> None:
    petition = _found(object_id, lock=True)
    if decision == "approve":
        lifecycle.approve(petition)
    else:
        lifecycle.reject(petition, reason or "unclear")


def _url(object_id: str) -> str:
    return tk.h.url_for("petitions.read", process_no=int(object_id))


def _label(object_id: str) -> dict[str, str]:
    return _found(object_id).title


def _found(object_id: str, lock: bool = False) -> Any:
    petition = model.find(int(object_id), lock=lock)
    if petition is None:
        raise tk.ObjectNotFound(tk._("There is no such petition."))
    return petition
