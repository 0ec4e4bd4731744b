"""A folder in place of the world, for development: an `.eml` per e-mail, a `.txt` per SMS."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from .. import mime
from .base import Down, Gateway, Message


class MailboxGateway(Gateway):
    """Writes each message into a file of its own that only the owner of the folder may read."""

    def __init__(self, folder: str, mail_from: str) -> None:
        self.folder = Path(folder)
        self.mail_from = mail_from

    def send(self, message: Message) -> None:
        """Write the message; a file is there whole or not at all."""
        suffix, content = self._content(message)
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        path = self.folder / f"{moment}-{mime.stable_id(message.key)}{suffix}"
        try:
            self._write(path, content)
        except OSError as error:
            raise Down(type(error).__name__) from error

    def close(self) -> None:
        """Nothing is kept open."""

    def _content(self, message: Message) -> tuple[str, bytes]:
        if message.channel == "email":
            return ".eml", mime.build(message, self.mail_from).as_bytes()
        return ".txt", f"To: {message.address}\n\n{message.text}".encode()

    def _write(self, path: Path, content: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        draft = path.with_suffix(".new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        draft.rename(path)
