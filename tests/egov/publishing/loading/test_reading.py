"""Encodings, delimiters, kinds and headings: the pure parts."""

import io
import re
import zipfile

import pytest
from ckanext.egov.publishing.loading.engine.dialect import dialect_of
from ckanext.egov.publishing.loading.engine.encoding import encoding_of
from ckanext.egov.publishing.loading.engine.errors import LoadError
from ckanext.egov.publishing.loading.engine.headings import headings
from ckanext.egov.publishing.loading.engine.kind import kind_of
from hypothesis import given
from hypothesis import strategies as st

RUSSIAN = "Область;Население\nТашкентская;2 900 000\nСамаркандская;3 900 000\n"
UZBEK = "Вилоят;Аҳоли сони\nТошкент;2 900 000\n"


def file(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("codec", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1251", "cp1251"),
        ("cp866", "cp866"),
        ("koi8-r", "koi8-r"),
    ],
)
def test_the_encoding_of_russian_text_is_found(tmp_path, codec, found):
    assert encoding_of(file(tmp_path, RUSSIAN.encode(codec))) == found


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_found(tmp_path, codec):
    text = "a;b\n1;2\n3;4\n5;6\n"
    assert encoding_of(file(tmp_path, text.encode(codec))) == codec


@pytest.mark.parametrize("text", ["а", "Да\n", "ШАРҚ".replace("Қ", "К"), "№;имя\n1;Аня\n"])
def test_windows_1251_is_found_in_short_files(tmp_path, text):
    assert encoding_of(file(tmp_path, text.encode("cp1251"))) == "cp1251"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_valid_utf8_is_never_taken_for_anything_else(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("utf8") / "file"
    path.write_text(UZBEK + text, encoding="utf-8")
    assert encoding_of(path) == "utf-8"


def test_a_torn_letter_in_utf8_is_named_with_its_place(tmp_path):
    good = UZBEK.encode()
    content = good + "Бухоро;".encode() + b"\xd0\n"
    with pytest.raises(LoadError) as caught:
        encoding_of(file(tmp_path, content))
    assert (caught.value.code, caught.value.row) == ("damaged_utf8", 3)
    assert caught.value.column == "Аҳоли сони"


def test_bytes_of_no_known_encoding_are_refused(tmp_path):
    with pytest.raises(LoadError) as caught:
        encoding_of(file(tmp_path, b"a,b\n1,caf\xe9 na\xefve \xfcber\n"))
    assert (caught.value.code, caught.value.row, caught.value.column) == (
        "unknown_encoding", 2, "b",
    )  # fmt: skip


def test_a_zero_byte_is_named_with_its_place(tmp_path):
    with pytest.raises(LoadError) as caught:
        encoding_of(file(tmp_path, b"name,size\nabc,1\nd\0f,2\n"))
    assert (caught.value.code, caught.value.row, caught.value.column) == ("nul_byte", 3, "name")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter_is_found(delimiter):
    text = "\n".join(delimiter.join(row) for row in (["a", "b c"], ["1,5", "x"], ["2,5", "y"]))
    if delimiter == ",":
        text = text.replace("1,5", "15").replace("2,5", "25")
    assert dialect_of(text).delimiter == delimiter


def test_a_decimal_comma_does_not_pass_for_a_delimiter():
    assert dialect_of("a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n").delimiter == ";"


def test_excels_own_line_names_the_delimiter_and_is_skipped():
    found = dialect_of("sep=;\na;b\n1;2\n")
    assert (found.delimiter, found.skip, found.headings) == (";", 2, ("a", "b"))


def test_a_single_column_needs_no_delimiter():
    assert dialect_of("name\nAnn\nBob\n").headings == ("name",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf \r\n", "empty_file"),
        (b"<!DOCTYPE html><html>", "is_html"),
        (b"\n\n <html lang='uz'><body>", "is_html"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not_a_table"),
        (b"PK\x03\x04 broken", "broken_file"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, code):
    with pytest.raises(LoadError) as caught:
        kind_of(file(tmp_path, content), "csv")
    assert caught.value.code == code


def test_an_archive_is_not_a_table(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("data.csv", "a,b\n")
    with pytest.raises(LoadError) as caught:
        kind_of(file(tmp_path, buffer.getvalue()), "csv")
    assert caught.value.code == "not_a_table"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'[{"a": 1}]', "json"),
        (b'{"type": "FeatureCollection", "features": []}', "geojson"),
        (b"[sic],b\n1,2\n", "csv"),
        (b"{1};b\n", "csv"),
        (b"PAR1....", "parquet"),
    ],
)
def test_the_content_tells_the_kind(tmp_path, content, kind):
    assert kind_of(file(tmp_path, content)) == kind


def test_a_long_heading_is_cut_to_what_postgresql_takes():
    title = "Аҳолининг умумий сони, ярим йиллик ҳисобот бўйича"
    (found,) = headings([title])
    assert found.title == title
    assert len(found.name.encode()) <= 63
    assert title.startswith(found.name.removesuffix("_1"))


def test_two_long_headings_that_begin_alike_stay_apart():
    first, second = headings(["ў" * 100, "ў" * 101])
    assert first.name != second.name


@given(st.text(max_size=300).filter(lambda title: re.search(r"[^\W_]", title)))
def test_every_name_is_one_that_the_datastore_takes(title):
    from ckanext.datastore.helpers import is_valid_field_name

    (found,) = headings([title])
    assert is_valid_field_name(found.name)
    assert len(found.name.encode()) <= 63


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        (["a", "b", "a"], "duplicate_heading", "a"),
        (["a", "", "c"], "empty_heading", "2"),
        (["a", "x" * 500], "long_heading", "2"),
        (["a"] * 3, "duplicate_heading", "a"),
    ],
)
def test_headings_that_cannot_be_columns_are_refused(cells, code, column):
    with pytest.raises(LoadError) as caught:
        headings(cells)
    assert (caught.value.code, caught.value.row, caught.value.column) == (code, 1, column)


def test_too_many_columns_are_refused():
    with pytest.raises(LoadError) as caught:
        headings([str(number) for number in range(11)], most=10)
    assert caught.value.code == "too_many_columns"
