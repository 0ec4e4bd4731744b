"""An import shows what it changes and touches nothing that the file does not name."""

import json

import pytest
from ckanext.egov.publishing.dictionary import changes, csv_file, decoding, table_schema
from ckanext.egov.publishing.dictionary.column import Column
from ckanext.egov.publishing.dictionary.imported import Unreadable
from hypothesis import given

from tests.egov.publishing.dictionary import strategies

EXISTING = [
    Column.from_field({"id": "a", "type": "int4", "unit": "kg", "label": {"uz": "A"}}),
    Column.from_field({"id": "b", "type": "text", "unit": "t", "drafted": ["unit"]}),
]


@given(strategies.tables)
def test_importing_what_was_exported_changes_nothing(columns: list[Column]):
    for imported in (
        csv_file.loads(csv_file.dumps(columns)),
        table_schema.loads(table_schema.dumps(columns)),
    ):
        plan = changes.plan(columns, imported)
        assert (plan.columns, plan.changes, plan.problems) == (columns, [], [])


def test_plan_shows_each_change_before_and_after():
    plan = changes.plan(EXISTING, csv_file.loads("column,unit\na,tonna\n"))

    assert plan.changes == [changes.Change("a", "unit", "kg", "tonna")]
    assert plan.columns[0].label == {"uz": "A"}


def test_text_in_one_language_leaves_the_others():
    sheet = csv_file.loads("column,label_ru\na,А\n")
    schema = table_schema.from_schema({"fields": [{"name": "a", "titles": {"ru": "А"}}]})

    for imported in (sheet, schema):
        plan = changes.plan(EXISTING, imported)
        assert (plan.columns[0].label, plan.problems) == ({"uz": "A", "ru": "А"}, [])


def test_empty_cell_clears_its_key():
    plan = changes.plan(EXISTING, csv_file.loads("column,label_uz,unit\na,,\n"))

    assert (plan.columns[0].label, plan.columns[0].unit) == ({}, "")


def test_imported_key_is_no_longer_a_draft():
    plan = changes.plan(EXISTING, csv_file.loads("column,unit\nb,t\n"))

    assert plan.columns[1].drafted == ()


def test_column_that_the_table_lacks_is_an_error_with_its_line():
    plan = changes.plan(EXISTING, csv_file.loads("column,unit\na,kg\nc,kg\n"))

    assert [problem.text() for problem in plan.errors] == [
        "Line 3: the table has no column «c»."
    ]  # fmt: skip


def test_type_of_the_data_stays_and_the_difference_is_told():
    schema = json.dumps({"fields": [{"name": "a", "type": "string"}]})

    plan = changes.plan(EXISTING, table_schema.loads(schema))

    assert (plan.columns[0].type, plan.errors) == ("int4", [])
    assert [problem.key for problem in plan.problems] == ["type"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_file_is_read_in_the_encodings_of_officials(encoding: str):
    imported = decoding.read("column;label_ru\na;Район\n".encode(encoding))

    assert imported.columns[0].label == {"ru": "Район"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\x00\x00\xff", b"\x00\x01", b" \n", b"{"])
def test_file_that_is_no_text_is_refused(content: bytes):
    with pytest.raises(Unreadable, match="Line 1"):
        decoding.read(content)


def test_file_of_any_size_is_not_read():
    with pytest.raises(Unreadable, match="400 KB"):
        decoding.read(b"a" * (decoding.LARGEST + 1))
