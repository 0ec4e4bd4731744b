"""What works and what does not: quickly, to each asker what is theirs to know."""

import json
import time

import pytest
import sqlalchemy as sa
from ckan.tests import factories
from ckanext.egov.health import asking, core, looking
from ckanext.egov.health.interfaces import Finding
from hypothesis import given
from hypothesis import strategies as st

pytestmark = pytest.mark.usefixtures("database")
WELL = Finding(True, "It answers.")
FAR = {"HTTP_X_FORWARDED_FOR": "203.0.113.7"}


@pytest.fixture(autouse=True)
def parts(monkeypatch):
    """Parts that are well, unless a test says otherwise; each test looks anew."""
    found = {name: (lambda: WELL) for name in core.checks()}
    monkeypatch.setattr(looking, "checks", lambda: found)
    monkeypatch.setattr(looking, "HOLDS_SECONDS", 0.0)
    monkeypatch.setattr(looking.looker, "_looks", {})
    monkeypatch.setattr(looking.looker, "_at", {})
    return found


@pytest.fixture
def ask(portal):
    def get(**environ):
        client = portal.flask_app.test_client(use_cookies=False)
        return client.get("/health", environ_overrides={"REMOTE_ADDR": "127.0.0.1"} | environ)

    return get


def test_all_well_is_200(ask):
    answer = ask()
    assert answer.status_code == 200
    assert answer.json["status"] == "ok"


def test_one_part_that_is_not_well_is_503_and_named(ask, parts):
    parts["solr"] = lambda: Finding(False, "Nobody there.")
    answer = ask()
    assert answer.status_code == 503
    assert answer.json["parts"]["solr"]["message"] == "Nobody there."
    assert answer.json["parts"]["database"]["status"] == "ok"


def test_a_part_that_raises_is_not_well_and_its_words_stay_inside(ask, parts):
    def fail():
        raise RuntimeError("password=secret")

    parts["solr"] = fail
    assert ask().json["parts"]["solr"]["message"] == "RuntimeError"


def test_a_part_that_hangs_costs_seconds_not_minutes(ask, parts, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckanext.egov.health.seconds", "0.3")
    parts["solr"] = lambda: time.sleep(3) or WELL
    started = time.monotonic()
    assert ask().json["parts"]["solr"]["status"] == "degraded"
    assert time.monotonic() - started < 2


def test_what_hangs_is_not_asked_again_while_it_hangs(ask, parts, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckanext.egov.health.seconds", "0.1")
    asked = []
    parts["solr"] = lambda: asked.append(1) or time.sleep(3) or WELL
    for _ in range(4):
        ask()
    assert len(asked) == 1


def test_the_public_sees_which_part_and_not_why(ask, parts):
    parts["solr"] = lambda: Finding(False, "10.0.0.7 refused", facts={"host": "10.0.0.7"})
    answer = ask(**FAR)
    assert answer.status_code == 503
    assert answer.json["parts"]["solr"] == "degraded"
    assert "10.0.0.7" not in answer.text


def test_the_page_is_for_people(portal, parts):
    parts["solr"] = lambda: Finding(False, "10.0.0.7 refused")
    page = portal.get(
        "/health", status=503, headers={"Accept": "text/html"}, extra_environ=FAR
    ).text
    assert "does not work as it should" in page
    assert "10.0.0.7" not in page


def test_an_administrator_sees_why_from_anywhere(portal, parts):
    parts["solr"] = lambda: Finding(False, "10.0.0.7 refused")
    token = factories.SysadminWithToken()["token"]
    answer = portal.get("/health", status=503, headers={"Authorization": token}, extra_environ=FAR)
    assert answer.json["parts"]["solr"]["message"] == "10.0.0.7 refused"


@pytest.mark.parametrize("gone", ["database", "valkey"])
def test_without_what_pages_need_people_still_get_an_answer(portal, parts, gone):
    parts[gone] = lambda: Finding(False, "gone")
    answer = portal.get("/health", status=503, headers={"Accept": "text/html"}, extra_environ=FAR)
    assert json.loads(answer.text)["parts"][gone] == "degraded"


@pytest.mark.parametrize(
    ("environ", "is_here"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": ""}, True),
        ({"REMOTE_ADDR": "203.0.113.7"}, False),
        ({"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}, False),
        ({"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "203.0.113.7, 127.0.0.1"}, False),
        ({"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "", "HTTP_FORWARDED": "for=203.0.113.7"}, False),
        ({"REMOTE_ADDR": "localhost"}, False),
    ],
)
def test_this_machine_is_where_every_proxy_saw_it(environ, is_here):
    assert asking.from_this_machine(environ) is is_here


@given(st.text(max_size=40))
def test_nothing_one_can_claim_brings_a_stranger_closer(claimed):
    assert not asking.from_this_machine(
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": f"{claimed}, 203.0.113.7"}
    )


def test_ckans_own_parts_are_looked_at():
    assert core.database().ok
    assert core.valkey().ok
    assert core.solr().ok
    assert core.disk().facts["free_gb"] > 0


def test_without_a_worker_the_work_waits(monkeypatch):
    monkeypatch.setattr(core.Worker, "all", lambda connection: [])
    assert not core.worker().ok


def test_solr_that_is_gone_is_named(ask, parts, ckan_config, monkeypatch):
    from ckan.lib.search import common

    monkeypatch.setattr(core, "make_connection", lambda: common.pysolr.Solr("http://127.0.0.1:9/"))
    parts["solr"] = core.solr
    answer = ask()
    assert answer.status_code == 503
    assert answer.json["parts"]["solr"]["status"] == "degraded"
    assert answer.json["parts"]["database"]["status"] == "ok"


def test_valkey_that_is_gone_is_named_and_messages_are_kept(ask, parts, monkeypatch):
    import redis
    from ckan import model
    from ckanext.egov.notifications.checks import email

    nobody = redis.Redis(unix_socket_path="/nonexistent/valkey.sock")
    monkeypatch.setattr(core, "connect_to_redis", lambda: nobody)
    parts["valkey"], parts["email"] = core.valkey, email
    answer = ask()
    assert answer.json["parts"]["valkey"]["status"] == "degraded"
    assert answer.json["parts"]["email"]["status"] == "ok"
    model.Session.rollback()


@pytest.fixture
def message():
    from ckan import model

    def put(**values):
        columns = {"key": "health", "template": "x", "channel": "email", "language": "uz"} | values
        names = ", ".join(columns)
        marks = ", ".join(f":{name}" for name in columns)
        model.Session.execute(sa.text(f"INSERT INTO outbox ({names}) VALUES ({marks})"), columns)
        model.Session.commit()

    yield put
    model.Session.execute(sa.text("DELETE FROM outbox WHERE key LIKE 'health%'"))
    model.Session.commit()


@pytest.mark.parametrize("channel", ["email", "phone"])
def test_a_gateway_that_is_down_is_named_with_what_waits(message, channel):
    from ckanext.egov.notifications.checks import check

    message(channel=channel, error="down: ConnectionRefusedError")
    found = check(channel)
    assert not found.ok
    assert "ConnectionRefusedError" in found.message
    assert found.facts["waiting"] == 1


def test_messages_of_which_nobody_knows_are_counted(message):
    from ckanext.egov.notifications.checks import email

    message(state="unknown")
    found = email()
    assert (found.ok, found.facts["unknown"]) == (False, 1)


def test_a_refused_address_is_nothing_to_wake_anybody_for(message):
    from ckanext.egov.notifications.checks import email

    message(state="failed")
    assert email().ok
