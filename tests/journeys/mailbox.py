"""The development mailbox: what the portal would have sent, as people read it."""

import email
import os
import re
import time
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

PATIENCE_SECONDS = 60


def letter_to(address: str, after: float = 0) -> str:
    """The text of the newest letter to an address, once it has come."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        for message in _newest_first(after):
            if address in str(message["To"]):
                body = message.get_body(("plain",))
                assert body
                return str(body.get_content())
        time.sleep(0.2)
    raise AssertionError(f"no letter came to {address}")


def code_in(letter: str) -> str:
    """The six digits that a person types."""
    found = re.search(r"(?<!\d)\d{6}(?!\d)", letter)
    assert found, letter
    return found.group()


def link_in(letter: str) -> str:
    """The link that a person presses: its page, with what follows #."""
    found = re.search(r"https?://[^\s/]+(/\S+#\S+)", letter)
    assert found, letter
    return found.group(1)


def _newest_first(after: float) -> list[EmailMessage]:
    folder = Path(os.environ["EGOV_TEST_HOME_IN_USE"]) / "mailbox"
    files = [path for path in folder.rglob("*.eml") if path.stat().st_mtime >= after]
    files.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    return [email.message_from_bytes(path.read_bytes(), policy=default) for path in files]  # type: ignore[misc]
