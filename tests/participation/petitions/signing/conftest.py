"""Open petitions, people who sign them by their letters, and a booth that takes the acts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.participation.booth.conftest import (  # noqa: F401
    booth,
    booth_settings,
    found,
    instance,
    rows,
)
from tests.participation.petitions.conftest import (  # noqa: F401
    NUMBERS,
    district,
    letter,
    make,
    opened,
    written,
)

NUKUS, CHILONZOR = "1735401", "1726294"


@pytest.fixture(scope="module")
def number(opened) -> int:  # noqa: F811
    """A petition that is open."""
    return opened()


@pytest.fixture(scope="module")
def ask() -> Callable[..., dict[str, Any]]:
    """Ask to sign as anybody may; what is answered, with the text of the letter, if one came."""

    def asking(number: int, **typed: Any) -> dict[str, Any]:
        from ckan.tests.helpers import call_action

        given = {"feature": "sign", "language": "en", "name": "Oygul", "district": NUKUS} | typed
        context = {"ignore_auth": False, "user": ""}
        sent = call_action("act_request", context, process_no=number, **given)
        return sent | {"letter": _letter(sent["confirmation_id"])}

    return asking


@pytest.fixture(scope="module")
def sign(ask, booth) -> Callable[..., Any]:  # noqa: F811
    """Ask and type the code of the letter; the booth's answer."""

    def signing(number: int, **typed: Any) -> Any:
        sent = ask(number, **typed)
        return booth.act(confirmation=sent["confirmation_id"], code=code_of(sent["letter"]))

    return signing


def address() -> str:
    """A mailbox that nobody has used."""
    return f"oila{next(NUMBERS)}x@example.uz"


def code_of(text: str) -> str:
    """The code in a letter."""
    code = re.search(r"(?<!\d)\d{6}(?!\d)", text)
    assert code, text
    return code.group()


def _letter(confirmation_id: str) -> str:
    import ckan.model as core_model
    import sqlalchemy as sa
    from ckanext.egov.notifications.model import Message

    query = sa.select(Message.text).where(Message.key == f"act_confirm:{confirmation_id}")
    return core_model.Session.scalars(query).one_or_none() or ""
