"""What a provider of identities does, and how one is spoken to."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests

from .. import config
from ..identity import Identity

_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%Y%m%d")
_NATIONAL_ID = re.compile(r"[0-9A-Za-z-]{4,40}\Z")


class NotConfirmed(Exception):
    """The provider did not confirm an identity; the text says why, for the operator."""


class Unreachable(Exception):
    """The provider is down, slow or says nothing sensible."""


@dataclass(frozen=True)
class Flow:
    """One attempt to confirm an identity. Its secrets are random and used once."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str


class IdentityProvider(ABC):
    """Confirms who somebody is. Adapters differ in protocol, never in what they give back."""

    title: str
    is_test: bool = False

    @abstractmethod
    def start(self, flow: Flow) -> str:
        """Return the address that the person is sent to."""

    @abstractmethod
    def finish(self, flow: Flow, arguments: Mapping[str, str]) -> Identity:
        """Return who came back, with the state already checked; raises NotConfirmed, Unreachable.

        `arguments` are those of the address that the person was sent back to.
        """


def ask(method: str, url: str, **options: Any) -> dict[str, Any]:
    """Speak to a provider: in time, without following it elsewhere, and only in JSON.

    Errors carry no address and no body: both may hold secrets.
    """
    seconds = config.timeout_seconds()
    try:
        reply = requests.request(
            method, url, timeout=(seconds, seconds), allow_redirects=False, **options
        )
        found = reply.json() if reply.status_code < 500 else None
    except UnicodeEncodeError:
        raise NotConfirmed("letters that cannot be sent") from None
    except (requests.RequestException, ValueError) as error:
        raise Unreachable(type(error).__name__) from None
    if not isinstance(found, dict):
        raise Unreachable(f"status {reply.status_code}")
    if reply.status_code != 200 or "error" in found:
        raise NotConfirmed(f"status {reply.status_code}")
    return found


def national_id(value: Any) -> str:
    """A national id as one spelling; raises NotConfirmed when there is none."""
    text = str(value or "").strip()
    if not _NATIONAL_ID.match(text):
        raise NotConfirmed("no national id")
    return text.upper()


def birth_date(value: Any) -> str:
    """A date of birth as YYYY-MM-DD; empty when it is none."""
    for form in _DATES:
        try:
            return datetime.strptime(str(value).strip(), form).date().isoformat()
        except ValueError:
            continue
    return ""
