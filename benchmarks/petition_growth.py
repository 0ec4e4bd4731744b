"""Does a petition of 2,000,000 signatures cost more than one of 1,000?

`growth_page`, `growth_count`: the page and `count.json` of a petition with 2,000,000 signatures
over those of one with 1,000, asked in turns, the lower quartile of each; under 1.1.
`invalidation_s`: until 100,000 signatures are taken out while others are stored; under 30.
`trends_*_ms`: the fraud desk's loudest networks and domains over 2,000,000 requests of one day;
under 500.

EGOV_BENCH_SIGNATURES makes the large petition smaller; EGOV_BENCH_HOME names an instance that is
kept, whose tables are filled.
"""

import http.client
import json
import os
import statistics
import subprocess
import threading
import time
from typing import Any

import psycopg2
from ckanext.egov.keys.sealing import Keys

from benchmarks.acting.portal import portal
from benchmarks.growth import filling
from benchmarks.reporting import publish
from benchmarks.seal import acts, store
from deployment.embedded import postgresql
from deployment.embedded.instance import ROOT, Instance

LIMITS = {"growth_page": 1.1, "growth_count": 1.1}
MOST = {"invalidation_s": 30, "trends_network_ms": 500, "trends_domain_ms": 500}
SMALL, LARGE = 1_000, int(os.environ.get("EGOV_BENCH_SIGNATURES", "2000000"))
BAD = min(100_000, LARGE // 2)
ROUNDS = 40
SIGNED_AT_ONCE, PAUSE = 50, 0.25
RULES = json.dumps(
    {"level": "national", "threshold": 10_000_000, "days_open": 180, "acknowledge_days": 5,
     "answer_days": 30, "sign_level": 1}
)  # fmt: skip


def asked(home: Instance, path: str) -> float:
    """Milliseconds of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", home.port, timeout=60)
    started = time.perf_counter()
    connection.request("GET", path)
    reply = connection.getresponse()
    reply.read()
    took = (time.perf_counter() - started) * 1000
    connection.close()
    if reply.status != 200:
        raise RuntimeError(f"{path} answers {reply.status}")
    return took


def in_turns(home: Instance, paths: tuple[str, str]) -> tuple[float, float]:
    """The lower quartile of each of two addresses, asked in turns: what slows one slows both."""
    for path in paths * 3:
        asked(home, path)
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS):
        for which in (0, 1) if number % 2 else (1, 0):
            times[which].append(asked(home, paths[which]))
    return statistics.quantiles(times[0])[0], statistics.quantiles(times[1])[0]


class Signing:
    """Others sign the same petition meanwhile, as the booth stores them."""

    def __init__(self, url: str, process_no: int) -> None:
        self.connection = psycopg2.connect(url)
        self.process_no, self.signed, self.longest = process_no, 0, 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sign)

    def __enter__(self) -> "Signing":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self.connection.close()

    def _sign(self) -> None:
        while not self._stop.wait(PAUSE):
            rows, started = acts(self.process_no, SIGNED_AT_ONCE), time.perf_counter()
            store(self.connection, rows)
            self.longest = max(self.longest, time.perf_counter() - started)
            self.signed += SIGNED_AT_ONCE


def desk(home: Instance, *words: object) -> dict[str, float]:
    """What the fraud desk measures of itself."""
    told = subprocess.run(
        [home.python, "-m", "benchmarks.growth.desk", str(home.ini), *map(str, words)],
        check=True, cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(told.stdout.splitlines()[-1])


def measure(home: Instance) -> dict[str, Any]:
    url = postgresql.url(home, "ckan", "ckan")
    keys = Keys(home.home / "keys")
    figures: dict[str, Any] = {"signatures": LARGE}
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        small = filling.petition(cursor, "Kichik petitsiya", RULES)
        large = filling.petition(cursor, "Katta petitsiya", RULES)
        filling.signatures(cursor, keys, small, SMALL)
        filling.signatures(cursor, keys, large, LARGE, BAD)
        filling.trends(cursor, large, LARGE)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for name, path in (("page", "/uz/petition/{}"), ("count", "/petition/{}/count.json")):
        few, many = in_turns(home, (path.format(small), path.format(large)))
        figures |= {f"{name}_small_ms": few, f"{name}_large_ms": many}
        figures[f"growth_{name}"] = many / few
    figures |= desk(home, "trends")
    with Signing(url, large) as others:
        figures |= desk(home, "invalidate", large, filling.BAD)
    return figures | {"signed_meanwhile": others.signed, "longest_store_s": others.longest}


def main() -> None:
    with portal() as home:
        figures = measure(home)
    ratios = {name: figures[name] for name in LIMITS}
    ratios |= {f"{name}_of_limit": figures[name] / limit for name, limit in MOST.items()}
    publish("petition-growth", ratios, figures)


if __name__ == "__main__":
    main()
