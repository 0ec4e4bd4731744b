"""Reads what was posted to the booth: a form or JSON, small and well formed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from ckanext.egov.accounts import secrets
from ckanext.participation.booth.service.decisions import Slip

LARGEST_BODY = 4096
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
FIELDS = ("token", "confirmation", "code", "language")


class Unreadable(Exception):
    """Nothing that can be confirmed; `code` is that of an outcome."""

    def __init__(self, code: str = "unreadable") -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Posted:
    """What was sent: the slip, and the language of the page it was sent from."""

    slip: Slip
    language: str = ""


def fields_of(content_type: str, body: bytes) -> dict[str, str]:
    """The fields of a form or of a JSON object; raises Unreadable."""
    kind = content_type.partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8")
        found = _json(text) if kind == JSON else _form(text) if kind == FORM else None
        if found is None or not _are_texts(found.values()):
            raise Unreadable
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    return found


def _are_texts(values: Iterable[Any]) -> bool:
    """Whether these can be stored; a lone surrogate, valid in JSON, is a ValueError."""
    return (
        all(isinstance(value, str) for value in values) and b"\x00" not in "".join(values).encode()
    )


def _form(text: str) -> dict[str, str]:
    given = parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=20)
    if any(len(values) > 1 for name, values in given.items() if name in FIELDS):
        raise ValueError("a field was sent twice")
    return {name: values[0] for name, values in given.items() if name in FIELDS}


def _json(text: str) -> dict[str, Any] | None:
    given = json.loads(text)
    if not isinstance(given, dict):
        return None
    return {name: given[name] for name in FIELDS if given.get(name) is not None}


def read(fields: dict[str, str]) -> Slip:
    """The slip in these fields; raises Unreadable when there is nothing to look for."""
    if fields.get("token"):
        if not secrets.normalise(fields["token"]):
            raise Unreadable("wrong_token")
        return Slip(token_hash=secrets.token_hash(fields["token"]))
    if "confirmation" not in fields:
        raise Unreadable("no_token")
    try:
        confirmation_id = UUID(fields["confirmation"])
    except ValueError as error:
        raise Unreadable("wrong_token") from error
    if not secrets.normalise_code(fields.get("code", "")):
        raise Unreadable("no_code")
    return Slip(confirmation_id=confirmation_id, code=fields["code"])


def is_from_elsewhere(headers: Any, site_origins: Iterable[str]) -> bool:
    """Whether another site's page made the browser send this."""
    fetch_site = headers.get("sec-fetch-site")
    if fetch_site:
        return fetch_site not in ("same-origin", "none")
    origin = headers.get("origin")
    return bool(origin) and origin not in site_origins
