"""`ckan egov-schedule run|once NAME|list|work`"""

from __future__ import annotations

import signal
import threading

import ckan.plugins.toolkit as tk
import click

from . import running, service
from .jobs import jobs
from .worker import Worker

__all__ = ["egov_schedule"]


@click.group("egov-schedule")
def egov_schedule() -> None:
    """Run what must happen every few seconds, hours or nights."""


@egov_schedule.command()
def run() -> None:
    """Run due jobs until told to stop; two of these never run the same job at once."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    service.serve(stop)


@egov_schedule.command()
@click.argument("name")
def once(name: str) -> None:
    """Run one job now, due or not."""
    found = jobs()
    if name not in found:
        tk.error_shout(f"There is no job {name}. There are: {', '.join(sorted(found))}")
        raise click.Abort
    if not running.run(name, found[name], only_if_due=False):
        tk.error_shout(f"{name} runs already, in another process")
        raise click.Abort
    error = running.last_error(name)
    if error:
        tk.error_shout(f"{name} failed: {error}")
        raise click.Abort
    click.echo(f"{name} ran")


@egov_schedule.command()
@click.option("--burst", is_flag=True, help="Stop when nothing waits.")
def work(burst: bool) -> None:
    """Run background jobs, in place of `ckan jobs worker`: each starts seconds sooner."""
    Worker().work(burst=burst, with_scheduler=True)


@egov_schedule.command("list")
def list_jobs() -> None:
    """Name the jobs."""
    for name, job in sorted(jobs().items()):
        when = f"at {job.at:%H:%M}, " if job.at else ""
        click.echo(f"{name}: {when}every {job.every}")
