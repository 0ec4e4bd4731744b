"""DuckDB with its limits set, and how its errors are read."""

from __future__ import annotations

import errno
from pathlib import Path

import duckdb

from .errors import LoadError
from .spec import Limits


def connect(folder: Path, limits: Limits) -> duckdb.DuckDBPyConnection:
    """An in-memory database that spills into `folder` and stays within the limits."""
    return duckdb.connect(
        ":memory:",
        config={
            "memory_limit": f"{limits.memory_mb}MB",
            "threads": limits.threads,
            "temp_directory": str(folder / "spill"),
            "preserve_insertion_order": True,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )


def is_full_disk(error: BaseException) -> bool:
    """Whether an error says, in any of the three libraries' ways, that the disk is full."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return "No space left on device" in str(error) or getattr(error, "pgcode", "") == "53100"


def as_load_error(error: BaseException) -> LoadError:
    """The error a person can act on."""
    if isinstance(error, LoadError):
        return error
    if is_full_disk(error):
        return LoadError("disk_full")
    if isinstance(error, (MemoryError, duckdb.OutOfMemoryException)):
        return LoadError("out_of_memory")
    return LoadError("unexpected", detail=str(error).strip().split("\n")[0][:300])
