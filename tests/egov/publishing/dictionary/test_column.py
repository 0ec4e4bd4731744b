"""A column survives being stored, whatever was typed."""

from ckanext.egov.publishing.dictionary.column import Column, columns, strings, yes
from hypothesis import given

from tests.egov.publishing.dictionary import strategies


@given(strategies.columns(drafts=True))
def test_column_comes_back_from_its_field_unchanged(column: Column):
    assert Column.from_field(column.to_field()) == column


def test_label_typed_into_plain_ckan_is_understood():
    field = {"id": "a", "type": "text", "info": {"label": "Tuman", "notes": "SOATO boʻyicha"}}

    column = Column.from_field(field)

    assert column.label == {"uz": "Tuman"}
    assert column.to_field()["info"] == {"label": "Tuman", "notes": "SOATO boʻyicha"}


def test_own_label_is_kept_in_step_for_plain_clients():
    column = Column.from_field({"id": "a", "label": {"ru": "Район", "en": "District"}})

    assert column.to_field()["info"]["label"] == "Район"


def test_type_override_of_ckan_is_kept():
    column = Column.from_field({"id": "a", "info": {"type_override": "numeric", "label": "A"}})

    assert column.to_field()["info"] == {"type_override": "numeric", "label": "A"}


def test_numbers_are_read_as_people_write_them():
    column = Column.from_field({"id": "a", "type": "numeric", "minimum": "1 000,5", "maximum": 7})

    assert (column.minimum, column.maximum) == ("1000.5", "7")


def test_control_characters_never_reach_a_dictionary():
    column = Column.from_field({"id": "a", "label": {"uz": "A\x00\n B"}, "pattern": "a\x00 {2}"})

    assert (column.label, column.pattern) == ({"uz": "A B"}, "a {2}")


def test_list_of_values_is_one_value_a_line_each_once():
    assert strings("erkak\n\nayol \nerkak") == ("erkak", "ayol")


def test_marks_are_read_from_forms_spreadsheets_and_json():
    assert [yes(value) for value in (True, "on", "TRUE", "ha", False, "", None, "no")] == [
        True, True, True, True, False, False, False, False,
    ]  # fmt: skip


def test_columns_of_ckan_itself_are_left_out():
    assert [c.id for c in columns([{"id": "_id", "type": "int"}, {"id": "a"}])] == ["a"]
