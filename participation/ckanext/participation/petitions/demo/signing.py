"""Signs as many people do at once: requests here, acts at the booth over its own address."""

from __future__ import annotations

import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckanext.egov.accounts.identity import Identity
from ckanext.egov.accounts.levels import Level
from ckanext.participation.booth import requesting
from flask import g

from .. import rules
from .content import Signer

AT_ONCE = 16
SECONDS = 30


def sponsor(process_no: int, sponsors: list[Signer], language: str) -> None:
    """Stand behind a petition before it is published, as who has its invitation does."""
    act(process_no, rules.SPONSOR, sponsors, language)


def sign(process_no: int, signers: list[Signer], language: str) -> None:
    """Sign a petition; who stood behind it before is counted already."""
    act(process_no, rules.SIGN, signers, language)


def act(process_no: int, feature: str, signers: list[Signer], language: str) -> None:
    """Ask for everybody's act in one transaction, then confirm each at the booth."""
    tokens = [_ask(process_no, feature, signer, language) for signer in signers]
    core_model.Session.commit()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(partial(_confirm, tk.config["ckan.site_url"]), tokens))


def _ask(process_no: int, feature: str, signer: Signer, language: str) -> str:
    """What happens when somebody acts who is signed in with an identity provider."""
    g.egov_identity = Identity(
        Level.IDENTITY, national_id=signer.national_id, name=signer.name, region=signer.region
    )
    try:
        return requesting.request_act(
            process_no,
            feature,
            channel="identity",
            name=signer.name,
            region=signer.region,
            language=language,
            invited=feature == rules.SPONSOR,
        ).token
    finally:
        del g.egov_identity


def _confirm(site_url: str, token: str) -> Any:
    """Press the button: the booth answers when the act is stored."""
    request = urllib.request.Request(
        f"{site_url}/booth/act",
        json.dumps({"token": token}).encode(),
        {"Content-Type": "application/json", "Accept": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=SECONDS) as reply:
        return json.load(reply)
