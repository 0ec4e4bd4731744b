"""Each format becomes the same typed table."""

import datetime as dt
import io
import json
from decimal import Decimal

import duckdb
import openpyxl
import pytest


def xlsx(*rows, more_sheets=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title in more_sheets:
        book.create_sheet(title).append(["x"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_csv_becomes_a_typed_table(store):
    store.load(
        "id,code,amount,day,moment,active,name\n"
        "1,007,1.50,2024-02-29,2024-02-29 10:20:30,true,Ann\n"
        "2,008,,2024-03-01,2024-03-01 00:00:00,false,\n"
    )
    assert store.types() == {
        "id": "integer",
        "code": "text",
        "amount": "numeric",
        "day": "date",
        "moment": "timestamp without time zone",
        "active": "boolean",
        "name": "text",
    }
    first = (1, "007", Decimal("1.50"), dt.date(2024, 2, 29))
    assert store.rows()[0][:4] == first
    assert store.rows()[1][2] is None
    assert store.rows()[1][6] is None


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_officials_csv_is_read_in_any_encoding(store, codec):
    store.load("Вилоят;Сумма\nТошкент;1 234,56\nБухоро;7,1\n".encode(codec))
    assert store.types() == {"Вилоят": "text", "Сумма": "numeric"}
    assert store.rows() == [("Тошкент", Decimal("1234.56")), ("Бухоро", Decimal("7.1"))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_end_of_line_is_read(store, end):
    store.load(end.join(["a,b", "1,x", "2,y", ""]))
    assert store.rows() == [(1, "x"), (2, "y")]


def test_mixed_ends_of_lines_are_read(store):
    store.load("a,b\r\n1,x\n2,y\r\n")
    assert store.rows() == [(1, "x"), (2, "y")]


def test_cells_with_line_ends_and_quotes_are_kept(store):
    store.load('a,b\n1,"two\nlines, ""quoted"""\n')
    assert store.rows() == [(1, 'two\nlines, "quoted"')]


def test_dates_as_people_write_them_become_dates(store):
    store.load("a;b\n31.12.2024;31.12.2024 08:05\n1.2.2024;01.02.2024 23:59:59\n")
    assert store.rows()[1] == (dt.date(2024, 2, 1), dt.datetime(2024, 2, 1, 23, 59, 59))


def test_a_day_that_does_not_exist_is_not_a_date(store):
    store.load("a,b\n30.02.2024,2024-02-30\n")
    assert store.types() == {"a": "text", "b": "text"}


def test_words_for_yes_and_no_become_truth_and_blanks_stay_empty(store):
    store.load("id,a\n1,ha\n2,yoʻq\n3,\n")
    assert store.rows("a") == [(True,), (False,), (None,)]


def test_cells_with_blanks_around_are_typed(store):
    store.load("a,b\n 1 ,x \n  ,y\n")
    assert store.rows() == [(1, "x "), (None, "y")]


def test_a_late_cell_decides_the_type_of_its_whole_column(store):
    numbers = "\n".join(f"{number},{number}" for number in range(5000))
    store.load(f"a,b\n{numbers}\n5000,005\n")
    assert store.types() == {"a": "integer", "b": "text"}
    assert store.rows("b")[0] == ("0",)


def test_large_numbers_get_the_bytes_they_need(store):
    store.load("a,b\n1,3000000000\n")
    assert store.types() == {"a": "integer", "b": "bigint"}


def test_a_tsv_is_read(store):
    store.load("a\tb\n1\tx, y; z\n", "tsv")
    assert store.rows() == [(1, "x, y; z")]


def test_cells_that_begin_like_a_formula_are_kept_and_warned_about(store):
    store.load("id,a\n1,=HYPERLINK(1)\n2,+998\n3,-x\n4,@a\n5,plain\n")
    assert store.rows("a")[0] == ("=HYPERLINK(1)",)
    assert store.said("warning") == [{"code": "formulas", "column": "a", "count": 4}]


def test_an_xlsx_is_read_by_its_first_sheet(store):
    day = dt.datetime(2024, 5, 1)
    content = xlsx(
        ["код", "кун", "сумма", "ҳа"],
        ["01", day, 1.5, True],
        ["02", day, 2, False],
        more_sheets=["Бошқа"],
    )
    store.load(content, "xlsx")
    assert list(store.types().values()) == ["text", "date", "numeric", "boolean"]
    assert store.rows()[0] == ("01", day.date(), Decimal("1.5"), True)
    assert store.said("warning")[0]["others"] == "Бошқа"


def test_short_rows_of_a_sheet_are_filled(store):
    store.load(xlsx(["a", "b"], [1], [2, "x"]), "xlsx")
    assert store.rows() == [(1, None), (2, "x")]


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": 1, "b": "x"}, {"a": 2, "c": {"d": [1]}}]',
        '{"a": 1, "b": "x"}\n{"a": 2, "c": {"d": [1]}}\n',
        '{"total": 2, "data": [{"a": 1, "b": "x"}, {"a": 2, "c": {"d": [1]}}]}',
    ],
)
def test_json_in_its_usual_shapes_is_read(store, text):
    store.load(text, "json")
    assert store.types() == {"a": "integer", "b": "text", "c": "text"}
    assert store.rows() == [(1, "x", None), (2, None, '{"d":[1]}')]


def test_json_longer_than_the_window_is_read(store):
    items = [{"n": number, "text": "ў" * 500} for number in range(2000)]
    store.load(json.dumps(items, ensure_ascii=False), "json")
    assert store.query("SELECT count(*), min(n), max(n) FROM {t}") == [(2000, 0, 1999)]


def test_geojson_keeps_properties_typed_and_geometry_as_text(store):
    point = {"type": "Point", "coordinates": [69.2, 41.3]}
    feature = {"type": "Feature", "id": 7, "properties": {"aholi": 5}, "geometry": point}
    store.load(json.dumps({"type": "FeatureCollection", "features": [feature]}), "geojson")
    assert store.types() == {"id": "integer", "aholi": "integer", "geometry": "text"}
    assert json.loads(store.rows("geometry")[0][0]) == point


def test_a_cell_of_megabytes_is_kept_whole(store):
    text = "ў" * 1_500_000
    feature = {"type": "Feature", "properties": {"a": text}, "geometry": None}
    store.load(json.dumps({"type": "FeatureCollection", "features": [feature]}), "geojson")
    assert store.rows("a") == [(text,)]


def test_parquet_brings_its_own_types(store, tmp_path):
    path = tmp_path / "a.parquet"
    duckdb.execute(
        "COPY (SELECT 1::INT AS a, '2' AS b, DATE '2024-01-02' AS c, [1, 2] AS d, "
        f"1.5::DECIMAL(9,2) AS e) TO '{path}' (FORMAT parquet)"
    )
    store.load(path.read_bytes(), "parquet")
    assert list(store.types().values()) == ["integer", "text", "date", "text", "numeric"]
    assert store.rows() == [(1, "2", dt.date(2024, 1, 2), "[1,2]", Decimal("1.50"))]


def test_the_profile_says_what_a_column_holds(store):
    store.load("n,word\n1,a\n2,b\n3,a\n,a\n")
    number, word = store.said("profile")[0]["columns"]
    assert number["profile"] == {
        "count": 4,
        "missing": 1,
        "distinct": 3,
        "minimum": 1,
        "maximum": 3,
        "histogram": [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
        "examples": ["1", "2", "3"],
    }
    assert word["profile"]["top"] == [["a", 3], ["b", 1]]
    assert (word["id"], word["type"], word["title"]) == ("word", "text", "word")


def test_progress_is_told_from_checking_to_describing(store):
    store.load("a\n1\n")
    steps = [data["step"] for data in store.said("step")]
    assert steps == ["checking", "writing", "replacing", "describing"]
    assert store.said("readable")[0]["rows"] == 1
