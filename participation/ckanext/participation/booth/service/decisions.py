"""What becomes of one confirmation: plain data in, plain data out.

A *slip* is what a person sends: a token, or a code with the id of its request. A *request* is what
the database knows of it. The clerk asks these functions and writes what they say.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from ckanext.egov.accounts import secrets
from ckanext.participation.process import rules

WITHDRAW = rules.WITHDRAW
ActKey = tuple[int, str, str, bytes]
"""Process, feature, subject and person: what may be there once."""


@dataclass(frozen=True)
class Slip:
    """What a person sent; either a token or both of the others."""

    token_hash: bytes | None = None
    confirmation_id: UUID | None = None
    code: str = ""


@dataclass
class Request:
    """What is to be confirmed, as the row says it; `tries` grows while a group is settled."""

    confirmation_id: UUID
    token_hash: bytes
    code_hash: bytes | None
    code_expires_at: datetime | None
    expires_at: datetime
    tries: int
    used_at: datetime | None
    level: int
    process_no: int
    feature: str
    subject: str
    person_key: bytes
    region: str | None
    payload: str
    name: bytes | None
    email: bytes | None
    phone: bytes | None
    """Sealed, all three: the booth has no key to them."""
    language: str
    wants_news: bool
    created_at: datetime
    district: str | None
    name_key: bytes | None
    """Tells two people of one mailbox apart, where a process lets two share one."""

    @property
    def withdraws(self) -> bool:
        """Whether this takes an act back."""
        return self.feature.startswith(WITHDRAW)

    @property
    def act_feature(self) -> str:
        """The feature of the act itself, also when it is taken back."""
        return self.feature.removeprefix(WITHDRAW)

    @property
    def act_key(self) -> ActKey:
        """What stands for the act that this is about."""
        return self.process_no, self.act_feature, self.subject, self.person_key


@dataclass(frozen=True)
class Process:
    """What is known of a process while its row is held."""

    facts: rules.ProcessFacts
    phases: Sequence[rules.PhaseFacts] = ()
    title: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a person is told. `code` is `recorded`, `withdrawn` or why nothing was done."""

    code: str
    receipt: str = ""
    at: datetime | None = None
    process_no: int | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    feature: str = ""
    language: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """Whether what was asked for is so now."""
        return self.code in ("recorded", "withdrawn")


def check_secret(slip: Slip, request: Request | None, now: datetime) -> Outcome | None:
    """Why this slip has no authority over the request; None when it has. Counts a wrong code."""
    if request is None:
        return Outcome("wrong_token" if slip.token_hash else "wrong_code", details={"tries": 0})
    if slip.token_hash is not None:
        return None
    if request.tries >= secrets.TRIES:
        return Outcome("too_many_tries", language=request.language)
    if request.code_hash is None or request.code_expires_at is None:
        return Outcome("wrong_code", language=request.language, details={"tries": 0})
    if request.code_expires_at <= now:
        return Outcome("code_expired", language=request.language)
    typed = secrets.code_hash(str(request.confirmation_id), slip.code)
    if hmac.compare_digest(typed, request.code_hash):
        return None
    request.tries += 1
    left = secrets.TRIES - request.tries
    code = "wrong_code" if left else "too_many_tries"
    return Outcome(code, language=request.language, details={"tries": left})


def check_permission(request: Request, process: Process | None, now: datetime) -> Outcome | None:
    """Why the request can't be carried out now; None when it can."""
    if request.expires_at <= now:
        return refused(request, process, "expired")
    if process is None:
        return refused(request, process, "closed")
    refusal = rules.allows(
        process.facts, process.phases, request.feature, request.level, now, request.created_at
    )
    if refusal is None:
        return None
    details = {"until": refusal.until, "level": refusal.level}
    return refused(request, process, refusal.code, **details)


SEATS = 2
"""How many people may act by one mailbox, where a process lets them share it."""


def is_somebody_else(request: Request, name_key: bytes | None) -> bool:
    """Whether an act of the same mailbox is that of a person of another name."""
    return request.name_key is not None and request.name_key != name_key


def may_share(request: Request, district: str | None, seats: int) -> bool:
    """Whether there is room for this person beside the first one of the mailbox."""
    return seats < SEATS and request.district is not None and request.district == district


def refused(request: Request, process: Process | None, code: str, **details: Any) -> Outcome:
    """An outcome that says why not, about this request."""
    return Outcome(
        code,
        process_no=request.process_no,
        title=process.title if process else {},
        feature=request.act_feature,
        language=request.language,
        details={name: value for name, value in details.items() if value is not None},
    )
