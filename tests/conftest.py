"""What tests of several rooms share."""

from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A busy machine must not make a rule look broken: time is for benchmarks.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


_MADE: dict[str, Any] = {}


@pytest.fixture(scope="module")
def portal():
    """A test client of the whole portal.

    Loading all plugins takes seconds: it is made once and serves module after module, unless
    CKAN's own fixtures have unloaded the plugins meanwhile.
    """
    from ckan import plugins
    from ckan.common import config

    if not all(plugins.plugin_loaded(name) for name in config["ckan.plugins"]):
        _MADE.clear()
    if not _MADE:
        plugins.load_all()
        _MADE["portal"] = _client(config)
    return _MADE["portal"]


def _client(config):
    from ckan.config.middleware import make_app
    from ckan.tests.helpers import CKANTestApp

    return CKANTestApp(make_app(config))


@pytest.fixture(scope="module")
def database(portal):
    """The test database with the tables of all plugins; rows of earlier modules stay in it."""
    _empty_once()


TABLES = """
SELECT string_agg(quote_ident(table_name), ', ') FROM information_schema.tables
WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
    AND table_name !~ '^audit_|alembic_version$'
"""
"""What a run begins without. The audit record can't be emptied, and needs not be."""


@cache
def _empty_once():
    """`./egov test` has just made the tables: CKAN's own fixtures would make them all again."""
    import sqlalchemy as sa
    from ckan import model

    model.repo.tables_created_and_initialised = True
    tables = model.Session.scalar(sa.text(TABLES))
    model.Session.execute(sa.text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    model.Session.commit()
