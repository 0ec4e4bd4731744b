"""Whatever is killed, whenever: the next `./egov up` serves pages again and nothing is lost.

One instance goes through the tests in their order; each full start of it costs seconds.
"""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from deployment.embedded import postgresql, status, supervision
from deployment.embedded.instance import ROOT, Instance, free_port
from deployment.embedded.services import services


class Portal:
    """An instance driven by the command line, as a person would; looked at from inside."""

    def __init__(self, home: Path) -> None:
        self.instance = Instance(home, free_port())
        self.environment = os.environ | {
            "EGOV_HOME": str(home),
            "EGOV_PORT": str(self.instance.port),
        }

    def command(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(ROOT / "egov"), *words],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str) -> str:
        process = self.command(*words)
        out, err = process.communicate(timeout=180)
        assert process.returncode == 0, err
        return out

    def up(self) -> None:
        self.run("up", "--detach", "--no-demo")

    def up_killed_at(self, step: str) -> None:
        """Start, and kill the command when it has done the step."""
        process = self.command("up", "--detach", "--no-demo")
        assert process.stderr
        assert any(step in line for line in process.stderr), f"{step} was never done"
        process.send_signal(signal.SIGKILL)
        process.wait()

    def pids(self) -> dict[str, int | None]:
        found = supervision.processes(self.instance)
        return {name: process["pid"] for name, process in found.items()}

    def not_well(self) -> dict[str, str]:
        return status.not_well(self.instance, supervision.processes(self.instance))

    def wait_until_well(self) -> None:
        wait_until(lambda: not self.not_well(), 180, self.not_well)

    def administrators(self) -> list[str]:
        """Who the first start made, by id: a portal that began anew has another one."""
        with (
            closing(postgresql.connect(self.instance, "ckan")) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT id FROM \"user\" WHERE name = 'admin'")
            return [row[0] for row in cursor.fetchall()]


def wait_until(true: Callable[[], bool], seconds: float, told: Callable[[], object]) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, told()
        time.sleep(0.3)


def alive(pids: dict[str, int | None]) -> list[str]:
    return [name for name, pid in pids.items() if pid and Path(f"/proc/{pid}").exists()]


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    """In the checkout: pytest locks its own folders for other accounts, PostgreSQL's too."""
    home = Path(tempfile.mkdtemp(prefix=".egov-test-recovery-", dir=ROOT))
    portal = Portal(home)
    try:
        yield portal
    finally:
        portal.run("down")
        shutil.rmtree(home)


def kill_the_supervisor(portal: Portal) -> None:
    """Kill it outright and see that nothing it started outlives it."""
    pids = portal.pids()
    supervisor = supervision.supervisor_pid(portal.instance)
    assert supervisor
    os.kill(supervisor, signal.SIGKILL)
    wait_until(lambda: not alive(pids), 30, lambda: f"{alive(pids)} outlived the supervisor")


def test_first_start_killed_between_steps_goes_on_where_it_was(portal: Portal) -> None:
    portal.up_killed_at("Folders")
    portal.up_killed_at("PostgreSQL")
    kill_the_supervisor(portal)
    portal.up_killed_at("Databases")
    portal.up()
    portal.wait_until_well()
    assert portal.administrators()


def test_status_names_every_service_and_that_all_is_well(portal: Portal) -> None:
    told = json.loads(portal.run("status", "--json"))
    assert told["health"] == "ok"
    assert told["not_well"] == {}
    assert set(told["services"]) == {service.name for service in services(portal.instance)}
    assert set(told["services"]) >= {"booth", "sealer", "sender", "schedule", "worker", "web"}


def test_taken_port_is_named_with_what_to_do(portal: Portal, tmp_path: Path) -> None:
    other = Portal(tmp_path / "other")
    other.environment["EGOV_PORT"] = str(portal.instance.port)
    process = other.command("up", "--detach", "--no-demo")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"Port {portal.instance.port} is taken" in err
    assert "EGOV_PORT=" in err


def test_down_leaves_no_process_and_second_start_keeps_the_data(portal: Portal) -> None:
    pids, administrators = portal.pids(), portal.administrators()
    portal.run("down")
    assert alive(pids) == []
    portal.up()
    assert portal.administrators() == administrators


def test_every_killed_service_comes_back_by_itself(portal: Portal) -> None:
    before, administrators = portal.pids(), portal.administrators()
    for pid in before.values():
        assert pid
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not alive(before), 30, lambda: alive(before))
    portal.wait_until_well()
    after = portal.pids()
    assert not [name for name in before if after[name] == before[name]]
    assert portal.administrators() == administrators


def test_killed_supervisor_takes_every_service_along(portal: Portal) -> None:
    assert len(alive(portal.pids())) == len(services(portal.instance))
    kill_the_supervisor(portal)
