"""Confirming a phone by a code in an SMS."""

import pytest
import sqlalchemy as sa
from ckan import model
from ckanext.egov.accounts import confirmations, vault
from ckanext.egov.accounts.pages import phone

pytestmark = pytest.mark.usefixtures("tables")


@pytest.fixture
def sent(monkeypatch):
    """The messages that were queued."""
    seen = []
    real = phone.notifications.queue

    def queue(template, to, values, **more):
        seen.append((template, to, more))
        return real(template, to, values, **more)

    monkeypatch.setattr(phone.notifications, "queue", queue)
    return seen


@pytest.fixture
def client(portal, sent):
    return portal.flask_app.test_client()


def code_of(sent):
    return sent[-1][2]["secrets"]["code"]


def ask(client, number="90 123 45 67", **more):
    return client.post("/identity/phone", data={"phone": number} | more)


def test_a_code_confirms_the_phone(client, sent):
    assert ask(client, came_from="/petition/7").status_code == 302
    template, to, _ = sent[-1]
    assert (template, to.channel, to.address) == ("phone_code", "phone", "+998901234567")
    page = client.get("/identity/phone/code").get_data(as_text=True)
    assert "+998 … 67" in page
    assert "901234567" not in page
    done = client.post("/identity/phone/code", data={"code": code_of(sent)})
    assert (done.status_code, done.headers["Location"][-11:]) == (302, "/petition/7")
    assert "+998901234567" in client.get("/identity").get_data(as_text=True)


def test_a_wrong_code_tells_how_many_are_left(client, sent):
    ask(client)
    wrong = f"{(int(code_of(sent)) + 1) % 10**6:06d}"
    page = client.post("/identity/phone/code", data={"code": wrong})
    assert page.status_code == 400
    assert "4 tries left" in page.get_data(as_text=True)
    for _ in range(3):
        client.post("/identity/phone/code", data={"code": wrong})
    assert client.post("/identity/phone/code", data={"code": wrong}).status_code == 429
    assert client.post("/identity/phone/code", data={"code": code_of(sent)}).status_code == 429


def test_a_code_works_once(client, sent):
    ask(client)
    client.post("/identity/phone/code", data={"code": code_of(sent)})
    assert client.post("/identity/phone/code", data={"code": code_of(sent)}).status_code == 410


def test_a_code_of_another_browser_is_not_enough(client, portal, sent):
    ask(client)
    other = portal.flask_app.test_client()
    assert other.post("/identity/phone/code", data={"code": code_of(sent)}).status_code == 410


@pytest.mark.parametrize("typed", ["", "ninety", "123", "\x00", "<b>"])
def test_what_is_no_number_comes_back_with_words(client, typed):
    page = ask(client, typed)
    assert page.status_code == 400
    assert 'role="alert"' in page.get_data(as_text=True)
    assert "<b>" not in page.get_data(as_text=True).replace("<body", "")


def test_too_many_codes_are_told_when_to_come_back(client, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.messages_per_address_hour", 1)
    ask(client)
    page = ask(client)
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 3000
    assert 'value="90 123 45 67"' in page.get_data(as_text=True)


def test_a_memory_that_is_down_sends_nothing(client, sent, monkeypatch):
    def closed(*_words, **_options):
        raise vault.Closed

    monkeypatch.setattr(vault, "_ask", closed)
    assert ask(client).status_code == 503
    assert sent == []
    count = sa.select(sa.func.count()).select_from(confirmations.Confirmation)
    assert model.Session.execute(count).scalar() == 0


def test_a_confirmed_phone_does_not_lower_a_verified_identity(client, portal, sent):
    from ckanext.egov.accounts import identity
    from ckanext.egov.accounts.levels import Level

    verified = identity.Identity(Level.IDENTITY, national_id="00000000000101", name="Nilufar")
    with portal.flask_app.test_request_context():
        kept = vars(verified) | {"level": int(verified.level)}
        ticket = vault.put("identity", kept, 60)
    client.set_cookie(identity.COOKIE, ticket, domain="localhost")
    ask(client)
    client.post("/identity/phone/code", data={"code": code_of(sent)})
    page = client.get("/identity").get_data(as_text=True)
    assert "Nilufar" in page
    assert "+998901234567" in page
