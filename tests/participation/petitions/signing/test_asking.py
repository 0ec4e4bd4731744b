"""What is asked of who signs, how many letters go out, one tap, and the day after the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from ckan.plugins import toolkit as tk
from ckanext.egov.accounts import identity, secrets
from ckanext.egov.accounts.identity import Identity
from ckanext.egov.accounts.levels import Level
from ckanext.participation.petitions.signing import declared
from ckanext.participation.process import rules
from ckanext.participation.process.rules import PhaseFacts, ProcessFacts
from hypothesis import given
from hypothesis import strategies as st

from .conftest import NUKUS, NUMBERS, address, code_of


def refusal(ask, number, **typed):
    with pytest.raises(tk.ValidationError) as refused:
        ask(number, **typed)
    return refused.value.error_dict


class TestWhatIsAsked:
    @pytest.mark.parametrize("field", ["name", "district"])
    def test_the_api_asks_for_what_the_page_asks_for(self, ask, number, field):
        assert field in refusal(ask, number, address=address(), **{field: ""})

    @pytest.mark.parametrize("name", ["=1+1", "+998", "-x", "@x", "see www.x.uz", "a http://b"])
    def test_a_name_is_no_formula_and_no_link(self, ask, number, name):
        assert "name" in refusal(ask, number, address=address(), name=name)

    def test_the_region_is_that_of_the_district(self, sign, found, opened):
        number = opened()
        sign(number, address=address(), district=NUKUS, region="1726")
        query = "SELECT region, district FROM participation_act WHERE process_no = %s"
        assert found(query, number) == [("1735", NUKUS)]

    def test_what_was_typed_comes_back(self, portal, number):
        typed = {"name": "Oygul", "address": "nobody", "district": NUKUS}
        page = portal.post(f"/en/petition/{number}/sign", data=typed, expect_errors=True)
        form = BeautifulSoup(page.body, "html.parser")
        assert page.status_code == 400
        assert form.find(id="field-name")["value"] == "Oygul"
        assert form.find(id="field-district").find("option", selected=True)["value"] == NUKUS


class TestLetters:
    @pytest.fixture(autouse=True)
    def patient(self, ckan_config, monkeypatch):
        monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.messages_per_address_hour", 0)
        monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.messages_per_address_day", 0)

    def test_five_at_most_for_one_signature_and_the_page_says_the_same(self, ask, number):
        mailbox = address()
        asked = [ask(number, address=mailbox) for _ in range(7)]
        assert [bool(sent["letter"]) for sent in asked] == [True] * 5 + [False] * 2
        assert len({sent["sent_to"] for sent in asked}) == 1

    def test_another_person_of_the_mailbox_has_letters_of_their_own(self, ask, number):
        mailbox = address()
        for _ in range(6):
            ask(number, address=mailbox)
        assert ask(number, address=mailbox, name="Alisher")["letter"]

    def test_nobody_is_locked_out_by_letters_that_others_asked_for(self, ask, rows, number):
        mailbox = address()
        for _ in range(6):
            ask(number, address=mailbox)
        with rows, rows.cursor() as cursor:
            cursor.execute("UPDATE participation_letters SET since = since - interval '25 hours'")
        assert ask(number, address=mailbox)["letter"], "a day later they can be asked for again"

    def test_who_is_counted_is_sent_five_and_never_more(self, ask, sign, rows, opened):
        number, mailbox = opened(), address()
        sign(number, address=mailbox)
        for _ in range(4):
            ask(number, address=mailbox)
        with rows, rows.cursor() as cursor:
            cursor.execute("UPDATE participation_letters SET since = since - interval '25 hours'")
        assert not ask(number, address=mailbox)["letter"]
        out = ask(number, address=mailbox, feature="withdraw:sign")
        assert out["letter"], "what is done can be taken back all the same"


class TestOneTap:
    @pytest.fixture
    def known(self, monkeypatch):
        person = Identity(
            Level.IDENTITY, national_id=f"AA{next(NUMBERS)}", name="Oygul", region="1735"
        )
        monkeypatch.setattr(identity, "current", lambda: person)
        return person

    def form(self, portal, number):
        page = BeautifulSoup(portal.get(f"/en/petition/{number}/sign").body, "html.parser")
        fields = page.find("input", {"name": "identity"}).find_parent("form").find_all("input")
        return {field["name"]: field["value"] for field in fields}

    def press(self, portal, number, form):
        client = portal.flask_app.test_client()
        return client.post(f"/en/petition/{number}/sign", data=form, follow_redirects=False)

    def test_the_form_goes_on_to_the_booth_and_counts(self, portal, booth, found, opened, known):
        number = opened()
        form = self.form(portal, number)
        sent = self.press(portal, number, form)
        assert (sent.status_code, sent.location) == (307, "/booth/act")
        page = booth.press(**form)
        assert page.status == 200
        assert "booth-receipt" in page.body
        query = "SELECT level, region FROM participation_act WHERE process_no = %s"
        assert found(query, number) == [(3, "1735")]

    def test_two_taps_are_one_request(self, portal, booth, found, opened, known):
        number = opened()
        form = self.form(portal, number)
        assert [self.press(portal, number, form).status_code for _ in range(2)] == [307, 307]
        assert booth.press(**form).body == booth.press(**form).body
        query = "SELECT count(*) FROM participation_act_request WHERE process_no = %s"
        assert found(query, number) == [(1,)]

    def test_an_identity_without_a_region_is_asked_for_the_district(
        self, portal, monkeypatch, number
    ):
        person = Identity(Level.IDENTITY, national_id=f"AB{next(NUMBERS)}", name="Oygul")
        monkeypatch.setattr(identity, "current", lambda: person)
        page = BeautifulSoup(portal.get(f"/en/petition/{number}/sign").body, "html.parser")
        assert page.find(id="field-known-district")
        form = {"identity": "yes", "token": secrets.new_token()}
        assert self.press(portal, number, form).status_code == 400
        assert self.press(portal, number, form | {"district": NUKUS}).status_code == 307

    def test_a_token_that_could_be_guessed_is_refused(self, portal, number, known):
        assert self.press(portal, number, {"identity": "y", "token": "1234"}).status_code == 400


HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)
OPENS = datetime(2026, 3, 1, tzinfo=UTC)
ENDS = OPENS + timedelta(days=90)
GRACE = rules.grace_of(declared.RULES)
PHASES = [PhaseFacts("signing", OPENS, ENDS, {"sign": 1})]


def answer(state, asked_at, at, feature="sign", **facts):
    process = ProcessFacts(1, state, OPENS, ENDS, grace=GRACE, **facts)
    refused = rules.allows(process, PHASES, feature, 1, at, asked_at)
    return refused.code if refused else "allowed"


class TestGrace:
    @pytest.mark.parametrize("state", [rules.OPEN, rules.CLOSED])
    @pytest.mark.parametrize("feature", ["sign", "withdraw:sign"])
    def test_it_holds_to_the_moment(self, state, feature):
        last = ENDS + 24 * HOUR
        assert answer(state, ENDS - TICK, last - TICK, feature) == "allowed"
        assert answer(state, ENDS - TICK, last, feature) == "closed"
        assert answer(state, ENDS, ENDS + TICK, feature) == "closed"

    def test_what_was_stopped_or_waits_with_its_deadline_has_none(self):
        assert answer(rules.STOPPED, ENDS - HOUR, ENDS + HOUR) == "stopped"
        assert answer(rules.OPEN, ENDS - HOUR, ENDS + HOUR, paused_at=ENDS - TICK) == "paused"

    @given(st.integers(-200, 200), st.integers(0, 200))
    def test_nobody_who_asks_after_the_end_is_let_in(self, asked, waited):
        asked_at = ENDS + asked * HOUR / 4
        at = asked_at + waited * HOUR / 4
        allowed = answer(rules.CLOSED if at >= ENDS else rules.OPEN, asked_at, at) == "allowed"
        assert allowed == (OPENS <= asked_at < ENDS and at < ENDS + 24 * HOUR)

    def test_without_a_declared_rule_there_is_none(self):
        assert rules.grace_of({}) == rules.grace_of({"grace_hours": "24"}) == timedelta()

    MOVE = (
        "UPDATE participation_process SET state = 'closed', closes_at = %s,"
        " opens_at = opens_at - interval '9 days' WHERE process_no = %s",
        "UPDATE participation_phase SET during = tstzrange(lower(during) - interval '9 days', %s)"
        " WHERE process_no = %s",
        "UPDATE confirmation SET created_at = %s - interval '1 second',"
        " code_expires_at = now() + interval '1 hour', expires_at = now() + interval '1 hour'"
        " WHERE confirmation_id = %s",
    )

    @pytest.mark.parametrize(("hours", "code"), [(23.99, "recorded"), (24, "closed")])
    def test_the_booth_keeps_it(self, ask, booth, rows, opened, hours, code):
        number = opened()
        sent = ask(number, address=address())
        ended = datetime.now(UTC) - timedelta(hours=hours)
        with rows, rows.cursor() as cursor:
            for statement, which in zip(
                self.MOVE, (number, number, sent["confirmation_id"]), strict=True
            ):
                cursor.execute(statement, [ended, which])
        done = booth.act(confirmation=sent["confirmation_id"], code=code_of(sent["letter"]))
        assert done.said["code"] == code
