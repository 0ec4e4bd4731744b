"""CKAN's worker without its slowest habit: it sets the whole portal up anew for each job.

A job runs in a fork of the worker, where everything is set up already; CKAN closes the connections
to the database before it forks. Loading it all again costs seconds of a processor each time.
"""

from __future__ import annotations

from typing import NoReturn

import rq
from ckan.lib import app_globals, jobs
from rq.job import Job


class Worker(jobs.Worker):
    """Runs background jobs, each in a fork."""

    def main_work_horse(self, job: Job, queue: rq.Queue) -> NoReturn:
        """Run a job in the fork, with the settings that administrators made meanwhile."""
        app_globals.reset()
        super(jobs.Worker, self).main_work_horse(job, queue)
