"""A petition that came to the wrong body goes to the right one, in the sight of everybody."""

import pytest
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action
from ckanext.egov import answers


@pytest.fixture(scope="module")
def ministry(database):
    return factories.Organization(body_type="ministry", title_translated={"uz": "Vazirlik"})


@pytest.fixture(scope="module")
def number(owed, editor, ministry):
    number = owed(title="Bu boshqa idoraga")
    obligation = answers.of("petition", str(number))
    given = {"obligation_id": obligation.obligation_id, "body": ministry["name"]}
    context = {"user": editor}
    tk.get_action("answer_forward")(context, given | {"reason": {"uz": "Vakolatimizda emas"}})
    return number


def test_petition_is_to_the_new_body(number, ministry):
    shown = call_action("petition_show", process_no=number)
    assert shown["body"] == ministry["name"]
    assert shown["obligation"]["body"] == ministry["name"]


def test_its_terms_stay_as_they_were_frozen(number):
    assert call_action("petition_show", process_no=number)["threshold"] == 300


def test_it_is_in_the_public_timeline_with_its_reason(number, ministry, district):
    events = call_action("process_event_list", process_no=number)
    (event,) = [event for event in events if event["event"] == "forwarded"]
    assert event["details"]["from"] == district["name"]
    assert event["details"]["to"] == ministry["name"]
    assert event["details"]["reason"] == {"uz": "Vakolatimizda emas"}


def test_page_says_who_handed_it_on(app, number):
    page = app.get(f"/petition/{number}")
    assert "Vakolatimizda emas" in page.body
    assert "Vazirlik" in page.body


def test_it_leaves_the_desk_of_the_first_body(number, editor):
    found = call_action("petition_desk_list", {"user": editor}, rows=100)
    assert number not in [row["process_no"] for row in found["results"]]
