"""A flood of signatures from chosen networks, the sealer, and the fraud desk's counting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg2
import pytest

from deployment.embedded import postgresql
from tests.participation.petitions.signing.conftest import (  # noqa: F401
    NUKUS,
    address,
    ask,
    booth,
    booth_settings,
    code_of,
    district,
    found,
    instance,
    make,
    number,
    opened,
    rows,
    sign,
    written,
)


@pytest.fixture(scope="module")
def signs_from(portal, sign) -> Callable[..., Any]:  # noqa: F811
    """Sign as somebody behind this address of the internet; the booth's answer."""

    def signing(network: str, number: int, **typed: Any) -> Any:  # noqa: F811
        headers = {"X-Forwarded-For": network}
        with portal.flask_app.test_request_context(headers=headers):
            return sign(number, **({"address": address()} | typed))

    return signing


@pytest.fixture(scope="module")
def seal(instance, database, tmp_path_factory) -> Callable[[], None]:  # noqa: F811
    """Seal and count what waits, as the sealer does each second; then count for the desk."""
    from ckanext.participation.counters import folding
    from ckanext.participation.ledger import files, keys
    from ckanext.participation.ledger.sealer import Sealer
    from ckanext.participation.petitions.fraud import counting

    folder = tmp_path_factory.mktemp("fraud")
    keys.create(folder / "key.pem")
    connection = psycopg2.connect(postgresql.url(instance, "ckan", "ckan_test"))
    sealer = Sealer(
        connection, "http://test.ckan.net", keys.load(folder / "key.pem"),
        files.Folder(folder / "ledger"), [folding.fold_new],
    )  # fmt: skip

    def sealing() -> None:
        for _ in range(2):
            sealer.tick()
        counting.count_new()

    yield sealing
    connection.close()


@pytest.fixture
def act(database) -> Callable[..., Any]:
    """Call an action as a moderator who showed a second factor."""
    from ckan.tests.helpers import call_action

    def acting(action: str, **given: Any) -> Any:
        return call_action(action, {"user": "moderator"}, **given)

    return acting
