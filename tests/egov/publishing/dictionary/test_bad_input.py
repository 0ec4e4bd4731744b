"""Whatever arrives is read or refused: nothing breaks, and no page either."""

import json

import pytest
from ckanext.egov.publishing.dictionary import decoding, rules, sparkline, table_schema
from ckanext.egov.publishing.dictionary.column import KEYS, Column
from ckanext.egov.publishing.dictionary.imported import Imported, Unreadable
from hypothesis import given, settings
from hypothesis import strategies as st

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=6
)
fields = st.dictionaries(st.sampled_from([key for key in KEYS if key != "pattern"]), values)
profile_keys = ("count", "missing", "distinct", "minimum", "examples", "histogram", "top")


@given(fields, st.sampled_from(["int4", "numeric", "text", "bool", "date", "json"]))
def test_any_json_is_read_as_a_column_or_named_as_a_problem(field: dict, type_: str):
    column = Column.from_field({"id": "a", "type": type_, **field})

    assert Column.from_field(column.to_field()) == column
    for problem in (*rules.shape_problems({"id": "a", **field}), *rules.problems(column)):
        assert problem.text()


@given(st.dictionaries(st.sampled_from(profile_keys), values))
def test_any_profile_can_be_drawn(profile: dict):
    column = Column.from_field({"id": "a", "type": "int4", "profile": profile})

    bars = sparkline.counts(column.profile)

    assert not bars or "<rect" in sparkline.draw(bars, "words")


@given(st.binary(max_size=200))
def test_any_file_is_read_or_refused(content: bytes):
    try:
        read = decoding.read(content)
    except Unreadable as error:
        read = error

    assert isinstance(read, Imported) or str(read)


@given(
    st.lists(st.dictionaries(st.sampled_from(["name", "type", "constraints", "titles"]), values))
)
@settings(max_examples=50)
def test_any_schema_is_read_or_its_fields_are_named(descriptors: list):
    imported = table_schema.loads(json.dumps({"fields": descriptors}))

    assert len(imported.columns) + len(imported.problems) >= len(descriptors)


@pytest.mark.parametrize("source", ["[" * 100_000, '{"fields":' * 30_000])
def test_nested_file_is_refused(source: str):
    with pytest.raises(Unreadable, match="Line 1"):
        decoding.read(source.encode())
