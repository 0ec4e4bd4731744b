"""Solr learns of every change of a process: right after the commit, or later when it was down.

What has to be indexed waits in a table that is written in the transaction of the change, so that
nothing is lost when Solr, this process or the machine dies in between.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pysolr
import sqlalchemy as sa
from ckan import model
from sqlalchemy.dialects.postgresql import insert

from . import config, rules
from .model import IndexQueue, Process
from .recording import kinds

log = logging.getLogger(__name__)

BATCH = 200
MESSAGE = 200
"""How much of Solr's complaint goes into the log: enough to know, too little to fill it."""


def solr() -> pysolr.Solr | None:
    """The core of participation, or None where there is none."""
    url = config.solr_url()
    return _client(url, config.solr_seconds()) if url else None


@cache
def _client(url: str, seconds: float) -> pysolr.Solr:
    return pysolr.Solr(url, timeout=seconds)


def queue(process_no: int) -> None:
    """Note in the caller's transaction that a process has to be indexed."""
    model.Session.execute(
        insert(IndexQueue)
        .values(process_no=process_no)
        .on_conflict_do_update(
            index_elements=["process_no"], set_={"change": IndexQueue.change + 1}
        )
    )


def index_now(numbers: Sequence[int]) -> None:
    """Index these processes; when Solr is not there they stay in the queue."""
    try:
        _index(numbers)
    except pysolr.SolrError as error:
        model.Session.rollback()
        log.warning("Indexing of %s processes waits: %s", len(numbers), _short(error))


def index_waiting() -> None:
    """Index whatever waits; raises when Solr is not there, so that operators see it."""
    while numbers := _waiting():
        _index(numbers)


def reindex() -> int:
    """Make the whole index anew from the database; how many processes it then has."""
    core = solr()
    if core is None:
        return 0
    core.delete(q="*:*", commit=True)
    numbers = list(model.Session.scalars(sa.select(Process.process_no)))
    for first in range(0, len(numbers), BATCH):
        _send(core, numbers[first : first + BATCH])
    model.Session.execute(sa.delete(IndexQueue))
    model.Session.commit()
    return core.search("type:process", rows=0).hits


def waiting() -> tuple[int, datetime | None]:
    """How many processes wait, and since when the oldest does."""
    query = sa.select(sa.func.count(), sa.func.min(IndexQueue.since))
    number, since = model.Session.execute(query).one()
    return number, since


def _waiting() -> list[int]:
    query = sa.select(IndexQueue.process_no).order_by(IndexQueue.since).limit(BATCH)
    return list(model.Session.scalars(query))


def _index(numbers: Sequence[int]) -> None:
    # Read before the processes are: a change that comes meanwhile stays in the queue.
    query = sa.select(IndexQueue).where(IndexQueue.process_no.in_(numbers))
    seen = {item.process_no: item.change for item in model.Session.scalars(query)}
    core = solr()
    if core is not None:
        _send(core, numbers)
    for number, change in seen.items():
        model.Session.execute(
            sa.delete(IndexQueue).where(
                IndexQueue.process_no == number, IndexQueue.change == change
            )
        )
    model.Session.commit()


def _send(core: pysolr.Solr, numbers: Sequence[int]) -> None:
    query = sa.select(Process).where(Process.process_no.in_(numbers))
    found = list(model.Session.scalars(query.execution_options(populate_existing=True)))
    seen = [document(process) for process in found if is_findable(process)]
    there = {doc["process_no"] for doc in seen}
    gone = [f"process/{number}" for number in numbers if number not in there]
    if seen:
        core.add(seen, commit=not gone)
    if gone:
        core.delete(id=gone, commit=True)


def is_findable(process: Process) -> bool:
    """What was announced; of the rest what the slice itself wants to find, as rejected petitions.

    Who looks for processes of all kinds finds only what was announced (`listing.by_numbers`).
    """
    if process.announced_at is not None:
        return process.state != rules.DRAFT
    kind = kinds().get(process.kind)
    return bool(kind and kind.is_findable and kind.is_findable(process.process_no))


def document(process: Process) -> dict[str, Any]:
    """What the index gets of a process: public texts and codes, nothing of any person."""
    fields = {
        "id": f"process/{process.process_no}",
        "type": "process",
        "process_no": process.process_no,
        "kind": process.kind,
        "state": process.state,
        "body": process.body,
        "region": process.region,
        "sectors": process.sectors,
        "groups_in_need": process.groups_in_need,
        "closes_at": _solr_moment(process.closes_at),
        "title": _texts(process.title),
        "text": _texts(process.summary),
    }
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _texts(texts: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(texts.values()))


def _solr_moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:MESSAGE]
