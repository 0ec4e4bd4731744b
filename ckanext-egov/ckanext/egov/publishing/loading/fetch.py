"""The file of a resource, from the upload storage or from its link."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import ckan.lib.uploader as uploader
from ckan.lib import files

from . import config
from .download import open_link
from .engine.errors import LoadError

# Besides the copy of the file, a rewritten copy and DuckDB's spill may be needed.
ROOM = 2
CHUNK = 1 << 20


def fetch(resource: dict[str, Any], target: Path) -> Path:
    """A copy of the file: the original may be replaced while it is being loaded."""
    if resource.get("url_type") == "upload":
        _from_storage(resource, target)
    else:
        _from_link(resource["url"], target)
    return target


def check_room(folder: Path, size: int) -> None:
    """Refuse before the disk is full rather than when it is."""
    if shutil.disk_usage(folder).free < size * ROOM:
        raise LoadError("disk_full")


def _check_size(size: int) -> None:
    if size > config.max_bytes():
        raise LoadError("too_large", most=config.max_bytes() >> 20)


def _from_storage(resource: dict[str, Any], target: Path) -> None:
    upload = uploader.get_resource_uploader(dict(resource))
    location: Any = upload.get_path(resource["id"])
    storage = getattr(upload, "storage", None)
    if storage is None:
        _from_path(Path(location), target)
        return
    try:
        data = files.FileData(location, size=storage.size(location))
        _check_size(data.size)
        check_room(target.parent, data.size)
        _save(storage.stream(data), target)
    except files.exc.LocationError as error:
        raise LoadError("no_file") from error


def _from_path(path: Path, target: Path) -> None:
    if not path.is_file():
        raise LoadError("no_file")
    _check_size(path.stat().st_size)
    check_room(target.parent, path.stat().st_size)
    shutil.copyfile(path, target)


def _from_link(url: str, target: Path) -> None:
    deadline = time.monotonic() + config.download_seconds()
    with open_link(url, config.allowed_hosts()) as response:
        announced = int(response.headers.get("content-length") or 0)
        _check_size(announced)
        check_room(target.parent, announced)
        _save(response.stream(CHUNK), target, deadline)


def _save(chunks: Iterable[bytes], target: Path, deadline: float | None = None) -> None:
    size = 0
    with target.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            _check_size(size)
            if deadline and time.monotonic() > deadline:
                raise LoadError("too_slow", seconds=config.download_seconds())
            file.write(chunk)
