"""Asking to act: what a person wants is stored, and a letter goes out that confirms it.

All of it is one transaction: no request without its letter, no letter without its request. Whether
the person has acted before plays no part here, so nobody learns it from the answer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckanext.egov import notifications
from ckanext.egov.accounts import canonical, config, confirmations, identity, peppers
from ckanext.egov.accounts import words as account_words
from ckanext.egov.accounts.levels import Level
from ckanext.egov.accounts.person_keys import person_key
from ckanext.participation.booth import words
from ckanext.participation.process import lifecycle, rules
from ckanext.participation.process.model import Process
from ckanext.participation.process.rules import ProcessFacts

PURPOSE = "participation_act"
INSERT = sa.text(
    "INSERT INTO participation_act_request (confirmation_id, process_no, feature, subject,"
    " person_key, region, payload, name, email, phone, language, wants_news)"
    " VALUES (:confirmation_id, :process_no, :feature, :subject, :person_key, :region,"
    " CAST(:payload AS jsonb), :name, :email, :phone, :language, :wants_news)"
)


class NotNow(tk.ValidationError):
    """The process does not allow this to this person now; pages answer 409."""

    def __init__(self, refusal: rules.Refusal) -> None:
        super().__init__({"process": [words.refused(refusal)]})
        self.refusal = refusal


@dataclass(frozen=True)
class Person:
    """Who asks: what their key is made of, and where the letter goes."""

    level: Level
    kind: str
    canonical: str
    address: str = ""

    def __repr__(self) -> str:
        """Nothing of a person gets into a message about an error."""
        return f"Person(level={self.level.name}, …)"


@dataclass(frozen=True)
class Asked:
    """What the next page needs. Only who proved their identity gets a token without a letter."""

    confirmation_id: str
    sent_to: str
    token: str = ""


def person(channel: str, address: str) -> Person:
    """Who asks by this channel; raises ValidationError when the address is none."""
    try:
        if channel == "email":
            known = canonical.email(address)
            return Person(Level.EMAIL, "email", known, canonical.deliverable(address))
        if channel == "phone":
            number = canonical.phone(
                address, config.phone_country(), config.phone_national_length()
            )
            return Person(Level.PHONE, "phone", number, number)
    except ValueError as error:
        message = account_words.about(str(error))
        raise tk.ValidationError({"address": [message]}) from error
    known_identity = identity.current()
    if known_identity is None:
        message = tk._("You are not signed in any more. Sign in again, or use your e-mail.")
        raise tk.ValidationError({"channel": [message]})
    return Person(known_identity.level, *known_identity.person)


def request_act(
    process_no: int,
    feature: str,
    *,
    channel: str,
    address: str = "",
    subject: str = "",
    name: str = "",
    region: str | None = None,
    payload: dict[str, Any] | None = None,
    language: str = "uz",
    wants_news: bool = False,
    network: str | None = None,
) -> Asked:
    """Store a request and queue its letter in the caller's transaction.

    `feature` is one of the process, or `withdraw:` and one: then the person's own act is taken
    back. Raises ValidationError for the address, NotNow, ObjectNotFound or `limits.TooMany`.
    """
    process = _visible(process_no)
    asking = person(channel, address)
    _check(process, feature, asking.level)
    issued = confirmations.create(PURPOSE, channel, _counted(asking), asking.level, network)
    row = {
        "confirmation_id": issued.confirmation_id,
        "process_no": process_no,
        "feature": feature,
        "subject": subject,
        "person_key": _key(process_no, asking),
        "region": region,
        "payload": json.dumps(payload or {}, ensure_ascii=False),
        "name": name or None,
        "email": asking.address if channel == "email" else None,
        "phone": asking.address if channel == "phone" else None,
        "language": language,
        "wants_news": wants_news and channel != "identity",
    }
    model.Session.execute(INSERT, row)
    if channel == "identity":
        return Asked(issued.confirmation_id, "", issued.token)
    _write_letter(process, feature, channel, asking, issued, language)
    mask = canonical.masked_email if channel == "email" else canonical.masked_phone
    return Asked(issued.confirmation_id, mask(asking.address))


def _visible(process_no: int) -> Process:
    process = model.Session.get(Process, process_no, populate_existing=True)
    if process is None or process.state == rules.DRAFT:
        raise tk.ObjectNotFound(tk._("There is no such process"))
    return process


def _check(process: Process, feature: str, level: int) -> None:
    facts = ProcessFacts(
        process.process_no, process.state, process.opens_at, process.closes_at, process.paused_at
    )
    phases = lifecycle.phases_of(process.process_no)
    refusal = rules.allows(facts, phases, feature, level, lifecycle.clock())
    if refusal:
        raise NotNow(refusal)


def _counted(asking: Person) -> str:
    """What the limits on confirmations count this person under."""
    return asking.address or f"{asking.kind}:{asking.canonical}"


def _key(process_no: int, asking: Person) -> bytes:
    try:
        pepper = peppers.read(process_no)
    except peppers.PepperGone as error:
        raise NotNow(rules.Refusal("closed")) from error
    return person_key(pepper, asking.kind, asking.canonical)


def _write_letter(
    process: Process,
    feature: str,
    channel: str,
    asking: Person,
    issued: confirmations.Issued,
    language: str,
) -> None:
    page = tk.h.url_for("participation_booth.confirm", qualified=True, locale=language)
    notifications.queue(
        "act_confirm",
        notifications.Recipient(channel, asking.address, language),
        {"title": process.title, "withdraws": feature.startswith(rules.WITHDRAW)},
        key=f"act_confirm:{issued.confirmation_id}",
        secrets={
            "code": issued.code,
            "token": issued.token,
            "confirm_url": f"{page}#{issued.token}",
        },
    )
