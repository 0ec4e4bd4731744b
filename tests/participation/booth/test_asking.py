"""Asking to act: one request, one letter, one transaction; then the booth counts the person."""

from __future__ import annotations

import pytest
from ckan import model
from ckan.plugins import toolkit as tk
from ckan.tests.helpers import call_action
from ckanext.egov.accounts import confirmations, peppers
from ckanext.egov.accounts.limits import TooMany
from ckanext.participation.booth import acts, jobs


@pytest.fixture(scope="module")
def number(open_process):
    made = open_process()["process_no"]
    peppers.create(made)
    return made


@pytest.fixture
def letter(monkeypatch):
    """What the last letter held."""
    sent = []
    create = confirmations.create

    def remember(*args, **kwargs):
        sent.append(create(*args, **kwargs))
        return sent[-1]

    monkeypatch.setattr(confirmations, "create", remember)
    return lambda: sent[-1]


def request(number, address="oygul@mail.uz", **facts):
    asked = {"feature": "sign", "address": address, "language": "en"} | facts
    return call_action("act_request", {"ignore_auth": False, "user": ""},
                       process_no=number, **asked)  # fmt: skip


def test_who_asks_gets_a_letter_and_is_counted_once_confirmed(booth, found, number, letter):
    sent = request(number, name="Oygul", region="1726")
    assert (sent["token"], sent["sent_to"]) == ("", "o…l@mail.uz")
    assert booth.act(token=letter().token).said["code"] == "recorded"
    other = request(number, address="Oygul+x@MAIL.uz")
    answer = booth.act(confirmation=other["confirmation_id"], code=letter().code)
    assert answer.said["code"] == "recorded"
    query = "SELECT count(*) FROM participation_act WHERE process_no = %s"
    assert found(query, number) == [(1,)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "=cmd()"),
        ("name", "Ali\x00"),
        ("name", "http://x.uz"),
        ("name", ["x"]),
        ("address", "nobody"),
        ("address", "a\x00@mail.uz"),
        ("address", "a\ud800@mail.uz"),
        ("address", "ali@gmаil.com"),
        ("region", "9999"),
        ("payload", "text"),
        ("payload", {"x": "\u202e"}),
        ("payload", {"x": "y" * 20_000}),
        ("subject", "x" * 300),
        ("feature", "'; DROP"),
        ("channel", "pigeon"),
        ("process_no", "x"),
    ],
)
def test_bad_input_says_which_field_and_stores_nothing(found, number, field, value):
    count = "SELECT count(*) FROM participation_act_request"
    before = found(count)
    with pytest.raises(tk.ValidationError) as refused:
        call_action("act_request", **{"process_no": number, "feature": "sign",
                                      "address": "b@mail.uz", field: value})  # fmt: skip
    assert field in refused.value.error_dict
    assert found(count) == before


def test_what_the_process_does_not_allow_is_refused_before_a_letter_goes_out(number):
    with pytest.raises(tk.ValidationError) as refused:
        request(number, feature="vote")
    assert "process" in refused.value.error_dict


def test_too_many_letters_are_refused_and_nothing_is_stored(found, number):
    count = "SELECT count(*) FROM participation_act_request"
    refused = 0
    for _ in range(100):
        before = found(count)
        try:
            request(number, address="flood@mail.uz")
        except TooMany:
            refused += 1
            break
    assert refused
    assert found(count) == before


def test_officials_take_out_and_bring_back_with_a_leaf_each(booth, asked, found, number):
    letters = [asked(number) for _ in range(2)]
    for one in letters:
        booth.act(token=one.token)
    keys = [one.person_key for one in letters]
    query = "SELECT act_id FROM participation_act WHERE person_key = ANY (%s) ORDER BY act_id"
    ids = [act_id for (act_id,) in found(query, keys)]
    for _ in range(2):
        assert acts.invalidate("admin", ids, "bot") == 2
        assert acts.invalidate("admin", ids, "bot") == 0
        assert acts.restore("admin", ids, "appeal") == 2
    model.Session.commit()
    leaves = "SELECT event FROM participation_leaf WHERE act_id = %s ORDER BY leaf_id"
    events = [event for (event,) in found(leaves, ids[0])]
    assert events == ["act"] + ["invalidate", "restore"] * 2


def test_pages_confirm_nothing_and_need_no_script(portal, booth, number):
    page = portal.get("/participate/confirm")
    assert 'action="/booth/act"' in page.body
    assert 'name="token"' in page.body
    assert "<script>" not in page.body
    assert portal.get("/participate/sent").status_code == 200
    assert portal.get(f"/participate/{number}/withdraw?feature=sign").status_code == 200
    frame = portal.get("/participate/frame")
    from ckanext.participation.booth.service import frames

    assert frames.parse(frame.body, {}) is not None


def test_requests_are_forgotten_when_their_link_is_old(asked, found, number):
    old = asked(number, lasts=-1)
    jobs.forget_requests()
    query = "SELECT 1 FROM participation_act_request WHERE confirmation_id = %s"
    assert found(query, old.confirmation) == []
