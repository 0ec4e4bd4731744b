"""Publishing as the worker and the schedule run it; safe to run twice and at the same time."""

from __future__ import annotations

import logging
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan.model import meta
from ckanext.egov.answers import obligations
from ckanext.participation import counters
from ckanext.participation.counters import suppression
from ckanext.participation.ledger import leaves, record
from ckanext.participation.process import recording
from ckanext.participation.process.model import Process
from ckanext.participation.process.rules import CLOSED
from ckanext.participation.publishing import (
    certifying,
    dataset,
    kernel_tables,
    model,
    protecting,
)
from ckanext.participation.publishing.tables import Table

log = logging.getLogger(__name__)
LOCK = 0x7075626C
"""First half of the advisory lock under which one process is published ("publ")."""


class NotReady(Exception):
    """The record is still being sealed or counted; the schedule tries again."""


def publish(process_no: int) -> str:
    """Publish a closed process, or bring its dataset up to date; the dataset's id."""
    assert meta.engine is not None
    with meta.engine.connect() as connection:
        asked = {"lock": LOCK, "number": process_no}
        locked = sa.text("SELECT pg_try_advisory_lock(:lock, :number)")
        if not connection.scalar(locked, asked):
            raise NotReady(process_no)
        try:
            return _publish(process_no)
        finally:
            connection.execute(sa.text("SELECT pg_advisory_unlock(:lock, :number)"), asked)


def publish_waiting() -> None:
    """Publish what is closed or has changed since; finish certifying what was interrupted."""
    for process_no in model.half_certified():
        certifying.drop_identities(process_no)
    waiting = model.waiting()
    core_model.Session.rollback()
    for process_no in waiting:
        attempt(process_no)


def attempt(process_no: int) -> None:
    """Publish now if the record is ready; what fails is tried again by the schedule."""
    try:
        publish(process_no)
    except NotReady:
        log.info("Process %s will be published when its record is sealed", process_no)
    except Exception:
        log.exception("Process %s was not published", process_no)
    finally:
        core_model.Session.rollback()


def whole_head(process_no: int) -> record.Head:
    """The head of the record, when every leaf is sealed and counted; else `NotReady`."""
    if leaves.unsealed(process_no):
        raise NotReady(process_no)
    head = record.head(core_model.Session.connection().connection.cursor(), process_no)
    if head is None or counters.read(process_no).size != head.size:
        raise NotReady(process_no)
    return head


def tables(process: Any, head: record.Head) -> list[Table]:
    """All tables of a process, the slice's behind the kernel's, small cells left out."""
    kind = recording.kinds().get(process.kind)
    own = list(kind.tables(process.process_no)) if kind and kind.tables else []
    least = suppression.least_of(process.rules)
    every = [*kernel_tables.tables(process, head), *own]
    return [protecting.protected(table, least) for table in every]


def _publish(process_no: int) -> str:
    process = core_model.Session.get(Process, process_no, populate_existing=True)
    if process is None or process.state != CLOSED:
        raise tk.ObjectNotFound(tk._("There is no such closed process."))
    head = whole_head(process_no)
    found = tables(process, head)
    publication = model.begin(process_no)
    dataset_id = dataset.ensure(process, publication)
    dataset.ensure_files(publication, found)
    dataset.ensure_record(process_no, publication)
    if publication.published_at is None:
        recording.record(process_no, "published", {})
    publication.size, publication.published_at = head.size, obligations.now()
    core_model.Session.commit()
    return dataset_id
