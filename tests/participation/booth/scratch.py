"""A database of their own for tests that break constraints: the tables and nothing of CKAN."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from ckanext.participation.booth import grants

from deployment.embedded import postgresql
from deployment.embedded.instance import ROOT, Instance

NAME = "booth_scratch"
MIGRATIONS = (
    "ckanext-egov/ckanext/egov/migration/egov_accounts/versions/0001_confirmation.py",
    "participation/ckanext/participation/migration/participation/versions/0001_process_and_acts.py",
    "participation/ckanext/participation/migration/participation/versions/0003_shared_mailboxes.py",
    "participation/ckanext/participation/migration/participation/versions/0004_sealed_people.py",
    "participation/ckanext/participation/migration/participation_booth/versions/0001_holding.py",
)
PROCESS = """
INSERT INTO participation_process (kind, body, title, state, rules_hash, opens_at, closes_at)
VALUES ('try', 'body', '{"en": "Try"}', 'open', 'x', now() - interval '1 day',
    now() + interval '1 day') RETURNING process_no
"""
PHASE = """
INSERT INTO participation_phase (process_no, key, during, features)
VALUES (%s, 'collect', tstzrange(now() - interval '1 day', now() + interval '1 day'),
    '{"sign": 1}')
"""


@contextmanager
def database(instance: Instance) -> Iterator[str]:
    """Make the database, name its address for the owner, drop it."""
    _recreate(instance)
    try:
        _migrate(postgresql.url(instance, "ckan", NAME))
        yield postgresql.url(instance, "ckan", NAME)
    finally:
        _run(instance, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def booth_address(instance: Instance) -> str:
    """The address of the database for the booth's role."""
    return postgresql.url(instance, "booth", NAME)


def open_process(connection: Any) -> int:
    """A process that is open now, with one phase."""
    with connection, connection.cursor() as cursor:
        cursor.execute(PROCESS)
        (number,) = cursor.fetchone()
        cursor.execute(PHASE, [number])
    return number


def connect(address: str) -> Any:
    """A connection as the owner."""
    return psycopg2.connect(address)


def _recreate(instance: Instance) -> None:
    _run(instance, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    _run(instance, f"CREATE DATABASE {NAME} OWNER ckan")


def _run(instance: Instance, statement: str) -> None:
    with closing(postgresql.connect(instance)) as connection, connection.cursor() as cursor:
        cursor.execute(statement)


def _migrate(address: str) -> None:
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        with Operations.context(MigrationContext.configure(connection)):
            for path in MIGRATIONS:
                runpy.run_path(str(ROOT / path))["upgrade"]()
        connection.execute(sa.text(grants.GRANTS))
    engine.dispose()
