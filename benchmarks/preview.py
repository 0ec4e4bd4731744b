"""What a page of the preview costs with a million rows, against the same page with a thousand.

`first`: the first page. `deep`: a page in the middle, reached by its cursor as a reader who leafs
reaches it. `last`: the last page by its number. `sorted` and `filtered`: the first page in another
order and of some rows (these look at every row). `chart`: rows counted by a column. The ratios are
times with a million rows over times with a thousand.
"""

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.reporting import publish
from deployment.embedded.instance import ROOT, free_port

SIZES = {"thousand": 1_000, "million": 1_000_000}
REPEATS = 9
WARM_UP = 2
PAGE = 50
FIELDS = [
    {"id": "city", "type": "text"},
    {"id": "day", "type": "date"},
    {"id": "seen", "type": "timestamp"},
    {"id": "active", "type": "bool"},
    *({"id": f"amount_{number}", "type": "numeric"} for number in range(4)),
    *({"id": f"count_{number}", "type": "int4"} for number in range(2)),
    *({"id": f"note_{number}", "type": "text"} for number in range(2)),
]
ROWS = """INSERT INTO {table} (city, day, seen, active, amount_0, amount_1, amount_2, amount_3,
count_0, count_1, note_0, note_1) SELECT 'city ' || n % 200, date '2020-01-01' + n % 2000,
timestamp '2020-01-01' + n * interval '1 minute', n % 2 = 0,
n::bigint * 7919 % 100003 / 100.0, n, n % 97, n / 3.0, n % 1000, n, 'row ' || n, md5(n::text)
FROM generate_series(1, {rows}) n"""


@contextmanager
def instance() -> Iterator[Path]:
    """A portal of its own, taken away afterwards."""
    home = Path(tempfile.mkdtemp(prefix=".egov-bench-", dir=ROOT))
    os.environ |= {"EGOV_HOME": str(home), "EGOV_PORT": str(free_port())}
    try:
        subprocess.run([str(ROOT / "egov"), "up", "--detach"], check=True)
        yield home / "ckan.ini"
    finally:
        subprocess.run([str(ROOT / "egov"), "down"], check=True)
        shutil.rmtree(home, ignore_errors=True)


def act(action: str, **data: Any) -> Any:
    import ckan.plugins.toolkit as tk

    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    return tk.get_action(action)({"ignore_auth": True, "user": user}, data)


def make_table(name: str, rows: int) -> str:
    """A dataset with a DataStore table of so many rows; the address of its preview."""
    import ckan.plugins.toolkit as tk
    import sqlalchemy as sa

    text = {"en": name}
    body = act("organization_create", name=name, title=name, title_translated=text,
               body_type="ministry")  # fmt: skip
    dataset = act("package_create", name=name, title=name, title_translated=text, notes=name,
                  notes_translated=text, owner_org=body["id"], license_id="odc-odbl",
                  resources=[{"name": name, "url": "https://example.org/rows.csv"}])  # fmt: skip
    resource = dataset["resources"][0]["id"]
    act("datastore_create", resource_id=resource, force=True, fields=FIELDS)
    engine = sa.create_engine(tk.config["ckan.datastore.write_url"])
    with engine.begin() as connection:
        connection.execute(sa.text(f'ALTER TABLE "{resource}" DISABLE TRIGGER USER'))
        connection.execute(sa.text(ROWS.format(table=f'"{resource}"', rows=rows)))
        connection.execute(sa.text("DELETE FROM _table_stats WHERE resource_id = :id"),
                           {"id": resource})  # fmt: skip
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(f'VACUUM ANALYZE "{resource}"'))
    return f"/dataset/{name}/resource/{resource}/preview"


def addresses(preview: str, rows: int) -> dict[str, str]:
    """The pages that are timed."""
    middle, last = rows // 2 // PAGE, rows // PAGE
    return {
        "first": preview,
        "deep": f"{preview}?page={middle + 1}&after={middle * PAGE}",
        "last": f"{preview}?page={last}",
        "sorted": f"{preview}?sort=amount_0",
        "filtered": f"{preview}?column=city&is=eq&value=city+7",
        "chart": f"{preview}?show=chart&x=city",
    }


def once(client: Any, address: str) -> float:
    """Milliseconds until the page is there."""
    started = time.perf_counter()
    reply = client.get(address)
    assert reply.status_code == 200, (address, reply.status_code)
    return (time.perf_counter() - started) * 1000


def compare(client: Any, pages: dict[str, str]) -> dict[str, float]:
    """Median times of the same page of each table, warm, taken in turns.

    In turns, so that what else the machine does falls on all alike.
    """
    rounds = [
        {name: once(client, address) for name, address in pages.items()}
        for _repeat in range(WARM_UP + REPEATS)
    ][WARM_UP:]
    return {name: statistics.median(times[name] for times in rounds) for name in pages}


def measure(ini: Path) -> dict[str, dict[str, float]]:
    """Times by page, then by size of the table."""
    from ckan.cli import CKANConfigLoader
    from ckan.config.middleware import make_app

    portal: Any = make_app(CKANConfigLoader(str(ini)).get_config())
    with portal._wsgi_app.test_request_context():
        known = {name: addresses(make_table(name, rows), rows) for name, rows in SIZES.items()}
    client = portal._wsgi_app.test_client()
    return {
        page: compare(client, {name: pages[page] for name, pages in known.items()})
        for page in known["million"]
    }


def main() -> None:
    with instance() as ini:
        times = measure(ini)
    ratios = {f"{page}_page_ratio": of["million"] / of["thousand"] for page, of in times.items()}
    figures = {f"{page}_{name}_ms": of[name] for page, of in times.items() for name in of}
    publish("preview", ratios, figures)


if __name__ == "__main__":
    main()
