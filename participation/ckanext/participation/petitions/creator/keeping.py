"""The pass of a creator in the session of their browser."""

from __future__ import annotations

from flask import session

KEPT = "petition_creator"


def enter(process_no: int, text: str) -> None:
    """Let this browser lead a petition for some hours."""
    session[KEPT] = {**session.get(KEPT, {}), str(process_no): text}


def of(process_no: int) -> str:
    """The pass to a petition that this browser holds; empty without one."""
    return session.get(KEPT, {}).get(str(process_no), "")
