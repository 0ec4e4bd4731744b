"""What every petition declares about signing: part of its rules, shown, hashed and frozen. Pure."""

from __future__ import annotations

from typing import Any

from ..rules import SIGN

RULES: dict[str, Any] = {
    "asks": {SIGN: ["name", "district"]},
    "people_per_mailbox": 2,
    "letters_per_act": 5,
    "grace_hours": 24,
}
"""Who signs gives a name and a district. One mailbox serves two people of other names from one
district; nobody is sent more than five letters for one signature; what was asked for before the end
may be confirmed for a day after it."""
