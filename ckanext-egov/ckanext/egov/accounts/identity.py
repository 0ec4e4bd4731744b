"""Who a person is, for half an hour at most: never stored, never logged.

What is known lies sealed in the vault; the browser's cookie holds the ticket and nothing else.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Response, after_this_request, g, has_request_context

from . import config, vault
from .levels import Level

COOKIE = "egov_identity"
_KIND = "identity"


@dataclass(frozen=True)
class Identity:
    """A person as an identity provider or a phone confirmed them."""

    level: Level
    national_id: str = ""
    name: str = ""
    birth_date: str = ""
    """As YYYY-MM-DD."""
    region: str = ""
    phone: str = ""
    provider: str = ""

    def __repr__(self) -> str:
        """Nothing of a person gets into a message about an error."""
        return f"Identity(level={self.level.name}, …)"

    @property
    def person(self) -> tuple[str, str]:
        """Kind and canonical spelling, as a person key is made of them."""
        if self.level == Level.IDENTITY:
            return "national_id", self.national_id
        return "phone", self.phone


def current() -> Identity | None:
    """The identity that was confirmed in this browser, if it is still kept."""
    if not has_request_context():
        return None
    if "egov_identity" not in g:
        g.egov_identity = _read()
    return g.egov_identity


def _read() -> Identity | None:
    """What cannot be read now is not known; acting by e-mail goes on."""
    try:
        ticket = tk.request.cookies.get(COOKIE, "")
        kept = vault.read(_KIND, ticket) if ticket else None
    except vault.Closed:
        return None
    if not kept:
        return None
    # A page for somebody we know is for nobody else.
    tk.request.environ["__no_cache__"] = True
    return Identity(**(kept | {"level": Level(kept["level"])}))


def minutes_left() -> int:
    """How long the identity of this browser is still kept, in whole minutes."""
    ticket = tk.request.cookies.get(COOKIE, "")
    return vault.seconds_left(_KIND, ticket) // 60 if ticket else 0


def remember(person: Identity) -> None:
    """Keep an identity for this browser, under a new ticket; an earlier one is forgotten.

    A phone does not lower what an identity provider said: its number is added to that. Raises
    `vault.Closed` when nothing can be kept.
    """
    known = current()
    if known and known.level > person.level:
        person = replace(known, phone=person.phone)
    _drop()
    seconds = config.identity_minutes() * 60
    ticket = vault.put(_KIND, asdict(person), seconds)
    g.egov_identity = person

    def keep(response: Response) -> Response:
        response.set_cookie(COOKIE, ticket, max_age=seconds, **cookie_options())
        return response

    after_this_request(keep)


def forget() -> None:
    """Forget who uses this browser, now."""
    _drop()
    g.egov_identity = None

    def drop(response: Response) -> Response:
        response.delete_cookie(COOKIE, **cookie_options())
        return response

    after_this_request(drop)


def _drop() -> None:
    if ticket := tk.request.cookies.get(COOKIE, ""):
        vault.drop(_KIND, ticket)


def cookie_options() -> dict[str, Any]:
    """How the cookies of this room are sent: not to scripts, not with other sites' requests."""
    secure = tk.asbool(tk.config.get("SESSION_COOKIE_SECURE"))
    return {"httponly": True, "samesite": "Lax", "secure": secure, "path": "/"}
