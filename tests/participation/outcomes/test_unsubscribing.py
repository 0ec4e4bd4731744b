"""One click stops the news of a process, for who clicked and for nothing else (RFC 8058)."""

import pytest
import sqlalchemy as sa

from tests.participation.outcomes.contributors import TEXTS, people, told


@pytest.fixture
def process(open_process):
    return open_process()


def tell(process, key):
    from ckan import model
    from ckanext.participation import outcomes
    from ckanext.participation.outcomes import telling

    values = {"what": "decided", "title": TEXTS, "texts": TEXTS, "page_url": "/outcomes/1"}
    outcomes.tell_contributors(process["process_no"], "outcome_news", values, key)
    model.Session.commit()
    telling.tell_waiting()
    return [address for address, _ in told(key)]


def address_of(act):
    return f"person-{act}@example.uz"


def link_in(act):
    """What stands in the headers of the newest message to whoever did this act."""
    from ckan import model
    from ckanext.egov.notifications.model import Message

    messages = model.Session.scalars(sa.select(Message).order_by(Message.queued_at.desc()))
    headers = next(mail.headers for mail in messages if mail.address == address_of(act))
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return headers["List-Unsubscribe"].split(">")[0].removeprefix("<")


def click(portal, link):
    return portal.post(link, data={"List-Unsubscribe": "One-Click"})


def test_who_clicked_gets_no_more_news_of_the_process(portal, process):
    stops, stays = people(process, 2)
    assert set(tell(process, f"first-{stops}")) == {address_of(stops), address_of(stays)}
    assert click(portal, link_in(stops)).status_code == 200
    assert tell(process, f"second-{stops}") == [address_of(stays)]


def test_one_click_stops_all_that_the_person_did_there(portal, process):
    acts = [
        *people(process, 1, key=b"who-signs-and-comments", feature="sign"),
        *people(process, 1, key=b"who-signs-and-comments", feature="comment"),
    ]
    [address] = tell(process, f"first-{acts[0]}")
    [told_of] = [act for act in acts if address_of(act) == address]
    click(portal, link_in(told_of))
    assert tell(process, f"second-{acts[0]}") == []


def test_news_of_other_processes_go_on(portal, process, open_process):
    other = open_process()
    key = b"who-takes-part-twice"
    [here], [there] = people(process, 1, key=key), people(other, 1, key=key)
    tell(process, f"here-{here}")
    click(portal, link_in(here))
    assert tell(other, f"there-{there}") == [address_of(there)]


def test_opening_the_link_stops_nothing_and_names_the_process(portal, process):
    [act] = people(process, 1)
    tell(process, f"first-{act}")
    page = portal.get(link_in(act))
    assert process["title"]["en"] in page.text
    assert tell(process, f"second-{act}") == [address_of(act)]


def test_clicking_twice_is_no_error(portal, process):
    [act] = people(process, 1)
    tell(process, f"first-{act}")
    link = link_in(act)
    assert [click(portal, link).status_code for _ in range(2)] == [200, 200]


def test_a_link_of_somebody_who_was_erased_is_no_error(portal, process):
    from ckan import model

    [act] = people(process, 1)
    tell(process, f"first-{act}")
    link = link_in(act)
    model.Session.execute(
        sa.text("DELETE FROM participation_person WHERE act_id = :act"), {"act": act}
    )
    model.Session.commit()
    assert click(portal, link).status_code == 200
