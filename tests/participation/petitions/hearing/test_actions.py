"""Everybody hears of a hearing: in the calendar, on the petition's page, by e-mail."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from ckan import model as core_model
from ckan.plugins import toolkit as tk
from ckan.tests.helpers import call_action
from ckanext.egov.following.model import FollowNews
from ckanext.participation.petitions import model
from ckanext.participation.process.lifecycle import Conflict

DAY = datetime.now(UTC).replace(microsecond=0) + timedelta(days=20)
PLACE = {"uz": "Namuna tumani, madaniyat saroyi"}


@pytest.fixture
def number(opened):
    return opened(title="Ochiq eshituv kerak")


@pytest.fixture
def say(editor):
    """Say something of a hearing as an official of the body."""

    def saying(number, state, **given):
        asked = {"process_no": number, "state": state, **given}
        return tk.get_action("petition_hearing_update")({"user": editor}, asked)

    return saying


def calendar_of(number):
    found = call_action("calendar_entry_list", since=datetime.now(UTC).isoformat())
    entries = found["results"] if isinstance(found, dict) else found
    return [entry for entry in entries if entry["uid"] == f"petition-{number}-hearing"]


def told(number):
    keys = sa.select(FollowNews.key).where(FollowNews.key.like(f"petition:{number}:hearing%"))
    return [key.split(":")[2] for key in core_model.Session.scalars(keys.order_by(FollowNews.key))]


def test_hearing_with_a_day_is_in_the_calendar(number, say):
    say(number, "scheduled", at=DAY.isoformat(), place=PLACE)
    (entry,) = calendar_of(number)
    assert datetime.fromisoformat(entry["start"]) == DAY
    assert entry["status"] == "confirmed"


def test_other_day_has_a_higher_sequence_and_the_same_name(number, say):
    say(number, "scheduled", at=DAY.isoformat())
    (before,) = calendar_of(number)
    say(number, "scheduled", at=(DAY + timedelta(days=1)).isoformat())
    (after,) = calendar_of(number)
    assert after["sequence"] > before["sequence"]
    assert datetime.fromisoformat(after["start"]) == DAY + timedelta(days=1)


def test_hearing_that_is_called_off_stays_in_the_calendar_as_cancelled(number, say):
    say(number, "scheduled", at=DAY.isoformat())
    say(number, "not_held", reason={"uz": "Kelishuvga erishildi"})
    (entry,) = calendar_of(number)
    assert entry["status"] == "cancelled"


def test_followers_are_told_of_the_day_its_change_and_its_end(number, say):
    say(number, "scheduled", at=DAY.isoformat())
    say(number, "scheduled", at=(DAY + timedelta(days=1)).isoformat())
    say(number, "not_held", reason={"uz": "Kasallik"})
    assert sorted(told(number)) == ["hearing_changed", "hearing_not_held", "hearing_scheduled"]


def test_page_and_record_say_when_and_where(app, number, say):
    say(number, "scheduled", at=DAY.isoformat(), place=PLACE)
    assert PLACE["uz"] in app.get(f"/petition/{number}").body
    events = call_action("process_event_list", process_no=number)
    (event,) = [event for event in events if event["event"] == "hearing_scheduled"]
    assert datetime.fromisoformat(event["details"]["at"]) == DAY
    assert call_action("petition_show", process_no=number)["hearing"]["state"] == "scheduled"


def test_moment_without_a_time_zone_is_in_the_portals_own(number, say):
    said = say(number, "scheduled", at="2099-03-14T15:00")
    assert datetime.fromisoformat(said["at"]).astimezone(UTC).hour == 10


def test_hearing_was_not_held_before_its_day(number, say):
    say(number, "scheduled", at=DAY.isoformat())
    with pytest.raises(tk.ValidationError):
        say(number, "held")


def test_hearing_whose_day_has_come_was_held_and_stays_held(number, say):
    say(number, "scheduled", at=DAY.isoformat())
    model.find(number).hearing_at = datetime.now(UTC) - timedelta(hours=1)
    core_model.Session.commit()
    assert say(number, "held")["state"] == "held"
    with pytest.raises(Conflict):
        say(number, "scheduled", at=DAY.isoformat())


def test_calling_off_needs_a_public_reason(number, say):
    say(number, "scheduled", at=DAY.isoformat())
    with pytest.raises(tk.ValidationError):
        say(number, "not_held")


def test_petition_that_was_not_published_gets_no_hearing(make, say):
    with pytest.raises(Conflict):
        say(make()["process_no"], "scheduled", at=DAY.isoformat())


@pytest.mark.parametrize(
    "given",
    [
        {"at": "soon"}, {"at": ["2099-01-01"]}, {"at": {}}, {"at": 7}, {},
        {"at": "2001-01-01T10:00"}, {"at": DAY.isoformat(), "place": ["x"]},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_moment_or_place_is_refused(number, say, given):
    with pytest.raises(tk.ValidationError):
        say(number, "scheduled", **given)


def test_form_in_the_file_sets_the_day(app, number):
    from ckan.tests import factories

    headers = {"Authorization": factories.SysadminWithToken()["token"]}
    where = f"/petition/{number}/desk/hearing"
    app.post(where, data={"state": "scheduled", "at": "2099-03-14T15:00"}, headers=headers)
    assert call_action("petition_show", process_no=number)["hearing"]["state"] == "scheduled"
    again = app.post(where, data={"state": "scheduled", "at": "tomorrow"}, headers=headers)
    assert again.status_code == 400
    assert "tomorrow" in again.body
