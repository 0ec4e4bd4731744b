"""Values from the rooms: computed, kept by day, judged."""

import csv
import io
import json
from datetime import timedelta

import ckan.plugins.toolkit as tk
import pytest
import responses
import sqlalchemy as sa
from bs4 import BeautifulSoup
from ckan import model
from ckan.tests import factories
from ckan.tests.helpers import call_action
from ckanext.egov.indicators import computing, evidence, from_datasets
from ckanext.egov.indicators.interfaces import Cell, Value
from ckanext.egov.indicators.model import DayValue, EvidenceCheck

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def empty(database):
    model.Session.rollback()
    for table in (DayValue, EvidenceCheck):
        model.Session.execute(sa.delete(table))
    model.Session.commit()


@pytest.fixture
def rooms(monkeypatch):
    """Indicators of a test; put functions in."""
    found = {}
    monkeypatch.setattr(computing, "functions", lambda: found)
    return found


def petitions(number=3, age=1):
    return lambda now: Value(number, now - timedelta(days=age), "/about", parts={"active": 2})


def listed(code):
    found = call_action("participation_indicator_list")
    return next(item for item in found if item["code"] == code)


def opened(url="/about", status=200):
    with responses.RequestsMock() as web:
        for language in evidence.LANGUAGES:
            web.get(f"{tk.config['ckan.site_url']}/{language}{url}", status=status)
        evidence.check_all()


def test_all_46_are_listed_and_what_nobody_computes_is_said_to_be_not_yet_available(rooms):
    found = call_action("participation_indicator_list")
    assert len(found) == 46
    assert {(item["status"], *item["why"]) for item in found} == {("not_yet", "no_room")}


def test_a_value_is_met_only_after_its_page_opened_in_three_languages(rooms):
    rooms["EP28"] = petitions()
    computing.compute_all()
    assert listed("EP28")["why"] == ["unchecked"]
    opened(status=404)
    assert listed("EP28")["why"] == ["unreachable"]
    opened()
    found = listed("EP28")
    assert (found["status"], found["value"]["number"], found["value"]["parts"]) == (
        "met", 3, {"active": 2},
    )  # fmt: skip


def test_a_matrix_gets_an_empty_cell_for_each_of_the_six_that_is_missing(rooms):
    rooms["EP29"] = lambda now: Value(2, now, "/about", matrix={"women": Cell(2, now)})
    found = call_action("participation_indicator_show", id="ep29")
    numbers = {code: cell["number"] for code, cell in found["value"]["matrix"].items()}
    assert len(numbers) == 6
    assert (numbers["women"], numbers["youth"]) == (2, 0)
    assert "gaps" in found["why"]


def test_a_room_that_breaks_harms_no_other(rooms):
    rooms["EP01"] = lambda now: model.Session.execute(sa.text("SELECT 1/0"))
    rooms["EP28"] = petitions()
    computing.compute_all()
    assert listed("EP01")["why"] == ["failed"]
    assert listed("EP28")["value"]["number"] == 3


def test_the_last_value_of_a_day_stays_and_the_page_draws_the_days(rooms, portal):
    rooms["EP28"] = petitions(1)
    computing.compute_all()
    rooms["EP28"] = petitions(4)
    computing.compute_all()
    earlier = sa.select(
        sa.literal("EP28"), DayValue.day - 1, sa.literal(2.0), DayValue.url, DayValue.computed_at
    )
    columns = ["code", "day", "number", "url", "computed_at"]
    model.Session.execute(sa.insert(DayValue).from_select(columns, earlier))
    model.Session.commit()
    found = call_action("participation_indicator_show", id="EP28")
    assert [row["number"] for row in found["history"]] == [2, 4]
    page = BeautifulSoup(portal.get("/en/indicators/EP28").text, "html.parser")
    assert page.select_one("svg polyline")
    assert len(page.select("details tbody tr")) == 2


def test_the_list_asks_the_database_as_often_for_46_as_for_one(rooms):
    def queries():
        counted = []
        count = lambda *_: counted.append(1)  # noqa: E731
        engine = model.meta.engine
        sa.event.listen(engine, "before_cursor_execute", count)
        try:
            call_action("participation_indicator_list")
        finally:
            sa.event.remove(engine, "before_cursor_execute", count)
        return len(counted)

    rooms["EP28"] = petitions()
    computing.compute_all()
    one = queries()
    rooms |= {f"EP{number:02}": petitions() for number in range(1, 20)}
    computing.compute_all()
    assert queries() == one


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "kaa", "en"])
def test_every_page_opens_in_each_language(portal, language):
    for path in ("/indicators", "/indicators/EP21", "/indicators/EP03"):
        page = BeautifulSoup(portal.get(f"/{language}{path}", status=200).text, "html.parser")
        assert len(page.select("h1")) == 1
        assert page.select("main [style], main [onclick]") == []


def test_the_footer_of_every_page_leads_to_the_indicators(portal):
    page = BeautifulSoup(portal.get("/en/about").text, "html.parser")
    assert "/en/indicators" in [link["href"] for link in page.select("footer a")]


def test_the_same_address_answers_with_json_and_csv_when_asked(portal):
    as_json = portal.get("/indicators", headers={"Accept": "application/json"})
    assert len(as_json.json) == 46
    assert len(json.loads(portal.get("/indicators.json").text)) == 46
    as_csv = portal.get("/indicators", headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(as_csv.text)))
    assert len([row for row in rows if row["status"]]) == 46
    assert portal.get("/indicators/EP28.json").json["code"] == "EP28"
    assert portal.get("/indicators").headers["Vary"].count("Accept") >= 1


def test_an_indicator_that_does_not_exist_is_not_found(portal):
    portal.get("/indicators/EP99", status=404)


def dataset(**fields):
    context = {"user": call_action("get_site_user", context={"ignore_auth": True})["name"]}
    name = factories.Organization.stub().name
    return call_action(
        "package_create",
        context=context | {"ignore_auth": True},
        name=f"dataset-{name}",
        title_translated={"en": "Title"},
        notes_translated={"en": "Notes"},
        **fields,
    )


def test_datasets_answer_their_indicators(database):
    at = computing.now()
    before = {code: compute(at) for code, compute in from_datasets.functions().items()}
    body = factories.Organization(body_type="region_government")
    dataset(owner_org=body["id"], sectors=["health"], license_id="odc-odbl", realtime=True,
            declared_lag=60, resources=[{"url": "http://a.uz/a", "format": "GeoJSON"}])  # fmt: skip
    after = {code: compute(at) for code, compute in from_datasets.functions().items()}
    for code in ("EP09", "EP15", "EP21", "EP26", "LP04"):
        assert after[code].number == before[code].number + 1, code
    health = (before["EP21"].matrix["health"], after["EP21"].matrix["health"])
    assert health[1].number == health[0].number + 1
    assert after["LP04"].parts["publishers"] == before["LP04"].parts["publishers"] + 1
    assert 0 < after["LP05"].number <= 100
    assert 0 < after["EP24"].number <= after["EP24"].parts["open"] <= 100


def test_every_indicator_of_every_room_can_be_computed(database):
    at = computing.now()
    for code in computing.functions():
        assert computing.compute(code, at) is not None
