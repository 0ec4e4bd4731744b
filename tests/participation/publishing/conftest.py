"""Fixtures of the record, and a closed process."""

import pytest
from ckanext.participation.counters import folding

from tests.participation.publishing.closing import signed_and_closed
from tests.participation.record_fixtures import (  # noqa: F401
    connect,
    connection,
    dsn,
    folder,
    make_sealer,
    signing_key,
)  # fmt: skip


@pytest.fixture
def seal(make_sealer):  # noqa: F811
    """Seal and count what waits."""
    sealer = make_sealer(folding.fold_new)
    return lambda: [sealer.tick() for _ in range(2)]


@pytest.fixture
def closed(open_process, connection, seal):  # noqa: F811
    """The number of a closed process that 37 people signed."""
    return signed_and_closed(open_process, connection, seal)
