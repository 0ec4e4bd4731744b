"""`up`: from whatever is there to a portal that serves pages. Every step may be run again."""

import fcntl
import hashlib
import os
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ckanext.participation.booth import grants

from deployment import solr

from . import build, configuration, demo, postgresql, services, supervision
from .child import tied
from .instance import ROOT, Instance
from .steps import StepFailed, say, step, wait_until

BACKENDS = ("postgresql", "valkey", "solr")
PAGES = ("web", "booth", "front")
"""What answers a browser. The rest of the portal works behind it."""
PATIENCE_SECONDS = 120


@contextmanager
def only_one(instance: Instance) -> Iterator[None]:
    """Two starts of one instance wait for each other."""
    instance.home.mkdir(parents=True, exist_ok=True)
    with open(instance.home / "up.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def bring_up(instance: Instance, with_demo: bool = True, with_portal: bool = True) -> None:
    build.ensure(instance.build)
    with only_one(instance):
        if supervision.running(instance):
            _refuse_another_port(instance)
            instance.prepare()
            configuration.write(instance)
            supervision.renew(instance)
            if solr.prepare_home(services.solr_home(instance)):
                supervision.stop(instance, "solr")
        else:
            _start(instance)
        with step("PostgreSQL, Valkey and Solr"):
            supervision.start(instance, *BACKENDS)
            _wait(instance, "postgresql", lambda: postgresql.ready(instance))
        _set_up(instance)
        if with_portal:
            _serve_pages(instance)
        if with_portal and with_demo:
            demo.ensure(instance)


def _serve_pages(instance: Instance) -> None:
    """Wait for what pages need; what works behind them loads as long and comes after."""
    with step("Web server, booth and front server"):
        supervision.start(instance, *PAGES)
        wait_for_solr(instance, "ckan")
        wait_for_pages(instance)
    supervision.start(instance, *portal_services(instance))


def _start(instance: Instance) -> None:
    with step("Folders, secrets and settings"):
        _refuse_taken_port(instance)
        instance.prepare()
        configuration.write(instance)
        solr.prepare_home(services.solr_home(instance))
        postgresql.create_cluster(instance)
        supervision.start_supervisor(instance)


def _refuse_another_port(instance: Instance) -> None:
    port = instance.recorded_port
    if port != instance.port:
        raise StepFailed(
            f"This instance runs already, on port {port}",
            "Stop it first to move it: ./egov down",
        )


def _refuse_taken_port(instance: Instance) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", instance.port))
        except OSError as error:
            raise StepFailed(
                f"Port {instance.port} is taken",
                f"Choose another: EGOV_PORT={instance.port + 1} ./egov up",
            ) from error


def portal_services(instance: Instance) -> list[str]:
    """Every service that stands on the databases: it rests while tables change."""
    return [item.name for item in services.services(instance) if item.name not in BACKENDS]


def _wait(instance: Instance, name: str, ready: Callable[[], bool]) -> None:
    """Wait until a service does what it should; else show the end of its log."""

    def failure() -> StepFailed:
        log = instance.logs / f"{name}.log"
        lines = log.read_text(errors="replace").splitlines() if log.exists() else []
        tail = "\n".join(lines[-8:])
        return StepFailed(f"{name} did not come up\n{tail}", f"The whole story is in {log}")

    wait_until(ready, PATIENCE_SECONDS, failure)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def wait_for_pages(instance: Instance) -> None:
    address = f"http://127.0.0.1:{instance.port}/api/3/action/status_show"
    _wait(instance, "web", lambda: _answers(address))


def wait_for_solr(instance: Instance, core: str) -> None:
    ping = f"{configuration.solr_url(instance, core)}/select?q=*:*&rows=0"
    _wait(instance, "solr", lambda: _answers(ping))


def _set_up(instance: Instance) -> None:
    """Databases, tables and administrator; left out when nothing has changed since they were."""
    wanted = state_wanted()
    stamp = instance.home / "set-up"
    found = stamp.read_text().split() if stamp.exists() else []
    if found == wanted.split():
        return
    supervision.stop(instance, *portal_services(instance))
    with step("Databases, roles and permissions"):
        postgresql.end_connections(instance)
        postgresql.create_databases(instance)
    with step("Tables and administrator"):
        run_portal_step(instance, "migrate", "admin")
        postgresql.grant_booth(instance)
    if found and found[1:] != wanted.split()[1:]:
        with step("Search index"):
            wait_for_solr(instance, "ckan")
            wait_for_solr(instance, "participation")
            run_portal_step(instance, "index")
    stamp.write_text(wanted)


def state_wanted() -> str:
    """Fingerprints of the migrations and of the search schema, as two words."""
    migrations = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(ROOT.glob("*/ckanext/**/migration/**/versions/*.py")):
        migrations.update(path.read_bytes())
    migrations.update(" ".join(configuration.PLUGINS).encode())
    migrations.update(grants.GRANTS.encode())
    search = hashlib.sha256()
    for path in sorted(Path(solr.__file__).parent.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            search.update(path.read_bytes())
    return f"{migrations.hexdigest()} {search.hexdigest()}"


def run_portal_step(instance: Instance, *names: str) -> None:
    environment = os.environ | {"EGOV_ADMIN_PASSWORD": instance.secrets["admin_password"]}
    done = subprocess.run(
        tied([instance.python, "-m", "deployment.embedded.portal", str(instance.ini), *names]),
        capture_output=True, text=True, cwd=ROOT, env=environment,
    )  # fmt: skip
    if done.returncode:
        log = instance.logs / "set-up.log"
        log.write_text(done.stdout + done.stderr)
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise StepFailed(f"{' and '.join(names)}: {last[0]}", f"The whole story is in {log}")


def welcome(instance: Instance) -> None:
    say(f"""
  The portal is at {instance.url}
  Log in at {instance.url}/user/login
    as admin, password {instance.secrets["admin_password"]}
  Its state is in {instance.home}
""")
