"""Following without an account: asked, confirmed with a button or a code, changed and stopped."""

import logging

import pytest
from bs4 import BeautifulSoup

pytestmark = pytest.mark.usefixtures("empty")
WISH = {"subject_type": "process", "subject_id": "7", "email": "reader@example.com"}


@pytest.fixture
def post(portal):
    def send(path, data, status=200):
        response = portal.post(path, params=data, status=status)
        return BeautifulSoup(response.text, "html.parser")

    return send


def words(page) -> str:
    return page.select_one("main").get_text(" ", strip=True)


def follow(post, codes, **wish):
    post("/follow", WISH | wish)
    token, _ = codes()
    post("/follow/confirm", {"token": token})


def test_following_is_confirmed_by_the_button_of_the_message(post, codes, sql):
    post("/follow", WISH)
    token, _ = codes()
    assert sql("SELECT 1 FROM follow") == []
    assert "You follow it" in words(post("/follow/confirm", {"token": token}))
    (row,) = sql("SELECT subject_type, subject_id, address, pace FROM follow")
    assert tuple(row) == ("process", "7", "reader@example.com", "at_once")
    assert sql("SELECT 1 FROM follow_request") == []


def test_following_is_confirmed_by_the_code(post, codes, sql):
    page = post("/follow", WISH)
    _, code = codes()
    id = page.select_one("[name=confirmation_id]")["value"]
    post("/follow/confirm", {"confirmation_id": id, "code": code})
    assert len(sql("SELECT 1 FROM follow")) == 1


def test_looking_at_the_link_confirms_nothing(portal, post, codes, sql):
    post("/follow", WISH)
    codes()
    page = BeautifulSoup(portal.get("/follow/confirm", status=200).text, "html.parser")
    assert page.select_one("form button[type=submit]")
    assert sql("SELECT 1 FROM follow") == []


def test_the_answer_tells_nobody_whether_an_address_follows(post, codes):
    def answer():
        page = post("/follow", WISH)
        page.select_one("[name=confirmation_id]").decompose()
        return words(page)

    before = answer()
    token, _ = codes()
    post("/follow/confirm", {"token": token})
    assert answer() == before


def test_asking_again_changes_the_pace_and_follows_once(post, codes, sql):
    follow(post, codes)
    follow(post, codes, pace="weekly")
    assert sql("SELECT pace FROM follow") == [("weekly",)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "no address"},
        {"email": ""},
        {"email": "a@b\x00.uz"},
        {"email": "x" * 300 + "@example.com"},
        {"email": "reader@example.com\r\nBcc: all@example.com"},
        {"subject_type": "<script>"},
        {"subject_id": "7\u202e"},
        {"pace": "hourly"},
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(post, mails, wrong):
    page = post("/follow", WISH | wrong, status=400)
    assert page.select_one(".error-block, .alert-danger").get_text(strip=True)
    if wrong.get("email", "\x00").isprintable():
        assert page.select_one("[name=email]")["value"] == (WISH | wrong)["email"]
    assert mails() == []


@pytest.mark.parametrize("token", ["", "0000-0000-0000-0000", "x" * 500, "\x00", "ўзбек"])
def test_a_wrong_token_confirms_nothing(post, token):
    assert post("/follow/confirm", {"token": token}, status=400).select_one(".alert-danger")


def test_a_used_token_is_gone(post, codes):
    post("/follow", WISH)
    token, _ = codes()
    post("/follow/confirm", {"token": token})
    assert "used before" in words(post("/follow/confirm", {"token": token}, status=410))


def test_a_token_for_something_else_is_wrong(post, codes):
    post("/follow/mine", {"email": "reader@example.com"})
    token, _ = codes()
    post("/follow/confirm", {"token": token}, status=400)


def test_too_many_messages_are_too_many(portal):
    for _ in range(30):
        response = portal.post("/follow", params=WISH)
        if response.status_code == 429:
            break
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "reader@example.com" in response.text


def test_my_list_shows_changes_and_stops_what_i_follow(post, codes, sql):
    follow(post, codes)
    post("/follow/mine", {"email": "reader@example.com"})
    token, _ = codes()
    page = post("/follow/mine/open", {"token": token})
    form = {name: page.select_one(f"[name={name}]")["value"] for name in ("pass", "follow")}
    post("/follow/mine/change", form | {"do": "pace", "pace": "daily"})
    assert sql("SELECT pace FROM follow") == [("daily",)]
    assert "follows nothing" in words(post("/follow/mine/change", form | {"do": "stop"}))
    assert sql("SELECT 1 FROM follow") == []


def test_a_pass_opens_the_list_of_its_own_address_only(post, codes, sql):
    follow(post, codes)
    (other,) = sql("SELECT CAST(follow_id AS text) FROM follow")[0]
    post("/follow/mine", {"email": "another@example.com"})
    token, _ = codes()
    post("/follow/mine/open", {"token": token})
    from ckanext.egov.following import passes

    with_pass = {"pass": passes.make("another@example.com"), "follow": other, "do": "stop"}
    post("/follow/mine/change", with_pass)
    assert len(sql("SELECT 1 FROM follow")) == 1
    post("/follow/mine/change", with_pass | {"pass": "forged"}, status=410)


def test_one_click_stops_without_cookie_and_without_token(portal, post, codes, sql, monkeypatch):
    follow(post, codes)
    link = _unsubscribe_path(sql)
    assert portal.get(link, status=200)
    assert len(sql("SELECT 1 FROM follow")) == 1
    monkeypatch.setitem(portal.flask_app.config, "WTF_CSRF_ENABLED", True)
    client = portal.flask_app.test_client(use_cookies=False)
    done = client.post(link, data={"List-Unsubscribe": "One-Click"})
    assert done.status_code == 200
    assert sql("SELECT 1 FROM follow") == []
    assert client.post(link).status_code == 200


def test_a_forged_unsubscribe_address_stops_nothing(portal, post, codes, sql):
    follow(post, codes)
    link = _unsubscribe_path(sql)
    for forged in (link[:-2] + ("AA" if link[-2:] != "AA" else "BB"), "/unsubscribe/ўзбек"):
        portal.post(forged, status=404)
    assert len(sql("SELECT 1 FROM follow")) == 1


@pytest.fixture
def log(caplog, monkeypatch):
    """What CKAN's request log says; migrations, which ran before, turn it off."""
    logger = logging.getLogger("ckan.config.middleware.flask_app")
    monkeypatch.setattr(logger, "disabled", False)
    logger.addHandler(caplog.handler)
    with caplog.at_level(logging.DEBUG, logger.name):
        yield caplog
    logger.removeHandler(caplog.handler)


def test_the_capability_is_in_no_log(portal, post, codes, sql, log):
    follow(post, codes)
    link = _unsubscribe_path(sql)
    secret = link.rpartition("/")[2]
    portal.get(link)
    portal.post(link)
    portal.get(link + "x", status=404)
    assert "/unsubscribe/…" in log.text
    assert secret[:12] not in log.text


def test_without_the_filter_it_would_be(portal, post, codes, sql, log, monkeypatch):
    """The mutant that the test above must kill."""
    from ckanext.egov.notifications import redaction

    monkeypatch.setattr(redaction, "redact", lambda text: text)
    follow(post, codes)
    link = _unsubscribe_path(sql)
    portal.get(link)
    assert link in log.text


def _unsubscribe_path(sql) -> str:
    from urllib.parse import urlsplit

    from ckan.common import config
    from ckanext.egov.notifications import unsubscribing

    (id,) = sql("SELECT CAST(follow_id AS text) FROM follow")[0]
    secret = str(config["SECRET_KEY"]).encode()
    return urlsplit(f"/unsubscribe/{unsubscribing.capability(secret, f'follow:{id}')}").path
