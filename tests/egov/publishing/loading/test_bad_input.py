"""Bad files: a message that names row and column, and the old table as it was."""

import errno
import io
import zipfile

import openpyxl
import pytest
from ckanext.egov.publishing.loading.engine import run as engine
from ckanext.egov.publishing.loading.engine.readers import text

GOOD = "id,name\n1,old\n"


@pytest.fixture
def loaded(store):
    """A table that must still be there after every refusal."""
    store.load(GOOD)
    yield store
    assert store.rows() == [(1, "old")]
    left = store.query("SELECT count(*) FROM pg_tables WHERE tablename LIKE '\\_load\\_%'")
    assert left == [(0,)]


@pytest.mark.parametrize(
    ("content", "code", "row", "column"),
    [
        ("id,name\n1,a\n2\n3,c\n", "row_too_short", 3, "name"),
        ("id,name\n1,a\n2,b,c\n", "row_too_long", 3, "name"),
        ('id,name\n1,"a\nb"\n2\n', "row_too_short", 3, "name"),
        ('id,name\n1,"a" b\n', "broken_quotes", 2, None),
        ('id,name\n1,"a\n2,b\n', "broken_quotes", 2, None),
        ("id,id\n1,2\n", "duplicate_heading", 1, "id"),
        ("id,\n1,2\n", "empty_heading", 1, "2"),
        (f"id,{'x' * 500}\n1,2\n", "long_heading", 1, "2"),
        ("id,name\n1,a\0b\n", "nul_byte", 2, "name"),
        (b"id,name\n1,a\n2,caf\xe9 na\xefve\n", "unknown_encoding", 3, "name"),
        ("<!doctype html><title>403</title>", "is_html", 1, None),
        ("", "empty_file", None, None),
        ("id,name\n", "no_rows", None, None),
    ],
)
def test_a_bad_csv_is_refused_with_its_place(loaded, content, code, row, column):
    error = loaded.refused(content)
    assert (error.code, error.row, error.column) == (code, row, column)


@pytest.mark.parametrize(
    ("declared", "cell", "row"),
    [
        ("int4", "many", 3),
        ("int4", "1.5", 3),
        ("int4", "99999999999999999999", 3),
        ("int8", "007", 3),
        ("numeric", "1,2,3", 3),
        ("date", "31.02.2024", 3),
        ("timestamp", "soon", 3),
        ("bool", "maybe", 3),
    ],
)
def test_data_that_contradict_the_dictionary_are_refused(loaded, declared, cell, row):
    fitting = {"int4": "1", "int8": "1", "numeric": "1.5", "date": "2024-01-01",
               "timestamp": "2024-01-01 10:00", "bool": "true"}[declared]  # fmt: skip
    error = loaded.refused(
        f'id,name\n1,{fitting}\n2,"{cell}"\n', declared={"id": "int4", "name": declared}
    )
    assert (error.code, error.row, error.column) == ("contradicts_dictionary", row, "name")
    assert error.params == {"value": cell, "type": declared}


def test_a_contradiction_late_in_the_file_is_found_with_its_row(loaded):
    rows = "".join(f"{number},{number}\n" for number in range(3000))
    error = loaded.refused(f"id,name\n{rows}x,1\n", declared={"id": "int4", "name": "int4"})
    assert (error.code, error.row, error.column) == ("contradicts_dictionary", 3002, "id")


def test_a_column_that_the_dictionary_describes_must_be_there(loaded):
    error = loaded.refused("id\n1\n", declared={"id": "int4", "name": "text"})
    assert (error.code, error.row, error.column) == ("missing_column", 1, "name")


def test_a_declared_whole_number_may_grow(store):
    store.load("a\n3000000000\n", declared={"a": "int4"})
    assert store.types() == {"a": "bigint"}


def test_declared_text_takes_numbers_as_text(store):
    store.load("a\n1\n2\n", declared={"a": "text"})
    assert store.rows() == [("1",), ("2",)]


def test_an_overlong_cell_is_refused(loaded):
    content = f"id,name\n1,a\n2,{'x' * 3_000_000}\n"
    error = loaded.refused(content, cell_bytes=1_000_000)
    assert (error.code, error.row, error.column) == ("cell_too_long", 3, "name")


def sheet(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer


def test_a_ragged_sheet_is_refused(loaded):
    error = loaded.refused(sheet(["id", "name"], [1, "a"], [2, "b", "c"]).getvalue(), "xlsx")
    assert (error.code, error.row, error.column) == ("row_too_long", 3, "name")


def test_a_zip_bomb_is_not_unpacked(loaded):
    buffer = sheet(["id"], [1])
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/bomb.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(40):
            part.write(b"\0" * (1 << 20))
    assert len(buffer.getvalue()) < 100_000
    assert loaded.refused(buffer.getvalue(), "xlsx").code == "unpacks_too_large"
    assert loaded.refused(buffer.getvalue(), "xlsx", unpacked_mb=20).params == {"most": 20}


def test_xml_that_declares_entities_is_refused(loaded):
    buffer = sheet(["id"], [1])
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/extra.xml", bomb)
    assert loaded.refused(buffer.getvalue(), "xlsx").code == "broken_file"


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        ('[{"a": 1}, {"a": ]', "broken_json", 1),
        ('[{"a": 1},\n 5]', "not_json_table", 2),
        ('{"type": "FeatureCollection", "features": [{"type": "X"}]}', "not_json_table", 1),
        ("[" * 100_000, "broken_json", 1),
    ],
)
def test_broken_json_is_refused(loaded, content, code, row):
    error = loaded.refused(content, "json")
    assert (error.code, error.row) == (code, row)


def test_a_broken_parquet_is_refused(loaded):
    assert loaded.refused(b"PAR1 nothing PAR1", "parquet").code == "broken_file"


def test_a_full_disk_while_the_file_is_rewritten_is_said_so(loaded, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(text, "to_utf8", full)
    assert loaded.refused("а;б\n1;2\n".encode("cp1251")).code == "disk_full"


def test_a_full_disk_of_the_database_is_said_so(loaded, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(engine, "transfer", full)
    assert loaded.refused(GOOD).code == "disk_full"


def test_numbers_of_any_size_are_text_rather_than_wrong(store):
    store.load("a,b\n99999999999999999999,1e99\n1,1\n")
    assert store.types() == {"a": "text", "b": "numeric"}
