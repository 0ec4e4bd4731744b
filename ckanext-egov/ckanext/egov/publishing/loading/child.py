"""Runs the engine in a process of its own and passes on what it says."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

from .engine.errors import LoadError
from .engine.spec import Spec, Tell

ENGINE = "ckanext.egov.publishing.loading.engine"
STDERR_BYTES = 2000


def run_engine(spec: Spec, tell: Tell) -> None:
    """Load by `spec`; a `LoadError` when the engine reports one or does not live to its end."""
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            [sys.executable, "-m", ENGINE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            _converse(process, spec, tell)
        except BaseException:
            process.kill()
            raise
        if process.wait():
            errors.seek(0)
            raise LoadError("unexpected", detail=_last_line(errors.read()[-STDERR_BYTES:]))


def _converse(process: subprocess.Popen[str], spec: Spec, tell: Tell) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    # The specification holds the database's password: not for a command line that all can see.
    json.dump(spec.to_dict(), process.stdin)
    process.stdin.close()
    for line in process.stdout:
        said = json.loads(line)
        if said["event"] == "failed":
            raise LoadError.from_dict(said["data"])
        tell(said["event"], said["data"])


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "the reader stopped"
