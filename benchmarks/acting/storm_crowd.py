"""People who press the button again and again until they are told that they are counted."""

from __future__ import annotations

import asyncio
import json
import random
import threading
from collections import Counter
from collections.abc import Sequence

PEOPLE_AT_ONCE = 16
IMPATIENT = 0.2
"""The share of people who press twice at the same time."""
REPLY_SECONDS = 20
PAUSE_SECONDS = 0.2


class Crowd(threading.Thread):
    """Works through tokens in a thread of its own; what was acknowledged is in `receipts`."""

    def __init__(self, port: int, tokens: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self.port = port
        self.waiting = list(tokens)
        self.receipts: dict[str, set[str]] = {}
        self.answers: Counter[str] = Counter()
        self.stopping = threading.Event()
        """Set: nobody new comes; who is there stays until they are counted."""

    def run(self) -> None:
        asyncio.run(self._all())

    async def _all(self) -> None:
        await asyncio.gather(*(self._people() for _ in range(PEOPLE_AT_ONCE)))

    async def _people(self) -> None:
        while self.waiting and not self.stopping.is_set():
            token = self.waiting.pop()
            presses = 2 if random.random() < IMPATIENT else 1
            await asyncio.gather(*(self._until_counted(token) for _ in range(presses)))

    async def _until_counted(self, token: str) -> None:
        while True:
            status, said = await self._press(token)
            self.answers[status] += 1
            if status == "200":
                self.receipts.setdefault(token, set()).add(said["receipt"])
                return
            if status in ("400", "403", "409", "410", "429"):
                return
            await asyncio.sleep(PAUSE_SECONDS)

    async def _press(self, token: str) -> tuple[str, dict[str, str]]:
        try:
            async with asyncio.timeout(REPLY_SECONDS):
                return await self._exchange(json.dumps({"token": token}))
        except (OSError, ValueError, IndexError, asyncio.IncompleteReadError) as error:
            return type(error).__name__, {}

    async def _exchange(self, body: str) -> tuple[str, dict[str, str]]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            kind = "application/json"
            writer.write(
                f"POST /booth/act HTTP/1.1\r\nHost: localhost:{self.port}\r\nConnection: close\r\n"
                f"Content-Type: {kind}\r\nAccept: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
                f"{body}".encode()
            )
            head, _, content = (await reader.read()).partition(b"\r\n\r\n")
            status = head.split(b" ", 2)[1].decode()
            return status, json.loads(content) if status == "200" else {}
        finally:
            writer.close()
