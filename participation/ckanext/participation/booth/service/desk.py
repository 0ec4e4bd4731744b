"""Gathers slips that arrive together into one transaction; everyone is answered after its commit.

While one group is being written the next one gathers: the more arrive, the larger the groups, up to
a limit. One group at a time also leaves officials their turn at the rows of a process.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

import asyncpg
from ckanext.participation.booth.service.clerk import Clerk
from ckanext.participation.booth.service.connection import AWAY, COLLIDED, UnsafeDatabase
from ckanext.participation.booth.service.decisions import Outcome, Slip

log = logging.getLogger("booth")

BUSY = Outcome("busy")
COLLISIONS = 5
PAUSE_SECONDS = 0.1
Waiting = tuple[Slip, "asyncio.Future[Outcome]"]


class Desk:
    """The queue of slips and the one who works it off."""

    def __init__(
        self, pool: asyncpg.Pool, clerk: Clerk, largest: int, longest: int, patience: float
    ) -> None:
        self.pool = pool
        self.clerk = clerk
        self.largest = largest
        self.longest = longest
        self.patience = patience
        self.queue: deque[Waiting] = deque()
        self.arrived = asyncio.Event()

    async def submit(self, slip: Slip) -> Outcome:
        """Hand in a slip; the outcome is durable when this returns."""
        if len(self.queue) >= self.longest:
            return BUSY
        answer: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self.queue.append((slip, answer))
        self.arrived.set()
        return await answer

    async def work(self) -> None:
        """Settle group after group, for ever."""
        while True:
            await self.arrived.wait()
            group = [self.queue.popleft() for _ in range(min(self.largest, len(self.queue)))]
            if not self.queue:
                self.arrived.clear()
            await self.settle(group)

    async def settle(self, group: Sequence[Waiting]) -> None:
        """Settle one group; when it fails, each of it alone, so that one can't hold up others."""
        try:
            outcomes = await self._patiently([slip for slip, _ in group])
        except Exception as error:
            # Only the kind of error: its message may carry what a person typed.
            log.error("a group of %d failed: %s", len(group), type(error).__name__)
            if len(group) == 1:
                self.answer(group, [BUSY])
                return
            for waiting in group:
                await self.settle([waiting])
            return
        self.answer(group, outcomes)

    def answer(self, group: Sequence[Waiting], outcomes: Sequence[Outcome | None]) -> None:
        """Tell each person; who had to wait for somebody in the group goes to the next one."""
        for waiting, outcome in zip(reversed(group), reversed(outcomes), strict=True):
            if outcome is None:
                self.queue.appendleft(waiting)
                self.arrived.set()
            elif not waiting[1].done():
                waiting[1].set_result(outcome)

    async def _patiently(self, slips: Sequence[Slip]) -> list[Outcome | None]:
        """Try again while the database is away or others are at the same rows."""
        until = time.monotonic() + self.patience
        collisions = 0
        while True:
            try:
                return await self.transaction(slips)
            except COLLIDED:
                collisions += 1
                if collisions > COLLISIONS:
                    return [BUSY for _ in slips]
            except UnsafeDatabase as error:
                log.critical("%s", error)
                return [BUSY for _ in slips]
            except AWAY as error:
                if isinstance(error, ValueError):  # asyncpg's word for values it can't write
                    raise
                if time.monotonic() > until:
                    log.error("the database is away: %s", type(error).__name__)
                    return [BUSY for _ in slips]
            await asyncio.sleep(PAUSE_SECONDS)

    async def transaction(self, slips: Sequence[Slip]) -> list[Outcome | None]:
        """One try: all of the group or nothing of it."""
        async with self.pool.acquire() as connection:
            held: Any = connection
            async with held.transaction():
                return await self.clerk.settle(held, slips)
