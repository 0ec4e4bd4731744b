"""The pages of the desk: what waits, the file of a petition; a refusal in words for others."""

import pytest
from ckan.tests import factories


def signed_in(user):
    return {"Authorization": user["token"]}


@pytest.fixture(scope="module")
def sysadmin(database):
    return signed_in(factories.SysadminWithToken())


def test_moderator_sees_what_waits_with_a_link_to_it(app, confirmed, district, sysadmin):
    confirmed(title="Suv quvurini taʼmirlang")
    page = app.get(f"/petitions/desk?body={district['name']}", headers=sysadmin)
    assert page.status_code == 200
    assert "Suv quvurini taʼmirlang" in page.body
    assert "/moderation/case/" in page.body


def test_page_that_is_not_there_is_an_empty_one_and_a_wrong_filter_a_400(app, sysadmin):
    assert app.get("/petitions/desk?page=99999", headers=sysadmin).status_code == 200
    assert app.get("/petitions/desk?work=dance", headers=sysadmin).status_code == 400


def test_note_is_written_in_the_file_and_an_empty_one_asked_for_again(app, opened, sysadmin):
    number = opened(title="Maktab oshxonasi")
    where = f"/petition/{number}/desk"
    app.post(f"{where}/note", data={"text": "Boshliqqa"}, headers=sysadmin)
    app.post(f"{where}/tags", data={"codes": ["legal", "press"]}, headers=sysadmin)
    page = app.get(where, headers=sysadmin)
    assert "Boshliqqa" in page.body
    assert page.body.count(" checked") == 2
    assert app.post(f"{where}/note", data={"text": " "}, headers=sysadmin).status_code == 400


def test_who_is_no_official_reads_why_not(app, opened):
    stranger = signed_in(factories.UserWithToken())
    assert app.get("/petitions/desk", headers=stranger).status_code == 403
    number = opened(title="Yopiq fayl")
    assert app.get(f"/petition/{number}/desk", headers=stranger).status_code == 403
    noted = app.post(f"/petition/{number}/desk/note", data={"text": "Men"}, headers=stranger)
    assert noted.status_code == 403


@pytest.mark.usefixtures("database")
def test_who_is_not_logged_in_is_asked_to(app):
    page = app.get("/petitions/desk", follow_redirects=False)
    assert page.status_code == 302
    assert "/user/login" in page.headers["Location"]
