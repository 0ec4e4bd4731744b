"""Signing in as people do: a session of which the portal knows nothing belongs to nobody."""

import re

from ckan.tests import factories

PASSWORD = "a-long-password"


def token(client, url: str) -> str:
    """The token in the forms of a page."""
    page = client.get(url).get_data(as_text=True)
    found = re.search(r'name="_csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def sign_in(client, **facts) -> dict:
    """Make a person and sign them in; the person."""
    user = factories.User(password=PASSWORD, **facts)
    data = {"login": user["name"], "password": PASSWORD}
    if client.application.config["WTF_CSRF_ENABLED"]:
        data["_csrf_token"] = token(client, "/user/login")
    assert client.post("/user/login", data=data, follow_redirects=False).status_code == 302
    return user
