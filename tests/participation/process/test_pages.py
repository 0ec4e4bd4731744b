"""Hub, process by its number, calendar and feeds: the same processes by the same filters."""

from datetime import datetime
from xml.etree import ElementTree

import pytest
from ckan.tests.helpers import call_action
from icalendar import Calendar

from tests.participation.conftest import phase

ATOM = "{http://www.w3.org/2005/Atom}"
REASON = {"en": "It rained"}


@pytest.fixture(scope="module")
def processes(make_process):
    """One of each: open, upcoming, closed, draft, stopped."""
    places = {"region": "1703", "sectors": ["health"]}
    made = {
        name: make_process(title={"en": f"Trees {name}"}, **places, phases=phases)
        for name, phases in {
            "urgent": [phase(days=1)], "open": [phase(days=9)], "upcoming": [phase(start=2)],
            "closed": [phase()], "draft": [phase()], "stopped": [phase(start=3)],
        }.items()
    }  # fmt: skip
    numbers = {name: process["process_no"] for name, process in made.items()}
    for name in ("urgent", "open", "closed"):
        call_action("process_open", process_no=numbers[name])
    for name in ("upcoming", "stopped"):
        call_action("process_announce", process_no=numbers[name])
    call_action("process_close", process_no=numbers["closed"], reason=REASON)
    call_action("process_stop", process_no=numbers["stopped"], reason=REASON)
    return numbers


def filters(body):
    return {"body": body["name"], "region": "1703", "sector": "health", "kind": "try"}


def test_the_list_has_the_most_urgent_first_and_no_drafts(processes, body):
    found = call_action("process_list", **filters(body))
    names = {number: name for name, number in processes.items()}
    assert [names[process["process_no"]] for process in found["results"]] == [
        "urgent", "open", "upcoming", "closed", "stopped",
    ]  # fmt: skip
    assert found["counts"] == {"open": 2, "upcoming": 1, "closed": 2}
    assert call_action("process_list", state="open", **filters(body))["count"] == 2
    assert call_action("process_list", group="women", **filters(body))["count"] == 0


def test_the_hub_shows_what_the_list_has(portal, processes, body):
    page = portal.get("/participate", query_string=filters(body))
    text = page.body
    assert text.index("Trees urgent") < text.index("Trees open") < text.index("Trees upcoming")
    assert "Trees draft" not in text
    assert "1 day left" in text
    assert text.count("<h1") == 1


def test_the_hub_says_what_to_do_when_nothing_is_there(portal, processes):
    page = portal.get("/participate?group=women&kind=try")
    assert "See everything without filters" in page.body


@pytest.mark.parametrize(
    "query", ["state=maybe", "region=0", "body=nobody", "page=0", "page=x", "sector=%00"]
)
def test_a_wrong_filter_is_told_with_status_400(portal, processes, query):
    page = portal.get(f"/participate?{query}", status=400)
    assert 'role="alert"' in page.body


@pytest.mark.parametrize("address", ["/calendar", "/calendar.ics", "/calendar.atom",
                                     "/participate.atom"])  # fmt: skip
def test_calendar_and_feeds_refuse_wrong_filters(portal, processes, address):
    portal.get(f"{address}?region=0", status=400)


def test_a_process_is_data_at_its_address(portal, processes):
    shown = portal.get(f"/participate/{processes['open']}.json").json
    assert shown["status"] == "open"
    assert [event["event"] for event in shown["events"]] == ["opened"]
    assert (
        portal.get(f"/participate/{processes['open']}", follow_redirects=False).status_code == 302
    )


def test_a_draft_is_not_there_for_others(portal, processes):
    for end in ("", ".json", "/rules.json"):
        portal.get(f"/participate/{processes['draft']}{end}", status=404)
    portal.get("/participate/999999999", status=404)


def test_the_frame_shows_state_dates_rules_and_record(portal, processes):
    import ckan.plugins.toolkit as tk

    process = call_action("process_show", process_no=processes["closed"])
    environ = {"CKAN_LANG": "en", "CKAN_CURRENT_URL": "/"}
    with portal.flask_app.test_request_context(environ_overrides=environ):
        text = tk.render("process/frame.html", {"process": process})
    assert process["rules_hash"] in text
    assert "Closed before its time" in text
    assert "It rained" in text
    assert "people with a confirmed e-mail" in text


def events_of(portal, body) -> dict[str, dict[str, str]]:
    reply = portal.get("/calendar.ics", query_string=filters(body))
    assert reply.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(reply.get_data())
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Tashkent"]
    return {str(event["uid"]).split("@")[0]: event for event in calendar.walk("VEVENT")}


def test_icalendar_has_stable_uids_zone_sequence_and_what_was_cancelled(portal, processes, body):
    events = events_of(portal, body)
    opens = events[f"process-{processes['upcoming']}-opens"]
    assert opens["dtstart"].params["TZID"] == "Asia/Tashkent"
    assert opens["url"].endswith(f"/participate/{processes['upcoming']}")
    assert opens["status"] == "CONFIRMED"
    assert opens["summary"] == "Opens: Trees upcoming"
    assert events[f"process-{processes['stopped']}-opens"]["status"] == "CANCELLED"
    assert f"process-{processes['draft']}-opens" not in events
    moved = [phase(start=4)]
    call_action("process_update", process_no=processes["upcoming"], phases=moved)
    later = events_of(portal, body)[f"process-{processes['upcoming']}-opens"]
    assert later["sequence"] == opens["sequence"] + 1
    wanted = datetime.fromisoformat(moved[0]["start"]).replace(microsecond=0)
    assert later.decoded("dtstart") == wanted


@pytest.mark.parametrize("address", ["/calendar.atom", "/participate.atom"])
def test_feeds_are_atom_with_entries_that_have_an_id_each(portal, processes, body, address):
    reply = portal.get(address, query_string=filters(body))
    feed = ElementTree.fromstring(reply.get_data())
    assert feed.tag == f"{ATOM}feed"
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) >= 5
    assert all(entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry"))


def test_the_calendar_lists_dates_to_come_and_past(portal, processes, body):
    coming = portal.get("/calendar", query_string=filters(body)).body
    assert "Trees upcoming" in coming
    assert "Cancelled" in coming
    past = portal.get("/calendar", query_string={**filters(body), "past": "1"}).body
    assert "Trees closed" in past


def test_the_calendar_action_gives_what_the_page_shows(processes, body):
    entries = call_action("calendar_entry_list", **filters(body), since=phase()["start"])
    assert {entry["what"] for entry in entries} >= {"Opens", "Closes"}
    assert all(entry["region"] == "1703" for entry in entries)


def test_a_process_can_be_followed_by_its_name_and_a_draft_cannot(portal, processes):
    from ckanext.participation.process.plugin import _followed

    with portal.flask_app.test_request_context(environ_overrides={"CKAN_LANG": "en"}):
        thing = _followed(str(processes["open"]))
        assert thing is not None
        assert thing.title == "Trees open"
        assert _followed(str(processes["draft"])) is None
        assert _followed("x") is None
