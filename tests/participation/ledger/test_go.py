"""Go's own transparency-log library reads our records."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.participation.ledger.test_verifier import act_no, publish

GO = shutil.which("go") or shutil.which("go", path="/usr/local/go/bin")
MODULE = Path(__file__).with_name("go")

pytestmark = pytest.mark.skipif(GO is None, reason="Go is not installed")


@pytest.fixture(scope="module")
def reads(tmp_path_factory):
    """Go's opinion of a folder: its output, or what it refuses."""
    assert GO is not None
    program = tmp_path_factory.mktemp("go") / "reads"
    built = subprocess.run([GO, "build", "-o", str(program), "."], cwd=MODULE,
                           capture_output=True, text=True, env=os.environ)  # fmt: skip
    if built.returncode and ("dial tcp" in built.stderr or "lookup" in built.stderr):
        pytest.skip("golang.org/x/mod can't be downloaded here")
    assert built.returncode == 0, built.stderr
    return lambda folder: subprocess.run([program, str(folder)], capture_output=True, text=True)


@pytest.mark.parametrize("sizes", [[1], [3, 256], [255, 700], [70_000]])
def test_go_accepts_our_record(reads, tmp_path, sizes):
    publish(tmp_path, [act_no(number) for number in range(sizes[-1])], sizes)
    done = reads(tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{sizes[-1]} entries accepted\n"


@pytest.mark.parametrize("path", ["checkpoint", "vkey", "tile/0/000", "tile/entries/000"])
def test_go_refuses_one_changed_byte(reads, tmp_path, path):
    publish(tmp_path, [act_no(number) for number in range(300)], [300])
    data = bytearray((tmp_path / path).read_bytes())
    data[40] ^= 1
    (tmp_path / path).write_bytes(data)
    assert reads(tmp_path).returncode != 0
