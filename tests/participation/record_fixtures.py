"""Connections to the test database and sealers with folders of their own."""

from __future__ import annotations

from pathlib import Path

import psycopg2
import pytest
from ckanext.participation.ledger import files, keys
from ckanext.participation.ledger.sealer import Sealer

SITE = "http://test.ckan.net"


@pytest.fixture(scope="module")
def dsn(database) -> str:
    """Where the test database is."""
    import ckan.plugins.toolkit as tk

    return tk.config["sqlalchemy.url"]


@pytest.fixture
def connect(dsn):
    """Make connections, closed after the test."""
    made = []

    def connect():
        made.append(psycopg2.connect(dsn))
        return made[-1]

    yield connect
    for connection in made:
        connection.close()


@pytest.fixture
def connection(connect):
    """A connection."""
    return connect()


@pytest.fixture(scope="session")
def signing_key(tmp_path_factory):
    """The key of the tests' records."""
    path = tmp_path_factory.mktemp("keys") / "key.pem"
    keys.create(path)
    return keys.load(path)


@pytest.fixture
def folder(tmp_path) -> Path:
    """Where records are published."""
    return tmp_path / "ledger"


@pytest.fixture
def make_sealer(connect, signing_key, folder):
    """Make a sealer with a connection of its own."""

    def make(*after) -> Sealer:
        return Sealer(connect(), SITE, signing_key, files.Folder(folder), after)

    return make
