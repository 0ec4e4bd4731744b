"""The officials of the desk, and switches that no test leaves on for the next."""

import pytest

from tests.participation.petitions.desk.conftest import editor, moderator  # noqa: F401


@pytest.fixture(autouse=True)
def switched_off(database):
    """Nothing is paused before or after a test."""
    from ckan.tests.helpers import call_action

    yield
    for what in ("creating", "signing"):
        call_action("petition_resume", what=what)
