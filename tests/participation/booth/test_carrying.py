"""Who did one thing has done the other too: with an act and a leaf of its own, once."""

from __future__ import annotations

import json

import pytest
from ckan import model
from ckanext.participation.booth import acts, carrying
from ckanext.participation.ledger import entries

from tests.participation.conftest import phase


@pytest.fixture(scope="module")
def number(make_process) -> int:
    """A process in which two things can be done."""
    from ckan.tests.helpers import call_action

    draft = make_process(
        phases=[phase(features={"comment": 1, "sign": 1})], rules={"people_per_mailbox": 2}
    )
    return call_action("process_open", process_no=draft["process_no"])["process_no"]


@pytest.fixture
def comment(number, asked, booth, found):
    """Somebody comments; the id of the act."""

    def act(**facts) -> int:
        letter = asked(number, feature="comment", **facts)
        assert booth.act(token=letter.token).status == 200
        query = "SELECT max(act_id) FROM participation_act WHERE process_no = %s"
        return found(query, number)[0][0]

    return act


def carry(number: int) -> int:
    carried = carrying.carry(number, "comment", "sign")
    model.Session.commit()
    return carried


def signatures(found, number: int, columns: str = "act_id"):
    query = f"SELECT {columns} FROM participation_act WHERE process_no = %s AND feature = 'sign'"
    return found(f"{query} ORDER BY act_id", number)


def test_each_gets_an_act_of_its_own_and_a_second_call_finds_it(number, comment, found):
    comment()
    carry(number)
    before = len(signatures(found, number))
    comment()
    comment()
    assert carry(number) == 2
    assert carry(number) == 0
    assert len(signatures(found, number)) == before + 2


def test_what_was_taken_out_of_the_count_is_not_carried(number, comment):
    carry(number)
    acts.invalidate("test", [comment()], "bot")
    model.Session.commit()
    assert carry(number) == 0


def test_its_leaf_says_what_the_act_is_and_opens_its_commitment(number, comment, found):
    comment()
    carry(number)
    columns = "act_id, salt, subject, person_key, payload, commitment, leaf_hash, acted_at"
    act_id, salt, subject, key, payload, commitment, leaf_hash, acted_at = signatures(
        found, number, columns
    )[-1]
    parts = bytes(salt), number, "sign", subject, bytes(key), payload
    assert entries.commitment(*parts) == bytes(commitment)
    query = "SELECT entry, leaf_hash, at FROM participation_leaf WHERE act_id = %s"
    [(entry, hashed, at)] = found(query, act_id)
    assert entries.leaf_hash(bytes(entry)) == bytes(hashed) == bytes(leaf_hash)
    assert json.loads(bytes(entry))["feature"] == "sign"
    assert at >= acted_at


def test_name_and_address_go_with_the_new_act(number, comment, found):
    before = comment()
    carry(number)
    after = signatures(found, number)[-1][0]
    query = "SELECT act_id FROM participation_person WHERE act_id IN (%s, %s)"
    assert found(query, before, after) == [(after,)]


def test_the_second_of_a_mailbox_is_the_first_when_that_one_stepped_back(
    number, asked, booth, found
):
    key = b"mailbox".ljust(32, b"-")
    first, second = (
        asked(number, feature="comment", person_key=key, name_key=name.ljust(16, b"-"))
        for name in (b"ali", b"olim")
    )
    for letter in (first, second):
        assert booth.act(token=letter.token).status == 200
    query = "SELECT act_id FROM participation_act WHERE process_no = %s AND person_key = %s"
    rows = found(f"{query} ORDER BY seat", number, key)
    assert len(rows) == 2
    acts.invalidate("test", [rows[0][0]], "bot")
    model.Session.commit()
    carry(number)
    seats = found(
        "SELECT seat, name_key FROM participation_act WHERE process_no = %s AND person_key = %s"
        " AND feature = 'sign'",
        number,
        key,
    )
    assert [(seat, bytes(name)[:4]) for seat, name in seats] == [(1, b"olim")]
