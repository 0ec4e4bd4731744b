"""How many people a second are counted, end to end: front server, token, act, leaf, commit.

The load comes from a process beside it on the same cores. `acts_per_s`: people who were answered
with a receipt after the commit, as programs are (JSON); `page_acts_per_s` the same as a browser is,
with a page of its own. `pgbench_share`: `acts_per_s` over what PostgreSQL's own pgbench inserts one
by one into the same table in the same run. `p99_ms`: 99 of 100 waited no longer. `read_slowdown`:
median time of a page of the portal meanwhile over the same page idle. `stored`: acts with leaf.
Goals on two free cores: at least 3,000 and 0.2, under 60 and 2. `load_before` is the machine's load
average before the run: when it is not near zero, others used the cores.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import closing
from typing import Any

from benchmarks.acting import people
from benchmarks.acting.portal import portal
from benchmarks.reporting import publish
from deployment.embedded import postgresql
from deployment.embedded.instance import ROOT, Instance

PEOPLE = 60_000
WARM_UP_SECONDS = 2
SECONDS = 10
PGBENCH_CLIENTS = 8
PAGE = "/about"
READS = 15
INSERT = """\\set number {number}
INSERT INTO participation_act (process_no, feature, person_key, level, region, salt, commitment,
leaf_hash, acted_at) VALUES (:number, 'sign', sha256(random()::text::bytea), 1, '1726',
sha256('salt'), sha256('commitment'), sha256('leaf'), clock_timestamp());
"""
STORED = """SELECT count(*) FROM participation_act a JOIN participation_leaf l
    ON l.process_no = a.process_no AND l.leaf_hash = a.leaf_hash WHERE a.process_no = %s"""


def load(instance: Instance, tokens: list[str], seconds: float, kind: str) -> dict[str, Any]:
    """What the load says after pressing the button for these people for so long."""
    with tempfile.NamedTemporaryFile("w", suffix=".tokens") as file:
        file.write("\n".join(tokens))
        file.flush()
        words = [str(instance.port), file.name, str(seconds), kind]
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.acting.load", *words],
            check=True, capture_output=True, text=True, cwd=ROOT,
        )  # fmt: skip
    return json.loads(done.stdout)


def read_once(instance: Instance) -> float:
    """Milliseconds of a page of the portal."""
    started = time.perf_counter()
    with urllib.request.urlopen(f"http://127.0.0.1:{instance.port}{PAGE}", timeout=120) as reply:
        reply.read()
    return (time.perf_counter() - started) * 1000


class Reader(threading.Thread):
    """Somebody who reads pages all the time."""

    def __init__(self, instance: Instance) -> None:
        super().__init__(daemon=True)
        self.instance = instance
        self.times: list[float] = []
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            self.times.append(read_once(self.instance))


def pgbench(instance: Instance, number: int) -> float:
    """Single inserts a second into the same table, by PostgreSQL's own tool."""
    environment = os.environ | {
        "PGHOST": str(postgresql.socket_folder(instance)),
        "PGUSER": "ckan",
        "PGPASSWORD": instance.secrets["ckan"],
        "PGDATABASE": "ckan",
    }
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(INSERT.format(number=number))
        script.flush()
        done = subprocess.run(
            [str(postgresql.BINARIES / "pgbench"), "-n", "-c", str(PGBENCH_CLIENTS), "-j", "1",
             "-T", str(SECONDS), "-M", "prepared", "-f", script.name],
            check=True, capture_output=True, text=True, env=environment,
        )  # fmt: skip
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    assert found, done.stdout
    return float(found[1])


def measure(instance: Instance) -> dict[str, Any]:
    """All figures, in one run."""
    number = people.open_process(instance)
    tokens = people.letters(instance, number, PEOPLE)
    warm, programs, browsers = tokens[:6000], tokens[6000:40_000], tokens[40_000:]
    read_once(instance)
    idle = [read_once(instance) for _ in range(READS)]
    load(instance, warm, WARM_UP_SECONDS, "json")
    reader = Reader(instance)
    reader.start()
    with_reader = load(instance, programs[:17_000], SECONDS, "json")
    reader.stopped.set()
    reader.join()
    alone = load(instance, programs[17_000:], SECONDS, "json")
    pages = load(instance, browsers, SECONDS, "page")
    inserts = pgbench(instance, people.open_process(instance))
    with closing(people.connect(instance)) as connection, connection.cursor() as cursor:
        cursor.execute(STORED, [number])
        [(stored,)] = cursor.fetchall()
    return {
        "acts_per_s": alone["acts_per_s"],
        "p50_ms": alone["p50_ms"],
        "p99_ms": alone["p99_ms"],
        "page_acts_per_s": pages["acts_per_s"],
        "page_p99_ms": pages["p99_ms"],
        "acts_per_s_with_reader": with_reader["acts_per_s"],
        "pgbench_per_s": inserts,
        "idle_page_ms": statistics.median(idle),
        "busy_page_ms": statistics.median(reader.times),
        "stored": stored,
        "not_200": sum(
            number
            for run in (alone, pages, with_reader)
            for status, number in run["statuses"].items()
            if status != "200"
        ),
    }


def main() -> None:
    before = os.getloadavg()[0]
    with portal() as instance:
        figures = measure(instance) | {"load_before": before}
    ratios = {
        "pgbench_share": figures["acts_per_s"] / figures["pgbench_per_s"],
        "read_slowdown": figures["busy_page_ms"] / figures["idle_page_ms"],
    }
    publish("acts", ratios, figures)


if __name__ == "__main__":
    main()
