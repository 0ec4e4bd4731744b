"""OpenID Connect with the authorization code flow, PKCE and a checked id token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from authlib.oauth2.rfc7636 import create_s256_code_challenge

from .. import config
from ..identity import Identity
from ..levels import Level
from . import base, id_tokens


@dataclass
class OpenIDConnect(base.IdentityProvider):
    """A provider that is described at `/.well-known/openid-configuration` of its issuer."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = "openid profile"
    national_id_claim: str = "pin"
    acr_values: tuple[str, ...] = ()
    max_age: int = 0
    title: str = "OpenID Connect"
    is_test: bool = False

    @classmethod
    def from_settings(cls) -> OpenIDConnect:
        """The provider as the operator set it."""
        return cls(
            issuer=config.oidc("issuer"),
            client_id=config.oidc("client_id"),
            client_secret=config.oidc("client_secret"),
            scope=config.oidc("scope"),
            national_id_claim=config.oidc("national_id_claim"),
            acr_values=tuple(config.oidc_acr_values()),
            max_age=config.oidc_max_age(),
            title=config.oidc("title"),
        )

    def start(self, flow: base.Flow) -> str:
        """The page where the person signs in."""
        words = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": flow.redirect_uri,
            "scope": self.scope,
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": create_s256_code_challenge(flow.verifier),
            "code_challenge_method": "S256",
        }
        if self.acr_values:
            words["acr_values"] = " ".join(self.acr_values)
        if self.max_age:
            words["max_age"] = str(self.max_age)
        return f"{self._description()['authorization_endpoint']}?{urlencode(words)}"

    def finish(self, flow: base.Flow, arguments: Mapping[str, str]) -> Identity:
        """Change the code for an id token, check it, and read who it speaks of."""
        code, said = arguments.get("code", ""), arguments.get("iss", self.issuer)
        if not code or said != self.issuer:
            raise base.NotConfirmed("no code, or from another issuer")
        granted = self._grant(flow, code)
        claims = id_tokens.check(
            granted,
            base.ask("GET", self._description()["jwks_uri"]),
            id_tokens.Wanted(
                self.issuer, self.client_id, flow.nonce, self.acr_values, self.max_age
            ),
        )
        return self._identity(claims | self._userinfo(claims, granted))

    def _description(self) -> dict[str, Any]:
        where = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        found = base.ask("GET", where)
        needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if found.get("issuer") != self.issuer or not all(found.get(name) for name in needed):
            raise base.Unreachable("the description does not fit the issuer")
        return found

    def _grant(self, flow: base.Flow, code: str) -> dict[str, Any]:
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": flow.redirect_uri,
            "code_verifier": flow.verifier,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
        }
        return base.ask("POST", self._description()["token_endpoint"], data=body)

    def _userinfo(self, claims: dict[str, Any], granted: dict[str, Any]) -> dict[str, Any]:
        """What the id token does not say, if it is about the same person."""
        where = self._description().get("userinfo_endpoint")
        if self.national_id_claim in claims or not where:
            return {}
        headers = {"Authorization": f"Bearer {granted.get('access_token', '')}"}
        found = base.ask("GET", where, headers=headers)
        if found.get("sub") != claims["sub"]:
            raise base.NotConfirmed("two different people")
        return found

    def _identity(self, claims: dict[str, Any]) -> Identity:
        return Identity(
            level=Level.IDENTITY,
            national_id=base.national_id(claims.get(self.national_id_claim)),
            name=str(claims.get("name") or "").strip()[:200],
            birth_date=base.birth_date(claims.get("birthdate")),
            provider="oidc",
        )
