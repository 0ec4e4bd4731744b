"""How long a start takes and how much memory the idle stack holds.

`first_s`: `up` on an empty home, demo portal included, downloads done before. `second_s`: stopped
and started again. `resident_mb`: all processes idle, shared pages counted once. Limits: 60, 15
seconds and 1,500 MB; the ratios are the share of each limit that is used.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.reporting import publish
from deployment.embedded.instance import ROOT, free_port

LIMITS = {"first_s": 60, "second_s": 15, "resident_mb": 1500}
SETTLE_SECONDS = 20
"""Seconds after the start until the worker has finished the demo's jobs and the stack idles."""


def egov(*words: str) -> str:
    return subprocess.run(
        [str(ROOT / "egov"), *words], check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def timed_up() -> float:
    started = time.monotonic()
    egov("up", "--detach")
    return time.monotonic() - started


def measure() -> dict[str, float]:
    first = timed_up()
    egov("down")
    second = timed_up()
    time.sleep(SETTLE_SECONDS)
    resident = json.loads(egov("status", "--json"))["resident_mb"]
    return {"first_s": first, "second_s": second, "resident_mb": resident}


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix=".egov-bench-", dir=ROOT))
    os.environ |= {"EGOV_HOME": str(home), "EGOV_PORT": str(free_port())}
    try:
        figures = measure()
    finally:
        egov("down")
        shutil.rmtree(home, ignore_errors=True)
    ratios = {f"{name}_of_limit": figures[name] / limit for name, limit in LIMITS.items()}
    publish("start", ratios, figures)


if __name__ == "__main__":
    main()
