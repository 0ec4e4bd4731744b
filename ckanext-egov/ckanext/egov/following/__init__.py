"""Follow anything by e-mail, without an account.

A room tells its followers with `tell`, in its own transaction; a job of the schedule writes the
messages, so that a hundred thousand followers hold up nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["tell"]


def tell(
    subject_type: str, subject_id: str, template: str, values: Mapping[str, Any], key: str
) -> int:
    """Tell the followers of a thing something, inside the caller's transaction.

    Return how many follow it now. Those who chose a digest read the subject line of `template` in
    it, with the link `values["url"]`. `values` must be JSON; the same `key` twice is told once.
    Templates are those of `notifications.queue`; `unsubscribe_url` is there for them.
    """
    from . import telling

    return telling.tell(subject_type, subject_id, template, values, key)
