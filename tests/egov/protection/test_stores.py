"""While Valkey is away pages and the API say so, with a status that programs understand."""

import pytest
from redis.exceptions import ConnectionError as Gone

SOCKET = "/var/run/secret-place/valkey.sock"


def gone(*_, **__):
    raise Gone(f"Error 2 connecting to {SOCKET}")


@pytest.fixture
def app(portal):
    return portal.flask_app


@pytest.fixture(params=["session", "view"])
def away(request, app, monkeypatch):
    """The session can't be read, or what a view asks for."""
    if request.param == "session":
        monkeypatch.setattr(app.session_interface, "open_session", gone)
    else:
        for endpoint in ("home.about", "api.action"):
            monkeypatch.setitem(app.view_functions, endpoint, gone)


@pytest.mark.usefixtures("away")
class TestAway:
    def test_a_page_asks_to_come_back(self, app):
        reply = app.test_client().get("/about")
        page = reply.get_data(as_text=True)
        assert (reply.status_code, reply.headers["Retry-After"]) == (503, "10")
        assert "Nothing is lost" in page
        assert SOCKET not in page

    def test_the_api_answers_in_json(self, app):
        reply = app.test_client().get("/api/3/action/status_show")
        assert reply.status_code == 503
        assert reply.get_json()["success"] is False
        assert "Nothing is lost" in reply.get_json()["error"]["message"]


def test_other_mistakes_are_not_hidden(app, monkeypatch):
    def broken():
        raise ZeroDivisionError

    monkeypatch.setitem(app.view_functions, "home.about", broken)
    with pytest.raises(ZeroDivisionError):
        app.test_client().get("/about")
