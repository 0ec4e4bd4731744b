"""Fixtures of the record, and a closed process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest
from ckanext.participation.counters import folding
from ckanext.participation.ledger import files
from ckanext.participation.ledger.sealer import Sealer

from tests.participation.publishing.closing import call, signed_and_closed
from tests.participation.record_fixtures import (  # noqa: F401
    SITE,
    connect,
    connection,
    dsn,
    folder,
    make_sealer,
    signing_key,
)  # fmt: skip


@dataclass(frozen=True)
class Published:
    """A process that was closed and published, its public record, and how to seal more of it."""

    number: int
    record: Path
    seal: Callable[[], object]


@pytest.fixture
def seal(make_sealer):  # noqa: F811
    """Seal and count what waits."""
    sealer = make_sealer(folding.fold_new)
    return lambda: [sealer.tick() for _ in range(2)]


@pytest.fixture
def closed(open_process, connection, seal):  # noqa: F811
    """The number of a closed process that 37 people signed."""
    return signed_and_closed(open_process, connection, seal)


@pytest.fixture(scope="module")
def published(open_process, dsn, signing_key, tmp_path_factory) -> Iterator[Published]:  # noqa: F811
    """Such a process, published: one for all tests of a module, who only read it."""
    where = tmp_path_factory.mktemp("ledger")
    with closing(psycopg2.connect(dsn)) as acting, closing(psycopg2.connect(dsn)) as sealing:
        after = (folding.fold_new,)
        sealer = Sealer(sealing, SITE, signing_key, files.Folder(where), after)

        def seal() -> None:
            for _ in range(2):
                sealer.tick()

        number = signed_and_closed(open_process, acting, seal)
        call("process_publish", process_no=number)
        yield Published(number, where / str(number), seal)
