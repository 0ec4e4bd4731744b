"""Confirming an identity with a real server that speaks OneID's flow and OpenID Connect."""

import logging
import threading
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from ckanext.egov.accounts import identity, providers, vault
from ckanext.egov.accounts.identity import Identity
from ckanext.egov.accounts.levels import Level
from ckanext.egov.accounts.providers import base, oidc, oneid, test_provider
from ckanext.egov.accounts.providers.test_provider import machine
from ckanext.egov.accounts.providers.test_provider.people import PEOPLE
from flask import Flask, request
from joserfc import jwt
from joserfc.jwk import OctKey
from werkzeug.serving import make_server

PIN = "00000000000202"
BACK = "http://test.ckan.net/identity/callback/test"
FLOW = base.Flow("state-1", "nonce-1", "v" * 64, BACK)


@pytest.fixture(scope="module")
def server(portal):
    """The demonstration's provider on a port of its own, and what it was sent."""
    app = Flask("provider")
    app.register_blueprint(machine.egov_test_identity_machine)
    seen = []

    @app.before_request
    def note():
        seen.append((request.method, request.full_path, dict(request.form)))

    running = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.port}/test-identity", seen
    running.shutdown()


@pytest.fixture
def site(server, monkeypatch):
    """The provider as if it were at the portal's address."""
    url, seen = server
    monkeypatch.setattr(test_provider, "base_url", lambda: url)
    monkeypatch.setattr(machine, "base_url", lambda: url)
    seen.clear()
    return url


def code_for(flow=FLOW, pin=PIN, **more):
    """What the page gives when a person was chosen."""
    asked = {"redirect_uri": flow.redirect_uri, "state": flow.state, "nonce": flow.nonce}
    challenge = oidc.create_s256_code_challenge(flow.verifier)
    return vault.put("test-code", asked | {"code_challenge": challenge, "pin": pin} | more, 60)


class TestOneID:
    @pytest.fixture
    def provider(self, site):
        return test_provider.providers()["test-oneid"]

    def test_the_person_is_sent_there_with_onecode_and_state(self, provider, site):
        address = urlsplit(provider.start(FLOW))
        asked = {name: value[0] for name, value in parse_qs(address.query).items()}
        assert asked == {
            "response_type": "one_code", "client_id": "portal", "redirect_uri": BACK,
            "scope": "portal", "state": "state-1",
        }  # fmt: skip

    def test_who_comes_back_is_known(self, provider):
        person = provider.finish(FLOW, {"code": code_for()})
        assert (person.level, person.national_id) == (Level.IDENTITY, PIN)
        assert (person.name, person.birth_date) == ("Sinovov Sardor", "1988-11-20")
        assert person.person == ("national_id", PIN)

    def test_secrets_travel_in_bodies_only(self, provider, server):
        code = code_for()
        provider.finish(FLOW, {"code": code})
        sent = server[1]
        assert [form["grant_type"] for _method, _path, form in sent] == [
            "one_authorization_code", "one_access_token_identify",
        ]  # fmt: skip
        for method, path, form in sent:
            assert (method, path) == ("POST", "/test-identity/oneid?")
            assert form["client_secret"] == test_provider.CLIENT_SECRET

    def test_a_code_is_taken_once(self, provider):
        code = code_for()
        provider.finish(FLOW, {"code": code})
        with pytest.raises(base.NotConfirmed):
            provider.finish(FLOW, {"code": code})

    def test_a_code_made_for_another_page_is_refused(self, provider):
        with pytest.raises(base.NotConfirmed):
            provider.finish(FLOW, {"code": code_for(redirect_uri="https://evil.example/")})

    @pytest.mark.parametrize("arguments", [{}, {"code": ""}, {"code": "x"}, {"code": "\ud800"}])
    def test_without_a_good_code_nobody_is_known(self, provider, arguments):
        with pytest.raises(base.NotConfirmed):
            provider.finish(FLOW, arguments)

    def test_a_wrong_secret_is_refused(self, site):
        with pytest.raises(base.NotConfirmed):
            oneid.OneID(f"{site}/oneid", "portal", "wrong").finish(FLOW, {"code": code_for()})

    @pytest.mark.parametrize("pin", [None, "", "x", "1" * 50, "<b>"])
    def test_without_a_national_id_nobody_is_known(self, provider, monkeypatch, pin):
        monkeypatch.setattr(machine, "_oneid_person", lambda _: {"pin": pin, "full_name": "X"})
        with pytest.raises(base.NotConfirmed):
            provider.finish(FLOW, {"code": code_for()})

    def test_a_server_that_is_down_is_said_to_be(self, portal):
        with pytest.raises(base.Unreachable) as down:
            oneid.OneID("http://127.0.0.1:9/oneid", "portal", "s3cret").finish(
                FLOW, {"code": "c0de"}
            )
        assert "s3cret" not in repr(down.value)
        assert down.value.__cause__ is None

    def test_a_server_that_hangs_is_given_up(self, provider, monkeypatch):
        monkeypatch.setattr(base.config, "timeout_seconds", lambda: 0.2)
        monkeypatch.setattr(machine, "_knows_the_secret", lambda _form: time.sleep(1))
        with pytest.raises(base.Unreachable):
            provider.finish(FLOW, {"code": code_for()})

    def test_nothing_of_a_person_or_a_secret_is_logged(self, provider, caplog):
        caplog.set_level(logging.DEBUG)
        code = code_for()
        provider.finish(FLOW, {"code": code})
        for secret in (code, PIN, "Sinovov", test_provider.CLIENT_SECRET):
            assert secret not in caplog.text
        assert "demonstration" not in repr(provider)


class TestOpenIDConnect:
    @pytest.fixture
    def provider(self, site):
        return test_provider.providers()["test-oidc"]

    @pytest.fixture
    def crooked(self, monkeypatch):
        """Change what the id token says, or how it is signed."""
        honest_claims, honest_sign = machine.id_token_claims, machine.sign

        def set_up(sign=honest_sign, **changes):
            def claims(kept):
                made = honest_claims(kept) | changes
                return {name: value for name, value in made.items() if value is not None}

            monkeypatch.setattr(machine, "id_token_claims", claims)
            monkeypatch.setattr(machine, "sign", sign)

        return set_up

    def test_the_person_is_sent_there_with_pkce_nonce_state_and_level(self, provider):
        asked = {k: v[0] for k, v in parse_qs(urlsplit(provider.start(FLOW)).query).items()}
        assert asked["response_type"] == "code"
        assert (asked["state"], asked["nonce"]) == ("state-1", "nonce-1")
        assert asked["code_challenge_method"] == "S256"
        assert asked["code_challenge"] != FLOW.verifier
        assert (asked["acr_values"], asked["max_age"]) == ("verified", "3600")

    def test_who_comes_back_is_known(self, provider):
        person = provider.finish(FLOW, {"code": code_for()})
        assert (person.level, person.national_id) == (Level.IDENTITY, PIN)
        assert (person.name, person.birth_date) == ("Sinovov Sardor", "1988-11-20")

    def test_a_code_is_taken_once(self, provider):
        code = code_for()
        provider.finish(FLOW, {"code": code})
        with pytest.raises(base.NotConfirmed):
            provider.finish(FLOW, {"code": code})

    def test_a_stolen_code_is_no_use_without_the_verifier(self, provider):
        thief = base.Flow(FLOW.state, FLOW.nonce, "w" * 64, BACK)
        with pytest.raises(base.NotConfirmed):
            provider.finish(thief, {"code": code_for()})

    @pytest.mark.parametrize(
        "changes",
        [
            {"nonce": "other"}, {"nonce": None}, {"iss": "https://evil.example"}, {"iss": None},
            {"aud": "someone-else"}, {"aud": ["someone-else"]}, {"aud": None},
            {"aud": ["portal", "other"]}, {"azp": "other"},
            {"exp": int(time.time()) - 3600}, {"exp": None}, {"nbf": int(time.time()) + 3600},
            {"iat": int(time.time()) + 3600}, {"acr": "low"}, {"acr": None}, {"sub": None},
            {"auth_time": None}, {"auth_time": int(time.time()) - 8000}, {"auth_time": "x"},
            {"at_hash": "wrong"}, {"sub": "somebody-else"},
        ],
        ids=repr,
    )  # fmt: skip
    def test_a_token_that_says_something_else_is_refused(self, provider, crooked, changes):
        crooked(**changes)
        with pytest.raises(base.NotConfirmed):
            provider.finish(FLOW, {"code": code_for()})

    def test_a_token_without_signature_is_refused(self, provider, crooked):
        def unsigned(claims):
            head, body, _ = machine_sign(claims).split(".")
            none = "eyJhbGciOiJub25lIn0"
            assert head != none
            return f"{none}.{body}."

        machine_sign = machine.sign
        crooked(sign=unsigned)
        with pytest.raises(base.NotConfirmed):
            provider.finish(FLOW, {"code": code_for()})

    def test_a_token_signed_with_the_public_key_as_secret_is_refused(self, provider, crooked):
        secret = OctKey.import_key(machine.key().as_dict(private=False)["x"] * 2)
        crooked(sign=lambda claims: jwt.encode({"alg": "HS256"}, claims, secret))
        with pytest.raises(base.NotConfirmed):
            provider.finish(FLOW, {"code": code_for()})

    def test_a_changed_token_is_refused(self, provider, crooked):
        honest = machine.sign
        crooked(sign=lambda claims: honest(claims)[:-8] + "AAAAAAAA")
        with pytest.raises(base.NotConfirmed):
            provider.finish(FLOW, {"code": code_for()})

    @pytest.mark.parametrize("token", ["", "x", "a.b.c", None, 7])
    def test_what_is_no_token_is_refused(self, provider, crooked, token):
        crooked(sign=lambda _claims: token)
        with pytest.raises(base.NotConfirmed):
            provider.finish(FLOW, {"code": code_for()})

    def test_an_answer_from_another_issuer_is_refused(self, provider):
        with pytest.raises(base.NotConfirmed):
            provider.finish(FLOW, {"code": code_for(), "iss": "https://evil.example"})


class TestPages:
    """The whole way through the portal's pages, with the provider on its own port."""

    @pytest.fixture
    def client(self, portal, site):
        return portal.flask_app.test_client()

    def begin(self, client, name="test-oneid", came_from="/petition/7"):
        sent = client.get(f"/identity/start/{name}?came_from={came_from}")
        assert sent.status_code == 302, sent.get_data(as_text=True)
        return {k: v[0] for k, v in parse_qs(urlsplit(sent.headers["Location"]).query).items()}

    def come_back(self, client, asked, name="test-oneid", **changes):
        code = vault.put("test-code", {
            "redirect_uri": asked["redirect_uri"], "state": asked["state"], "pin": PIN,
            "nonce": asked.get("nonce", ""), "code_challenge": asked.get("code_challenge", ""),
        }, 60)  # fmt: skip
        arguments = {"code": code, "state": asked["state"]} | changes
        return client.get(f"/identity/callback/{name}", query_string=arguments)

    @pytest.mark.parametrize("name", ["test-oneid", "test-oidc"])
    def test_one_goes_there_comes_back_and_is_known(self, client, name):
        done = self.come_back(client, self.begin(client, name), name)
        assert (done.status_code, done.headers["Location"][-11:]) == (302, "/petition/7")
        reply = client.get("/identity")
        page = reply.get_data(as_text=True)
        assert "no-store" in reply.headers["Cache-Control"]
        assert "public" not in reply.headers["Cache-Control"]
        assert "Sinovov Sardor" in page
        assert "We know who you are" in page

    def test_what_is_known_is_in_no_cookie_and_not_readable_in_memory(self, client):
        from ckan.lib.redis import connect_to_redis

        self.come_back(client, self.begin(client))
        cookies = repr(client._cookies)
        memory = connect_to_redis()
        stored = b"".join(
            key + (memory.get(key) or b"") for key in memory.scan_iter("egov:vault:*")
        )
        for secret in (PIN, "Sinovov", "1988-11-20"):
            assert secret not in cookies
            assert secret.encode() not in stored
        places = list(memory.scan_iter("egov:vault:identity:*"))
        assert places
        assert all(0 < memory.ttl(key) <= 1800 for key in places)

    def test_the_cookie_is_kept_from_scripts(self, client):
        done = self.come_back(client, self.begin(client))
        made = next(c for c in done.headers.getlist("Set-Cookie") if c.startswith(identity.COOKIE))
        assert "HttpOnly" in made
        assert "SameSite=Lax" in made

    def test_one_is_forgotten_at_once(self, client):
        self.come_back(client, self.begin(client))
        assert client.post("/identity/forget").status_code == 302
        assert "Sinovov" not in client.get("/identity").get_data(as_text=True)

    def test_a_wrong_state_ends_the_attempt(self, client):
        asked = self.begin(client)
        assert self.come_back(client, asked, state="other").status_code == 410
        assert self.come_back(client, asked).status_code == 410

    def test_an_attempt_of_another_browser_is_not_taken_up(self, client, portal):
        asked = self.begin(client)
        assert self.come_back(portal.flask_app.test_client(), asked).status_code == 410

    def test_the_same_answer_twice_counts_once(self, client):
        asked = self.begin(client)
        assert self.come_back(client, asked).status_code == 302
        assert self.come_back(client, asked).status_code == 410

    def test_an_attempt_with_one_provider_is_not_finished_by_another(self, client):
        asked = self.begin(client, "test-oneid")
        assert self.come_back(client, asked, "test-oidc").status_code == 410

    def test_who_says_no_there_is_told_so(self, client):
        asked = self.begin(client)
        answer = {"error": "access_denied", "state": asked["state"]}
        page = client.get("/identity/callback/test-oneid", query_string=answer)
        assert page.status_code == 403
        assert "was not confirmed" in page.get_data(as_text=True)

    def test_one_is_led_to_no_other_site(self, client):
        asked = self.begin(client, came_from="https://evil.example/")
        done = self.come_back(client, asked)
        assert "evil" not in done.headers["Location"]

    def test_a_provider_that_is_down_is_said_to_be(self, client, monkeypatch):
        down = oneid.OneID("http://127.0.0.1:9/", "portal", "s")
        asked = self.begin(client)
        monkeypatch.setattr(providers, "available", lambda: {"test-oneid": down})
        page = self.come_back(client, asked)
        assert page.status_code == 503
        assert "does not answer now" in page.get_data(as_text=True)

    def test_a_memory_that_is_down_is_said_to_be(self, client, monkeypatch):
        monkeypatch.setattr(vault, "_ask", closed)
        assert client.get("/identity").status_code == 200
        assert client.get("/identity/start/test-oneid").status_code == 503

    def test_an_unknown_provider_is_not_found(self, client):
        assert client.get("/identity/start/nobody").status_code == 404
        assert client.get("/identity/callback/nobody").status_code == 410

    def test_the_demonstration_is_marked_and_sends_back(self, client):
        asked = self.begin(client)
        page = client.get("/test-identity/oneid", query_string=asked).get_data(as_text=True)
        assert "The people are invented" in page
        chosen = client.post("/test-identity/choose", data=asked | {"pin": PIN})
        assert chosen.headers["Location"].startswith(asked["redirect_uri"] + "?code=")

    def test_the_demonstration_sends_nobody_elsewhere(self, client):
        sent = {"redirect_uri": "https://evil.example/", "pin": PIN, "state": "s"}
        assert client.post("/test-identity/choose", data=sent).status_code == 400


def closed(*_words, **_options):
    raise vault.Closed


@pytest.mark.ckan_config("ckanext.egov.accounts.test_provider", False)
@pytest.mark.usefixtures("ckan_config")
def test_the_demonstration_refuses_to_be_loaded_in_earnest(portal):
    with pytest.raises(RuntimeError):
        test_provider.providers()
    with pytest.raises(RuntimeError):
        test_provider.blueprints()
    assert not [name for name in providers.available() if name.startswith("test")]


def test_settings_make_the_real_ones(portal, ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.providers", ["oneid", "oidc"])
    monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.oneid.client_id", "egov")
    found = providers.available()
    assert found["oneid"].url == "https://sso.egov.uz/sso/oauth/Authorization.do"
    assert found["oneid"].client_id == "egov"
    assert found["oidc"].national_id_claim == "pin"


def test_invented_people_have_ids_that_nobody_has():
    assert all(pin.startswith("0") and len(pin) == 14 for pin in PEOPLE)


def test_an_identity_does_not_show_itself_in_messages():
    person = Identity(Level.IDENTITY, national_id=PIN, name="Sinovov")
    assert PIN not in repr(person)
    assert "Sinovov" not in f"{person}"
