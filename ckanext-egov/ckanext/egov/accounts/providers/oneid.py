"""OneID, Uzbekistan's sign-in for residents: its own flow, close to OAuth but not the same.

One address for all three steps. The portal's secret and the codes travel in the body of a POST,
never in an address, where servers would write them into their logs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from .. import config
from ..identity import Identity
from ..levels import Level
from . import base


@dataclass
class OneID(base.IdentityProvider):
    """`response_type=one_code`, then two POSTs for a token and for the person."""

    url: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = ""
    title: str = "OneID"
    is_test: bool = False

    @classmethod
    def from_settings(cls) -> OneID:
        """The provider as the operator set it."""
        return cls(
            config.oneid("url"),
            config.oneid("client_id"),
            config.oneid("client_secret"),
            config.oneid("scope"),
        )

    def start(self, flow: base.Flow) -> str:
        """The page where the person signs in."""
        words = {
            "response_type": "one_code",
            "client_id": self.client_id,
            "redirect_uri": flow.redirect_uri,
            "scope": self.scope or self.client_id,
            "state": flow.state,
        }
        return f"{self.url}?{urlencode(words)}"

    def finish(self, flow: base.Flow, arguments: Mapping[str, str]) -> Identity:
        """Change the code for a token, the token for the person."""
        code = arguments.get("code", "")
        if not code:
            raise base.NotConfirmed("no code")
        granted = self._ask("one_authorization_code", code=code, redirect_uri=flow.redirect_uri)
        token = str(granted.get("access_token") or "")
        if not token:
            raise base.NotConfirmed("no token")
        person = self._ask(
            "one_access_token_identify", access_token=token, scope=self.scope or self.client_id
        )
        return _identity(person)

    def _ask(self, grant_type: str, **fields: str) -> dict[str, object]:
        body = {
            "grant_type": grant_type,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            **fields,
        }
        return base.ask("POST", self.url, data=body)


def _identity(person: dict[str, object]) -> Identity:
    """Only what is needed is taken; the rest of what OneID tells is dropped here."""
    if str(person.get("ret_cd") or "0") != "0":
        raise base.NotConfirmed("ret_cd")
    parts = (person.get(key) for key in ("sur_name", "first_name", "mid_name"))
    full_name = person.get("full_name") or " ".join(str(part) for part in parts if part)
    return Identity(
        level=Level.IDENTITY,
        national_id=base.national_id(person.get("pin")),
        name=str(full_name).strip()[:200],
        birth_date=base.birth_date(person.get("birth_date")),
        provider="oneid",
    )
