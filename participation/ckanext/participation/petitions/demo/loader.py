"""Makes the demo's petitions as people would: written, confirmed, moderated, signed, answered.

Nothing is written past the rules. What is there already stays as it is. Signers are people whose
identity is known, so that nobody gets five hundred letters; the booth takes their acts.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov import answers
from ckanext.egov.moderation.model import Case
from ckanext.egov.notifications.model import Message
from ckanext.participation import counters

from .. import jobs, lifecycle, model, rules
from ..sponsoring import gate
from . import signing
from .content import Answer, Petition, Signer

PATIENCE_SECONDS = 60
CREATOR = "namuna@example.uz"
Say = Callable[[str], None]


class DemoFailed(Exception):
    """The demo could not be made; the message says where."""


def load(petitions: list[Petition], say: Say) -> int:
    """Make what is missing; the number of petitions made."""
    made = 0
    for petition in petitions:
        if number_of(petition) is None:
            _make(petition, say)
            made += 1
    return made


def number_of(petition: Petition) -> int | None:
    """The number of a demonstration with this title; broken off it counts as there."""
    table, language = model.Petition, petition.language
    return core_model.Session.scalar(
        sa.select(table.process_no).where(
            table.demonstration, table.title[language].astext == petition.own["title"]
        )
    )


def _make(petition: Petition, say: Say) -> None:
    say(f"petition {petition.own['title']}")
    process_no, signers = write(petition), list(petition.signers())
    sponsor(process_no, signers, petition.language)
    decide(process_no, decision="approve")
    translate(petition, process_no)
    say(f"{len(signers)} signatures")
    signing.sign(process_no, signers, petition.language)
    wait_for_count(process_no, len(signers))
    jobs.check_thresholds()
    if petition.answer:
        say("answer")
        _answer(process_no, petition.answer)
    if petition.close_reason:
        act("process_close", process_no=process_no, reason=petition.close_reason)


def write(petition: Petition) -> int:
    """Write and confirm a petition, as its creator does; its number."""
    made = act(
        "petition_create",
        body=petition.body,
        language=petition.language,
        creator_name=petition.creator_name,
        creator_email=CREATOR,
        demonstration=True,
        defer_commit=True,
        **{"details": "", **petition.own},
    )
    key = f"petition-confirm:{made['confirmation_id']}"
    text = core_model.Session.scalars(sa.select(Message.text).where(Message.key == key)).one()
    code = re.search(r"(?<!\d)\d{6}(?!\d)", text or "")
    if code is None:
        raise DemoFailed("the letter to the creator holds no code")
    # Read before the letter leaves: a letter that was sent is wiped.
    core_model.Session.commit()
    given = {name: made[name] for name in ("process_no", "confirmation_id")}
    act("petition_confirm", code=code.group(), **given)
    return made["process_no"]


def sponsor(process_no: int, signers: list[Signer], language: str) -> None:
    """The first of those who will sign stand behind it, as many as its level asks for."""
    needed = rules.terms_of(lifecycle.process(model.find(process_no)).rules).sponsors
    signing.sponsor(process_no, signers[:needed], language)
    gate.recheck(process_no)
    core_model.Session.commit()


def decide(process_no: int, **decision: Any) -> None:
    """A moderator takes the petition and decides: `decision`, and a `reason` where it needs one."""
    waiting = sa.select(Case.case_id).where(
        Case.kind == lifecycle.KIND, Case.object_id == str(process_no), Case.state == "waiting"
    )
    case_id = core_model.Session.scalars(waiting).one()
    act("moderation_case_checkout", id=case_id)
    act("moderation_case_decide", id=case_id, **decision)


def translate(petition: Petition, process_no: int) -> None:
    """Add its texts in the other languages."""
    for language, texts in petition.texts.items():
        if language != petition.language:
            typed: dict[str, Any] = {"details": "", **texts, "language": language}
            act("petition_translate", process_no=process_no, **typed)


def wait_for_count(process_no: int, wanted: int) -> None:
    """The sealer counts within seconds what the booth took."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while counters.read(process_no, rules.SIGN).total < wanted:
        core_model.Session.rollback()
        if time.monotonic() > deadline:
            raise DemoFailed(f"the signatures of petition {process_no} were not counted")
        time.sleep(0.2)


def _answer(process_no: int, answer: Answer) -> None:
    owed = answers.of(lifecycle.KIND, str(process_no))
    if owed is None:
        raise DemoFailed(f"petition {process_no} did not reach its threshold")
    number = owed.obligation_id
    act("answer_acknowledge", obligation_id=number)
    draft = act("answer_draft_show", obligation_id=number)
    act(
        "answer_publish",
        obligation_id=number,
        texts=answer.texts,
        decision="accepted",
        version=draft["version"],
    )
    due = date.today() + timedelta(days=answer.commitment_days)
    act(
        "commitment_create",
        process_no=process_no,
        obligation_id=number,
        texts=answer.commitment,
        due=due.isoformat(),
    )


def act(action: str, defer_commit: bool = False, **data: Any) -> Any:
    """Call an action as the site itself, so that its record shows who did it."""
    site = tk.get_action("get_site_user")({"ignore_auth": True}, {})
    context = {"user": site["name"], "ignore_auth": True}
    if defer_commit:
        context["defer_commit"] = True
    return tk.get_action(action)(context, data)
