"""Keys in files of their own: made once, readable by the portal only, destroyed for good."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

KEY_BYTES = 32


def make_once(path: Path) -> bytes:
    """The key in this file; it is made when there is none. Two makers end up with one key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _write_new(path, secrets.token_bytes(KEY_BYTES))
    return path.read_bytes()


def _write_new(path: Path, content: bytes) -> None:
    """The whole file appears at once: it is written beside and linked, which fails if it exists."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        draft.unlink()
    _sync_folder(path.parent)


def destroy(path: Path) -> None:
    """Overwrite the key, remove the file and wait until the disk has done both."""
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _sync_folder(path.parent)


def mark(path: Path) -> None:
    """Leave an empty file as a mark that stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
