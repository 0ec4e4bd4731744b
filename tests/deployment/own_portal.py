"""An instance of the tests' own: driven by the command line, as a person would."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from deployment.embedded import postgresql, status, supervision
from deployment.embedded.instance import ROOT, Instance, free_port


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
