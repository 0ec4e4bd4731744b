"""When a petition may be closed as a duplicate of another. Pure."""

from __future__ import annotations

from ..rules import State


def problem(number: int, state: State, is_owed: bool, other: int, other_state: State) -> str | None:
    """Why this one can't be closed for the other: a key word, None when it can be.

    Who has signed a petition that reached its threshold is owed the answer to that very text.
    """
    if number == other:
        return "itself"
    if state != State.OPEN:
        return "not_open"
    if is_owed:
        return "owed"
    return None if other_state == State.OPEN else "other_not_open"
