import re
from datetime import date

import pytest
from ckanext.egov.publishing.loading.engine.types import RULES, TEXT, first_fitting, ladder
from hypothesis import given
from hypothesis import strategies as st


def type_of(*cells):
    found = first_fitting(cells, ladder())
    assert found
    return found.type


@pytest.mark.parametrize(
    ("cells", "type_"),
    [
        (["1", "-20", "0"], "int8"),
        (["1 234", "5"], "int8"),
        (["1\u00a0234\u00a0567"], "int8"),
        (["1.5", "2"], "numeric"),
        (["1 234,56", "7,1"], "numeric"),
        (["1,234.56"], "numeric"),
        (["1e5", "2.5E-3"], "numeric"),
        (["2024-02-29"], "date"),
        (["31.12.2024", "1.2.2024"], "date"),
        (["31/12/2024"], "date"),
        (["2024-01-01 10:20:30"], "timestamp"),
        (["2024-01-01T10:20"], "timestamp"),
        (["2024-01-01T10:20:30Z"], "timestamptz"),
        (["31.12.2024 10:20"], "timestamp"),
        (["true", "FALSE"], "bool"),
        (["ha", "yoʻq"], "bool"),
        (["да", "Нет"], "bool"),
    ],
)
def test_what_is_of_a_type_gets_the_type(cells, type_):
    assert type_of(*cells) == type_


@pytest.mark.parametrize(
    "cells",
    [
        ["00123"],
        ["1703", "0170"],
        ["+998712000000"],
        ["12345678901234567890"],
        ["=1+1"],
        ["12%"],
        ["1 23"],
        ["1.2.3"],
        ["1_000"],
        ["0x1F"],
        ["NaN"],
        ["today"],
        ["t", "f"],
        ["1", "one"],
    ],
)
def test_what_a_type_would_change_stays_text(cells):
    assert type_of(*cells) == "text"


def test_blank_cells_say_nothing_about_the_type():
    assert type_of("", "  ", "5") == "int8"


@given(st.integers(-(10**17), 10**17))
def test_every_whole_number_is_an_integer(number):
    assert type_of(str(number)) == "int8"


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_every_date_is_a_date_however_it_is_written(day):
    assert type_of(day.isoformat()) == "date"
    assert type_of(f"{day.day:02}.{day.month:02}.{day.year}") == "date"


@given(st.from_regex(r"0[0-9]{1,10}", fullmatch=True))
def test_a_code_with_a_leading_zero_is_never_a_number(code):
    assert type_of(code) == "text"


@given(st.lists(st.text(max_size=20), max_size=5))
def test_every_column_has_a_type(cells):
    assert first_fitting(cells, ladder()) is not None


def test_text_takes_what_no_rule_takes():
    assert first_fitting(["\n", "x\ny"], ladder()) is TEXT


def test_a_declared_type_allows_no_other():
    assert {rule.type for rule in ladder("int4")} == {"int8"}
    assert {rule.type for rule in ladder("numeric")} == {"int8", "numeric"}
    assert ladder("text") == (TEXT,)
    assert ladder("json") == (TEXT,)


def test_patterns_mean_the_same_in_python_and_in_duckdb(tmp_path):
    import duckdb

    cells = ["1", "01", "1 234", "1,5", "2024-01-01", "1.2.2024", "да", "ДА", "", "x", "1e5"]
    for rule in RULES:
        for cell in cells:
            query = "SELECT regexp_full_match(?, ?, 'i')"
            row = duckdb.execute(query, [cell, rule.pattern]).fetchone()
            assert row == (bool(re.fullmatch(rule.pattern, cell, re.IGNORECASE)),), (rule, cell)
