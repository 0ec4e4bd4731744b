"""Fixtures of the record and of the booth."""

from tests.participation.booth.conftest import (  # noqa: F401
    asked,
    booth,
    booth_settings,
    found,
    instance,
    rows,
)
from tests.participation.record_fixtures import dsn, signing_key  # noqa: F401
