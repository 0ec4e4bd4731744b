"""Makes `jars.sha256` anew after a change of `jgo.toml`: `python -m deployment.solr.relist`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from .jars import LIST, digest_of


def relist() -> None:
    """Resolve the coordinates into an empty repository and list every jar that came."""
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder) / "repository"
        subprocess.run(
            [
                sys.executable, "-m", "jgo", "--resolver", "python", "--ignore-config",
                "--repo-cache", str(repository), "--cache-dir", str(Path(folder) / "cache"), "sync",
            ],
            cwd=LIST.parent, check=True,
        )  # fmt: skip
        jars = sorted(repository.rglob("*.jar"))
        lines = [f"{digest_of(jar)}  {jar.relative_to(repository).as_posix()}" for jar in jars]
    LIST.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    relist()
