"""What every petition declares about taking part: part of its rules, shown, hashed, frozen."""

from __future__ import annotations

from typing import Any

from ckanext.participation.process.continuing import LATER

from ..rules import SIGN, SPONSOR, Terms

PHASE = "signing"
"""The phase in which people sign."""
RULES: dict[str, Any] = {
    "asks": {SIGN: ["name", "district"]},
    "people_per_mailbox": 2,
    "letters_per_act": 5,
    "grace_hours": 24,
}
"""Who signs gives a name and a district. One mailbox serves two people of other names from one
district; nobody is sent more than five letters for one signature; what was asked for before the end
may be confirmed for a day after it."""


def of(terms: Terms) -> dict[str, Any]:
    """The rules of a petition with these terms: a sponsor, who will be a signer, gives the same."""
    if not terms.sponsors:
        return RULES
    asks = dict.fromkeys((SIGN, SPONSOR), RULES["asks"][SIGN])
    return RULES | {"asks": asks, LATER: {PHASE: {SIGN: terms.sign_level}}}
