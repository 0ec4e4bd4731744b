"""Who may do what: duties are given by administrators, and every giving is recorded."""

import pytest
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckanext.egov.accounts import duties, network
from ckanext.egov.audit import reading

pytestmark = pytest.mark.usefixtures("tables")


def grant(user, duty, body=None, **context):
    data = {"user": user["name"], "duty": duty} | ({"body": body["name"]} if body else {})
    return tk.get_action("official_duty_grant")({"ignore_auth": True, "user": "boss"}, data)


def as_user(user):
    return {"user": user["name"], "ignore_auth": False}


class TestHas:
    @pytest.mark.parametrize("duty", ["moderator", "auditor"])
    def test_a_duty_is_had_after_it_was_given(self, duty):
        user = factories.User()
        assert not duties.has(user["name"], duty)
        grant(user, duty)
        assert duties.has(user["name"], duty)
        assert duties.has(user["id"], duty)

    def test_an_answerer_answers_for_one_body_only(self):
        user, one, other = factories.User(), factories.Organization(), factories.Organization()
        grant(user, "answerer", one)
        assert duties.has(user["name"], "answerer", one["id"])
        assert not duties.has(user["name"], "answerer", other["id"])
        assert not duties.has(user["name"], "answerer")

    @pytest.mark.parametrize(
        ("role", "may"), [("admin", True), ("editor", True), ("member", False)]
    )
    def test_who_edits_a_body_answers_for_it(self, role, may):
        user = factories.User()
        body = factories.Organization(users=[{"name": user["name"], "capacity": role}])
        assert duties.has(user["name"], "answerer", body["id"]) == may
        assert duties.is_official(user["name"]) == may
        assert not duties.has(user["name"], "moderator")

    def test_an_administrator_has_all(self):
        boss, body = factories.Sysadmin(), factories.Organization()
        assert all(duties.has(boss["name"], duty, body["id"]) for duty in duties.DUTIES)

    @pytest.mark.parametrize("nobody", [None, "", "no-such-user"])
    def test_nobody_has_none(self, nobody):
        assert not duties.has(nobody, "moderator")
        assert not duties.is_official(nobody)

    def test_a_deleted_user_has_none(self):
        user = factories.User()
        grant(user, "moderator")
        tk.get_action("user_delete")({"ignore_auth": True, "user": "boss"}, {"id": user["id"]})
        assert not duties.has(user["id"], "moderator")


class TestActions:
    def test_giving_and_taking_is_recorded(self):
        user, body = factories.User(), factories.Organization()
        grant(user, "answerer", body)
        grant(user, "answerer", body)
        data = {"user": user["name"], "duty": "answerer", "body": body["name"]}
        tk.get_action("official_duty_revoke")({"ignore_auth": True, "user": "boss"}, data)
        lines = reading.lines({"object_id": user["name"]}, 10)
        assert [line["action"] for line in lines] == ["duty_revoke", "duty_grant"]
        assert lines[0]["details"] == {"duty": "answerer", "body": body["name"]}
        assert not duties.has(user["name"], "answerer", body["id"])

    def test_a_duty_that_is_not_there_is_not_taken(self):
        data = {"user": factories.User()["name"], "duty": "moderator"}
        with pytest.raises(tk.ObjectNotFound):
            tk.get_action("official_duty_revoke")({"ignore_auth": True}, data)

    @pytest.mark.parametrize(
        "data",
        [
            {}, {"user": "no-such-user", "duty": "moderator"}, {"user": "", "duty": "moderator"},
            {"duty": "emperor"}, {"duty": ""}, {"duty": "answerer"},
            {"duty": "answerer", "body": "no-such-body"}, {"duty": "moderator", "body": "a-body"},
            {"duty": ["moderator"]},
        ],
        ids=repr,
    )  # fmt: skip
    def test_what_makes_no_sense_is_refused(self, data):
        if "user" not in data and data:
            data = data | {"user": factories.User()["name"]}
        if data.get("body") == "a-body":
            data = data | {"body": factories.Organization()["name"]}
        with pytest.raises(tk.ValidationError):
            tk.get_action("official_duty_grant")({"ignore_auth": True, "user": "boss"}, data)

    @pytest.mark.parametrize(
        "action",
        ["official_duty_grant", "official_duty_revoke", "official_duty_list",
         "second_factor_reset", "audit_list", "audit_verify"],
    )  # fmt: skip
    def test_only_administrators_may(self, action):
        moderator = factories.User()
        grant(moderator, "moderator")
        for user in ({"name": ""}, factories.User(), moderator):
            with pytest.raises(tk.NotAuthorized):
                tk.check_access(action, as_user(user), {})
        assert tk.check_access(action, as_user(factories.Sysadmin()), {})

    def test_an_auditor_reads_the_record_and_gives_no_duties(self):
        auditor = factories.User()
        grant(auditor, "auditor")
        assert tk.check_access("audit_list", as_user(auditor), {})
        with pytest.raises(tk.NotAuthorized):
            tk.check_access("official_duty_grant", as_user(auditor), {})

    def test_they_are_listed(self):
        user, body = factories.User(), factories.Organization()
        grant(user, "moderator")
        grant(user, "answerer", body)
        listed = tk.get_action("official_duty_list")
        rows = listed({"ignore_auth": True}, {"user": user["name"]})
        assert {(row["duty"], row["body"]) for row in rows} == {
            ("moderator", None), ("answerer", body["name"]),
        }  # fmt: skip
        assert len(listed({"ignore_auth": True}, {"body": body["name"]})) == 1
        assert listed({"ignore_auth": True}, {"user": "no-such-user"}) == []


class TestPage:
    def test_others_are_told_whom_it_is_for(self, portal):
        page = portal.get("/account/duties", status=403)
        assert "Only administrators" in page.body

    def test_an_administrator_gives_and_takes(self, person, log_in):
        user, client = factories.User(), log_in(person(sysadmin=True))
        sent = {"user": user["name"], "duty": "moderator", "body": ""}
        assert client.post("/account/duties/grant", data=sent).status_code == 302
        assert user["name"] in client.get("/account/duties").get_data(as_text=True)
        assert client.post("/account/duties/revoke", data=sent).status_code == 302
        assert client.post("/account/duties/revoke", data=sent).status_code == 404

    def test_what_was_typed_comes_back_with_words(self, person, log_in):
        client = log_in(person(sysadmin=True))
        sent = {"user": "no-<such>", "duty": "moderator", "body": ""}
        page = client.post("/account/duties/grant", data=sent)
        assert page.status_code == 400
        assert 'value="no-&lt;such&gt;"' in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("203.0.113.77", "203.0.113.0/24"), ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"), ("fe80::1%eth0", "fe80::/48"),
        ("", ""), ("unknown", ""), ("203.0.113.77:80", ""),
    ],
)  # fmt: skip
def test_a_network_is_a_neighbourhood(address, found):
    assert network.network_of(address) == found


def test_what_callers_claim_of_their_address_is_not_believed(portal):
    with portal.flask_app.test_request_context(headers={"X-Forwarded-For": "1.1.1.1, 9.9.9.9"}):
        assert network.client_network(tk.request) == "9.9.9.0/24"
