"""Whatever is killed, whenever: the next `./egov up` serves pages again and nothing is lost."""

import json
import os
import signal
from pathlib import Path

from deployment.embedded import supervision
from deployment.embedded.services import services
from tests.deployment.own_portal import Portal, alive, wait_until


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
