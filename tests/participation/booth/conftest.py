"""A real booth on the test database, with the role it has in production."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from ckanext.participation.booth import grants
from ckanext.participation.ledger import keys

from deployment.embedded import postgresql
from deployment.embedded.instance import ROOT, Instance
from tests.participation.booth.people import Asked, Client, ask


@pytest.fixture(scope="session")
def instance() -> Instance:
    """The instance that these tests run on."""
    return Instance(Path(os.environ["EGOV_TEST_HOME_IN_USE"]), 0)


@pytest.fixture(scope="module")
def rows(database, instance) -> Iterator[Any]:
    """A connection as the owner of the tables."""
    connection = psycopg2.connect(postgresql.url(instance, "ckan", "ckan_test"))
    with connection, connection.cursor() as cursor:
        cursor.execute(grants.GRANTS)
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def booth_settings(instance, rows, tmp_path_factory) -> dict[str, Any]:
    """What the booth is told."""
    folder = tmp_path_factory.mktemp("booth")
    keys.create(folder / "key.pem")
    return {
        "database": postgresql.url(instance, "booth", "ckan_test"),
        "socket": str(folder / "booth.sock"),
        "key_file": str(folder / "key.pem"),
        "site_url": "http://test.ckan.net",
        "frame_url": "http://127.0.0.1:9/{language}",
        "languages": ["uz", "uz_Cyrl", "ru", "kaa", "en"],
        "translations": str(ROOT / "ckanext-egov" / "ckanext" / "egov" / "theme" / "i18n"),
        "body_seconds": 1.0,
    }


@pytest.fixture(scope="module")
def booth(booth_settings) -> Iterator[Client]:
    """A booth that runs as it does in production, in a process of its own."""
    folder = Path(booth_settings["socket"]).parent
    (folder / "booth.json").write_text(json.dumps(booth_settings))
    command = [sys.executable, "-m", "ckanext.participation.booth.service"]
    with open(folder / "booth.log", "wb") as log:
        process = subprocess.Popen(
            [*command, str(folder / "booth.json")], stdout=log, stderr=log, cwd=ROOT
        )
    client = Client(folder / "booth.sock")
    try:
        _wait(client, process, folder / "booth.log")
        yield client
    finally:
        process.terminate()
        process.wait(20)


def _wait(client: Client, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            if client.request("GET", "/booth/health").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@pytest.fixture(scope="module")
def asked(rows) -> Callable[..., Asked]:
    """A person asks: `asked(process_no, feature="sign", level=1, …)`."""

    def make(process_no: int, **facts: Any) -> Asked:
        return ask(rows, process_no, **facts)

    return make


@pytest.fixture(scope="module")
def found(rows) -> Callable[..., list[tuple[Any, ...]]]:
    """What a query finds."""

    def find(query: str, *values: Any) -> list[tuple[Any, ...]]:
        with rows, rows.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()

    return find
