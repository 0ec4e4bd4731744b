"""Moves petitions along: what happens to the row, the process and the people together.

Everything here works inside the caller's transaction and commits nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckanext.egov import answers, moderation
from ckanext.egov.answers import obligations
from ckanext.participation import counters
from ckanext.participation.booth import carrying
from ckanext.participation.process import continuing, recording
from ckanext.participation.process import rules as process_rules
from ckanext.participation.process.model import Process

from . import levels, model, news, rules
from .acting import act
from .rules import AnswerState, Change, HearingState, State, Step
from .signing import declared as signing
from .sponsoring import beginning

KIND = "petition"
"""The word for petitions wherever rooms below ask for a kind."""


def move(petition: Any, step: Step) -> None:
    """Take a step and note when; raises StepRefused when it does not lead on from here.

    What comes back to a state it was in before has stood there since the first time.
    """
    petition.state = rules.after(State(petition.state), step).value
    stamp = model.STAMPS[petition.state]
    if petition.state not in rules.INVITED or getattr(petition, stamp) is None:
        setattr(petition, stamp, model.now())
    core_model.Session.flush()


def confirm(petition: Any) -> None:
    """Its creator confirmed the address: it looks for sponsors, where its level asks for any."""
    move(petition, Step.CONFIRM)
    terms = rules.terms_of(process(petition).rules)
    if terms.sponsors:
        ends = beginning.begin(petition, terms, zone())
        news.invite(petition, terms.sponsors, rules.last_day(ends, zone()))
    recheck_sponsors(petition, 0)


def recheck_sponsors(petition: Any, sponsors: int) -> None:
    """Bring it before the moderators when it has enough sponsors; back when it lost some.

    The petition has to be locked, and its sponsors counted after that.
    """
    needed = rules.terms_of(process(petition).rules).sponsors
    step = rules.sponsor_step(State(petition.state), sponsors, needed)
    if step is None:
        return
    number = petition.process_no
    move(petition, step)
    if step == Step.SPONSOR:
        moderation.submit(KIND, str(number), process(petition).body)
    else:
        moderation.withdraw(KIND, str(number))
        petition.sponsored_at = None
    if needed:
        _note_sponsors(petition, step, sponsors)


def _note_sponsors(petition: Any, step: Step, sponsors: int) -> None:
    """In the record of its process, and in a letter to its creator; it may happen again."""
    details = {"sponsors": sponsors}
    if step == Step.SPONSOR:
        recording.record(petition.process_no, "sponsors_found", details)
    else:
        recording.record(petition.process_no, "sponsors_lost", details)
    news.tell_creator(petition, petition.state, f":{model.now():%Y%m%dT%H%M%S.%f}")


def approve(petition: Any) -> None:
    """Open it for as many days as its level gives; who was a sponsor signs by it."""
    found = process(petition)
    terms = rules.terms_of(found.rules)
    closes = rules.closing(model.now(), terms.days_open, zone())
    move(petition, Step.APPROVE)
    petition.rejection_reason = None
    if found.state == process_rules.OPEN:
        continuing.begin_phase(petition.process_no, signing.PHASE, closes)
        carrying.carry(petition.process_no, rules.SPONSOR, rules.SIGN)
        news.tell(petition, "supported")
    else:
        _open(petition.process_no, closes, terms)
    news.tell_creator(petition, "opened")


def _open(process_no: int, closes: datetime, terms: rules.Terms) -> None:
    """Announce and open what needed no sponsors: until now it was a draft."""
    phase = {
        "key": signing.PHASE,
        "start": model.now().isoformat(),
        "end": closes.isoformat(),
        "features": {rules.SIGN: terms.sign_level},
    }
    act("process_update", process_no=process_no, phases=[phase])
    act("process_open", process_no=process_no)


def reject(petition: Any, reason: str) -> None:
    """Refuse it for a reason; for some reasons nobody may read it any more."""
    petition.rejection_reason = reason
    move(petition, Step.HIDE if moderation.hides(reason) else Step.REJECT)


def recheck_thresholds(petition: Any, count: int) -> None:
    """Compare a new count with both thresholds; the petition has to be locked.

    What is reached is stamped, and an answer or a hearing is owed from then on. When signatures
    turn out to be invalid and the rest is not enough, that is taken back, unless it was given.
    A second call with the same count changes nothing.
    """
    terms = rules.terms_of(process(petition).rules)
    withdrawn = counters.read(petition.process_no, rules.SIGN).by_state.get("withdrawn", 0)
    for threshold in THRESHOLDS:
        reached = getattr(petition, threshold.stamp) is not None
        since = max(0, withdrawn - getattr(petition, threshold.withdrawn)) if reached else 0
        change = rules.threshold_change(
            getattr(terms, threshold.term),
            count,
            count + since,
            is_reached=reached,
            is_owed=getattr(petition, threshold.state) in rules.OWED[threshold.what],
        )
        if change:
            threshold.change(petition, change, withdrawn, terms)


@dataclass(frozen=True)
class Threshold:
    """One of the two thresholds: where the petition keeps it and which of its terms it is."""

    what: str
    term: str
    stamp: str
    withdrawn: str

    @property
    def state(self) -> str:
        """The column with the state of what is owed."""
        return f"{self.what}_state"

    def change(self, petition: Any, change: Change, withdrawn: int, terms: rules.Terms) -> None:
        """Stamp or take back, in the petition, in the record and with those who owe."""
        is_reached = change == Change.REACHED
        setattr(petition, self.stamp, model.now() if is_reached else None)
        setattr(petition, self.withdrawn, withdrawn if is_reached else 0)
        setattr(petition, self.state, self._owed(petition) if is_reached else "none")
        core_model.Session.flush()
        details = {"threshold": getattr(terms, self.term)}
        recording.record(petition.process_no, f"{self.term}_{change.value}", details)
        if self.what == "answer" and is_reached:
            _owe(petition, terms)
        elif self.what == "answer":
            _release(petition)
        if is_reached:
            news.tell(petition, f"{self.term}_{change.value}")

    def _owed(self, petition: Any) -> str:
        """What was given before anybody could ask for it is not asked for again."""
        before = getattr(petition, self.state)
        return "awaiting" if before == "none" else before


THRESHOLDS = (
    Threshold("answer", "threshold", "threshold_reached_at", "withdrawn_at_threshold"),
    Threshold(
        "hearing",
        "hearing_threshold",
        "hearing_threshold_reached_at",
        "withdrawn_at_hearing_threshold",
    ),
)


def _owe(petition: Any, terms: rules.Terms) -> None:
    answers.owe(
        KIND,
        str(petition.process_no),
        process(petition).body,
        acknowledge_days=terms.acknowledge_days,
        answer_days=terms.answer_days,
    )


def _release(petition: Any) -> None:
    """The body owes nothing any more; should it owe again, its days begin anew."""
    petition.acknowledged_at = None
    answers.release(KIND, str(petition.process_no), "threshold_lost")


def answer_changed(process_no: str, what: str) -> None:
    """The body acknowledged or answered: note it, and tell everybody who wants to know."""
    petition = model.find(int(process_no), lock=True)
    obligation = answers.of(KIND, process_no)
    if petition is None or obligation is None or what == "released":
        return
    petition.acknowledged_at = obligation.acknowledged_at
    petition.answered_at = obligation.answered_at
    if obligation.answered_at:
        petition.answer_state = AnswerState.RESPONDED.value
    elif obligation.acknowledged_at:
        petition.answer_state = AnswerState.ACKNOWLEDGED.value
    core_model.Session.flush()
    # An answer may be corrected or handed on more than once, and each time is news.
    again = what in ("corrected", "forwarded")
    occasion = f":{obligations.now():%Y%m%dT%H%M%S.%f}" if again else ""
    news.tell(petition, what, occasion)


def change_hearing(
    petition: Any,
    state: HearingState,
    at: datetime | None = None,
    place: dict[str, str] | None = None,
    reason: dict[str, str] | None = None,
) -> None:
    """Give a hearing its day and place, say that it was held, or why there will be none.

    Raises StepRefused when this does not follow from how the hearing stands.
    """
    before = HearingState(petition.hearing_state)
    if state not in rules.HEARING_STEPS[before]:
        raise rules.StepRefused(before, state)
    petition.hearing_state = state.value
    if state == HearingState.SCHEDULED:
        petition.hearing_at, petition.hearing_place = at, place
    petition.hearing_changes += 1
    petition.hearing_changed_at = model.now()
    core_model.Session.flush()
    told = {"at": at.isoformat() if at else None, "place": place, "reason": reason}
    details = {name: value for name, value in told.items() if value}
    recording.record(petition.process_no, f"hearing_{state.value}", details)


def create(typed: dict[str, Any]) -> Any:
    """A petition with its process, both known to nobody yet."""
    body = levels.bodies()[typed["body"]]
    language = typed["language"]
    texts = {name: {language: typed[name]} for name in ("title", "background", "details")}
    made = act(
        "process_create",
        kind=KIND,
        body=body.name,
        title=texts["title"],
        summary=texts["background"],
        region=body.region,
        sectors=[body.sector] if body.sector else [],
        rules=body.level.terms.as_rules() | signing.of(body.level.terms),
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
