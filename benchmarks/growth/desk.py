"""The fraud desk's part of the measurement, in a process of its own that loads CKAN.

`python -m benchmarks.growth.desk INI trends` and `... invalidate PROCESS_NO DOMAIN`
print one line of JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from typing import Any

from ckan.cli import load_config
from ckan.config.middleware import make_app

TIMES = 9


def trends() -> dict[str, float]:
    """Milliseconds of both lists of loud sources over a day."""
    from ckanext.participation.petitions.fraud import trends as desk

    found = {}
    for kind in ("network", "domain"):
        took = []
        for _ in range(TIMES):
            started = time.perf_counter()
            desk.top(kind, 24, None, 50)
            took.append((time.perf_counter() - started) * 1000)
        found[f"trends_{kind}_ms"] = statistics.median(took)
    return found


def invalidate(process_no: str, domain: str) -> dict[str, float]:
    """Seconds from the start of a saved query until its last signature is out."""
    import ckan.model as core_model
    from ckanext.participation.petitions.fraud import invalidating, model

    made = model.Invalidation(
        title="bench", reason="one_source", created_by="bench",
        criteria={"process_no": int(process_no), "domain": domain},
    )  # fmt: skip
    core_model.Session.add(made)
    core_model.Session.flush()
    started = time.perf_counter()
    invalidating.start(made, "bench")
    core_model.Session.commit()
    number: Any = made.invalidation_id
    invalidating.run(number)
    took = time.perf_counter() - started
    return {"invalidation_s": took, "invalidated": model.find(number).done}


def main() -> None:
    ini, task, *words = sys.argv[1:]
    app: Any = make_app(load_config(ini))
    with app._wsgi_app.app_context():
        print(json.dumps({"trends": trends, "invalidate": invalidate}[task](*words)))


if __name__ == "__main__":
    main()
