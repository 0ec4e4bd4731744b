"""Read an uploaded dictionary file in the encodings that officials use."""

from __future__ import annotations

from ckanext.egov.publishing.dictionary import csv_file, table_schema
from ckanext.egov.publishing.dictionary.imported import Imported, Unreadable
from ckanext.egov.publishing.dictionary.problem import Problem, _

LARGEST = 400_000


def read(content: bytes) -> Imported:
    """Read Table Schema or a spreadsheet, told apart by how the file begins."""
    return parse(text(content))


def parse(source: str) -> Imported:
    """Read the text of a file."""
    if not source.strip():
        raise Unreadable(Problem("", "file", _("Line 1: the file is empty.")))
    if source.lstrip()[0] in "{[":
        return table_schema.loads(source)
    return csv_file.loads(source)


def text(content: bytes) -> str:
    """Return the file as text; a spreadsheet program saves in more than one encoding."""
    if len(content) > LARGEST:
        raise Unreadable(Problem("", "file", _("A dictionary file is at most 400 KB.")))
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for name in (encoding, "windows-1251"):
        try:
            source = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" not in source:
            return source
    message = _("Line 1: this is neither a CSV nor a JSON text file. Save a spreadsheet as CSV.")
    raise Unreadable(Problem("", "file", message))
