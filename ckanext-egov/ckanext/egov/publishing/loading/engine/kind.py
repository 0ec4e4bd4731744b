"""What a file really is, whatever its name says."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from .errors import LoadError

HEAD = 4096
MAGIC = (
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0", "old_office"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"SQLite format 3", "database"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"{\\rtf", "document"),
)
MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<?xml", b"<table", b"<script", b"<!--")
TABLES = {"csv", "tsv", "xlsx", "json", "geojson", "parquet"}


def kind_of(path: Path, named: str = "") -> str:
    """`csv`, `tsv`, `xlsx`, `json`, `geojson` or `parquet`; an error for anything else."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise LoadError("empty_file")
    found = next((kind for magic, kind in MAGIC if head.startswith(magic)), None) or _text(head)
    if found == "zip":
        found = _zip(path)
    if found == "markup":
        raise LoadError("is_html", row=1)
    if found not in TABLES | {"text"}:
        raise LoadError("not_a_table", found=found)
    if found == "text":
        return "tsv" if named.lower() in {"tsv", "tab"} else "csv"
    return found


def _text(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.lower().startswith(MARKUP):
        return "markup"
    if start[:1] in b"{[" and _opens_json(start):
        return "geojson" if _mentions_features(start) else "json"
    return "text"


def _opens_json(start: bytes) -> bool:
    """A CSV may begin with a bracket too; JSON continues with a quote, a bracket or an end."""
    after = start[1:].lstrip()[:1]
    if start[:1] == b"{":
        return after in (b'"', b"}")
    if after in (b"{", b"["):
        return True
    try:
        return isinstance(json.loads(start), list)
    except ValueError:
        return False


def _mentions_features(start: bytes) -> bool:
    compact = start.replace(b" ", b"").replace(b"\n", b"").replace(b"\r", b"").replace(b"\t", b"")
    return b'"FeatureCollection"' in compact or b'"type":"Feature"' in compact


def _zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        raise LoadError("broken_file", detail=str(error)) from error
    return "xlsx" if "xl/workbook.xml" in names else "archive"
