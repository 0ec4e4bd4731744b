"""Officials of the district whose petitions are on the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture(scope="module")
def editor(district) -> str:
    """Somebody who answers for the district."""
    from ckan.tests import factories
    from ckan.tests.helpers import call_action

    user = factories.User()
    member = {"id": district["id"], "username": user["name"], "role": "editor"}
    call_action("organization_member_create", **member)
    return user["name"]


@pytest.fixture(scope="module")
def moderator(database) -> str:
    """Somebody who decides about petitions."""
    from ckan.tests import factories
    from ckan.tests.helpers import call_action

    user = factories.User()
    call_action("official_duty_grant", user=user["name"], duty="moderator")
    return user["name"]


@pytest.fixture(scope="module")
def owed(opened) -> Callable[..., int]:
    """A petition that is owed an answer; its number."""
    import ckan.model as core_model
    from ckanext.participation.petitions import lifecycle, model

    def petition(**typed: Any) -> int:
        number = opened(**typed)
        lifecycle.recheck_thresholds(model.find(number, lock=True), 300)
        core_model.Session.commit()
        return number

    return petition


@pytest.fixture(scope="module")
def confirmed(make) -> Callable[..., int]:
    """A petition that is confirmed and has its sponsors; its number."""
    from tests.participation.petitions.conftest import bring_to_moderators

    def petition(**typed: Any) -> int:
        return bring_to_moderators(make(**typed))

    return petition


@pytest.fixture(scope="module")
def back_date(database) -> Callable[[int, int], None]:
    """Let an answer have been owed for so many days."""
    import ckan.model as core_model
    import sqlalchemy as sa

    def shift(process_no: int, days: int) -> None:
        core_model.Session.execute(
            sa.text(
                "UPDATE egov_obligation SET owed_at = owed_at - make_interval(days => :days),"
                " acknowledge_by = acknowledge_by - :days, answer_by = answer_by - :days"
                " WHERE kind = 'petition' AND object_id = :number"
            ),
            {"days": days, "number": str(process_no)},
        )
        core_model.Session.commit()

    return shift
