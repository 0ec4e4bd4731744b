"""The booth as an RSGI application: three addresses, no session, no log of who came."""

from __future__ import annotations

import asyncio
import ctypes
import json
import logging
import multiprocessing
import signal
import sys
from typing import Any
from urllib.parse import urlsplit

from ckanext.participation.booth.service import connection, posted, texts
from ckanext.participation.booth.service.clerk import Clerk
from ckanext.participation.booth.service.decisions import Outcome
from ckanext.participation.booth.service.desk import Desk
from ckanext.participation.booth.service.frames import Frames
from ckanext.participation.booth.service.pages import PLAIN_HEADERS, Answer, Pages
from ckanext.participation.booth.service.posted import Unreadable
from ckanext.participation.booth.service.settings import Settings
from ckanext.participation.ledger import keys

log = logging.getLogger("booth")

HEALTH_SECONDS = 3
MOST_PASSED = 1_000_000
PR_SET_PDEATHSIG = 1


class Booth:
    """Answers requests; `desk` does the work."""

    desk_class = Desk
    clerk_class = Clerk

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.frames = Frames(settings)
        self.pages = Pages(settings, self.frames)
        self.desk: Desk
        self.tasks: list[asyncio.Task[None]] = []

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called by Granian in its worker before the first request."""
        die_with_parent()
        loop.run_until_complete(self.start())

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        for task in self.tasks:
            task.cancel()

    async def start(self) -> None:
        """Open the connections and begin to work."""
        pool = await connection.open_pool(self.settings.database)
        clerk = self.clerk_class(keys.load(self.settings.key_file), self.settings.site_url)
        self.desk = self.desk_class(
            pool,
            clerk,
            self.settings.largest_group,
            self.settings.longest_queue,
            self.settings.patience,
        )
        self.tasks = [
            asyncio.create_task(self.desk.work()),
            asyncio.create_task(self.frames.keep_fresh()),
        ]

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        answer = await self._route(scope, protocol)
        headers = list(answer.headers.items())
        protocol.response_bytes(answer.status, headers, answer.body)

    async def _route(self, scope: Any, protocol: Any) -> Answer:
        if scope.path == "/booth/act":
            if scope.method == "POST":
                return await self.act(scope.headers, protocol)
            return Answer(405, {**PLAIN_HEADERS, "allow": "POST"}, b"")
        if scope.path == "/booth/health" and scope.method in ("GET", "HEAD"):
            return await self.health()
        return Answer(404, dict(PLAIN_HEADERS), b"")

    async def act(self, headers: Any, protocol: Any) -> Answer:
        """Take what a person confirms and say what became of it."""
        as_json = wants_json(headers)
        language, fields = "", {}
        try:
            fields = await self._read(headers, protocol)
            language = fields.get("language", "")
            outcome = await self._settle(headers, fields)
        except Unreadable as error:
            outcome = Outcome(error.code)
        except Exception as error:
            # Only the kind of error: its message may carry what a person typed.
            log.error("an act failed: %s", type(error).__name__)
            outcome = Outcome("busy")
        wanted = [language, outcome.language, *texts.accepted(headers.get("accept-language") or "")]
        chosen = texts.choose(wanted, self.settings.languages)
        return self.pages.answer(outcome, chosen, as_json, fields)

    async def _settle(self, headers: Any, fields: dict[str, str]) -> Outcome:
        if posted.is_from_elsewhere(headers, self._origins(headers)):
            return Outcome("other_site")
        return await self.desk.submit(posted.read(fields))

    async def _read(self, headers: Any, protocol: Any) -> dict[str, str]:
        """The fields that were posted, whole and in time."""
        try:
            async with asyncio.timeout(self.settings.body_seconds):
                body = await read_body(headers, protocol)
        except TimeoutError as error:
            raise Unreadable("too_slow") from error
        return posted.fields_of(headers.get("content-type") or "", body)

    def _origins(self, headers: Any) -> set[str]:
        """What a browser calls this site: its known address, and the one that was asked for."""
        site = urlsplit(self.settings.site_url)
        return {f"{site.scheme}://{site.netloc}", f"{site.scheme}://{headers.get('host')}"}

    async def health(self) -> Answer:
        """Whether acts can be taken now."""
        try:
            async with asyncio.timeout(HEALTH_SECONDS), self.desk.pool.acquire() as held:
                await held.fetchval("SELECT 1")
            said: dict[str, Any] = {"status": "ok", "waiting": len(self.desk.queue)}
        except Exception as error:
            said = {"status": "unavailable", "reason": type(error).__name__}
        headers = {**PLAIN_HEADERS, "content-type": "application/json"}
        return Answer(200 if said["status"] == "ok" else 503, headers, json.dumps(said).encode())


def die_with_parent() -> None:
    """End with Granian's main process, also when that is killed outright (prctl(2))."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    parent = multiprocessing.parent_process()
    if parent is not None and not parent.is_alive():
        sys.exit("the main process is gone")


async def read_body(headers: Any, protocol: Any) -> bytes:
    """The body, if it is small; raises Unreadable otherwise.

    Of a large one the rest is let pass: a client that still sends when it is answered sees a broken
    connection and not the answer.
    """
    length = headers.get("content-length") or ""
    if length.isascii() and length.isdigit() and int(length) <= posted.LARGEST_BODY:
        return await protocol()
    body, passed = b"", 0
    async for chunk in protocol:
        passed += len(chunk)
        if passed <= posted.LARGEST_BODY:
            body += chunk
        elif passed > MOST_PASSED:
            break
    if passed > posted.LARGEST_BODY:
        raise Unreadable
    return body


def wants_json(headers: Any) -> bool:
    """Whether a program asks: one that accepts JSON and no pages."""
    accepts = headers.get("accept") or ""
    return "application/json" in accepts and "text/html" not in accepts
