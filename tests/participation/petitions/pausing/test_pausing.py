"""A pause says why and until when, and takes no time from those who collect signatures."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from ckan import model as core_model
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action
from ckanext.participation.petitions.pausing import switching
from ckanext.participation.petitions.pausing.model import Pause
from ckanext.participation.petitions.pausing.rules import is_over
from ckanext.participation.process.lifecycle import Conflict
from ckanext.participation.process.model import Process

REASON = {"uz": "Texnik ishlar"}
NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def pause(moderator):
    def pausing(what, **given):
        asked = {"what": what, "reason": REASON, **given}
        return tk.get_action("petition_pause")({"user": moderator}, asked)

    return pausing


@pytest.fixture
def resume(moderator):
    return lambda what: tk.get_action("petition_resume")({"user": moderator}, {"what": what})


def status(number):
    return call_action("process_show", process_no=number)["status"]


def closes(number):
    return datetime.fromisoformat(call_action("process_show", process_no=number)["closes_at"])


def back_date_pause(number, hours):
    """Let a petition have been paused for so many hours."""
    core_model.Session.get_one(Process, number).paused_at -= timedelta(hours=hours)
    core_model.Session.commit()


def test_pause_without_an_end_is_never_over():
    assert not is_over(None, NOW)


def test_pause_is_over_at_its_end():
    assert is_over(NOW, NOW)
    assert not is_over(NOW + timedelta(seconds=1), NOW)


def test_nobody_writes_a_petition_while_that_is_paused_and_reads_why(portal, make, pause, resume):
    pause("creating", until="2099-03-14T15:00")
    with portal.flask_app.test_request_context(), pytest.raises(Conflict) as refused:
        make()
    said = str(refused.value.error_dict)
    assert REASON["uz"] in said
    assert "2099" in said
    resume("creating")
    assert make()["process_no"]


def test_first_page_of_writing_says_why_and_until_when(app, pause):
    pause("creating", until="2099-03-14T15:00")
    page = app.get("/petition/new", status=503)
    assert REASON["uz"] in page.body
    assert "2099" in page.body


def test_list_has_a_banner_while_something_is_paused(app, pause, resume):
    pause("signing")
    assert REASON["uz"] in app.get("/petition").body
    resume("signing")
    assert REASON["uz"] not in app.get("/petition").body


def test_paused_signing_pauses_every_open_petition_and_gives_the_lost_time_back(
    opened, pause, resume
):
    number = opened(title="Toʻxtatiladi")
    before = closes(number)
    pause("signing")
    assert status(number) == "paused"
    back_date_pause(number, 5)
    resume("signing")
    assert status(number) == "open"
    assert timedelta(hours=5) <= closes(number) - before < timedelta(hours=5, minutes=5)


def test_lost_time_is_in_the_public_record(app, opened, pause, resume):
    number = opened(title="Hamma koʻradi")
    pause("signing")
    assert REASON["uz"] in app.get(f"/petition/{number}").body
    back_date_pause(number, 2)
    resume("signing")
    events = call_action("process_event_list", process_no=number)
    (resumed,) = [event for event in events if event["event"] == "resumed"]
    assert resumed["details"]["minutes_added"] >= 120


def test_petition_that_opens_while_signing_is_paused_is_paused_too(opened, pause, resume):
    pause("signing")
    number = opened(title="Pauzada ochiladi")
    assert status(number) == "paused"
    resume("signing")
    assert status(number) == "open"


def test_petition_that_its_body_had_paused_stays_paused(opened, pause, resume):
    number = opened(title="Idora toʻxtatgan")
    call_action("process_pause", process_no=number, reason=REASON)
    pause("signing")
    resume("signing")
    assert status(number) == "paused"


def test_body_cannot_end_the_pause_of_all_for_its_own_petition(opened, pause, resume):
    number = opened(title="Idora davom ettiradi")
    pause("signing")
    call_action("process_resume", process_no=number)
    assert status(number) == "paused"
    resume("signing")
    assert status(number) == "open"


def test_petition_that_closes_during_the_pause_stays_closed(opened, pause, resume):
    number = opened(title="Pauzada yopiladi")
    pause("signing")
    call_action("process_close", process_no=number, reason=REASON)
    resume("signing")
    assert status(number) == "closed"


def test_pause_ends_by_itself(opened, pause):
    number = opened(title="Oʻzi tugaydi")
    pause("signing", until="2099-03-14T15:00")
    core_model.Session.execute(sa.update(Pause).values(until=sa.func.clock_timestamp()))
    core_model.Session.commit()
    for _ in range(2):
        switching.resume_over()
    assert status(number) == "open"
    assert call_action("petition_pause_list") == []


def test_said_again_the_reason_changes_and_the_beginning_stays(pause):
    first = pause("creating")
    again = pause("creating", reason={"uz": "Hujum"})
    assert again["paused_at"] == first["paused_at"]
    assert again["reason"] == {"uz": "Hujum"}


@pytest.mark.parametrize(
    "given",
    [
        {"what": "dancing"}, {"what": ["signing"]}, {"what": None}, {"reason": ""},
        {"reason": {"uz": " "}}, {"reason": 5}, {"until": "soon"}, {"until": "2001-01-01T10:00"},
        {"until": {"a": 1}},
    ],
    ids=str,
)  # fmt: skip
def test_pause_that_says_nothing_is_refused_and_pauses_nothing(pause, given):
    with pytest.raises(tk.ValidationError):
        pause(**({"what": "signing"} | given))
    assert call_action("petition_pause_list") == []


def test_moderator_switches_on_the_page_and_others_may_not(app):
    where, said = "/petitions/desk/pauses", {"what": "creating", "step": "pause"}
    moderator = {"Authorization": factories.SysadminWithToken()["token"]}
    stranger = {"Authorization": factories.UserWithToken()["token"]}
    assert app.get(where, headers=stranger).status_code == 403
    reason = {"reason": "Hujum"}
    assert app.post(where, data=said | reason, headers=stranger).status_code == 403
    assert app.post(where, data=said, headers=moderator).status_code == 400
    app.post(where, data=said | reason, headers=moderator)
    assert [one["what"] for one in call_action("petition_pause_list")] == ["creating"]
    assert "Hujum" in app.get(where, headers=moderator).body
    app.post(where, data={"what": "creating", "step": "resume"}, headers=moderator)
    assert call_action("petition_pause_list") == []
