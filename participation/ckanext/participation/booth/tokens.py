"""One tap for somebody whose identity is known: the page brings the token it will confirm with.

The page's form goes to the portal, which stores the request under that token and sends the browser
on to the booth with the same form (status 307). A second tap brings the same token and changes
nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckanext.egov.accounts import secrets
from ckanext.participation.booth.wishes import Asked

LOCK = sa.text("SELECT pg_advisory_xact_lock(:key)")
FIND = sa.text(
    "SELECT confirmation_id FROM confirmation JOIN participation_act_request"
    " USING (confirmation_id) WHERE token_hash = :token_hash"
)


def once(token: str, store: Callable[[], Asked]) -> Asked:
    """Store the request of this token, or find it: of two taps the second one waits here."""
    token_hash = secrets.token_hash(token)
    lock = int.from_bytes(token_hash[:8], "big", signed=True)
    model.Session.execute(LOCK, {"key": lock})
    found = model.Session.scalar(FIND, {"token_hash": token_hash})
    return Asked(str(found), "", token) if found else store()


def checked(token: str) -> str:
    """A token as the portal makes them; anything shorter could be guessed."""
    if token and not secrets.normalise(token):
        raise tk.Invalid(tk._("This is no token."))
    return token
