"""Loads a file into a cube as the worker does and prints seconds and memory: a process of its own.

python -m benchmarks.budgets.loading FILE CUBE
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from ckanext.budgets.package import building
from ckanext.budgets.package.model import model_of
from ckanext.budgets.package.rows import open_rows
from ckanext.egov.publishing.loading.engine.spec import Limits

from benchmarks.budgets import data


def load(file: Path, cube: Path) -> dict[str, float]:
    """Seconds, and the most memory this process ever held."""
    dictionary = [
        {"id": name, "info": {"columnType": kind}} for name, kind in data.COLUMN_TYPES.items()
    ]
    model = model_of({"budget_currency": "UZS", "budget_unit": "1"}, dictionary)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(dir=cube.parent) as folder:
        built = building.build(model, open_rows(file, "csv", Path(folder), Limits()), cube, "bench")
    if built.shape is None:
        raise SystemExit(f"no cube: {built.problems[:3]}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"load_s": time.monotonic() - started, "peak_mb": peak}


if __name__ == "__main__":
    print(json.dumps(load(Path(sys.argv[1]), Path(sys.argv[2]))))
