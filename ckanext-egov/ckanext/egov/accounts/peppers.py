"""The pepper of each process: kept outside the database, destroyed when the process is certified.

Without it nobody can tell whose a person key is, and no key can be made again. Every machine that
serves the portal sees the same folder.
"""

from __future__ import annotations

from pathlib import Path

from ckanext.egov.keys import config, key_files


class PepperGone(Exception):
    """The pepper of this process was destroyed, or there never was one."""


def create(process_no: int) -> None:
    """Make the pepper of a process; nothing happens when it is there."""
    if _tombstone(process_no).exists():
        raise PepperGone(process_no)
    key_files.make_once(_path(process_no))


def read(process_no: int) -> bytes:
    """The pepper of a process."""
    try:
        return _path(process_no).read_bytes()
    except FileNotFoundError as error:
        raise PepperGone(process_no) from error


def destroy(process_no: int) -> None:
    """Destroy the pepper of a process for good; safe to do twice."""
    key_files.mark(_tombstone(process_no))
    if _path(process_no).exists():
        key_files.destroy(_path(process_no))


def exists(process_no: int) -> bool:
    """Whether the pepper of a process is there."""
    return _path(process_no).exists()


def portal_key(name: str) -> bytes:
    """A key of the portal itself that is not in the database either, made at first use."""
    return key_files.make_once(config.folder() / f"portal-{name}.key")


def _path(process_no: int) -> Path:
    return config.folder() / f"process-{int(process_no)}.pepper"


def _tombstone(process_no: int) -> Path:
    return config.folder() / f"process-{int(process_no)}.destroyed"
