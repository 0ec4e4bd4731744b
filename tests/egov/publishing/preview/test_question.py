"""What a reader asks in an address is read without trusting it."""

from urllib.parse import parse_qs

import pytest
from ckanext.egov.publishing.preview import address
from ckanext.egov.publishing.preview.columns import Column
from ckanext.egov.publishing.preview.question import (
    Filter,
    Question,
    as_typed,
    by_id,
    datastore_filters,
    read_chart_question,
    read_question,
    word_search,
)
from hypothesis import given
from hypothesis import strategies as st

COLUMNS = [
    Column("city", "text"),
    Column("amount", "numeric"),
    Column("opened", "date"),
    Column("seen", "timestamp"),
    Column("active", "bool"),
    Column("shape", "json"),
]


def read(**values):
    many = {key: value if isinstance(value, list) else [value] for key, value in values.items()}
    return read_question(lambda name: many.get(name, []), COLUMNS)


def read_chart(**values):
    return read_chart_question(lambda name: [values[name]] if name in values else [], COLUMNS)


def keys(errors):
    return [key for key, _words in errors]


def test_nothing_asked_is_the_first_page_in_the_order_of_the_file():
    assert read() == (Question(), [])


def test_sorting_filtering_and_paging_are_read():
    question, errors = read(
        column=["city", "amount"], value=["Nukus", "4,5"], sort="amount", order="desc", page="3",
        limit="25", **{"is": ["eq", "gte"]},
    )  # fmt: skip
    assert errors == []
    assert question.filters == (Filter("city", "eq", "Nukus"), Filter("amount", "gte", "4,5"))
    assert (question.sort, question.descending, question.page, question.size) == (
        "amount", True, 3, 25,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"sort": "no such column"}, "unknown_column"),
        ({"sort": '_id"; drop table x; --'}, "unknown_column"),
        ({"sort": "_full_text"}, "unknown_column"),
        ({"sort": "shape"}, "unfit_column"),
        ({"order": "sideways"}, "bad_choice"),
        ({"page": "-1"}, "bad_number"),
        ({"page": "0"}, "bad_number"),
        ({"page": "1e9"}, "bad_number"),
        ({"page": "9" * 5000}, "bad_number"),
        ({"page": "٣"}, "bad_number"),
        ({"after": "-5"}, "bad_number"),
        ({"before": "2147483648"}, "bad_number"),
        ({"limit": "1000000"}, "bad_choice"),
        ({"column": "city"}, "bad_filters"),
        ({"column": "where", "is": "eq", "value": "1"}, "unknown_column"),
        ({"column": "city", "is": "gt", "value": "1"}, "bad_condition"),
        ({"column": "city", "is": "or 1=1", "value": "1"}, "bad_condition"),
        ({"column": "shape", "is": "eq", "value": "1"}, "bad_condition"),
        ({"column": "amount", "is": "eq", "value": "many"}, "bad_number_value"),
        ({"column": "amount", "is": "eq", "value": "nan"}, "bad_number_value"),
        ({"column": "amount", "is": "eq", "value": "1e999999"}, "bad_number_value"),
        ({"column": "opened", "is": "eq", "value": "31.02.2026"}, "bad_date"),
        ({"column": "seen", "is": "eq", "value": "yesterday"}, "bad_time"),
        ({"column": "active", "is": "eq", "value": "perhaps"}, "bad_yes_no"),
    ],
)
def test_what_does_not_fit_is_named_and_left_out(values, error):
    question, errors = read(**values)
    assert keys(errors) == [error]
    assert question == Question()


def test_too_many_filters_are_refused_together():
    rows = 21
    _question, errors = read(column=["city"] * rows, value=["x"] * rows, **{"is": ["eq"] * rows})
    assert keys(errors) == ["bad_filters"]


def test_an_empty_row_of_the_filter_form_is_no_filter():
    assert read(column="city", value="", **{"is": "eq"}) == (Question(), [])


@given(st.dictionaries(st.sampled_from(
    ["q", "sort", "order", "page", "after", "before", "limit", "column", "is", "value"]
), st.lists(st.text(max_size=40), max_size=3)))  # fmt: skip
def test_no_address_breaks_the_reading(values):
    question, _errors = read(**values)
    assert question.page >= 1
    assert "\x00" not in question.text
    assert question.sort in {"", *by_id(COLUMNS)}


@pytest.mark.parametrize(
    ("column", "raw", "value"),
    [
        ("amount", "1 234,5", "1234.5"),
        ("amount", "1,234.5", "1234.5"),
        ("amount", "-7", "-7"),
        ("opened", "14.03.2026", "2026-03-14"),
        ("opened", "2026-03-14", "2026-03-14"),
        ("seen", "2026-03-14T15:30", "2026-03-14T15:30:00"),
        ("active", "Ha", "True"),
        ("city", "Nukus", "Nukus"),
    ],
)
def test_values_are_read_as_people_write_them(column, raw, value):
    assert str(as_typed(by_id(COLUMNS)[column], raw)) == value


def test_conditions_become_datastore_filters_and_words_become_a_search():
    question, _errors = read(
        column=["amount", "city"], value=["5", "old town"], **{"is": ["lt", "words"]}
    )
    assert datastore_filters(question, by_id(COLUMNS)) == {"$and": [{"amount": {"lt": 5}}]}
    assert word_search(question) == {"city": "old town"}


def test_a_question_survives_being_an_address():
    question, _errors = read(
        column=["city", "city"], value=["Qoʻqon & co", "a=b"], q="two words", sort="opened",
        order="desc", page="7", limit="100", **{"is": ["eq", "words"]},
    )  # fmt: skip
    many = parse_qs(address.query(address.table_pairs(question))[1:])
    assert read_question(lambda name: many.get(name, []), COLUMNS) == (question, [])


def test_sorting_the_sorted_column_turns_the_order_round_and_goes_back_to_page_one():
    question = Question(sort="city", page=4)
    assert address.sorted_by(question, "city") == Question(sort="city", descending=True)
    assert address.sorted_by(Question(sort="city", descending=True), "city") == Question(
        sort="city"
    )


def test_the_next_page_of_an_unsorted_table_starts_after_the_last_row():
    following = address.next_page(Question(page=2, before=9), last_id=100)
    assert (following.page, following.after, following.before) == (3, 100, None)


def test_the_page_before_the_second_is_the_first():
    assert address.previous_page(Question(page=2, after=50), first_id=51) == Question()


def test_the_download_has_the_same_filters_and_order():
    question = Question(filters=(Filter("amount", "gt", "5"),), sort="city", descending=True)
    many = parse_qs(address.dump_query(question, by_id(COLUMNS))[1:])
    assert many["filters"] == ['{"$and": [{"amount": {"gt": 5}}]}']
    assert many["sort"] == ["city desc"]


def test_a_chart_starts_with_the_first_text_column_and_counts_rows():
    question, errors = read_chart()
    assert (question.x, question.aggregate, question.kind, errors) == ("city", "count", "bar", [])


def test_a_chart_over_time_is_a_line():
    assert read_chart(x="opened")[0].kind == "line"


def test_a_chosen_amount_is_summed():
    assert read_chart(x="city", y="amount")[0].aggregate == "sum"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"x": "nothing"}, "unknown_column"),
        ({"x": "shape"}, "unfit_column"),
        ({"y": "city"}, "unfit_column"),
        ({"series": "amount"}, "unfit_column"),
        ({"aggregate": "drop"}, "bad_choice"),
        ({"kind": "pie"}, "bad_choice"),
        ({"aggregate": "mean"}, "no_amount"),
    ],
)
def test_a_chart_of_what_does_not_fit_is_named(values, error):
    assert keys(read_chart(**values)[1]) == [error]
