"""A draft fills gaps and never touches what an official typed."""

from ckanext.egov.publishing.dictionary.column import TYPED, Column
from ckanext.egov.publishing.dictionary.draft import contradictions, merge
from hypothesis import given

from tests.egov.publishing.dictionary import strategies


@given(strategies.tables, strategies.tables)
def test_merge_never_loses_what_was_typed(existing: list[Column], profiled: list[Column]):
    merged = {field["id"]: field for field in merge(_fields(existing), _fields(profiled))}

    assert list(merged) == [column.id for column in profiled]
    for column in existing:
        if column.id in merged:
            now = Column.from_field({**merged[column.id], "type": column.type})
            typed = [key for key in TYPED if getattr(column, key)]
            assert [getattr(now, key) for key in typed] == [getattr(column, key) for key in typed]


@given(strategies.tables, strategies.tables)
def test_second_merge_of_the_same_data_changes_nothing(old: list[Column], new: list[Column]):
    once = merge(_fields(old), _fields(new))

    assert merge(once, _fields(new)) == once


def test_header_suggests_unit_and_label_as_a_draft():
    (field,) = merge([], [{"id": "Площадь (тыс. га)", "type": "numeric"}])

    assert (field["unit"], field["label"]) == ("тыс. га", {"ru": "Площадь"})
    assert field["drafted"] == ["label", "unit"]


def test_whole_heading_of_the_file_is_read_where_the_name_had_to_be_shortened():
    (field,) = merge([], [{"id": "Майдони", "title": "Ҳудуднинг майдони (км²)"}])

    assert (field["unit"], field["label"]) == ("км²", {"uz_Cyrl": "Ҳудуднинг майдони"})


def test_newer_draft_replaces_only_an_unconfirmed_one():
    old = {"id": "a", "unit": "kg", "drafted": ["unit"], "label": {"uz": "Vazn"}}

    (field,) = merge([old], [{"id": "a", "unit": "t", "label": {"uz": "A"}}])

    assert (field["unit"], field["label"], field["drafted"]) == ("t", {"uz": "Vazn"}, ["unit"])


def test_profile_and_type_are_always_those_of_the_new_data():
    old = {"id": "a", "type": "int4", "profile": {"count": 1}}

    (field,) = merge([old], [{"id": "a", "type": "text", "profile": {"count": 2}}])

    assert (field["type"], field["profile"]) == ("text", {"count": 2})


def test_column_written_differently_keeps_its_description():
    (field,) = merge([{"id": "Tuman_kodi", "unit": "kod"}], [{"id": "tuman kodi"}])

    assert (field["id"], field["unit"]) == ("tuman kodi", "kod")


def test_each_contradiction_names_its_column_and_key():
    existing = [
        {"id": "gone", "label": {"uz": "Yoʻqolgan"}},
        {"id": "kind", "type": "int4", "label": {"uz": "Tur"}},
        {"id": "must", "type": "text", "required": True},
        {"id": "low", "type": "numeric", "minimum": "0"},
        {"id": "high", "type": "date", "maximum": "2024-12-31"},
        {"id": "sex", "type": "text", "enum": ["erkak", "ayol"]},
    ]
    profiled = [
        {"id": "kind", "type": "text"},
        {"id": "must", "type": "text", "profile": {"missing": 3}},
        {"id": "low", "type": "numeric", "profile": {"minimum": -1.5}},
        {"id": "high", "type": "date", "profile": {"maximum": "2025-01-01"}},
        {"id": "sex", "type": "text", "profile": {"top": [["erkak", 9], ["boshqa", 1]]}},
    ]

    found = contradictions(existing, profiled)

    assert [(problem.column, problem.key) for problem in found] == [
        ("gone", "id"), ("kind", "type"), ("must", "required"),
        ("low", "minimum"), ("high", "maximum"), ("sex", "enum"),
    ]  # fmt: skip
    assert "boshqa" in found[-1].text()


def test_data_within_the_dictionary_contradict_nothing():
    existing = [{"id": "a", "type": "timestamp", "minimum": "2020-01-01", "required": True}]
    profile = {"missing": 0, "minimum": "2020-01-02T00:00Z"}
    profiled = [{"id": "a", "type": "timestamptz", "profile": profile}]

    assert contradictions(existing, profiled) == []


def _fields(columns: list[Column]) -> list[dict]:
    return [column.to_field() for column in columns]
