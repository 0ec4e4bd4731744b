"""People and bodies around a petition."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

NUMBERS = itertools.count(1)
SPONSORS = 5
"""What every level asks for."""


@pytest.fixture(scope="module")
def app(portal) -> Any:
    """The one portal of all tests: CKAN's fixture of this name makes another for each test."""
    return portal


@pytest.fixture(scope="module")
def district(database) -> dict[str, Any]:
    """A district, whose petitions need 300 signatures."""
    from ckan.tests import factories

    return factories.Organization(
        name=f"tuman-{next(NUMBERS)}-{datetime.now(UTC):%H%M%S%f}",
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
        address = {"creator_email": f"gulnora{next(NUMBERS)}@example.uz"}
        made = call_action("petition_create", **(written | address | typed))
        return made | {"letter": letter(f"petition-confirm:{made['confirmation_id']}")}

    return petition


@pytest.fixture(scope="module")
def opened(make) -> Callable[..., int]:
    """Write, confirm and approve a petition; its number."""
    from ckanext.participation.petitions import lifecycle, model

    def petition(**typed: Any) -> int:
        import ckan.model as core_model

        made = make(**typed)
        bring_to_moderators(made)
        lifecycle.approve(model.find(made["process_no"], lock=True))
        core_model.Session.commit()
        return made["process_no"]

    return petition


def bring_to_moderators(made: dict[str, Any]) -> int:
    """Confirm a petition and let it have as many sponsors as it needs; its number."""
    import ckan.model as core_model
    from ckan.tests.helpers import call_action
    from ckanext.participation.petitions import lifecycle, model

    call_action("petition_confirm", **confirmation(made))
    lifecycle.recheck_sponsors(model.find(made["process_no"], lock=True), SPONSORS)
    core_model.Session.commit()
    return made["process_no"]


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
