"""People and bodies around a petition."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

NUMBERS = itertools.count(1)


@pytest.fixture(scope="module", autouse=True)
def settings(database) -> Iterator[None]:
    """Officials of these tests have no second factor; everybody may ask for many messages."""
    from ckan.common import config

    wanted = {
        "ckanext.egov.accounts.require_second_factor": False,
        "ckanext.egov.accounts.messages_per_address_hour": 0,
        "ckanext.egov.accounts.messages_per_address_day": 0,
        "ckanext.egov.accounts.messages_per_network_hour": 0,
    }
    kept = {name: config.get(name) for name in wanted}
    config.update(wanted)
    yield
    config.update(kept)


@pytest.fixture(scope="module")
def district(database) -> dict[str, Any]:
    """A district, whose petitions need 300 signatures."""
    from ckan.tests.helpers import call_action

    name = f"tuman-{next(NUMBERS)}-petitsiya"
    try:
        return call_action("organization_show", id=name)
    except Exception:
        return call_action(
            "organization_create",
            name=name,
            title_translated={"uz": "Namuna tumani", "ru": "Район", "en": "District"},
            body_type="district_government",
            region="1726",
        )


@pytest.fixture(scope="module")
def written(district) -> dict[str, Any]:
    """What somebody types into the form of a petition."""
    return {
        "body": district["name"],
        "title": "Maktab yoʻlini yoriting",
        "background": "Qishda qorongʻi boʻladi, bolalar yoʻlni koʻrmaydi.",
        "details": "",
        "language": "uz",
        "creator_name": "Gulnora Toʻrayeva",
        "creator_email": "gulnora@example.uz",
    }


@pytest.fixture(scope="module")
def make(written) -> Callable[..., dict[str, Any]]:
    """Write a petition: what `petition_create` gives, and the text of its message."""
    from ckan.tests.helpers import call_action

    def petition(**typed: Any) -> dict[str, Any]:
        made = call_action("petition_create", **(written | typed))
        return made | {"letter": letter(f"petition-confirm:{made['confirmation_id']}")}

    return petition


@pytest.fixture(scope="module")
def opened(make) -> Callable[..., int]:
    """Write, confirm and approve a petition; its number."""
    from ckan.tests.helpers import call_action
    from ckanext.participation.petitions import lifecycle, model

    def petition(**typed: Any) -> int:
        import ckan.model as core_model

        made = make(**typed)
        call_action("petition_confirm", **confirmation(made))
        lifecycle.approve(model.find(made["process_no"], lock=True))
        core_model.Session.commit()
        return made["process_no"]

    return petition


def confirmation(made: dict[str, Any]) -> dict[str, Any]:
    """What the creator types after reading the message."""
    found = re.search(r"(?<!\d)\d{6}(?!\d)", made["letter"])
    assert found, made["letter"]
    return {
        "process_no": made["process_no"],
        "confirmation_id": made["confirmation_id"],
        "code": found.group(),
    }


def letter(key: str) -> str:
    """The text of a message in the outbox."""
    import ckan.model as core_model
    import sqlalchemy as sa
    from ckanext.egov.notifications.model import Message

    return core_model.Session.scalars(sa.select(Message.text).where(Message.key == key)).one()
