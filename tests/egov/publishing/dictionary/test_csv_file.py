"""A dictionary survives a spreadsheet, and the spreadsheet is safe to open."""

import csv
import io

import pytest
from ckanext.egov.publishing.dictionary import csv_file
from ckanext.egov.publishing.dictionary.column import Column
from ckanext.egov.publishing.dictionary.imported import Unreadable
from hypothesis import given
from hypothesis import strategies as st

from tests.egov.publishing.dictionary import strategies


@given(strategies.tables)
def test_dictionary_comes_back_from_a_spreadsheet_unchanged(columns: list[Column]):
    imported = csv_file.loads(csv_file.dumps(columns))

    assert (imported.columns, imported.problems) == (columns, [])


@given(st.sampled_from("=+-@'"), strategies.words)
def test_no_cell_is_run_as_a_formula(first: str, rest: str):
    column = Column.from_field({"id": "a", "unit": f"{first}{rest}x"})

    exported = csv_file.dumps([column])
    cells = next(csv.DictReader(io.StringIO(exported)))

    assert cells["unit"] == "'" + column.unit
    assert csv_file.loads(exported).columns == [column]


def test_negative_limit_stays_a_number():
    column = Column.from_field({"id": "a", "type": "int4", "minimum": "-5"})

    assert ",-5," in csv_file.dumps([column])


def test_spreadsheet_with_semicolons_is_read():
    imported = csv_file.loads("Column;label_uz;required\r\ntuman;Tuman;ha\r\n")

    (column,) = imported.columns
    assert (column.id, column.label, column.required) == ("tuman", {"uz": "Tuman"}, True)
    assert imported.given["tuman"] == {"label_uz", "required"}


def test_type_may_be_written_in_either_vocabulary():
    imported = csv_file.loads("column,type\na,integer\nb,timestamp\nc,\n")

    assert [column.type for column in imported.columns] == ["int8", "timestamp", "text"]


def test_problems_name_their_lines_even_after_text_of_several_lines():
    source = 'column,unit,description_uz\na,kg,"bir\nikki"\n,t,\n\na,kg,\nb,1,2,3\n'

    imported = csv_file.loads(source)

    assert imported.lines == {"a": 2, "b": 7}
    assert [problem.values["line"] for problem in imported.problems] == [4, 6, 7]


@pytest.mark.parametrize("source", ["", "\n\n", "<html>\n<p>x", "a,b\n1,2"])
def test_file_that_is_no_dictionary_is_refused_with_its_line(source: str):
    with pytest.raises(Unreadable, match="Line 1"):
        csv_file.loads(source)
