"""Looks at what CKAN itself stands on."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan.lib.redis import connect_to_redis
from ckan.lib.search.common import make_connection
from rq import Worker

from . import config
from .interfaces import Finding

LEAST_FREE = 0.05
LEAST_FREE_BYTES = 1 << 30
SILENCE = timedelta(minutes=10)
"""A worker that waits for work says so every 7 minutes."""


def database() -> Finding:
    """The database answers."""
    started = time.monotonic()
    model.Session.execute(sa.text("SELECT 1"))
    milliseconds = round((time.monotonic() - started) * 1000, 1)
    return Finding(True, tk._("It answers."), facts={"milliseconds": milliseconds})


def valkey() -> Finding:
    """The store of sessions and waiting jobs answers."""
    waiting = connect_to_redis().llen("rq:queue:ckan:egov:default")
    return Finding(True, tk._("It answers."), facts={"jobs_waiting": waiting})


def solr() -> Finding:
    """The search answers."""
    found = make_connection().search("*:*", rows=0)
    return Finding(True, tk._("It answers."), facts={"documents": found.hits})


def worker() -> Finding:
    """Somebody does the jobs that pages leave for later."""
    now = datetime.now(UTC)
    beats = [
        beat.replace(tzinfo=UTC)
        for each in Worker.all(connection=connect_to_redis())
        if (beat := each.last_heartbeat) is not None
    ]
    alive = [beat for beat in beats if now - beat < SILENCE]
    facts = {"workers": len(alive)}
    if alive:
        return Finding(True, tk._("It works."), facts=facts)
    return Finding(False, tk._("No worker does the waiting jobs."), max(beats, default=None), facts)


def disk() -> Finding:
    """The disk has room."""
    usage = shutil.disk_usage(config.folder())
    share = usage.free / usage.total
    facts = {"free_gb": round(usage.free / 1e9, 1), "free_share": round(share, 3)}
    full = usage.free < LEAST_FREE_BYTES or share < LEAST_FREE
    message = tk._("{number} GB are free.").format(number=facts["free_gb"])
    return Finding(not full, message, facts=facts)


def checks() -> dict[str, Callable[[], Finding]]:
    """Return what every portal has."""
    return {
        "database": database,
        "valkey": valkey,
        "solr": solr,
        "worker": worker,
        "disk": disk,
    }


def titles() -> dict[str, str]:
    """Return what these are called in plain words."""
    return {
        "database": tk._("Database"),
        "valkey": tk._("Sessions and waiting work"),
        "solr": tk._("Search"),
        "worker": tk._("Work in the background"),
        "disk": tk._("Room on the disk"),
    }
