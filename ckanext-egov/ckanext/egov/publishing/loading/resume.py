"""Loads that died with their worker are begun again when the next worker starts.

The watcher of each load does the same, but after a hard kill its scheduler may need ten
minutes to come back (it waits for the lock of the dead one to run out).
"""

from __future__ import annotations

import logging
import sys

import ckan.plugins.toolkit as tk

from . import jobs, model
from .lock import alive

log = logging.getLogger(__name__)

WORKERS = ({"egov-schedule", "work"}, {"jobs", "worker"})
"""What a command says that runs background jobs: ours or CKAN's."""

_asked = False


def when_worker_starts() -> None:
    """Queue the look-round once per worker; its forked children load the plugins again."""
    global _asked
    if _asked or not any(words <= set(sys.argv) for words in WORKERS):
        return
    _asked = True
    try:
        tk.enqueue_job(begin_dead_loads_again, title="Loads that died with their worker")
    except Exception:
        log.exception("Dead loads were not looked for")


def begin_dead_loads_again() -> None:
    """A load that is running, though nobody holds its lock, is dead."""
    for resource_id, load_id in model.running():
        with alive(resource_id) as nobody_works:
            dead = nobody_works
        if dead:
            jobs.enqueue(resource_id, load_id)
