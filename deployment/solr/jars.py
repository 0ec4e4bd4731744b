"""Fetches Solr's jars with jgo and refuses every jar that is not on our own list.

jgo rewrites its lock file instead of checking it, so `jars.sha256` is what counts: a SHA-256 and
the path in a Maven repository per line. `relist.py` makes it anew from `jgo.toml`.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path, PurePosixPath

from jgo.config import GlobalSettings
from jgo.maven import MavenContext

LIST = Path(__file__).with_name("jars.sha256")
ATTEMPTS = 3
AT_ONCE = 6

Progress = Callable[[str], None]


class JarsRefused(Exception):
    """The jars that came are not the jars we know, or they did not come."""


def expected() -> dict[str, str]:
    """SHA-256 of each jar by its path in a Maven repository, from our own list."""
    lines = LIST.read_text().splitlines()
    return {path: digest for digest, path in (line.split("  ") for line in lines)}


def fetch(target: Path, progress: Progress = lambda text: None) -> None:
    """Put exactly the listed jars in `target/jars`. Does nothing when they are there already."""
    if not differences(target / "jars"):
        return
    target.mkdir(parents=True, exist_ok=True)
    for left_over in target.glob("fetch-*"):
        shutil.rmtree(left_over)
    with tempfile.TemporaryDirectory(prefix="fetch-", dir=target) as folder:
        fetched = Path(folder) / "jars"
        fetched.mkdir()
        _fetch_all(Path(folder) / "repository", fetched, progress)
        wrong = differences(fetched)
        if wrong:
            raise JarsRefused("Solr's jars were refused: " + "; ".join(wrong[:10]))
        if (target / "jars").exists():
            (target / "jars").rename(Path(folder) / "old")
        fetched.rename(target / "jars")


def differences(folder: Path) -> list[str]:
    """What keeps a folder from holding exactly the listed jars, in words; empty when it does."""
    wanted = {PurePosixPath(path).name: digest for path, digest in expected().items()}
    found = {path.name: path for path in folder.glob("*.jar")}
    missing = [f"{name} is missing" for name in sorted(wanted.keys() - found.keys())]
    unknown = [f"{name} is not on the list" for name in sorted(found.keys() - wanted.keys())]
    changed = [
        f"{name} has another SHA-256"
        for name in sorted(wanted.keys() & found.keys())
        if digest_of(found[name]) != wanted[name]
    ]
    return missing + unknown + changed


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def coordinates(path: str) -> tuple[str, str, str, str]:
    """Group, artifact, version and classifier of a jar, from its path in a Maven repository."""
    *group, artifact, version, name = PurePosixPath(path).parts
    classifier = name.removesuffix(".jar").removeprefix(f"{artifact}-{version}").lstrip("-")
    return ".".join(group), artifact, version, classifier


def _fetch_all(repository: Path, jars: Path, progress: Progress) -> None:
    maven = _maven(repository)
    total = len(expected())
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(_fetch_one, maven, path) for path in expected()]
        try:
            for done, future in enumerate(as_completed(running), 1):
                path = future.result()
                path.rename(jars / path.name)
                progress(f"{done} of {total} jars")
        finally:
            pool.shutdown(cancel_futures=True)


def _maven(repository: Path) -> MavenContext:
    """Maven as the person set it up for jgo (a mirror, say), with a store that we throw away."""
    settings = GlobalSettings.load()
    return MavenContext(
        repo_cache=repository,
        local_repos=[],
        remote_repos=settings.repositories or None,
        timeout=60,
    )


def _fetch_one(maven: MavenContext, path: str) -> Path:
    group, artifact, version, classifier = coordinates(path)
    component = maven.project(group, artifact).at_version(version)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return component.artifact(classifier=classifier).resolve()
        except (OSError, RuntimeError, AssertionError) as error:
            (maven.repo_cache / path).unlink(missing_ok=True)
            if attempt == ATTEMPTS:
                raise JarsRefused(f"{path} could not be fetched: {error}") from error
    raise AssertionError("unreachable")
