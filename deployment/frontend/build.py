"""Bring the npm packages that pages need into the theme: fonts and maps, never from a CDN.

The lock file names exact versions with their hashes; `npm ci` refuses anything else and
`--ignore-scripts` keeps packages from running code here. What is copied is build output: git
ignores it, the wheel carries it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

VENDOR = Path("ckanext-egov", "ckanext", "egov", "theme", "public", "egov", "vendor")
HERE = Path("deployment", "frontend")

_SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
_WEIGHTS = (400, 600, 700)
_PRINTED = ("400Regular", "700Bold")
"""For pictures and papers that the server draws: whole fonts, which browsers never ask for."""


def copies() -> Iterator[tuple[str, str]]:
    """Yield (path under node_modules, path under the vendor folder) of each file pages need."""
    for subset in _SUBSETS:
        for weight in _WEIGHTS:
            name = f"noto-sans-{subset}-{weight}-normal.woff2"
            yield f"@fontsource/noto-sans/files/{name}", f"noto-sans/{name}"
    yield "@fontsource/noto-sans/LICENSE", "noto-sans/LICENSE"
    for weight in _PRINTED:
        name = f"NotoSans_{weight}.ttf"
        yield f"@expo-google-fonts/noto-sans/{weight}/{name}", f"noto-sans-whole/{name}"
    yield "@expo-google-fonts/noto-sans/LICENSE_FONT", "noto-sans-whole/LICENSE"
    for name in ("maplibre-gl.mjs", "maplibre-gl-worker.mjs", "maplibre-gl.css"):
        yield f"maplibre-gl/dist/{name}", f"maplibre-gl/{name}"
    yield "maplibre-gl/LICENSE.txt", "maplibre-gl/LICENSE.txt"


def is_current(root: Path) -> bool:
    """Tell whether the vendor folder was made from the lock file as it is now."""
    stamp, lock = root / VENDOR / "package-lock.json", root / HERE / "package-lock.json"
    if not stamp.is_file() or stamp.read_bytes() != lock.read_bytes():
        return False
    return all((root / VENDOR / target).is_file() for _, target in copies())


def build(root: Path, node_bin: Path, npm_bin: Path) -> Path:
    """Install the locked packages and copy what pages need; return the vendor folder."""
    if is_current(root):
        return root / VENDOR
    modules = _install(root, node_bin, npm_bin)
    fresh = root / VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for source, target in copies():
        (fresh / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / source, fresh / target)
    shutil.copyfile(root / HERE / "package-lock.json", fresh / "package-lock.json")
    shutil.rmtree(root / VENDOR, ignore_errors=True)
    fresh.rename(root / VENDOR)
    return root / VENDOR


def _install(root: Path, node_bin: Path, npm_bin: Path) -> Path:
    """Run `npm ci` in a scratch folder, with the given node first on the path."""
    scratch = root / ".build" / "frontend"
    scratch.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(root / HERE / name, scratch / name)
    command = [str(npm_bin), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(
        command, cwd=scratch, env=_environment(node_bin), capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"npm could not install the front-end packages:\n{done.stderr.strip()}")
    return scratch / "node_modules"


def _environment(node_bin: Path) -> dict[str, str]:
    path = os.pathsep.join([str(node_bin.parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path}
