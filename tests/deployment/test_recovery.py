"""Whatever is killed, whenever: the next `./egov up` serves pages again and nothing is lost."""

import json
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from deployment.embedded.instance import ROOT, free_port

SERVICES = ["postgresql", "valkey", "solr", "web", "worker", "sealer", "front"]


class Portal:
    """An instance driven by the command line, as a person would."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        self.environment = os.environ | {"EGOV_HOME": str(home), "EGOV_PORT": str(self.port)}

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
        for line in process.stderr:
            if step in line:
                break
        process.send_signal(signal.SIGKILL)
        process.wait()

    def status(self) -> dict:
        process = self.command("status", "--json")
        return json.loads(process.communicate(timeout=60)[0])

    def wait_until_well(self) -> None:
        deadline = time.monotonic() + 90
        while self.status()["health"] != "ok":
            assert time.monotonic() < deadline, self.status()
            time.sleep(0.5)

    def users(self) -> int:
        address = f"http://127.0.0.1:{self.port}/api/3/action/status_show"
        with urllib.request.urlopen(address, timeout=30) as response:
            assert response.status == 200
        listing = self.run("ckan", "user", "list")
        return listing.count("name=admin")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    portal = Portal(tmp_path_factory.mktemp("recovery") / "home")
    try:
        yield portal
    finally:
        portal.run("down")


def test_first_start_killed_between_steps_goes_on_where_it_was(portal: Portal) -> None:
    for step in ("Folders", "PostgreSQL", "Databases"):
        portal.up_killed_at(step)
    portal.up()
    portal.wait_until_well()
    assert portal.users() == 1


def test_every_killed_service_comes_back_by_itself(portal: Portal) -> None:
    before = portal.status()["services"]
    for name in SERVICES:
        os.kill(before[name]["pid"], signal.SIGKILL)
    time.sleep(2)
    portal.wait_until_well()
    after = portal.status()["services"]
    assert all(after[name]["pid"] != before[name]["pid"] for name in SERVICES)


def test_killed_supervisor_takes_its_services_along_and_up_repairs(portal: Portal) -> None:
    before = portal.status()
    os.kill(before["supervisor_pid"], signal.SIGKILL)
    deadline = time.monotonic() + 30
    for name in SERVICES:
        while Path(f"/proc/{before['services'][name]['pid']}").exists():
            assert time.monotonic() < deadline, f"{name} outlived the supervisor"
            time.sleep(0.2)
    portal.up()
    portal.wait_until_well()
    assert portal.users() == 1


def test_down_leaves_no_process_and_second_start_keeps_the_data(portal: Portal) -> None:
    pids = [found["pid"] for found in portal.status()["services"].values()]
    portal.run("down")
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]
    portal.up()
    assert portal.users() == 1


def test_taken_port_is_named_with_what_to_do(portal: Portal, tmp_path: Path) -> None:
    other = Portal(tmp_path / "other")
    other.environment["EGOV_PORT"] = str(portal.port)
    process = other.command("up", "--detach", "--no-demo")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"Port {portal.port} is taken" in err
    assert "EGOV_PORT=" in err
