"""Where one is logged in: listed, ended, given a new id at each login; guessing is slowed."""

import logging

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from ckan import model
from ckanext.egov.accounts import quiet, sessions
from ckanext.egov.accounts.model import AccountSession, Attempt

pytestmark = pytest.mark.usefixtures("tables")
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Firefox/130.0"


def session_of(client):
    with client.session_transaction() as session:
        return dict(session)


def is_in(client):
    return client.get("/account/sessions").status_code == 200


class TestSessions:
    def test_a_login_makes_a_session_with_an_id_of_its_own(self, person, log_in):
        user = person()
        client = log_in(user)
        first = session_of(client)["egov_session"]
        client.post("/user/_logout")
        assert session_of(log_in(user, client))["egov_session"] != first
        rows = model.Session.scalars(sa.select(AccountSession.session_hash)).all()
        assert len(rows) == 2
        assert all(first.encode() not in bytes(row) for row in rows)

    def test_an_id_from_before_the_login_is_not_kept(self, portal, person, log_in):
        client = portal.flask_app.test_client()
        with client.session_transaction() as session:
            session["egov_session"] = "known-to-somebody-else"
        log_in(person(), client)
        assert session_of(client)["egov_session"] != "known-to-somebody-else"

    def test_they_are_listed_by_words(self, person, log_in):
        user = person()
        client = log_in(user, **{"User-Agent": FIREFOX})
        log_in(user)
        page = client.get("/account/sessions").get_data(as_text=True)
        assert "Firefox, Android" in page
        assert page.count('name="session"') == 2
        assert page.count("This device") == 1

    def test_an_ended_one_is_logged_out_at_its_next_request(self, person, log_in):
        user = person()
        here, there = log_in(user), log_in(user)
        assert is_in(there)
        ids = {item["id"] for item in rows_of(user)}
        for wanted in ids - {current(here)}:
            here.post("/account/sessions/end", data={"session": wanted})
        assert is_in(here)
        assert not is_in(there)
        assert there.get("/api/3/action/status_show").status_code == 200

    def test_a_copied_cookie_does_not_bring_an_ended_one_back(self, person, log_in):
        user = person()
        client = log_in(user)
        copied = session_of(client)
        sessions.end(user["id"])
        assert not is_in(client)
        with client.session_transaction() as session:
            session.update(copied)
        assert not is_in(client)

    def test_all_others_end_together(self, person, log_in):
        user = person()
        here, there, elsewhere = log_in(user), log_in(user), log_in(user)
        here.post("/account/sessions/end")
        assert (is_in(here), is_in(there), is_in(elsewhere)) == (True, False, False)

    def test_nobody_ends_the_session_of_another(self, person, log_in):
        victim, other = person(), person()
        theirs = log_in(victim)
        wanted = rows_of(victim)[0]["id"]
        log_in(other).post("/account/sessions/end", data={"session": wanted})
        assert is_in(theirs)

    def test_logging_out_ends_it(self, person, log_in):
        user = person()
        client = log_in(user)
        client.post("/user/_logout")
        assert rows_of(user) == []

    def test_a_device_that_keeps_one_logged_in_can_be_logged_out(self, portal, person):
        user = person()
        client = portal.flask_app.test_client()
        sent = {"login": user["name"], "password": user["password"], "remember": "63072000"}
        reply = client.post("/user/login", data=sent)
        assert "remember_token" not in " ".join(reply.headers.getlist("Set-Cookie"))
        sessions.end(user["id"])
        assert not is_in(client)

    def test_a_program_is_not_asked_for_a_session(self, portal, person):
        from ckan.tests import factories

        token = factories.APIToken(user=person()["name"])["token"]
        found = portal.get("/api/3/action/status_show", headers={"Authorization": token})
        assert found.json["success"]
        assert model.Session.execute(sa.select(AccountSession)).first() is None

    def test_an_api_call_in_an_ended_session_is_told_so(self, person, log_in):
        user = person()
        client = log_in(user)
        sessions.end(user["id"])
        reply = client.get("/api/3/action/status_show")
        assert (reply.status_code, reply.get_json()["success"]) == (403, False)


def rows_of(user):
    query = sa.select(AccountSession.session_hash).where(
        AccountSession.user_id == user["id"], AccountSession.ended_at.is_(None)
    )
    return [{"id": sessions.handle(bytes(row))} for row in model.Session.scalars(query)]


def current(client):
    import hashlib

    held = session_of(client)["egov_session"]
    return sessions.handle(hashlib.sha256(held.encode()).digest())


class TestLogins:
    @pytest.fixture(autouse=True)
    def few(self, ckan_config, monkeypatch):
        prefix = "ckanext.egov.accounts.login_tries_per_"
        for name, most in (("person", 3), ("name", 5), ("network", 8)):
            monkeypatch.setitem(ckan_config, prefix + name, most)

    def attempt(self, portal, name, password="wrong", where="10.0.0.1"):
        sent = {"login": name, "password": password}
        headers = {"X-Forwarded-For": where}
        # Each with a browser of its own: what is counted lies in no session.
        return portal.flask_app.test_client().post("/user/login", data=sent, headers=headers)

    def test_guessing_is_slowed_with_words(self, portal, person):
        user = person()
        codes = [self.attempt(portal, user["name"]).status_code for _ in range(4)]
        assert codes == [200, 200, 200, 429]
        page = self.attempt(portal, user["name"], user["password"])
        assert page.status_code == 429
        assert user["name"] in page.get_data(as_text=True)
        assert 0 < int(page.headers["Retry-After"]) <= 900

    def test_from_elsewhere_the_person_gets_in(self, portal, person):
        user = person()
        for _ in range(4):
            self.attempt(portal, user["name"])
        done = self.attempt(portal, user["name"], user["password"], where="10.7.0.1")
        assert done.status_code == 302

    def test_many_networks_together_are_slowed_as_well(self, portal, person):
        user = person()
        codes = [
            self.attempt(portal, user["name"], where=f"10.{n}.0.1").status_code for n in range(6)
        ]
        assert codes == [200] * 5 + [429]

    def test_a_network_that_tries_many_names_is_slowed(self, portal):
        codes = [self.attempt(portal, f"nobody-{n}").status_code for n in range(9)]
        assert codes == [200] * 8 + [429]

    def test_a_right_password_begins_anew(self, portal, person):
        user = person()
        for _ in range(2):
            self.attempt(portal, user["name"])
        assert self.attempt(portal, user["name"], user["password"]).status_code == 302
        assert self.attempt(portal, user["name"]).status_code == 200

    @pytest.mark.parametrize("name", ["", "\x00", "\ud800", "x" * 10_000])
    def test_odd_names_are_no_error(self, portal, name):
        assert self.attempt(portal, name.encode("utf-8", "replace")).status_code in (200, 400)

    def test_neither_names_nor_networks_are_stored(self, portal):
        self.attempt(portal, "somebody-here")
        rows = repr(model.Session.execute(sa.select(Attempt.__table__)).all())
        assert "somebody-here" not in rows
        assert "10.0.0" not in rows


@pytest.mark.ckan_config("ckanext.egov.accounts.login_tries_per_person", 3)
@pytest.mark.ckan_config("ckanext.egov.accounts.login_tries_per_name", 5)
@pytest.mark.ckan_config("ckanext.egov.accounts.login_tries_per_network", 8)
class TestPasswordResets:
    def ask(self, portal, name, where="10.0.0.1"):
        return portal.app.test_client().post(
            "/user/reset",
            data={"user": name},
            environ_base={"REMOTE_ADDR": where},
        )

    def test_a_network_asks_for_few_links_to_one_person(self, portal):
        codes = [self.ask(portal, "asked-often").status_code for _ in range(4)]
        assert codes == [302] * 3 + [429]

    def test_what_others_asked_for_leaves_the_person_theirs(self, portal):
        for _ in range(5):
            self.ask(portal, "beset", "10.1.0.1")
        assert self.ask(portal, "beset", "10.2.0.1").status_code == 302

    def test_many_networks_together_fill_no_mailbox(self, portal):
        codes = [self.ask(portal, "flooded", f"10.{n}.0.1").status_code for n in range(6)]
        assert codes == [302] * 5 + [429]

    def test_a_network_asks_for_a_few_people(self, portal):
        codes = [self.ask(portal, f"asked-{n}", "10.99.0.1").status_code for n in range(9)]
        assert codes == [302] * 8 + [429]

    def test_a_refusal_says_how_long_to_wait(self, portal):
        replies = [self.ask(portal, "asked-again", "10.98.0.1") for _ in range(4)]
        assert 0 < int(replies[-1].headers["Retry-After"]) <= 3600
        assert "Too many requests" in replies[-1].get_data(as_text=True)

    def test_a_refusal_brings_back_what_was_typed(self, portal):
        page = [self.ask(portal, 'asked "again"', "10.96.0.1") for _ in range(4)][-1]
        field = BeautifulSoup(page.get_data(as_text=True), "html.parser").find(id="field-username")
        assert field["value"] == 'asked "again"'

    def test_what_is_typed_is_in_no_log(self, portal, caplog):
        logger = logging.getLogger(quiet.LOGGER)
        logger.addHandler(caplog.handler)
        try:
            with caplog.at_level("INFO", logger=quiet.LOGGER):
                self.ask(portal, "somebody.here@example.uz", "10.97.0.1")
        finally:
            logger.removeHandler(caplog.handler)
        assert "Password reset requested" in caplog.text
        assert "somebody.here" not in caplog.text
