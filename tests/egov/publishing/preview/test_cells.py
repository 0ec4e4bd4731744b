"""Values of a table as readers of each language read them."""

import pytest
from ckanext.egov.publishing.preview.cells import write_cell, write_date, write_number
from ckanext.egov.publishing.preview.columns import Column, read_columns

SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (1234567.5, "en", "1,234,567.5"),
        (1234567.5, "uz", f"1{SPACE}234{SPACE}567,5"),
        (1234567.5, "ru", f"1{SPACE}234{SPACE}567,5"),
        (1234567.5, "kaa", f"1{SPACE}234{SPACE}567,5"),
        (0.000123, "en", "0.000123"),
        (5, "ru", "5"),
        (-0.5, "uz", "-0,5"),
        ("not a number", "en", "not a number"),
        (float("nan"), "en", "nan"),
    ],
)
def test_numbers_follow_the_language_and_keep_their_decimals(value, language, text):
    assert write_number(value, language) == text


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        ("2026-03-14", "uz", "14.03.2026"),
        ("2026-03-14", "en", "2026-03-14"),
        ("2026-03-14T00:00:00", "ru", "14.03.2026"),
        ("2026-03-14T15:30:00", "ru", "14.03.2026 15:30"),
        ("2026-03-14T15:30:05", "en", "2026-03-14 15:30:05"),
        ("soon", "en", "soon"),
    ],
)
def test_dates_follow_the_language(value, language, text):
    assert write_date(value, language) == text


@pytest.mark.parametrize(
    "column",
    [
        Column("year", "int4"),
        Column("soato", "int8"),
        Column("region_code", "int4"),
        Column("place", "int4", code_list="regions"),
    ],
)
def test_codes_and_years_are_not_written_as_amounts(column):
    assert column.is_code
    assert write_cell(column, 1703202, "en", "yes", "no") == "1703202"


def test_a_column_with_a_unit_is_an_amount_whatever_its_name():
    assert Column("year", "int4", unit="years").is_amount


@pytest.mark.parametrize(
    ("type_name", "value", "text"),
    [("text", "a", "a"), ("bool", True, "yes"), ("bool", False, "no"), ("int4", None, "")],
)
def test_other_values(type_name, value, text):
    assert write_cell(Column("c", type_name), value, "en", "yes", "no") == text


def test_columns_come_from_the_dictionary_without_the_tables_own():
    fields = [
        {"id": "_id", "type": "int"},
        {"id": "a", "type": "numeric", "label": {"uz": "Aholi", "ru": ""}, "unit": "kishi"},
        {"id": "b", "type": "text", "info": {"label": "Plain"}},
        {"id": "c", "type": "nested"},
    ]
    first, second, third = read_columns(fields)
    assert (first.label, first.unit, first.family) == ({"uz": "Aholi"}, "kishi", "number")
    assert second.label == {"en": "Plain"}
    assert (third.family, third.sortable, third.conditions) == ("other", False, ())
