"""Pages of answers."""

import csv
import io

import pytest

TEXTS = {"text-en": "We will plant the trees.", "decision": "accepted", "version": "0.0"}


@pytest.fixture
def late(owe, back_date):
    number = owe()
    back_date(number, 45)
    return number


@pytest.fixture
def official(body):
    from ckan.tests import factories

    return {"Authorization": factories.APIToken(user=body["official"])["token"]}


def test_everybody_sees_what_is_overdue_by_body_with_days(portal, late, body):
    page = portal.get("/en/answers/overdue")
    assert page.status_code == 200
    assert body["title"] in page.body
    assert "working days late" in page.body
    assert "Overdue" in page.body


def test_what_is_overdue_is_there_as_csv_and_json(portal, late):
    rows = list(
        csv.DictReader(io.StringIO(portal.get("/answers/overdue.csv").body.lstrip("\ufeff")))
    )
    mine = next(row for row in rows if row["obligation_id"] == str(late))
    assert int(mine["days_late"]) > 20
    assert portal.get("/answers/overdue.json").json["count"] >= 1


def test_the_files_of_what_is_overdue_are_whole(portal, late, monkeypatch):
    from ckanext.egov.answers import schema

    monkeypatch.setattr(schema, "MOST_ROWS", 1)
    found = portal.get("/answers/overdue.json").json
    assert len(found["results"]) == found["count"] > 1


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999999", "state=strange"])
def test_a_wrong_address_gets_400_and_the_beginning_of_the_list(portal, late, query):
    page = portal.get(f"/en/answers?{query}", status=400)
    assert "beginning of the list" in page.body


@pytest.mark.parametrize("number", [0, 999999999, 10**25])
def test_an_answer_that_is_not_there_is_404(portal, database, number):
    portal.get(f"/answers/{number}", status=404)


def test_the_desk_and_the_form_are_closed_to_strangers(portal, late):
    assert portal.get("/answers/desk").status_code == 403
    assert portal.get(f"/answers/{late}/edit").status_code == 403


def test_what_a_stranger_typed_stays_on_the_page(portal, late):
    page = portal.post(f"/en/answers/{late}/edit", params=TEXTS | {"step": "publish"}, status=403)
    assert "We will plant the trees." in page.body


@pytest.mark.ckan_config("ckanext.egov.accounts.require_second_factor", False)
def test_preview_publish_and_collision_keep_what_was_typed(portal, owe, official, ckan_config):
    number = owe()
    address = f"/en/answers/{number}/edit"
    looked = portal.post(
        address, params=TEXTS | {"step": "preview"}, extra_environ=None, headers=official
    )
    assert "This is how it will look" in looked.body
    saved = TEXTS | {"step": "save", "text-en": "Theirs"}
    portal.post(address, params=saved, headers=official, follow_redirects=False)
    refused = portal.post(address, params=TEXTS | {"step": "publish"}, headers=official, status=409)
    assert "We will plant the trees." in refused.body
    assert "Theirs" in refused.body
    wrong = TEXTS | {"step": "publish", "decision": "", "version": "0.1"}
    page = portal.post(address, params=wrong, headers=official, status=400)
    assert "We will plant the trees." in page.body
    done = TEXTS | {"step": "publish", "version": "0.1"}
    portal.post(address, params=done, headers=official, follow_redirects=False)
    shown = portal.get(f"/en/answers/{number}").body
    assert "We will plant the trees." in shown
    assert "Answered" in shown
