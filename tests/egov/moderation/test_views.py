"""The pages of moderators, authors and everybody."""

import pytest
from bs4 import BeautifulSoup
from ckan.tests import factories

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def desk(portal, monkeypatch):
    """Ask as an administrator whose second factor is in order."""
    from ckanext.egov.accounts import config

    monkeypatch.setattr(config, "require_second_factor", lambda: False)
    admin = factories.SysadminWithToken()
    headers = {"Authorization": admin["token"]}

    def ask(path, status=200, **form):
        method = portal.post if form else portal.get
        extra = {"data": form} if form else {}
        reply = method(path, headers=headers, status=status, follow_redirects=False, **extra)
        return BeautifulSoup(reply.text, "html.parser")

    ask.name = admin["name"]
    return ask


def test_the_queue_has_the_longest_waiting_first_and_says_how_long(desk, submit):
    submit()
    page = desk("/en/moderation")
    assert len(page.select("h1")) == 1
    assert "waits" in page.select_one(".egov-case").get_text()


def test_the_queue_is_closed_to_strangers_and_to_people_without_the_duty(portal):
    assert "/user/login" in portal.get("/moderation", follow_redirects=False).headers["Location"]
    user = factories.UserWithToken()
    page = portal.get("/en/moderation", headers={"Authorization": user["token"]}, status=403)
    assert "for moderators" in page.text


def test_a_case_is_taken_and_decided_with_forms_alone(desk, submit):
    case_id = submit()
    desk(f"/en/moderation/case/{case_id}/take", status=302, force="")
    page = desk(f"/en/moderation/case/{case_id}")
    form = next(f for f in page.select("form") if f["action"].endswith("/decide"))
    assert {field["name"] for field in form.select("[name]")} >= {"decision", "reason", "note"}
    desk(f"/en/moderation/case/{case_id}/decide", status=302, decision="approve")
    assert "Published" in desk(f"/en/moderation/case/{case_id}").select_one("main").get_text()


def test_what_was_typed_stays_when_the_case_is_not_held(desk, submit):
    case_id = submit()
    page = desk(
        f"/en/moderation/case/{case_id}/decide",
        409,
        decision="reject",
        reason="spam",
        note="My note",
    )
    assert "You do not hold this case" in page.get_text()
    form = next(f for f in page.select("form") if f["action"].endswith("/take"))
    kept = {field["name"]: field.get("value") for field in form.select("input[type=hidden]")}
    assert (kept["decision"], kept["reason"], kept["note"]) == ("reject", "spam", "My note")
    again = desk(f"/en/moderation/case/{case_id}/take", **{k: v for k, v in kept.items() if v})
    assert again.select_one("#note").get_text() == "My note"
    assert again.select_one("option[value=spam]").has_attr("selected")


def test_a_refusal_without_a_reason_comes_back_with_what_was_typed(desk, submit):
    case_id = submit()
    desk(f"/en/moderation/case/{case_id}/take", status=302, force="")
    page = desk(f"/en/moderation/case/{case_id}/decide", 400, decision="reject", note="My note")
    assert page.select_one("#note").get_text() == "My note"
    assert page.select_one(".form-group.error")


def test_who_works_on_a_case_is_named_and_taking_over_is_a_choice_of_its_own(
    desk, submit, moderator, act
):
    case_id, bob = submit(), moderator()
    act("case_checkout", bob, id=case_id)
    page = desk(f"/en/moderation/case/{case_id}/take", 409, force="")
    assert f"{bob} works on this case" in page.get_text()
    desk(f"/en/moderation/case/{case_id}/take", status=302, force="yes")
    page = desk(f"/en/moderation/case/{case_id}")
    assert f"Held by{desk.name}" in page.select_one("main").get_text()


@pytest.mark.parametrize(
    "path", ["/moderation/log", "/moderation/reasons", "/moderation/appeal/confirm"]
)
@pytest.mark.parametrize("language", ["uz", "ru", "en"])
def test_public_pages_open_in_each_language(portal, refused, path, language):
    page = BeautifulSoup(portal.get(f"/{language}{path}", status=200).text, "html.parser")
    assert len(page.select("h1")) == 1
    assert page.select("main [style], main [onclick]") == []


def test_the_log_is_a_table_for_programs_too(portal, refused):
    lines = portal.get("/moderation/log.csv", status=200).text.splitlines()
    assert lines[0] == "date,kind,decision,reason,appeal,hours_waited"
    assert refused.user not in "".join(lines)
    assert portal.get("/moderation/log.json", status=200).json["totals"]["refused"] >= 1


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"text": "Wrong!", "email": "no address"}, "not an e-mail address"),
        ({"text": "", "email": "author@example.uz"}, "why the decision is wrong"),
        ({"text": "a" * 4001, "email": "author@example.uz"}, "too long"),
    ],
)
def test_a_wrong_appeal_comes_back_with_what_was_typed(portal, refused, form, words):
    reply = portal.post(f"/en/moderation/appeal/{refused.case_id}", data=form, status=400)
    page = BeautifulSoup(reply.text, "html.parser")
    assert words in page.select_one(".error-block").get_text()
    assert page.select_one("#text").get_text() == form["text"]
    assert page.select_one("#email")["value"] == form["email"]


def test_an_appeal_that_is_not_possible_says_so_with_its_status(portal, submit):
    form = {"text": "Wrong!", "email": "author@example.uz"}
    reply = portal.post(f"/en/moderation/appeal/{submit()}", data=form, status=409)
    assert "no refusal" in reply.text


@pytest.mark.parametrize("number", ["999999999999", "9" * 18, "9" * 30])
def test_a_case_that_does_not_exist_is_not_found(desk, portal, number):
    desk(f"/en/moderation/case/{number}", 404)
    form = {"text": "Wrong!", "email": "author@example.uz"}
    portal.post(f"/en/moderation/appeal/{number}", data=form, status=404)


@pytest.mark.parametrize("query", ["page=0", "page=x", "view=none"])
def test_a_part_of_the_queue_that_does_not_exist_is_a_bad_request(desk, query):
    desk(f"/en/moderation?{query}", 400)
