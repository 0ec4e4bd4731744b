"""Fetches Solr's jars with jgo and refuses every jar that is not on our own list.

jgo rewrites its lock file instead of checking it, so `jars.sha256` is what counts.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
ATTEMPTS = 3

Progress = Callable[[str], None]


class JarsRefused(Exception):
    """The jars that came are not the jars we know."""


def expected() -> dict[str, str]:
    """SHA-256 of each jar by file name, from our own list."""
    lines = (HERE / "jars.sha256").read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def fetch(target: Path, progress: Progress = lambda text: None) -> None:
    """Put exactly the listed jars in `target/jars`. Does nothing when they are there already."""
    if differences(target / "jars") == []:
        return
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="fetch-", dir=target) as folder:
        fetched = _fetch_checked(Path(folder), progress)
        old = target / "jars"
        if old.exists():
            old.rename(Path(folder) / "old")
        fetched.rename(old)


def differences(folder: Path) -> list[str]:
    """What keeps a folder from holding exactly the listed jars, in words; empty when it does."""
    wanted = expected()
    found = {path.name: path for path in folder.glob("*.jar")}
    missing = [f"{name} is missing" for name in sorted(wanted.keys() - found.keys())]
    unknown = [f"{name} is not on the list" for name in sorted(found.keys() - wanted.keys())]
    changed = [
        f"{name} has another SHA-256"
        for name in sorted(wanted.keys() & found.keys())
        if _digest(found[name]) != wanted[name]
    ]
    return missing + unknown + changed


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fetch_checked(folder: Path, progress: Progress) -> Path:
    shutil.copy(HERE / "jgo.toml", folder)
    for attempt in range(1, ATTEMPTS + 1):
        returncode, output = _run_jgo(folder, progress)
        if returncode == 0:
            break
        if attempt == ATTEMPTS:
            raise JarsRefused(f"Solr's jars could not be fetched:\n{output[-2000:]}")
    jars = folder / "checked"
    jars.mkdir()
    for path in _jars_of(folder / "cache"):
        path.rename(jars / path.name)
    wrong = differences(jars)
    if wrong:
        raise JarsRefused("Solr's jars were refused: " + "; ".join(wrong[:10]))
    return jars


def _jars_of(cache: Path) -> Iterator[Path]:
    for name in ("jars", "modules"):
        yield from (cache / name).glob("*.jar")


def _run_jgo(folder: Path, progress: Progress) -> tuple[int, str]:
    repository = folder / "repository"
    with (folder / "log").open("w+") as log:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "jgo", "--resolver", "python", "--links", "copy",
                "--timeout", "60", "--repo-cache", str(repository),
                "--cache-dir", str(folder / "cache"), "sync",
            ],
            cwd=folder, stdout=log, stderr=subprocess.STDOUT,
            env=os.environ | {"NO_COLOR": "1"},
        )  # fmt: skip
        _watch(process, repository, progress)
        log.seek(0)
        return process.returncode, log.read()


def _watch(process: subprocess.Popen[bytes], repository: Path, progress: Progress) -> None:
    total = len(expected())
    try:
        while process.poll() is None:
            done = min(total, sum(1 for _ in repository.rglob("*.jar")))
            read = sum(1 for _ in repository.rglob("*.pom"))
            progress(f"{done} of {total} jars" if done else f"{read} descriptions of jars read")
            time.sleep(0.5)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
