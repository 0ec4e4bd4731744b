"""Checking an id token: signature, issuer, audience, time, nonce, level and time of sign-in."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from . import base

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA", "Ed25519"]
"""With a public key only: `none`, and a shared secret that is in fact that key, are refused."""
LEEWAY_SECONDS = 60


@dataclass(frozen=True)
class Wanted:
    """What a token must say."""

    issuer: str
    client_id: str
    nonce: str
    acr_values: tuple[str, ...]
    max_age: int


def check(granted: dict[str, Any], keys: dict[str, Any], wanted: Wanted) -> dict[str, Any]:
    """The claims of the id token in a token reply; raises NotConfirmed."""
    try:
        token = jwt.decode(
            str(granted.get("id_token") or ""),
            KeySet.import_key_set(keys),  # type: ignore[arg-type]
            algorithms=ALGORITHMS,
        )
        claims = _validated(token, granted, wanted)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise base.NotConfirmed(type(error).__name__) from None
    _check_level(claims, wanted.acr_values)
    _check_age(claims, wanted.max_age)
    return claims


def _validated(token: Any, granted: dict[str, Any], wanted: Wanted) -> dict[str, Any]:
    exactly = {
        "iss": {"essential": True, "value": wanted.issuer},
        "aud": {"essential": True, "value": wanted.client_id},
        "nonce": {"essential": True, "value": wanted.nonce},
    }
    params = {
        "nonce": wanted.nonce,
        "client_id": wanted.client_id,
        "access_token": granted.get("access_token"),
        "max_age": wanted.max_age,
    }
    claims = CodeIDToken(token.claims, token.header, exactly, params)
    claims.validate(now=int(time.time()), leeway=LEEWAY_SECONDS)
    return dict(claims)


def _check_level(claims: dict[str, Any], accepted: tuple[str, ...]) -> None:
    if accepted and claims.get("acr") not in accepted:
        raise base.NotConfirmed("acr")


def _check_age(claims: dict[str, Any], max_age: int) -> None:
    if max_age and time.time() - claims["auth_time"] > max_age + LEEWAY_SECONDS:
        raise base.NotConfirmed("auth_time")
