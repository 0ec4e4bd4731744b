"""Two petitions that ask for the same: one points to the other, each keeps its signatures."""

import threading

import pytest
import sqlalchemy as sa
from ckan import model as core_model
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action
from ckanext.egov.following.model import FollowNews
from ckanext.participation.outcomes.model import News
from ckanext.participation.process.lifecycle import Conflict

from tests.participation.petitions.conftest import letter

REASON = {"uz": "Ikkalasi bir yoʻl haqida"}


@pytest.fixture
def merge(moderator):
    def merging(number, into, reason=REASON):
        asked = {"process_no": number, "into": into, "reason": reason}
        return tk.get_action("petition_merge")({"user": moderator}, asked)

    return merging


@pytest.fixture
def two(opened):
    return opened(title="Yoʻlni yoriting"), opened(title="Yoʻlga chiroq")


def test_one_closes_and_the_other_stays_open(two, merge):
    number, into = two
    assert merge(number, into)["state"] == "closed"
    assert call_action("petition_show", process_no=into)["state"] == "open"


def test_page_points_to_the_other_and_the_other_names_it(app, two, merge):
    number, into = two
    merge(number, into)
    page = app.get(f"/petition/{number}").body
    assert f"/petition/{into}" in page
    assert REASON["uz"] in page
    assert "Yoʻlni yoriting" in app.get(f"/petition/{into}").body


def test_counts_are_not_added(two, merge):
    number, into = two
    before = call_action("petition_show", process_no=into)["count"]
    merge(number, into)
    shown = call_action("petition_show", process_no=into)
    assert shown["count"] == before
    assert [other["process_no"] for other in shown["duplicates"]] == [number]


def test_signers_followers_and_the_creator_are_told_with_one_link_to_the_other(two, merge):
    number, into = two
    merge(number, into)
    key = f"petition:{number}:merged"
    for table in (News, FollowNews):
        values = core_model.Session.scalars(sa.select(table.values).where(table.key == key)).one()
        assert values["url"].endswith(f"/petition/{into}")
    text = letter(f"{key}:creator")
    assert text.count("/petition/") == 1
    assert f"/petition/{into}" in text


def test_petition_that_is_owed_an_answer_is_not_closed_for_another(owed, opened, merge):
    with pytest.raises(Conflict):
        merge(owed(title="Javob kutmoqda"), opened(title="Boshqasi"))


def test_closed_petition_is_no_place_to_send_people_to(two, merge):
    number, into = two
    merge(number, into)
    with pytest.raises(tk.ValidationError):
        merge(into, number)
    with pytest.raises(Conflict):
        merge(number, into)


@pytest.mark.parametrize("into", ["", "x", ["1"], {}, None, -1, 2**70], ids=repr)
def test_what_is_no_petition_is_refused(opened, merge, into):
    with pytest.raises((tk.ValidationError, tk.ObjectNotFound)):
        merge(opened(), into)


@pytest.mark.parametrize("reason", ["", {}, {"uz": " "}, 5, ["a"]], ids=repr)
def test_without_a_public_reason_nothing_closes(two, merge, reason):
    number, into = two
    with pytest.raises(tk.ValidationError):
        merge(number, into, reason)
    assert call_action("petition_show", process_no=number)["state"] == "open"


def test_two_moderators_who_merge_crosswise_close_only_one(app, two, moderator):
    """Without the locks the second one would not wait, and both would be closed for each other."""
    number, into = two
    headers = {"Authorization": factories.SysadminWithToken()["token"]}
    codes = []

    def press():
        form = {"into": str(number), "reason": "Bir xil"}
        reply = app.post(f"/petition/{into}/desk/merge", data=form, headers=headers)
        codes.append(reply.status_code)

    asked = {"process_no": number, "into": into, "reason": REASON}
    tk.get_action("petition_merge")({"user": moderator, "defer_commit": True}, asked)
    second = threading.Thread(target=press)
    second.start()
    while second.is_alive() and not somebody_waits():
        second.join(0.05)
    core_model.Session.commit()
    second.join()
    assert codes == [400]
    assert call_action("petition_show", process_no=into)["state"] == "open"


def somebody_waits():
    """Whether a transaction waits for the lock of another."""
    waits = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    return core_model.Session.scalar(waits)
