"""Start the booth: `python -m ckanext.participation.booth.service SETTINGS.json`."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from pathlib import Path

from ckanext.participation.booth.service.connection import UnsafeDatabase, wait_until_safe
from ckanext.participation.booth.service.settings import load
from granian import Granian
from granian.constants import Interfaces, Loops
from granian.http import HTTP1Settings

SETTINGS = "EGOV_BOOTH_SETTINGS"
TARGET = "ckanext.participation.booth.service.target:booth"


def serve(path: str, target: str = TARGET) -> None:
    """Serve until told to stop; refuse to begin on a database that loses what it confirmed."""
    logging.basicConfig(format="%(asctime)s %(levelname)s booth: %(message)s", level=logging.INFO)
    settings = load(path)
    try:
        asyncio.run(wait_until_safe(settings.database))
    except UnsafeDatabase as error:
        sys.exit(str(error))
    os.environ[SETTINGS] = str(Path(path).resolve())
    socket = Path(settings.socket)
    socket.unlink(missing_ok=True)
    Granian(
        target,
        uds=socket,
        uds_permissions=0o600,
        interface=Interfaces.RSGI,
        loop=Loops.uvloop,
        workers=1,
        websockets=False,
        log_access=False,
        backlog=2048,
        backpressure=settings.longest_queue,
        http1_settings=HTTP1Settings(header_read_timeout=10_000),
        respawn_failed_workers=False,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1])
