"""Moves petitions along: what happens to the row, the process and the people together.

Everything here works inside the caller's transaction and commits nothing.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckanext.egov import answers, moderation
from ckanext.egov.answers import obligations
from ckanext.participation.process import recording
from ckanext.participation.process.model import Process

from . import levels, model, news, rules
from .rules import State, Step
from .signing import declared as signing

KIND = "petition"
"""The word for petitions wherever rooms below ask for a kind."""


def move(petition: Any, step: Step) -> None:
    """Take a step and note when; raises StepRefused when it does not lead on from here."""
    petition.state = rules.after(State(petition.state), step).value
    setattr(petition, model.STAMPS[petition.state], model.now())
    core_model.Session.flush()


def confirm(petition: Any) -> None:
    """Its creator confirmed the address: now a moderator looks at it."""
    move(petition, Step.CONFIRM)
    moderation.submit(KIND, str(petition.process_no), process(petition).body)


def approve(petition: Any) -> None:
    """Open it for as many days as its level gives, and tell its creator."""
    found = process(petition)
    terms = rules.terms_of(found.rules)
    opened = model.now()
    closes = rules.closing(opened, terms.days_open, zone())
    move(petition, Step.APPROVE)
    petition.rejection_reason = None
    phase = {
        "key": "signing",
        "start": opened.isoformat(),
        "end": closes.isoformat(),
        "features": {rules.SIGN: terms.sign_level},
    }
    _act("process_update", process_no=petition.process_no, phases=[phase])
    _act("process_open", process_no=petition.process_no)
    news.tell_creator(petition, "opened")


def reject(petition: Any, reason: str) -> None:
    """Refuse it for a reason; for some reasons nobody may read it any more."""
    petition.rejection_reason = reason
    move(petition, Step.HIDE if moderation.hides(reason) else Step.REJECT)


def close(petition: Any) -> None:
    """Its process has closed: nobody can sign any more."""
    if petition.state == State.OPEN:
        move(petition, Step.CLOSE)


def reach_threshold(petition: Any) -> None:
    """From now on an answer is owed. A second call changes nothing."""
    if petition.threshold_reached_at:
        return
    found = process(petition)
    terms = rules.terms_of(found.rules)
    petition.threshold_reached_at = model.now()
    recording.record(petition.process_no, "threshold_reached", {"threshold": terms.threshold})
    answers.owe(
        KIND,
        str(petition.process_no),
        found.body,
        acknowledge_days=terms.acknowledge_days,
        answer_days=terms.answer_days,
    )
    news.tell(petition, "threshold_reached")


def answer_changed(process_no: str, what: str) -> None:
    """The body acknowledged or answered: note it, and tell everybody who wants to know."""
    petition = model.find(int(process_no), lock=True)
    obligation = answers.of(KIND, process_no)
    if petition is None or obligation is None:
        return
    petition.acknowledged_at = obligation.acknowledged_at
    petition.answered_at = obligation.answered_at
    core_model.Session.flush()
    # An answer may be corrected more than once, and each correction is news.
    occasion = f":{obligations.now():%Y%m%dT%H%M%S.%f}" if what == "corrected" else ""
    news.tell(petition, what, occasion)


def create(typed: dict[str, Any]) -> Any:
    """A petition with its process, both known to nobody yet."""
    body = levels.bodies()[typed["body"]]
    language = typed["language"]
    texts = {name: {language: typed[name]} for name in ("title", "background", "details")}
    made = _act(
        "process_create",
        kind=KIND,
        body=body.name,
        title=texts["title"],
        summary=texts["background"],
        region=body.region,
        sectors=[body.sector] if body.sector else [],
        rules=body.level.terms.as_rules() | signing.RULES,
    )
    petition = model.Petition(
        process_no=made["process_no"],
        level=body.level.terms.level,
        language=language,
        creator_name=typed["creator_name"],
        creator_email=typed["creator_email"],
        demonstration=typed["demonstration"],
        **texts,
    )
    core_model.Session.add(petition)
    core_model.Session.flush()
    return petition


def translate(petition: Any, typed: dict[str, Any]) -> None:
    """Add texts in another language, also to what the process shows."""
    language, found = typed["language"], process(petition)
    for name in ("title", "background", "details"):
        setattr(petition, name, getattr(petition, name) | {language: typed[name]})
    found.title, found.summary = petition.title, petition.background
    core_model.Session.flush()


def process(petition: Any) -> Any:
    """The process of a petition."""
    return core_model.Session.get_one(Process, petition.process_no)


def zone() -> ZoneInfo:
    """The portal's time zone; CKAN's own object is of pytz, which `combine` gets wrong."""
    return ZoneInfo(str(tk.h.get_display_timezone()))


def _act(action: str, **data: Any) -> Any:
    """Call a kernel's action as the site, in this transaction."""
    site = tk.get_action("get_site_user")({"ignore_auth": True, "defer_commit": True}, {})
    context = {"ignore_auth": True, "user": site["name"], "defer_commit": True}
    return tk.get_action(action)(context, data)
