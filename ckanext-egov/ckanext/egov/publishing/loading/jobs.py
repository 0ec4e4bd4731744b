"""What runs in the worker: the load, its watcher, the search over whole rows."""

from __future__ import annotations

import contextlib
import logging
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import ckan.model as ckan_model
import ckan.plugins.toolkit as tk

from . import after, config, fetch, model
from .child import run_engine
from .engine import search_text
from .engine.database import as_load_error
from .engine.errors import LoadError
from .engine.spec import Declared, Spec
from .lock import alive

log = logging.getLogger(__name__)

WATCH = timedelta(seconds=60)
RETRY = timedelta(seconds=10)
ATTEMPTS = 3


def enqueue(resource_id: str, load_id: str) -> None:
    """Give a load to the worker, and a watcher that finds out if the worker dies."""
    tk.enqueue_job(
        load_resource,
        [resource_id, load_id],
        title=f"Load resource {resource_id}",
        rq_kwargs={"timeout": config.job_seconds()},
    )
    _later(WATCH, watch_load, resource_id, load_id)


def _later(delay: timedelta, job: Callable[..., None], resource_id: str, load_id: str) -> None:
    tk.get_job_queue().enqueue_in(
        delay, job, resource_id, load_id, job_timeout=config.job_seconds()
    )


def load_resource(resource_id: str, load_id: str) -> None:
    """Load a resource; ends without an exception whatever the file is."""
    load = model.find(resource_id)
    if load is None or load.load_id != load_id or load.state not in {"queued", "running"}:
        return
    with alive(resource_id) as only_one:
        if not only_one:
            _later(RETRY, load_resource, resource_id, load_id)
            return
        if load.attempts >= ATTEMPTS:
            _fail(load, LoadError("stopped"))
            return
        _attempt(load)


def watch_load(resource_id: str, load_id: str) -> None:
    """Begin a load again whose worker died; a living one holds its lock."""
    load = model.find(resource_id)
    if load is None or load.load_id != load_id or load.state not in {"queued", "running"}:
        return
    with alive(resource_id) as nobody_works:
        died = nobody_works and load.state == "running"
    if died:
        enqueue(resource_id, load_id)
    else:
        _later(WATCH, watch_load, resource_id, load_id)


def _attempt(load: Any) -> None:
    resource_id, load_id = load.resource_id, load.load_id
    model.note(
        load_id, resource_id, state="running", step="fetching", started=datetime.now(UTC),
        attempts=load.attempts + 1, rows=0, report={}, error=None,
    )  # fmt: skip
    try:
        with _folder(resource_id) as folder:
            _load(resource_id, load_id, load.keep_types, folder)
    except LoadError as error:
        if error.code == "busy":
            _later(RETRY, load_resource, resource_id, load_id)
        else:
            _fail(load, error)
    except Exception as error:
        log.exception("Loading of %s failed", resource_id)
        ckan_model.Session.rollback()
        _fail(load, as_load_error(error))


def _load(resource_id: str, load_id: str, keep_types: bool, folder: Path) -> None:
    resource = tk.get_action("resource_show")(
        {"ignore_auth": True, "for_update": False}, {"id": resource_id}
    )
    path = fetch.fetch(resource, folder / "file")
    spec = Spec(
        path=str(path),
        table=resource_id,
        dsn=config.datastore_url(),
        work_folder=str(folder),
        format=(resource.get("format") or "").lower(),
        declared=_declared(resource_id) if keep_types else (),
        limits=config.limits(),
    )
    progress = _Progress(resource_id, load_id)
    run_engine(spec, progress)
    after.finish(resource_id, progress.columns)
    if not model.note(
        load_id, resource_id, state="complete", step="", finished=datetime.now(UTC),
        report=progress.report,
    ):  # fmt: skip
        return  # a newer file came in; its own job follows
    if config.row_search():
        tk.enqueue_job(
            index_rows, [resource_id, load_id], title=f"Search over the rows of {resource_id}",
            rq_kwargs={"timeout": config.job_seconds()},
        )  # fmt: skip


def index_rows(resource_id: str, load_id: str) -> None:
    """Fill the search column of a table that can already be read."""
    search_text.build(
        config.datastore_url(), resource_id, config.search_language(), config.search_index_method()
    )
    model.note(load_id, resource_id, search_ready=datetime.now(UTC))


def _declared(resource_id: str) -> tuple[Declared, ...]:
    """The columns of the existing dictionary; a person's choice of type wins over the table's."""
    try:
        info = tk.get_action("datastore_info")(
            {"ignore_auth": True},
            {"id": resource_id, "include_meta": False, "include_fields_schema": False},
        )
    except tk.ObjectNotFound:
        return ()
    return tuple(
        Declared(field["id"], (field.get("info") or {}).get("type_override") or field["type"])
        for field in info["fields"]
    )


def _fail(load: Any, error: LoadError) -> None:
    log.warning("Resource %s was not loaded: %s", load.resource_id, error)
    model.note(
        load.load_id, load.resource_id, state="failed", error=error.to_dict(),
        finished=datetime.now(UTC),
    )  # fmt: skip


@contextlib.contextmanager
def _folder(resource_id: str):
    """A work folder; what a killed load of the same resource left there is swept first."""
    prefix = f"egov-load-{resource_id}-"
    config.work_folder().mkdir(parents=True, exist_ok=True)
    for left in config.work_folder().glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=config.work_folder()) as name:
        yield Path(name)


class _Progress:
    """Writes what the engine says into the record of the load."""

    def __init__(self, resource_id: str, load_id: str) -> None:
        self.resource_id = resource_id
        self.load_id = load_id
        self.report: dict[str, Any] = {"warnings": []}
        self.columns: list[dict[str, Any]] = []

    def __call__(self, event: str, data: dict[str, Any]) -> None:
        getattr(self, f"on_{event}")(data)

    def _note(self, **values: Any) -> None:
        model.note(self.load_id, self.resource_id, **values)

    def on_step(self, data: dict[str, Any]) -> None:
        """A step begins."""
        self._note(step=data["step"])

    def on_rows(self, data: dict[str, Any]) -> None:
        """Rows went into the staging table."""
        self._note(rows=min(data["rows"], data["total"]), total=data["total"])

    def on_facts(self, data: dict[str, Any]) -> None:
        """What the file turned out to be."""
        self.report |= data
        self._note(total=data["total"], report=self.report)

    def on_warning(self, data: dict[str, Any]) -> None:
        """Something worth knowing that does not stop the load."""
        self.report["warnings"].append(data)

    def on_readable(self, data: dict[str, Any]) -> None:
        """The new table is in place: pages may use it from now on."""
        after.announce(self.resource_id)
        self._note(rows=data["rows"], readable=datetime.now(UTC), report=self.report)

    def on_profile(self, data: dict[str, Any]) -> None:
        """The columns with what they hold."""
        self.columns = data["columns"]

    def on_memory(self, data: dict[str, Any]) -> None:
        """How much the engine took, for operators."""
        self.report |= data
