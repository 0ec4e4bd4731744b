"""Pages of a DataStore table through the API."""

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests.helpers import call_action

from tests.egov.publishing.preview.preview_rows import ROWS, record

pytestmark = pytest.mark.usefixtures("portal")


def show(table, **asked):
    return call_action("resource_table_show", id=table["id"], **asked)


def ids(page):
    return [row["_id"] for row in page["rows"]]


def test_the_first_page_has_the_first_rows_and_the_total(table):
    page = show(table)
    assert ids(page) == list(range(1, 51))
    assert (page["total"], page["total_at_least"]) == (ROWS, False)
    assert (page["has_previous"], page["has_next"]) == (False, True)


def test_columns_carry_their_labels(table):
    labels = {column["id"]: column["label"] for column in show(table)["columns"]}
    assert "Amount of money" in labels["amount"].values()


def test_following_the_cursor_visits_every_row_once_in_order(table):
    seen, page = [], show(table)
    while True:
        seen += ids(page)
        if not page["has_next"]:
            break
        page = show(table, after=seen[-1], page=page["page"] + 1)
    assert seen == list(range(1, ROWS + 1))


def test_going_back_from_the_end_visits_every_row_once(table):
    page = show(table, page=6)
    seen = ids(page)
    while page["has_previous"] and seen[0] > 1:
        page = show(table, before=seen[0], page=max(1, page["page"] - 1))
        seen = ids(page) + seen
    assert seen == list(range(1, ROWS + 1))


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6])
def test_a_page_by_its_number_is_the_same_from_either_end(table, number):
    page = show(table, page=number)
    expected = list(range(1, ROWS + 1))[(number - 1) * 50 : number * 50]
    assert ids(page) == expected
    assert page["has_next"] == (number < 6)
    assert page["has_previous"] == (number > 1)


def test_sorting_puts_rows_in_order_with_missing_values_last(table):
    for order in ("asc", "desc"):
        rows = [
            row
            for number in range(1, 7)
            for row in show(table, sort="amount", order=order, page=number)["rows"]
        ]
        amounts = [row["amount"] for row in rows]
        known = [amount for amount in amounts if amount is not None]
        assert known == sorted(known, reverse=order == "desc")
        assert amounts[len(known) :] == [None] * (ROWS // 10)
        assert len({row["_id"] for row in rows}) == ROWS


@pytest.mark.parametrize("column", ["city", "day", "active", "odd % name, with; marks"])
def test_every_column_that_can_be_sorted_is_sorted(table, column):
    values = [row[column] for row in show(table, sort=column, limit=100)["rows"]]
    assert len(values) == 100
    if column != "city" and column != "odd % name, with; marks":
        assert values == sorted(values)


@pytest.mark.parametrize(
    ("column", "condition", "value", "fits"),
    [
        ("city", "eq", "Qoʻqon", lambda row: row["city"] == "Qoʻqon"),
        ("amount", "gt", "300", lambda row: (row["amount"] or 0) > 300),
        ("amount", "lte", "4,5", lambda row: row["amount"] is not None and row["amount"] <= 4.5),
        ("day", "gte", "01.11.2026", lambda row: row["day"] >= "2026-11-01"),
        ("active", "eq", "no", lambda row: not row["active"]),
        ("odd % name, with; marks", "eq", "=1+1", lambda row: row["city"] and row["amount"] != 0),
    ],
)
def test_filters_keep_the_rows_that_fit(table, column, condition, value, fits):
    filters = [{"column": column, "is": condition, "value": value}]
    page = show(table, filters=filters, limit=100)
    expected = [number for number in range(ROWS) if fits(record(number))]
    if column.startswith("odd"):
        expected = list(range(1, ROWS))
    assert page["total"] == len(expected)
    assert ids(page) == [number + 1 for number in expected[:100]]


def test_filters_stand_together(table):
    filters = [
        {"column": "city", "is": "eq", "value": "Nukus"},
        {"column": "amount", "is": "gte", "value": "100"},
        {"column": "amount", "is": "lt", "value": "200"},
    ]
    page = show(table, filters=filters)
    assert page["rows"]
    assert all(row["city"] == "Nukus" and 100 <= row["amount"] < 200 for row in page["rows"])


@pytest.mark.parametrize("words", ["Nukus", "nukus", "it's :odd & | !(", "':x", "a:b"])
def test_words_are_looked_for_and_no_sign_in_them_is_a_command(table, words):
    page = show(table, q=words)
    assert page["total"] == sum(
        1 for row in map(record, range(ROWS)) if row["city"] == words.title()
    )


def test_many_matching_rows_are_counted_only_up_to_a_bound(table, setting):
    setting("most_counted_rows", 100)
    page = show(table, filters=[{"column": "active", "is": "eq", "value": "yes"}])
    assert (page["total"], page["total_at_least"]) == (100, True)


def test_a_sorted_table_is_paged_only_to_a_bound(table, setting):
    setting("most_sorted_rows", 100)
    assert show(table, sort="city", page=2)["rows"]
    with pytest.raises(tk.ValidationError, match="up to row 100"):
        show(table, sort="city", page=3)


def test_a_page_beyond_the_end_is_empty(table):
    page = show(table, page=99)
    assert (page["rows"], page["has_next"]) == ([], False)


@pytest.mark.parametrize(
    "asked",
    [
        {"sort": "nothing"},
        {"sort": '"city" desc; select 1'},
        {"page": -1},
        {"page": "many"},
        {"limit": 7},
        {"filters": "city"},
        {"filters": ["city"]},
        {"filters": [{"column": "city"}]},
        {"filters": [{"column": "amount", "is": "eq", "value": "many"}]},
    ],
)
def test_a_wrong_question_is_refused_with_words(table, asked):
    with pytest.raises(tk.ValidationError) as refused:
        show(table, **asked)
    assert refused.value.error_dict["query"][0]


def test_a_private_table_is_not_for_strangers(act, make_resource):
    resource = make_resource(private=True)
    act(
        "datastore_create",
        resource_id=resource["id"],
        force=True,
        fields=[{"id": "a", "type": "text"}],
    )
    for action in ("resource_table_show", "resource_chart_show", "resource_map_show"):
        with pytest.raises(tk.NotAuthorized):
            call_action(action, context={"user": "", "ignore_auth": False}, id=resource["id"])


def test_a_resource_without_a_table_is_not_found(make_resource):
    with pytest.raises(tk.ObjectNotFound):
        call_action("resource_table_show", id=make_resource()["id"])
