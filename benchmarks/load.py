"""A million rows of 12 columns from CSV to a typed DataStore table.

`copy_ratio`: our seconds until readers can query, through those of a raw COPY of the same file
into the same typed table; at most 3. `xloader_speedup`: the seconds of stock ckanext-xloader
(which stores text) through ours, both until their job says so; at least 8. `peak_mb`: memory of the
loading process; under 400. `search_ready_s`: the search over whole rows, built afterwards.
"""

import shutil
import tempfile
import time
import uuid
from pathlib import Path
from statistics import median
from typing import Any

from ckanext.egov.publishing.loading.child import run_engine
from ckanext.egov.publishing.loading.engine import search_text
from ckanext.egov.publishing.loading.engine.spec import Spec

from benchmarks.loading import data, database, peer
from benchmarks.reporting import publish
from deployment.embedded.instance import ROOT

RUNS = 3
TABLE = str(uuid.UUID(int=42))


def load(dsn: str, csv: Path, work: Path) -> dict[str, float]:
    """One load by the engine as the worker runs it, in a process of its own."""
    folder = work / "engine"
    folder.mkdir(exist_ok=True)
    started = time.monotonic()
    figures: dict[str, float] = {}

    def tell(event: str, said: dict[str, Any]) -> None:
        if event == "readable":
            figures["load_s"] = time.monotonic() - started
        if event == "memory":
            figures["peak_mb"] = said["peak_mb"]

    run_engine(Spec(str(csv), TABLE, dsn, str(folder), "csv"), tell)
    return figures


def measure(dsn: str, csv: Path, work: Path, peer_folder: Path) -> dict[str, float]:
    """Ours and the raw COPY by turns, so that both meet the same machine; the peer between."""
    loads = [load(dsn, csv, work)]
    types = database.types_of(dsn, TABLE)
    copies = [database.copy_raw(dsn, csv, types)]
    xloader = peer.measure(peer_folder, dsn, csv)
    for _ in range(RUNS - 1):
        loads.append(load(dsn, csv, work))
        copies.append(database.copy_raw(dsn, csv, types))
    started = time.monotonic()
    search_text.build(dsn, TABLE, "simple", "gin")
    return {
        "rows": data.ROWS,
        "load_s": median(item["load_s"] for item in loads),
        "copy_s": median(copies),
        **xloader,
        "search_ready_s": time.monotonic() - started,
        "peak_mb": max(item["peak_mb"] for item in loads),
    }


def main() -> None:
    """Measure in a folder that is gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix=".egov-bench-", dir=ROOT))
    peer_folder = ROOT / ".build" / "bench-xloader"
    try:
        peer.install(peer_folder)
        csv = home / "rows.csv"
        data.write(csv)
        with database.datastore(home) as dsn:
            figures = measure(dsn, csv, home, peer_folder)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    ratios = {
        "copy_ratio": figures["load_s"] / figures["copy_s"],
        "xloader_speedup": figures["xloader_s"] / figures["load_s"],
    }
    publish("load", ratios, figures)


if __name__ == "__main__":
    main()
