"""What a process declares about asking to act, in its frozen rules. Pure.

`{"asks": {"sign": ["name", "district"]}, "people_per_mailbox": 2, "letters_per_act": 5}`: who
signs gives a name and a district, two people of a family may share an e-mail address, and nobody
is sent more than five letters for one signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ASKABLE = ("name", "region", "district")
LETTERS = 5


def asks(rules: Mapping[str, Any], feature: str) -> tuple[str, ...]:
    """What a person has to say of themselves to do this; nothing where it is not declared."""
    declared = (rules.get("asks") or {}).get(feature) or ()
    return tuple(name for name in ASKABLE if name in declared)


def shares_mailboxes(rules: Mapping[str, Any]) -> bool:
    """Whether a second person may act by the same e-mail address."""
    return rules.get("people_per_mailbox") == 2


def letters_per_act(rules: Mapping[str, Any]) -> int:
    """How many letters go out for one act of one person."""
    declared = rules.get("letters_per_act")
    return declared if type(declared) is int and declared > 0 else LETTERS
