"""Builds once what every instance of this checkout shares: Solr's jars, front-end files, texts."""

import fcntl
import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deployment import i18n, solr
from deployment.frontend import build as frontend
from deployment.solr.jars import JarsRefused

from .instance import ROOT
from .steps import StepFailed, step


def ensure(folder: Path) -> None:
    """Make what is missing or out of date under the build folder. Processes wait for each other."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _when_changed(folder, "solr", "Solr", [ROOT / "deployment/solr"], _jars)
        if not frontend.is_current(ROOT):
            with step("Fonts and maps"), fetching():
                frontend.build(ROOT, _program("node"), _program("npm"))
        theme = ROOT / "ckanext-egov/ckanext/egov/theme"
        texts = [theme / "i18n", theme / "i18n_core", ROOT / "deployment/i18n.py"]
        _when_changed(folder, "i18n", "Texts in five languages", texts, _texts)


@contextmanager
def fetching() -> Iterator[None]:
    """What goes wrong with a download is told without a traceback, with what to do."""
    try:
        yield
    except (JarsRefused, RuntimeError, OSError) as error:
        raise StepFailed(str(error), "Check the network and run the command again.") from error


def _when_changed(folder: Path, name: str, title: str, sources: list[Path], make) -> None:
    stamp = folder / f"{name}.stamp"
    wanted = _fingerprint(sources)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with step(title) as progress:
        make(folder, progress)
    stamp.write_text(wanted)


def _fingerprint(sources: list[Path]) -> str:
    digest = hashlib.sha256()
    for source in sources:
        for path in sorted(source.rglob("*") if source.is_dir() else [source]):
            if (
                path.is_file()
                and path.suffix not in {".pyc", ".mo"}
                and "node_modules" not in path.parts
            ):
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _jars(folder: Path, progress) -> None:
    with fetching():
        solr.fetch(folder / "solr", progress)


def _program(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def _texts(folder: Path, progress) -> None:
    i18n.compile_catalogues()
    i18n.prepare_core_directory(folder / "i18n")
