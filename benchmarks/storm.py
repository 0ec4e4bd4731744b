"""Kills the services of a portal of its own at random while people act: `bench storm --kills 60`.

PostgreSQL, booth, CKAN's web server, sealer, worker and Valkey get SIGKILL one at a time; the
supervisor starts them again. People press the button until they are told that they are counted,
some twice at once. Afterwards: `lost`, acknowledged acts that are not there with their leaf;
`double`, people who are there twice or got two receipts; `without_leaf`; whether `verify.py` finds
the record consistent and its count equal to that of the acts, and what the counters say. Exit
code 1 when anything of it is wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from typing import Any

import psutil
from ckanext.participation.ledger import promises, verify

from benchmarks.acting import people
from benchmarks.acting.portal import portal, wait_until_up
from benchmarks.acting.storm_crowd import Crowd
from benchmarks.reporting import publish
from deployment.embedded import supervision
from deployment.embedded.instance import ROOT, Instance

VICTIMS = ("postgresql", "booth", "web", "sealer", "worker", "valkey")
PAUSES = (0.3, 2.0)
"""Seconds between two kills, at least and at most."""
PEOPLE_A_KILL = 400
SETTLE_SECONDS = 120
DOUBLE = """SELECT count(*) FROM (SELECT 1 FROM participation_act WHERE process_no = %s
    GROUP BY feature, subject, person_key HAVING count(*) > 1) AS twice"""
WITHOUT_LEAF = """SELECT count(*) FROM participation_act a WHERE process_no = %s AND NOT EXISTS
    (SELECT FROM participation_leaf l WHERE l.process_no = a.process_no
     AND l.leaf_hash = a.leaf_hash)"""
STORED = """SELECT a.leaf_hash FROM participation_act a JOIN participation_leaf l
    ON l.process_no = a.process_no AND l.leaf_hash = a.leaf_hash
    WHERE a.process_no = %s AND a.state = 'valid'"""
UNSEALED = "SELECT count(*) FROM participation_leaf WHERE process_no = %s AND leaf_index IS NULL"


def kill(instance: Instance) -> str | None:
    """Kill one of this instance's services that runs, itself or one of its children."""
    known = supervision.processes(instance)
    alive = [name for name in VICTIMS if known.get(name, {}).get("state") == "running"]
    if not alive:
        return None
    victim = random.choice(alive)
    try:
        process = psutil.Process(known[victim]["pid"])
        family = [process, *process.children(recursive=True)]
        os.kill(random.choice(family[:3]).pid, signal.SIGKILL)
    except (psutil.NoSuchProcess, ProcessLookupError):
        return None
    return victim


def storm(instance: Instance, crowd: Crowd, kills: int) -> Counter[str]:
    """So many kills while the crowd acts, by service."""
    killed: Counter[str] = Counter()
    while killed.total() < kills:
        time.sleep(random.uniform(*PAUSES))
        victim = kill(instance)
        if victim:
            killed[victim] += 1
    return killed


def settled(condition: Callable[[], bool]) -> bool:
    """Whether it becomes so in reasonable time."""
    until = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < until:
        try:
            if condition():
                return True
        except OSError:
            pass
        time.sleep(0.5)
    return False


def check(instance: Instance, number: int, crowd: Crowd) -> dict[str, Any]:
    """What is wrong afterwards; all numbers but `acts` should be 0."""
    with closing(people.connect(instance)) as connection, connection.cursor() as cursor:
        connection.autocommit = True

        def one(query: str) -> int:
            cursor.execute(query, [number])
            return cursor.fetchall()[0][0]

        sealed = settled(lambda: one(UNSEALED) == 0)
        cursor.execute(STORED, [number])
        stored = {bytes(leaf_hash) for (leaf_hash,) in cursor.fetchall()}
        double, without_leaf = one(DOUBLE), one(WITHOUT_LEAF)
    acknowledged = [
        promises.read(text).leaf_hash for told in crowd.receipts.values() for text in told
    ]
    two_receipts = sum(len(told) > 1 for told in crowd.receipts.values())
    found = {
        "acts": len(stored),
        "acknowledged": len(crowd.receipts),
        "lost": len(set(acknowledged) - stored),
        "double": double + two_receipts,
        "without_leaf": without_leaf,
        "unsealed": int(not sealed),
    }
    return found | record(instance, number, len(stored))


def record(instance: Instance, number: int, acts: int) -> dict[str, int]:
    """Whether the public record is consistent, and what it and the counters count."""
    site = f"http://127.0.0.1:{instance.port}"
    vkey = urllib.request.urlopen(f"{site}/ledger/{number}/vkey", timeout=60).read().decode()
    done = subprocess.run(
        [sys.executable, verify.__file__, "count", f"{site}/ledger/{number}", "--vkey",
         vkey.strip(), "--json"],
        capture_output=True, text=True,
    )  # fmt: skip
    told = json.loads(done.stdout) if done.returncode == 0 else {}
    if not told:
        print(done.stderr, file=sys.stderr)

    def counted() -> bool:
        with urllib.request.urlopen(f"{site}/participate/{number}/count.json", timeout=60) as reply:
            return json.load(reply)["total"] == acts

    return {
        "record_wrong": int(not told),
        "record_count_wrong": int(str(acts) not in json.dumps(told.get("acts"))),
        "counters_wrong": int(not settled(counted)),
    }


def run(instance: Instance, kills: int) -> tuple[Counter[str], dict[str, Any], Crowd]:
    """The storm and what it left."""
    number = people.open_process(instance)
    crowd = Crowd(instance.port, people.letters(instance, number, kills * PEOPLE_A_KILL))
    crowd.start()
    killed = storm(instance, crowd, kills)
    crowd.stopping.set()
    wait_until_up(instance)
    crowd.join(SETTLE_SECONDS)
    return killed, check(instance, number, crowd), crowd


def main() -> None:
    parser = argparse.ArgumentParser(prog="./egov bench storm", add_help=False)
    parser.add_argument("--kills", type=int, default=60)
    kills = parser.parse_known_args()[0].kills
    with portal() as instance:
        os.chdir(ROOT)
        started = time.monotonic()
        killed, found, crowd = run(instance, kills)
    seconds = time.monotonic() - started
    wrong = sum(value for name, value in found.items() if name not in ("acts", "acknowledged"))
    answers = {f"answered_{name}": number for name, number in sorted(crowd.answers.items())}
    by_service = {f"killed_{name}": killed[name] for name in VICTIMS}
    figures = {"kills": killed.total(), **found, "seconds": seconds, **by_service, **answers}
    publish("storm", {"lost_share": found["lost"] / max(1, found["acknowledged"])}, figures)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
