"""A database that lives in the past for a while, and returns."""

import os
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deployment.embedded import past, postgresql
from deployment.embedded.instance import Instance, recorded_port

THEN = datetime(2025, 3, 1, 12, tzinfo=UTC)
NAME = "clock_try"


@pytest.fixture(scope="module")
def instance():
    home = Path(os.environ["EGOV_TEST_HOME_IN_USE"])
    return Instance(home, recorded_port(home))


@pytest.fixture(scope="module", autouse=True)
def database(instance):
    with closing(postgresql.connect(instance)) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {NAME} OWNER ckan")
        yield
        cursor.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


@pytest.fixture
def ask(instance):
    def asking(statement, *values):
        connecting = closing(postgresql.connect(instance, NAME))
        with connecting as connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone()[0] if cursor.description else None

    return asking


def test_statements_and_columns_tell_the_moment_that_was_set(instance, ask):
    ask("CREATE TABLE noted (at timestamptz DEFAULT clock_timestamp(), since timestamptz"
        " DEFAULT now(), what text)")  # fmt: skip
    ask("CREATE FUNCTION told() RETURNS timestamptz LANGUAGE sql"
        f" SET search_path = {past.THEIRS} AS 'SELECT clock_timestamp()'")  # fmt: skip
    with past.settable_clock(instance, NAME):
        ask("SELECT demo_clock.set(%s)", THEN)
        ask("INSERT INTO noted (what) VALUES ('then')")
        asked = ("clock_timestamp()", "now()", "public.told()")
        found = [ask(f"SELECT {what}") for what in asked]
        found += [ask(f"SELECT {column} FROM noted") for column in ("at", "since")]
        assert all(timedelta(0) <= moment - THEN < timedelta(minutes=1) for moment in found)
    ask("INSERT INTO noted (what) VALUES ('now')")
    present = ("SELECT now()", "SELECT max(at) FROM noted", "SELECT public.told()")
    for moment in map(ask, present):
        assert abs(datetime.now(UTC) - moment) < timedelta(minutes=1)
    assert ask("SELECT to_regnamespace('demo_clock')") is None


def test_a_clock_that_nobody_holds_tells_the_present(instance, ask):
    with past.settable_clock(instance, NAME):
        ask("SELECT demo_clock.set(%s)", THEN)
        ask("UPDATE demo_clock.setting SET held_until = pg_catalog.clock_timestamp()")
        assert abs(datetime.now(UTC) - ask("SELECT clock_timestamp()")) < timedelta(minutes=1)
