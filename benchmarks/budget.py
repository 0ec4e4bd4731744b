"""Five million amounts of a budget: read into a cube, then summed by two levels with a cut.

`duckdb_ratio`: our milliseconds through those of the same query in DuckDB alone over the same file;
under 1.3. `sql_speedup`: milliseconds of SQL on a table as the DataStore holds it through ours; at
least 20. `peak_mb`: memory of the process that loads; under 400. `--rows` makes a smaller run.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.budgets import asking, data
from benchmarks.loading import database
from benchmarks.reporting import publish
from deployment.embedded.instance import ROOT

ROWS = 5_000_000


def load(csv: Path, cube: Path) -> dict[str, float]:
    """Load in a process of its own, whose memory is measured."""
    words = [sys.executable, "-m", "benchmarks.budgets.loading", str(csv), str(cube)]
    done = subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def main() -> None:
    """Measure in a folder that is gone afterwards."""
    parser = argparse.ArgumentParser(prog="./egov bench budget")
    parser.add_argument("--rows", type=int, default=ROWS)
    rows = parser.parse_known_args()[0].rows
    home = Path(tempfile.mkdtemp(prefix=".egov-bench-", dir=ROOT))
    try:
        csv, cube = home / "rows.csv", home / "cube.parquet"
        data.write(csv, rows)
        figures = {"rows": float(rows), **load(csv, cube)}
        with database.datastore(home) as dsn:
            figures |= asking.compare(dsn, csv, cube)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    ratios = {
        "duckdb_ratio": figures["cube_ms"] / figures["duckdb_ms"],
        "sql_speedup": figures["sql_ms"] / figures["cube_ms"],
    }
    publish("budget", ratios, figures)


if __name__ == "__main__":
    main()
