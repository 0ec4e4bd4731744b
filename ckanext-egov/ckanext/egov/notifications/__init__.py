"""Messages by e-mail and SMS, each sent exactly once or known not to be.

`queue` writes a finished message into the outbox, inside the caller's transaction: what is rolled
back was never said, what is committed will be said. The `sender`, a process of its own that knows
nothing of CKAN, takes messages from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .recipient import Recipient

__all__ = ["Recipient", "queue"]


def queue(
    template: str,
    to: Recipient,
    values: Mapping[str, Any],
    *,
    key: str,
    secrets: Mapping[str, Any] | None = None,
    list_key: str | None = None,
) -> None:
    """Write one message in the recipient's language into the outbox; it leaves after the commit.

    `template` names `templates/notifications/<template>.subject`, `.txt` and, for e-mail, `.html`.
    The same `key` twice is one message; it stays in the database for good, so no address, name or
    code may be in it. `values` are shown as text; those named `url` or `..._url` are links and lead
    to this portal. `secrets` (codes, tokens) are used in the same way and are, like all content,
    wiped when the message is sent. `list_key` (`kind:id`, see `ISubscriptions`) says which list the
    message belongs to: the reader gets one-click unsubscribing.
    """
    from . import queueing

    queueing.queue(template, to, values, key=key, secrets=secrets, list_key=list_key)
