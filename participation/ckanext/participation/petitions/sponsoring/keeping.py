"""The invitations that somebody opened, in the session of their browser."""

from __future__ import annotations

from flask import session

KEPT = "petition_invitations"
MOST = 10


def enter(process_no: int, invitation: str) -> None:
    """Remember an invitation, so that pages have an address without it."""
    known = {**session.get(KEPT, {}), str(process_no): invitation}
    session[KEPT] = dict(list(known.items())[-MOST:])


def of(process_no: int) -> str:
    """The invitation to a petition that this browser holds; empty without one."""
    return session.get(KEPT, {}).get(str(process_no), "")
