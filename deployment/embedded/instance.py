"""An instance: where one running portal keeps its state, and the few numbers it is known by."""

import hashlib
import json
import os
import secrets
import socket
import sys
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_PORT = 5000
LONGEST_SOCKET_FOLDER = 80
"""Characters: a socket's whole path may have 107 (unix(7)), the longest name in it has 24."""


@dataclass(frozen=True)
class Instance:
    home: Path
    port: int

    @property
    def build(self) -> Path:
        return Path(os.environ.get("EGOV_BUILD") or ROOT / ".build")

    @property
    def python(self) -> str:
        return sys.executable

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def ini(self) -> Path:
        return self.home / "ckan.ini"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def pgdata(self) -> Path:
        return self.home / "postgresql"

    @cached_property
    def sockets(self) -> Path:
        """Folder of the sockets: inside the home unless that makes their paths too long."""
        inside = self.home / "run"
        if len(str(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        name = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"egov-{os.getuid()}-{name}"

    @cached_property
    def solr_port(self) -> int:
        return json.loads((self.home / "instance.json").read_text())["solr_port"]

    @property
    def recorded_port(self) -> int | None:
        """The port of the last start; an instance keeps it unless told otherwise."""
        return recorded_port(self.home)

    @cached_property
    def secrets(self) -> dict[str, str]:
        return json.loads((self.home / "secrets.json").read_text())

    def prepare(self) -> None:
        """Make the folders and, at the first start, the port numbers and the secrets."""
        self.home.mkdir(parents=True, exist_ok=True)
        for folder in (self.logs, self.home / "storage", self.home / "cache"):
            folder.mkdir(exist_ok=True)
        self._prepare_sockets()
        if not (self.home / "instance.json").exists():
            write_private(self.home / "instance.json", json.dumps({"solr_port": free_port()}))
        (self.home / "port").write_text(str(self.port))
        self._prepare_secrets()

    def _prepare_secrets(self) -> None:
        """Make the secrets that are not there yet; an instance keeps those it has."""
        path = self.home / "secrets.json"
        kept = json.loads(path.read_text()) if path.exists() else {}
        wanted = _new_secrets() | kept
        if wanted != kept:
            write_private(path, json.dumps(wanted, indent=1))

    def _prepare_sockets(self) -> None:
        self.sockets.mkdir(mode=0o711, exist_ok=True)
        if self.sockets.stat().st_uid != os.getuid():
            raise PermissionError(f"{self.sockets} belongs to somebody else; remove it")


def _new_secrets() -> dict[str, str]:
    names = ["session", "tokens", "postgres", "ckan", "datastore_write", "datastore_read"]
    names.append("booth")
    made = {name: secrets.token_urlsafe(32) for name in names}
    return made | {"admin_password": secrets.token_urlsafe(12)}


def write_private(path: Path, text: str) -> None:
    """Write a file only its owner may read, whole or not at all."""
    draft = path.with_suffix(".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def recorded_port(home: Path) -> int | None:
    note = home / "port"
    return int(note.read_text()) if note.exists() else None


def from_environment() -> Instance:
    """The instance that EGOV_HOME and EGOV_PORT name; without a port, the one it had before."""
    home = Path(os.environ.get("EGOV_HOME") or ROOT / ".egov").expanduser().resolve()
    named = os.environ.get("EGOV_PORT")
    return Instance(home, int(named) if named else recorded_port(home) or DEFAULT_PORT)
