"""Officials show a second factor before they moderate and answer."""

import time
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckanext.egov.accounts import limits, second_factor
from ckanext.egov.accounts.model import AccountSession, SecondFactor

pytestmark = pytest.mark.usefixtures("tables")
USER = "11111111-1111-1111-1111-111111111111"


def enrol(user_id=USER):
    """A confirmed second factor; its first code is spent, so the next one is of a later step."""
    secret = second_factor.begin(user_id)
    totp = pyotp.TOTP(secret)
    recovery = second_factor.confirm(user_id, totp.at(int(time.time()) - 30))
    assert len(recovery) == 10
    return totp, recovery


class TestCodes:
    def test_the_code_of_the_moment_is_right(self):
        totp, _ = enrol()
        assert second_factor.check(USER, totp.now())

    def test_a_code_works_once_and_no_older_one_after_it(self):
        totp, _ = enrol()
        now = int(time.time())
        assert second_factor.check(USER, totp.at(now))
        assert not second_factor.check(USER, totp.at(now))
        assert not second_factor.check(USER, totp.at(now - 30))

    def test_the_same_code_at_once_is_taken_once(self, at_once):
        totp, _ = enrol()
        now = totp.now()
        results = at_once(4, lambda _index: second_factor.check(USER, now))
        assert results.count(True) == 1

    @pytest.mark.parametrize("code", ["", "000", "abcdef", "\x00", "1234567", "\ud800"])
    def test_what_is_no_code_is_wrong(self, code):
        enrol()
        assert not second_factor.check(USER, code)

    def test_a_code_from_long_ago_or_of_the_future_is_wrong(self):
        totp, _ = enrol()
        assert not second_factor.check(USER, totp.at(int(time.time()) - 90))
        assert not second_factor.check(USER, totp.at(int(time.time()) + 90))

    def test_five_wrong_codes_are_enough_for_a_while(self):
        totp, _ = enrol()
        for _ in range(5):
            assert not second_factor.check(USER, "000000")
        with pytest.raises(limits.TooMany) as many:
            second_factor.check(USER, totp.now())
        assert 0 < many.value.retry_after <= 900

    def test_without_a_second_factor_no_code_is_right(self):
        assert not second_factor.check(USER, "123456")
        assert not second_factor.is_enrolled(USER)

    def test_who_did_not_type_a_first_code_is_not_enrolled(self):
        second_factor.begin(USER)
        assert second_factor.confirm(USER, "000000") == []
        assert not second_factor.is_enrolled(USER)

    def test_the_secret_is_not_in_the_database_and_opens_for_its_owner_only(self):
        secret = second_factor.begin(USER)
        row = model.Session.execute(sa.select(SecondFactor.secret)).scalar()
        assert secret.encode() not in bytes(row)
        second_factor.begin("other")
        mine = SecondFactor.user_id == "other"
        model.Session.execute(sa.update(SecondFactor).where(mine).values(secret=row))
        model.Session.commit()
        assert second_factor._secret("other") == ""


class TestRecovery:
    def test_each_code_works_once(self):
        _totp, codes = enrol()
        assert second_factor.use_recovery_code(USER, codes[0].lower())
        assert not second_factor.use_recovery_code(USER, codes[0])
        assert second_factor.recovery_codes_left(USER) == 9

    def test_a_code_of_somebody_else_is_wrong(self):
        _totp, codes = enrol()
        enrol("other")
        assert not second_factor.use_recovery_code("other", codes[0])

    def test_new_ones_replace_the_old_ones(self):
        _totp, codes = enrol()
        fresh = second_factor.new_recovery_codes(USER)
        assert not second_factor.use_recovery_code(USER, codes[0])
        assert second_factor.use_recovery_code(USER, fresh[0])

    def test_guessing_is_limited(self):
        enrol()
        for _ in range(5):
            assert not second_factor.use_recovery_code(USER, "0000-0000-0000-0000")
        with pytest.raises(limits.TooMany):
            second_factor.use_recovery_code(USER, "0000-0000-0000-0000")

    def test_nothing_typed_is_no_code(self):
        enrol()
        assert not second_factor.use_recovery_code(USER, "")


@pytest.fixture
def in_earnest(ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.require_second_factor", True)


@pytest.mark.usefixtures("in_earnest")
class TestRequire:
    def test_what_the_portal_does_itself_passes(self):
        second_factor.require({"ignore_auth": True})

    def test_where_it_is_switched_off_all_pass(self, ckan_config, monkeypatch):
        monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.require_second_factor", False)
        second_factor.require({"user": "anybody"})

    def test_nobody_acts_without_a_request(self):
        user = factories.Sysadmin()
        for context in ({}, {"user": user["name"]}, {"user": "nobody"}):
            with pytest.raises(tk.NotAuthorized):
                second_factor.require(context)

    def test_a_call_with_a_token_carries_a_code_of_its_own(self, portal):
        boss, official = factories.Sysadmin(), factories.User()
        totp, _ = enrol(boss["id"])
        headers = {"Authorization": factories.APIToken(user=boss["name"])["token"]}
        body = {"user": official["name"], "duty": "moderator"}
        url = "/api/3/action/official_duty_grant"
        refused = portal.post(url, json=body, headers=headers, status=403)
        assert second_factor.HEADER in refused.json["error"]["message"]
        code = totp.now()
        with_code = headers | {second_factor.HEADER: code}
        assert portal.post(url, json=body, headers=with_code).json["success"]
        portal.post(url, json=body, headers=with_code, status=403)

    def test_a_session_is_asked_once(self, portal, person, log_in):
        boss, official = person(sysadmin=True), factories.User()
        totp, _ = enrol(boss["id"])
        client = log_in(boss)
        grant = {"user": official["name"], "duty": "moderator"}
        refused = client.post("/account/duties/grant", data=grant)
        assert refused.status_code == 403
        assert "/account/second-factor" in refused.get_data(as_text=True)
        assert official["name"] in refused.get_data(as_text=True)
        wrong = client.post("/account/second-factor", data={"code": "000000"})
        assert wrong.status_code == 400
        shown = client.post("/account/second-factor", data={"code": totp.now()})
        assert shown.status_code == 302
        assert client.post("/account/duties/grant", data=grant).status_code == 302
        other = grant | {"duty": "auditor"}
        assert client.post("/account/duties/grant", data=other).status_code == 302

    def test_after_twelve_hours_it_is_asked_again(self, person, log_in):
        boss, official = person(sysadmin=True), factories.User()
        totp, _ = enrol(boss["id"])
        client = log_in(boss)
        client.post("/account/second-factor", data={"code": totp.now()})
        earlier = AccountSession.second_factor_at - timedelta(hours=12)
        model.Session.execute(sa.update(AccountSession).values(second_factor_at=earlier))
        model.Session.commit()
        grant = {"user": official["name"], "duty": "moderator"}
        assert client.post("/account/duties/grant", data=grant).status_code == 403

    def test_another_session_of_the_same_person_is_asked_too(self, person, log_in):
        boss, official = person(sysadmin=True), factories.User()
        totp, _ = enrol(boss["id"])
        log_in(boss).post("/account/second-factor", data={"code": totp.now()})
        grant = {"user": official["name"], "duty": "moderator"}
        assert log_in(boss).post("/account/duties/grant", data=grant).status_code == 403


class TestPages:
    def test_one_enrols_by_a_picture_or_letters_and_gets_recovery_codes_once(self, person, log_in):
        user = person()
        client = log_in(user)
        page = client.get("/account/second-factor/enrol").get_data(as_text=True)
        secret = second_factor._secret(user["id"])
        assert "data:image/svg+xml" in page
        assert " ".join(secret[start : start + 4] for start in range(0, 32, 4)) in page
        assert client.post("/account/second-factor/enrol", data={"code": "1"}).status_code == 400
        code = pyotp.TOTP(secret).now()
        done = client.post("/account/second-factor/enrol", data={"code": code})
        assert done.get_data(as_text=True).count("<li><code>") == 10
        later = client.get("/account/second-factor/enrol").get_data(as_text=True)
        assert "<li><code>" not in later
        assert "10 recovery codes still work" in later

    def test_the_secret_is_not_shown_again_after_enrolling(self, person, log_in):
        user = person()
        enrol(user["id"])
        page = log_in(user).get("/account/second-factor/enrol").get_data(as_text=True)
        assert second_factor._secret(user["id"])[:4] not in page

    def test_too_many_wrong_codes_are_told_when_to_come_back(self, person, log_in):
        user = person()
        enrol(user["id"])
        client = log_in(user)
        for _ in range(5):
            client.post("/account/second-factor", data={"code": "000000"})
        page = client.post("/account/second-factor", data={"code": "000000"})
        assert page.status_code == 429
        assert int(page.headers["Retry-After"]) > 0
        assert "Too many wrong codes" in page.get_data(as_text=True)

    def test_others_are_asked_to_log_in(self, portal):
        assert portal.get("/account/second-factor", follow_redirects=False).status_code == 302

    @pytest.mark.usefixtures("in_earnest")
    def test_after_the_password_an_official_is_led_to_it(self, person, log_in):
        boss, reader = person(sysadmin=True), person()
        to_enrol = log_in(boss).reply.headers["Location"]
        enrol(boss["id"])
        to_ask = log_in(boss).reply.headers["Location"]
        assert "/account/second-factor/enrol" in to_enrol
        assert "/account/second-factor?" in to_ask
        assert "second-factor" not in log_in(reader).reply.headers["Location"]

    def test_an_administrator_lets_one_enrol_again(self, person, log_in):
        user = person()
        enrol(user["id"])
        client = log_in(user)
        context = {"ignore_auth": True, "user": "boss"}
        tk.get_action("second_factor_reset")(context, {"user": user["name"]})
        assert not second_factor.is_enrolled(user["id"])
        assert client.get("/account/sessions").status_code == 302
