"""Asking to act: what a person wants is stored, and a letter goes out that confirms it.

All of it is one transaction: no request without its letter, no letter without its request. Whether
the person has acted before plays no part here, so nobody learns it from the answer.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckanext.egov import vocabularies
from ckanext.egov.accounts import canonical, config, confirmations, identity, peppers
from ckanext.egov.accounts import words as account_words
from ckanext.egov.accounts.levels import Level
from ckanext.egov.accounts.person_keys import person_key
from ckanext.egov.keys import personal
from ckanext.participation.booth import declared, letters, names, receipts, tokens, words
from ckanext.participation.booth.interfaces import IActRequests, Requested
from ckanext.participation.booth.wishes import Asked, Person, Wish
from ckanext.participation.process import lifecycle, rules
from ckanext.participation.process.model import Process
from ckanext.participation.process.rules import ProcessFacts

PURPOSE = "participation_act"
NAME_KEY_BYTES = 16
INSERT = sa.text(
    "INSERT INTO participation_act_request (confirmation_id, process_no, feature, subject,"
    " person_key, name_key, region, district, payload, name, email, phone, language, wants_news)"
    " VALUES (:confirmation_id, :process_no, :feature, :subject, :person_key, :name_key, :region,"
    " :district, CAST(:payload AS jsonb), :name, :email, :phone, :language, :wants_news)"
)


class NotNow(tk.ValidationError):
    """The process does not allow this to this person now; pages answer 409."""

    def __init__(self, refusal: rules.Refusal) -> None:
        super().__init__({"process": [words.refused(refusal)]})
        self.refusal = refusal


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
    process_no: int, feature: str, *, network: str | None = None, **wanted: Any
) -> Asked:
    """Store a request and queue its letter in the caller's transaction; `wanted` as in `Wish`.

    Raises ValidationError for the address, NotNow, ObjectNotFound or `limits.TooMany`.
    """
    wish = _placed(Wish(process_no, feature, **wanted))
    process = _visible(process_no, wish.invited)
    if wish.receipt:
        return _by_receipt(process, wish, network)
    asking = person(wish.channel, wish.address)
    return _store(process, _known(wish, asking), asking, network)


def _placed(wish: Wish) -> Wish:
    """A district lies in one region, whatever else was said."""
    place = vocabularies.place(wish.district) if wish.district else None
    return replace(wish, region=place.region) if place else wish


def _by_receipt(process: Process, wish: Wish, network: str | None) -> Asked:
    """The same answer whether there is somebody to write to or not; it names no address."""
    if not wish.feature.startswith(rules.WITHDRAW):
        raise tk.ValidationError({"receipt": [tk._("A receipt only takes something back.")]})
    owner = receipts.owner_of(process.process_no, wish.receipt)
    if owner is None or not owner.email:
        return Asked(str(uuid.uuid4()), "")
    found = replace(
        wish,
        feature=f"{rules.WITHDRAW}{owner.feature}",
        subject=owner.subject,
        channel="email",
        address=owner.email,
        name=owner.name,
    )
    stored = _store(process, found, person("email", owner.email), network)
    return replace(stored, sent_to="")


def _known(wish: Wish, asking: Person) -> Wish:
    """What the identity provider said of the person need not be typed, nor can it be."""
    known = identity.current() if wish.channel == "identity" else None
    if known is None:
        return wish
    return replace(wish, name=known.name or wish.name, region=known.region or wish.region)


def _store(process: Process, wish: Wish, asking: Person, network: str | None) -> Asked:
    _check(process, wish.feature, asking.level)
    _check_asked(process, wish)
    if wish.channel == "identity" and wish.token:
        return tokens.once(wish.token, lambda: _insert(process, wish, asking, network))
    return _insert(process, wish, asking, network)


def _insert(process: Process, wish: Wish, asking: Person, network: str | None) -> Asked:
    issued = confirmations.create(
        PURPOSE, wish.channel, _counted(asking), asking.level, network, wish.token
    )
    row = _row(process, wish, asking) | {"confirmation_id": issued.confirmation_id}
    model.Session.execute(INSERT, row)
    _tell(process, row, wish, asking, network)
    if wish.channel == "identity":
        return Asked(issued.confirmation_id, "", issued.token)
    letters.send(process, letters.Letter(row, wish.channel, asking.address, issued))
    mask = canonical.masked_email if wish.channel == "email" else canonical.masked_phone
    return Asked(issued.confirmation_id, mask(asking.address))


def _row(process: Process, wish: Wish, asking: Person) -> dict[str, Any]:
    pepper = _pepper(process.process_no)
    email = asking.address if wish.channel == "email" else None
    phone = asking.address if wish.channel == "phone" else None
    return {
        "process_no": process.process_no,
        "feature": wish.feature,
        "subject": wish.subject,
        "person_key": person_key(pepper, asking.kind, asking.canonical),
        "name_key": _name_key(process, pepper, wish, asking),
        "region": wish.region,
        "district": wish.district,
        "payload": json.dumps(wish.payload or {}, ensure_ascii=False),
        "name": personal.seal(process.process_no, "name", wish.name),
        "email": personal.seal(process.process_no, "email", email),
        "phone": personal.seal(process.process_no, "phone", phone),
        "language": wish.language,
        "wants_news": wish.wants_news and wish.channel != "identity",
    }


def _name_key(process: Process, pepper: bytes, wish: Wish, asking: Person) -> bytes | None:
    """What tells two people of one mailbox apart, where the process lets them share it."""
    if wish.channel != "email" or not wish.name or not declared.shares_mailboxes(process.rules):
        return None
    spelled = f"{asking.canonical}:{names.fold(wish.name)}"
    return person_key(pepper, "name", spelled)[:NAME_KEY_BYTES]


def _tell(
    process: Process, row: dict[str, Any], wish: Wish, asking: Person, network: str | None
) -> None:
    request = Requested(
        row["confirmation_id"],
        process.process_no,
        wish.feature,
        wish.channel,
        row["person_key"],
        row["name_key"],
        asking.canonical if wish.channel == "email" else "",
        network or "",
    )
    for observer in p.PluginImplementations(IActRequests):
        observer.act_requested(process, request)


def _visible(process_no: int, invited: bool) -> Process:
    """Before it is announced nobody learns from a letter what a process is about."""
    process = model.Session.get(Process, process_no, populate_existing=True)
    if process is None or process.state == rules.DRAFT:
        raise tk.ObjectNotFound(tk._("There is no such process"))
    if process.announced_at is None and not invited:
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


def _check_asked(process: Process, wish: Wish) -> None:
    """What the process asks of everybody is said; an identity need not know the district."""
    given = {"name": wish.name, "region": wish.region, "district": wish.district}
    if wish.channel == "identity":
        given["district"] = wish.district or wish.region
    missing = [name for name in declared.asks(process.rules, wish.feature) if not given[name]]
    if missing:
        raise tk.ValidationError({name: [words.about(f"{name}_empty")] for name in missing})


def _counted(asking: Person) -> str:
    """What the limits on confirmations count this person under."""
    return asking.address or f"{asking.kind}:{asking.canonical}"


def _pepper(process_no: int) -> bytes:
    try:
        return peppers.read(process_no)
    except peppers.PepperGone as error:
        raise NotNow(rules.Refusal("closed")) from error
