"""Talks to the supervisor: start it, ask it, stop it."""

import os
import signal
import subprocess
import sys
import xmlrpc.client
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException
from typing import Any

from supervisor.xmlrpc import SupervisorTransport

from .instance import Instance
from .services import services, write_supervisor_configuration
from .steps import StepFailed, wait_until

STOP_SECONDS = 90


def _server(instance: Instance) -> Any:
    socket = f"unix://{instance.sockets}/supervisor.sock"
    transport = SupervisorTransport(None, None, serverurl=socket)
    return xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport).supervisor


def running(instance: Instance) -> bool:
    try:
        return _server(instance).getState()["statename"] in ("RUNNING", "RESTARTING")
    except (OSError, HTTPException, xmlrpc.client.Error):
        return False


def start_supervisor(instance: Instance) -> None:
    """Start the supervisor in a session of its own: Ctrl-C reaches us, and we stop it in order."""
    configuration = write_supervisor_configuration(instance)
    with open(instance.logs / "supervisor.out", "wb") as log:
        subprocess.Popen(
            [sys.executable, "-m", "supervisor.supervisord", "--nodaemon", "-c",
             str(configuration)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd="/",
        )  # fmt: skip
    advice = f"See {instance.logs}/supervisor.out"
    wait_until(
        lambda: running(instance), 60, lambda: StepFailed("The supervisor did not start", advice)
    )


def renew(instance: Instance) -> None:
    """Tell a supervisor that runs already what services there are now; it stops what changed."""
    write_supervisor_configuration(instance)
    server = _server(instance)
    added, changed, removed = server.reloadConfig()[0]
    for name in [*changed, *removed]:
        server.stopProcessGroup(name)
        server.removeProcessGroup(name)
    for name in [*added, *changed]:
        server.addProcessGroup(name)


def start(instance: Instance, *names: str) -> None:
    server = _server(instance)
    for name in names:
        if server.getProcessInfo(name)["statename"] not in ("RUNNING", "STARTING", "BACKOFF"):
            server.startProcess(name, False)


def stop(instance: Instance, *names: str) -> None:
    """Stop services together, and wait until they are gone."""
    server = _server(instance)
    for name in names:
        if server.getProcessInfo(name)["statename"] in ("RUNNING", "STARTING", "BACKOFF"):
            server.stopProcess(name, False)
    wait_until(
        lambda: not any(server.getProcessInfo(name)["pid"] for name in names),
        STOP_SECONDS,
        lambda: StepFailed(f"{', '.join(names)} did not stop", f"See {instance.logs}"),
    )


def processes(instance: Instance) -> dict[str, dict[str, Any]]:
    """Name of each service -> `state` (supervisor's word) and `pid`."""
    if not running(instance):
        return {}
    return {
        info["name"]: {"state": info["statename"].lower(), "pid": info["pid"] or None}
        for info in _server(instance).getAllProcessInfo()
    }


def supervisor_pid(instance: Instance) -> int | None:
    try:
        return _server(instance).getPID()
    except (OSError, HTTPException, xmlrpc.client.Error):
        return None


def shut_down(instance: Instance) -> None:
    """Stop every service and the supervisor, and wait until they are gone.

    What stands on another service stops before it. Left alone, the supervisor would stop them one
    by one, a second each.
    """
    pid = supervisor_pid(instance)
    if pid is None:
        return
    # Told to stop by somebody else too, the supervisor answers no more; it goes all the same.
    with suppress(OSError, HTTPException, xmlrpc.client.Error):
        for names in _from_the_top(instance):
            stop(instance, *names)
    os.kill(pid, signal.SIGTERM)
    advice = f"See {instance.logs}; the supervisor is process {pid}"
    wait_until(
        lambda: not _alive(pid),
        STOP_SECONDS,
        lambda: StepFailed("The services did not stop", advice),
    )


def _from_the_top(instance: Instance) -> Iterator[list[str]]:
    """The supervisor's services, those of one order together, the highest order first."""
    known = {info["name"] for info in _server(instance).getAllProcessInfo()}
    found = [service for service in services(instance) if service.name in known]
    for order in sorted({service.order for service in found}, reverse=True):
        yield [service.name for service in found if service.order == order]


def _alive(pid: int) -> bool:
    try:
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
    except ChildProcessError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
