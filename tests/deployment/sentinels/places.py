"""Everything that an instance has written down, place by place."""

from __future__ import annotations

import json
import mmap
import urllib.request
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import redis

from deployment.embedded import configuration, postgresql
from deployment.embedded.instance import Instance

FOLDERS = ("logs", "valkey", "ledger", "storage", "cache", "solr")
CORES = ("ckan", "participation")
DATABASES = ("ckan", "datastore")
COLUMNS = (
    "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns"
    " JOIN information_schema.tables USING (table_schema, table_name)"
    " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' GROUP BY table_name"
)


def all_of(instance: Instance) -> Iterator[tuple[str, bytes]]:
    """Files, stores, indices and tables; each with a name that leads there."""
    for folder in FOLDERS:
        yield from _files(instance.home / folder)
    yield from _valkey(instance)
    for core in CORES:
        yield f"solr {core}", _documents(instance, core)
    for database in DATABASES:
        yield from _tables(instance, database)


def of_postgresql(instance: Instance) -> Iterator[tuple[str, Any]]:
    """PostgreSQL's own files, its log of changes among them: also what was deleted since."""
    for path in sorted(instance.pgdata.rglob("*")):
        if path.is_file() and path.stat().st_size:
            with path.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
                yield str(path.relative_to(instance.home)), mapped
                mapped.close()


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".jar", ".js", ".css", ".woff2"):
            yield str(path.relative_to(folder.parent)), path.read_bytes()


def _valkey(instance: Instance) -> Iterator[tuple[str, bytes]]:
    store = redis.Redis(unix_socket_path=str(instance.sockets / "valkey.sock"))
    read: dict[bytes, Any] = {
        b"string": store.get,
        b"hash": lambda key: [part for pair in store.hgetall(key).items() for part in pair],
        b"list": lambda key: store.lrange(key, 0, -1),
        b"set": store.smembers,
        b"zset": lambda key: store.zrange(key, 0, -1),
        b"stream": lambda key: [repr(entry).encode() for entry in store.xrange(key)],
        b"none": lambda key: [],
    }
    for key in store.scan_iter(count=1000):
        value = read[store.type(key)](key)
        parts = [value or b""] if isinstance(value, bytes | None) else list(value)
        yield f"valkey {key!r}", b"\n".join([key, *map(_unpacked, parts)])
    store.close()


def _unpacked(value: bytes) -> bytes:
    """Jobs lie in Valkey compressed."""
    try:
        return value + b"\n" + zlib.decompress(value)
    except zlib.error:
        return value


def _documents(instance: Instance, core: str) -> bytes:
    address = configuration.solr_url(instance, core)
    with urllib.request.urlopen(f"{address}/select?q=*:*&rows=100000&fl=*") as reply:
        return json.dumps(json.load(reply), ensure_ascii=False).encode()


def _tables(instance: Instance, database: str) -> Iterator[tuple[str, bytes]]:
    with closing(postgresql.connect(instance, database)) as connection:
        with connection.cursor() as cursor:
            cursor.execute(COLUMNS)
            tables = cursor.fetchall()
        for table, names in tables:
            listed = ", ".join(f'"{name}"' for name in names)
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT {listed} FROM "{table}"')
                rows = [_row(row) for row in cursor]
            yield f"table {database}.{table}", b"\n".join(rows)


def _row(row: tuple[Any, ...]) -> bytes:
    """A row as text; bytes as they are and as hex."""
    parts = []
    for value in row:
        if isinstance(value, memoryview):
            raw = bytes(value)
            parts += [raw, raw.hex().encode()]
        elif isinstance(value, dict | list):
            parts.append(json.dumps(value, ensure_ascii=False, default=str).encode())
        else:
            parts.append(str(value).encode())
    return b"\t".join(parts)
