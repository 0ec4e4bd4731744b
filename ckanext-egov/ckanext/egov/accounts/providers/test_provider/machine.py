"""What the portal asks the demonstration's provider: tokens, keys, and whom they stand for."""

from __future__ import annotations

import hmac
import time
from typing import Any

import ckan.plugins.toolkit as tk
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from flask import Blueprint, jsonify
from joserfc import jwt
from joserfc.jwk import OKPKey

from ... import peppers, vault
from . import ACR, CLIENT_ID, CLIENT_SECRET, base_url
from .people import PEOPLE

egov_test_identity_machine = Blueprint(
    "egov_test_identity_machine", __name__, url_prefix="/test-identity"
)
TOKEN_SECONDS = 60


@egov_test_identity_machine.route("/oneid", methods=["POST"])
def oneid() -> Any:
    """OneID's one address: a code for a token, a token for a person."""
    form = tk.request.form
    if not _knows_the_secret(form):
        return _refused("invalid_client")
    if form.get("grant_type") == "one_authorization_code":
        kept = vault.take("test-code", form.get("code", ""))
        if not kept or kept["redirect_uri"] != form.get("redirect_uri"):
            return _refused("invalid_grant")
        return jsonify({"access_token": vault.put("test-token", kept, TOKEN_SECONDS)})
    if form.get("grant_type") == "one_access_token_identify":
        kept = vault.take("test-token", form.get("access_token", ""))
        return jsonify(_oneid_person(kept["pin"])) if kept else _refused("invalid_token")
    return _refused("unsupported_grant_type")


def _oneid_person(pin: str) -> dict[str, Any]:
    person = PEOPLE[pin]
    return {
        "valid": "true",
        "user_id": f"test{pin}",
        "pin": pin,
        "full_name": person.name,
        "sur_name": person.surname,
        "first_name": person.first_name,
        "birth_date": person.birth_date,
        "ret_cd": "0",
    }


@egov_test_identity_machine.route("/oidc/.well-known/openid-configuration")
def description() -> Any:
    """Where the steps of OpenID Connect are."""
    issuer = f"{base_url()}/oidc"
    return jsonify(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["Ed25519"],
            "code_challenge_methods_supported": ["S256"],
        }
    )


@egov_test_identity_machine.route("/oidc/jwks")
def jwks() -> Any:
    """The public key that id tokens are checked with."""
    return jsonify({"keys": [key().as_dict(private=False)]})


@egov_test_identity_machine.route("/oidc/token", methods=["POST"])
def token() -> Any:
    """A code, with what it was asked for with, for an id token."""
    form = tk.request.form
    if not _knows_the_secret(form):
        return _refused("invalid_client")
    kept = vault.take("test-code", form.get("code", ""))
    if not kept or kept["redirect_uri"] != form.get("redirect_uri"):
        return _refused("invalid_grant")
    if create_s256_code_challenge(form.get("code_verifier", "")) != kept["code_challenge"]:
        return _refused("invalid_grant")
    return jsonify(
        {
            "access_token": vault.put("test-token", kept, TOKEN_SECONDS),
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "id_token": sign(id_token_claims(kept)),
        }
    )


@egov_test_identity_machine.route("/oidc/userinfo")
def userinfo() -> Any:
    """Whom a token stands for."""
    bearer = tk.request.headers.get("Authorization", "").removeprefix("Bearer ")
    kept = vault.take("test-token", bearer)
    if not kept:
        return _refused("invalid_token")
    person = PEOPLE[kept["pin"]]
    claims = {"pin": person.pin, "name": person.name, "birthdate": person.birth_date}
    return jsonify({"sub": f"test{person.pin}", **claims})


def id_token_claims(kept: dict[str, Any]) -> dict[str, Any]:
    """What the id token says."""
    now = int(time.time())
    return {
        "iss": f"{base_url()}/oidc",
        "sub": f"test{kept['pin']}",
        "aud": CLIENT_ID,
        "iat": now,
        "exp": now + TOKEN_SECONDS,
        "auth_time": now,
        "nonce": kept["nonce"],
        "acr": ACR,
    }


def sign(claims: dict[str, Any]) -> str:
    """An id token."""
    header = {"alg": "Ed25519", "kid": key().as_dict(private=False)["kid"]}
    return jwt.encode(header, claims, key(), algorithms=["Ed25519"])


def key() -> OKPKey:
    """The same key in every process of the portal: made from one in a file."""
    secret = Ed25519PrivateKey.from_private_bytes(peppers.portal_key("test-provider"))
    pem = secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return OKPKey.import_key(pem, {"use": "sig", "alg": "Ed25519", "kid": "demonstration"})


def _knows_the_secret(form: Any) -> bool:
    typed = form.get("client_secret", "").encode("utf-8", "replace")
    return form.get("client_id") == CLIENT_ID and hmac.compare_digest(typed, CLIENT_SECRET.encode())


def _refused(error: str) -> Any:
    return jsonify({"error": error}), 400
