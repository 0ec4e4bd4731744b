"""Connections of the booth; one to a database that may lose what it confirmed is never used."""

from __future__ import annotations

import asyncio

import asyncpg

AWAY = (
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    OSError,
    asyncio.TimeoutError,
)
"""The database is not there now; the same may go well a moment later."""
COLLIDED = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.LockNotAvailableError,
)
"""Somebody else was at the same rows."""
COMMAND_SECONDS = 10


class UnsafeDatabase(Exception):
    """Commits of this database may be lost when its machine stops."""


async def check_safe(connection: asyncpg.Connection) -> None:
    """Refuse a database that says yes before it has written."""
    for setting in ("fsync", "synchronous_commit"):
        if await connection.fetchval("SELECT current_setting($1)", setting) == "off":
            raise UnsafeDatabase(
                f"PostgreSQL runs with {setting} = off and can lose confirmed acts. Turn it on."
            )


async def open_pool(database: str) -> asyncpg.Pool:
    """A pool that checks each new connection; nothing is connected yet."""
    pool = asyncpg.create_pool(
        database,
        min_size=0,
        max_size=3,
        init=check_safe,
        reset=keep,
        command_timeout=COMMAND_SECONDS,
        timeout=COMMAND_SECONDS,
        server_settings={"application_name": "booth"},
    )
    return await pool


async def keep(connection: asyncpg.Connection) -> None:
    """Nothing to take back before the next group: all that one sets ends with its transaction."""


async def wait_until_safe(database: str) -> None:
    """Come back when a safe database answers; raises UnsafeDatabase for another."""
    while True:
        try:
            connection = await asyncpg.connect(database, timeout=COMMAND_SECONDS)
        except AWAY:
            await asyncio.sleep(0.5)
            continue
        try:
            await check_safe(connection)
        finally:
            await connection.close()
        return
