"""One living load per resource."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psycopg2

from . import config


@contextlib.contextmanager
def alive(resource_id: str) -> Iterator[bool]:
    """Hold the resource's lock; false when somebody else holds it.

    The lock belongs to a connection, so it is free as soon as its holder is dead.
    """
    connection = psycopg2.connect(config.datastore_url(), application_name="egov loading lock")
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_try_advisory_lock(hashtextextended(%s, 20032))", (resource_id,)
            )
            row = cursor.fetchone()
        yield bool(row and row[0])
    finally:
        connection.close()
