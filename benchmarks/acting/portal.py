"""A portal to load: one of its own that is gone afterwards, or the one EGOV_BENCH_HOME names."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deployment.embedded.instance import ROOT, Instance, free_port, recorded_port

PATIENCE_SECONDS = 180


@contextmanager
def portal() -> Iterator[Instance]:
    """A portal without the demo that serves pages and takes acts."""
    kept = os.environ.get("EGOV_BENCH_HOME")
    home = Path(kept).resolve() if kept else Path(tempfile.mkdtemp(prefix=".egov-bench-", dir=ROOT))
    port = recorded_port(home) or free_port()
    environment = os.environ | {"EGOV_HOME": str(home), "EGOV_PORT": str(port)}
    try:
        subprocess.run([str(ROOT / "egov"), "up", "--detach", "--no-demo"], check=True,
                       env=environment, stdout=subprocess.DEVNULL)  # fmt: skip
        instance = Instance(home, port)
        wait_until_up(instance)
        yield instance
    finally:
        if not kept:
            subprocess.run([str(ROOT / "egov"), "down"], check=True, env=environment,
                           stdout=subprocess.DEVNULL)  # fmt: skip
            shutil.rmtree(home, ignore_errors=True)


def wait_until_up(instance: Instance) -> None:
    """Wait until the booth takes acts and CKAN serves pages through the front server."""
    for address in ("/booth/health", "/api/3/action/status_show"):
        until = time.monotonic() + PATIENCE_SECONDS
        while not _answers(f"http://127.0.0.1:{instance.port}{address}"):
            if time.monotonic() > until:
                raise TimeoutError(f"{address} does not answer")
            time.sleep(0.5)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=20) as reply:
            return reply.status == 200
    except (urllib.error.URLError, OSError):
        return False
