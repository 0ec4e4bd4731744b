"""Fixtures of the record."""

from tests.participation.record_fixtures import (  # noqa: F401
    connect,
    connection,
    dsn,
    folder,
    make_sealer,
    signing_key,
)  # fmt: skip
