"""Tokens as they are kept (sixteen letters and digits) and as people read them (in fours)."""

from __future__ import annotations

from ckanext.egov.accounts import secrets

FOUR = 4


def new() -> str:
    """A token that nobody guesses, as it is kept."""
    return secrets.normalise(secrets.new_token())


def shown(token: str) -> str:
    """A token as it stands in a letter."""
    return "-".join(token[start : start + FOUR] for start in range(0, len(token), FOUR))
