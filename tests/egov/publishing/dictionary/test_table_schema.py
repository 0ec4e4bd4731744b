"""Table Schema carries the whole dictionary, and stock tools accept it."""

import json

import pytest
from ckanext.egov.publishing.dictionary import table_schema
from ckanext.egov.publishing.dictionary.column import Column
from ckanext.egov.publishing.dictionary.imported import Unreadable
from frictionless import Schema
from hypothesis import given

from tests.egov.publishing.dictionary import strategies

COLUMNS = [
    Column.from_field(
        {
            "id": "population",
            "type": "int8",
            "label": {"uz": "Aholi", "en": "Population"},
            "description": {"ru": "На начало года"},
            "unit": "kishi",
            "minimum": "0",
            "maximum": "1 000 000",
            "required": True,
        }
    ),
    Column.from_field(
        {"id": "region", "type": "text", "code_list": "vocabulary:regions", "pattern": r"17\d\d"}
    ),
    Column.from_field({"id": "rate", "type": "numeric", "minimum": "0.5", "enum": ["0.5", "1"]}),
    Column.from_field({"id": "since", "type": "date", "maximum": "2030-01-01", "unique": True}),
]


@given(strategies.tables)
def test_dictionary_comes_back_from_table_schema_unchanged(columns: list[Column]):
    imported = table_schema.loads(table_schema.dumps(columns))

    assert (imported.columns, imported.problems) == (columns, [])


def test_frictionless_accepts_the_exported_schema():
    schema = Schema.from_descriptor(table_schema.to_schema(COLUMNS))

    assert [field.type for field in schema.fields] == ["integer", "string", "number", "date"]
    assert schema.fields[0].read_cell("-1")[1] == {"minimum": 'constraint "minimum" is "0"'}
    assert schema.fields[1].read_cell("1726")[1] is None


def test_limits_are_numbers_in_json():
    fields = table_schema.to_schema(COLUMNS)["fields"]

    assert fields[0]["constraints"] == {"required": True, "minimum": 0, "maximum": 1000000}
    assert fields[2]["constraints"] == {"minimum": 0.5, "enum": [0.5, 1]}


def test_schema_of_another_tool_is_understood():
    schema = {"fields": [{"name": "y", "type": "year", "title": "Yil"}, {"name": "g"}]}

    first, second = table_schema.from_schema(schema).columns

    assert (first.type, first.label, second.type) == ("int8", {"uz": "Yil"}, "text")


@pytest.mark.parametrize("source", ["{", "[]", '{"fields": 1}', "null", '"a"'])
def test_file_that_is_no_schema_is_refused_with_its_line(source: str):
    with pytest.raises(Unreadable, match="Line 1"):
        table_schema.loads(source)


def test_problem_in_a_field_names_the_line_of_the_file():
    fields = [{"name": "a"}, {"name": "b", "constraints": {"minLength": 2}}, {"name": "a"}, 7]

    imported = table_schema.loads(json.dumps({"fields": fields}, indent=1))

    assert [problem.text() for problem in imported.problems] == [
        "Line 7: the rule «minLength» of «b» is not supported.",
        "Line 13: «a» is described a second time.",
        "Field 4 has no «name».",
    ]
