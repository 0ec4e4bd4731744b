"""Presses the button for many people: `python -m benchmarks.acting.load PORT TOKENS SECONDS KIND`.

A process of its own with connections that stay open. Prints JSON: how many were answered how, and
the milliseconds it took. KIND is `page` (a browser's form, answered by a page) or `json`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

CONNECTIONS = 96


class Person(asyncio.Protocol):
    """One connection: sends, waits for the whole answer, sends the next."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.buffer = b""
        self.needed = 0
        self.status = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.send()

    def send(self) -> None:
        request = self.crowd.next()
        if request is None:
            self.transport.close()
            return
        self.buffer, self.needed, self.started = b"", 0, time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.needed:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self.buffer[:end].lower()
            self.status = int(head[9:12])
            _, _, rest = head.partition(b"content-length:")
            self.needed = end + 4 + int(rest.split(b"\r\n", 1)[0])
        if len(self.buffer) >= self.needed:
            self.crowd.answered(self.status, time.perf_counter() - self.started)
            self.send()

    def connection_lost(self, exc: Exception | None) -> None:
        self.crowd.left()


class Crowd:
    """All connections, what is still to be sent, and what was answered."""

    def __init__(self, port: int, tokens: list[str], seconds: float, kind: str) -> None:
        self.port = port
        self.tokens = iter(tokens)
        self.kind = kind
        self.seconds = seconds
        self.statuses: Counter[int] = Counter()
        self.times: list[float] = []
        self.open = CONNECTIONS
        self.done = asyncio.Event()

    async def run(self) -> dict[str, object]:
        loop = asyncio.get_running_loop()
        self.started = time.perf_counter()
        self.until = self.started + self.seconds
        for _ in range(CONNECTIONS):
            await loop.create_connection(lambda: Person(self), "127.0.0.1", self.port)
        await self.done.wait()
        lasted = time.perf_counter() - self.started
        times = sorted(self.times)
        return {
            "statuses": self.statuses,
            "acts_per_s": self.statuses[200] / lasted,
            "p50_ms": times[len(times) // 2] * 1000 if times else 0.0,
            "p99_ms": times[len(times) * 99 // 100] * 1000 if times else 0.0,
        }

    def next(self) -> bytes | None:
        token = next(self.tokens, None) if time.perf_counter() < self.until else None
        if token is None:
            return None
        if self.kind == "json":
            body, mime, accept = (
                json.dumps({"token": token}),
                "application/json",
                "application/json",
            )
        else:
            body = urlencode({"language": "uz", "token": token})
            mime, accept = "application/x-www-form-urlencoded", "text/html"
        return (
            f"POST /booth/act HTTP/1.1\r\nHost: localhost:{self.port}\r\nContent-Type: {mime}\r\n"
            f"Accept: {accept}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    def answered(self, status: int, seconds: float) -> None:
        self.statuses[status] += 1
        self.times.append(seconds)

    def left(self) -> None:
        self.open -= 1
        if not self.open:
            self.done.set()


if __name__ == "__main__":
    port, path, seconds, kind = sys.argv[1:]
    tokens = Path(path).read_text().split()
    print(json.dumps(asyncio.run(Crowd(int(port), tokens, float(seconds), kind).run())))
