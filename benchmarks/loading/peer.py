"""Stock ckanext-xloader, as far as it must be measured: `load_csv` on a DataStore.

Run as a process: `python -m benchmarks.loading.peer FOLDER DSN CSV`. CKAN's actions around it
are left out, which is to its advantage. Its job says "Data now available to users" after
`load_csv` has also filled the search column, so that is its time until readable; the earlier
moment at which its rows were copied is given too. Prints both.
"""

import json
import logging
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESOURCE = "00000000-0000-4000-8000-000000000001"
COPIED = "...copying done"


def install(folder: Path) -> None:
    """The packages of the `bench` extra, beside the environment: the portal never sees them."""
    if (folder / "ready").exists():
        return
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = extra["optional-dependencies"]["bench"]
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), *wanted],
        check=True,
    )
    # It would hide CKAN's own extensions, which are a namespace without such a file.
    (folder / "ckanext" / "__init__.py").unlink(missing_ok=True)
    (folder / "ready").touch()


def measure(folder: Path, dsn: str, csv: Path) -> dict[str, float]:
    """Run the peer in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.loading.peer", str(folder), dsn, str(csv)],
        check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    return json.loads(done.stdout.strip().splitlines()[-1])


class _Clock(logging.Handler):
    """Notes when the peer says that its rows are copied."""

    copied = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage() == COPIED:
            self.copied = time.monotonic()


def _actions(name: str) -> Any:
    import ckanext.datastore.backend.postgres as postgres

    def create(context: dict[str, Any], data: dict[str, Any]) -> None:
        with postgres.get_write_engine().begin() as connection:
            context["connection"] = connection
            postgres.create_table(context, data, {})  # pyrefly: ignore
            postgres._create_fulltext_trigger(connection, data["resource_id"])

    return {"get_site_user": lambda *_: {"name": "site"}, "datastore_create": create}[name]


def main(folder: str, dsn: str, csv: str) -> None:
    """Load and print the seconds."""
    sys.path.append(folder)  # at the end: what both have is CKAN's
    import ckan.plugins.toolkit as tk
    from ckan.common import config

    config["ckan.datastore.write_url"] = dsn
    tk.get_action = _actions  # pyrefly: ignore
    from ckanext.xloader import loader  # pyrefly: ignore

    loader._read_existing_fields = lambda _: (False, {}, None, {})
    clock = _Clock()
    logger = logging.getLogger("peer")
    logger.setLevel(logging.DEBUG)
    logger.addHandler(clock)
    started = time.monotonic()
    loader.load_csv(csv, RESOURCE, logger=logger)
    figures = {
        "xloader_s": time.monotonic() - started,
        "xloader_copied_s": clock.copied - started,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
