"""Numbers of charts through the API."""

import ckan.plugins.toolkit as tk
import pytest
from ckan.tests.helpers import call_action

from tests.egov.publishing.preview.preview_rows import CITIES, ROWS, record

pytestmark = pytest.mark.usefixtures("portal")
RECORDS = [record(number) for number in range(ROWS)]


def show(table, **asked):
    return call_action("resource_chart_show", id=table["id"], **asked)


def test_rows_are_counted_by_category(table):
    chart = show(table, x="city")
    counts = dict(zip(chart["categories"], chart["series"][0]["values"], strict=True))
    assert counts == {city: sum(row["city"] == city for row in RECORDS) for city in CITIES}


@pytest.mark.parametrize(
    ("aggregate", "compute"),
    [
        ("sum", sum),
        ("mean", lambda numbers: sum(numbers) / len(numbers)),
        ("minimum", min),
        ("maximum", max),
    ],
)
def test_amounts_are_aggregated_without_missing_values(table, aggregate, compute):
    chart = show(table, x="city", y="amount", aggregate=aggregate)
    found = dict(zip(chart["categories"], chart["series"][0]["values"], strict=True))
    for city in CITIES:
        amounts = [r["amount"] for r in RECORDS if r["city"] == city and r["amount"] is not None]
        assert found[city] == pytest.approx(compute(amounts))


def test_dates_are_put_into_steps_of_time_in_order(table):
    chart = show(table, x="day")
    assert chart["kind"] == "line"
    assert chart["bucket"] == "week"
    assert chart["categories"] == sorted(chart["categories"])
    assert sum(chart["series"][0]["values"]) == ROWS


def test_a_time_without_rows_is_a_gap_and_counts_as_zero(act, make_resource):
    resource = make_resource()
    records = [{"d": "2026-01-01", "n": 5}, {"d": "2026-01-03", "n": 7}]
    fields = [{"id": "d", "type": "date"}, {"id": "n", "type": "int4"}]
    act("datastore_create", resource_id=resource["id"], force=True, fields=fields, records=records)
    days = ["2026-01-01", "2026-01-02", "2026-01-03"]
    counted, summed = show(resource, x="d"), show(resource, x="d", y="n")
    assert counted["categories"] == summed["categories"] == days
    assert counted["series"][0]["values"] == [1, 0, 1]
    assert summed["series"][0]["values"] == [5, None, 7]


@pytest.mark.parametrize("day", ["0044-03-15 BC", "infinity", "9999-12-31"])
def test_a_date_out_of_all_bounds_is_no_crash(act, page, make_resource, day):
    resource = make_resource()
    records = [{"d": day}, {"d": "2026-01-01"}]
    fields = [{"id": "d", "type": "date"}]
    act("datastore_create", resource_id=resource["id"], force=True, fields=fields, records=records)
    found = page(f"/dataset/{resource['dataset']}/resource/{resource['id']}/preview",
                 status=None, show="chart", x="d")  # fmt: skip
    assert found.select_one("svg.egov-chart") or "add a filter" in found.get_text()


def test_many_numbers_are_put_into_bins(table):
    chart = show(table, x="amount")
    assert chart["bin_width"] == 20
    assert chart["categories"] == sorted(chart["categories"])
    assert sum(chart["series"][0]["values"]) == sum(r["amount"] is not None for r in RECORDS)


def test_a_second_column_makes_series(table):
    chart = show(table, x="city", series="active")
    assert {series["name"] for series in chart["series"]} == {True, False}
    place = chart["categories"].index("Nukus")
    by_name = {series["name"]: series["values"][place] for series in chart["series"]}
    assert by_name[True] == sum(r["city"] == "Nukus" and r["active"] for r in RECORDS)


def test_filters_of_the_table_hold_for_the_chart(table):
    filters = [
        {"column": "city", "is": "eq", "value": "Nukus"},
        {"column": "day", "is": "gte", "value": "2026-06-01"},
        {"column": "active", "is": "eq", "value": "yes"},
        {"column": "amount", "is": "gt", "value": "10"},
    ]
    chart = show(table, x="city", filters=filters)
    fits = [
        r for r in RECORDS
        if r["city"] == "Nukus" and r["day"] >= "2026-06-01" and r["active"]
        and (r["amount"] or 0) > 10
    ]  # fmt: skip
    assert chart["series"][0]["values"] == [len(fits)]


def test_a_column_with_an_odd_name_can_be_drawn(table):
    chart = show(table, x="odd % name, with; marks")
    assert "=1+1" in chart["categories"]


def test_many_categories_are_cut_to_the_largest(act, make_resource):
    resource = make_resource()
    records = [{"a": f"name {number:03}"} for number in range(200)] + [{"a": "name 150"}]
    act("datastore_create", resource_id=resource["id"], force=True,
        fields=[{"id": "a", "type": "text"}], records=records)  # fmt: skip
    chart = show(resource, x="a")
    assert (len(chart["categories"]), chart["truncated"]) == (30, True)
    assert chart["categories"][0] == "name 150"


def test_an_empty_table_has_an_empty_chart(act, make_resource):
    resource = make_resource()
    fields = [{"id": "a", "type": "text"}, {"id": "d", "type": "date"}]
    act("datastore_create", resource_id=resource["id"], force=True, fields=fields)
    for column in ("a", "d"):
        assert show(resource, x=column, series="a")["categories"] == []


@pytest.mark.parametrize(
    "asked",
    [
        {"x": "nothing"},
        {"x": "details"},
        {"x": "city", "y": "city"},
        {"x": "city", "aggregate": "pg_sleep"},
        {"x": "city", "aggregate": "sum"},
        {"x": "city", "kind": "pie"},
        {"x": "city", "series": "amount"},
    ],
)
def test_a_wrong_chart_is_refused_with_words(table, asked):
    with pytest.raises(tk.ValidationError) as refused:
        show(table, **asked)
    assert refused.value.error_dict["query"][0]


def test_a_chart_that_takes_too_long_is_refused_with_advice(table, monkeypatch, setting):
    setting("chart_timeout", 1)
    import sqlalchemy as sa
    from ckanext.egov.publishing.preview import chart

    monkeypatch.setattr(chart.ChartQuery, "groups", lambda *_: sa.select(sa.func.pg_sleep(1)))
    with pytest.raises(tk.ValidationError, match="add a filter"):
        show(table, x="city")
