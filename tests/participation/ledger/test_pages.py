"""The pages of the record: a receipt is checked in plain words and stands in no address."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from ckan.tests.helpers import call_action
from ckanext.participation.ledger import config, entries, health, keys, promises, verify
from ckanext.participation.ledger.sealer import Sealer

from tests.participation.record_fixtures import SITE
from tests.participation.record_making import act, new_process

PAGE = "/participate/receipt"


@pytest.fixture
def portal_sealer(make_sealer) -> Sealer:
    """A sealer with the portal's own key."""
    sealer = make_sealer()
    sealer.key = keys.load(config.key_file())
    return sealer


def receipt_of(connection, act_id: int) -> str:
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT process_no, leaf_hash, acted_at FROM participation_act WHERE act_id = %s",
            [act_id],
        )
        process_no, leaf_hash, at = cursor.fetchone()
    key = keys.load(config.key_file())
    return promises.promise(key, keys.origin(SITE, process_no), process_no, bytes(leaf_hash), at)


def paste(portal, receipt: str, status: int = 200) -> str:
    return portal.post(PAGE, data={"receipt": receipt}, status=status).body


def test_a_sealed_act_is_found_with_its_proof(portal, connection, portal_sealer):
    process_no = new_process(connection)
    first, _ = act(connection, process_no, 2)
    portal_sealer.tick()
    receipt = receipt_of(connection, first)
    told = call_action("receipt_check", receipt=receipt)
    assert (told["state"], told["index"], told["size"]) == ("sealed", 1, 3)
    page = paste(portal, receipt)
    assert "Your act is in the public record" in page
    assert "entry 2 of 3" in page
    assert told["proof"][0] in page


def test_an_act_that_waits_and_one_that_is_missing_are_told_apart(
    portal, connection, portal_sealer
):
    process_no = new_process(connection)
    (waiting,) = act(connection, process_no)
    receipt = receipt_of(connection, waiting)
    assert call_action("receipt_check", receipt=receipt)["state"] == "waiting"
    assert "sealed in a moment" in paste(portal, receipt)
    key, origin = portal_sealer.key, keys.origin(SITE, process_no)
    lost = promises.promise(key, origin, process_no, bytes(32), datetime.now(UTC))
    assert "not in the record" in paste(portal, lost)


@pytest.mark.parametrize(
    "text",
    ["", " ", "hello", "x" * 5000, "\x00", "=1+1", "<script>alert(1)</script>", "\u202e" * 50,
     "a receipt b c d e f"],
)  # fmt: skip
def test_what_is_no_receipt_comes_back_with_a_message(portal, database, text):
    page = BeautifulSoup(paste(portal, text, status=400), "html.parser")
    assert page.find(id="receipt-error").text.strip()
    area = page.find("textarea")
    assert area["aria-invalid"] == "true"
    assert area.text.strip() == text.replace("\x00", "").strip() or "\x00" in text


def test_a_forged_receipt_is_not_genuine(portal, connection, signing_key):
    process_no = new_process(connection)
    origin = keys.origin(SITE, process_no)
    forged = promises.promise(signing_key, origin, process_no, bytes(32), datetime.now(UTC))
    assert "not genuine" in paste(portal, forged, status=400)


def test_bytes_that_are_no_text_are_refused_politely(portal, database):
    portal.post(
        PAGE, data=b"receipt=%ff%fe%00", status=400,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )  # fmt: skip


def test_a_receipt_is_not_taken_from_an_address(portal, connection, portal_sealer):
    process_no = new_process(connection)
    (only,) = act(connection, process_no)
    reply = portal.get(PAGE, query_string={"receipt": receipt_of(connection, only)})
    assert "Your act" not in reply.body
    portal.get("/api/3/action/receipt_check?receipt=x", status=400)


def test_the_page_of_a_record_shows_checkpoint_key_and_how_to_check(
    portal, connection, portal_sealer
):
    process_no = new_process(connection)
    act(connection, process_no, 4)
    portal_sealer.tick()
    page = portal.get(f"/participate/{process_no}/record").body
    shown = call_action("ledger_show", process_no=process_no)
    assert shown["size"] == 5
    assert "The record has 5 entries" in page
    assert shown["vkey"] in page
    assert f"verify.py count {shown['url']}" in page


def test_a_record_that_has_not_begun_says_so(portal, connection):
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO participation_process (kind, body, title, state)"
            " VALUES ('try', 'b', '{}', 'announced') RETURNING process_no"
        )
        (process_no,) = cursor.fetchone()
    assert "still empty" in portal.get(f"/participate/{process_no}/record").body
    assert call_action("ledger_show", process_no=process_no)["size"] == 0


@pytest.mark.parametrize("number", ["0", "999999999", str(2**70)])
def test_a_process_that_does_not_exist_has_no_record(portal, database, number):
    portal.get(f"/participate/{number}/record", status=404)


def test_the_verifier_is_given_as_it_is(portal, database):
    reply = portal.get("/participate/verify.py")
    assert reply.body == Path(verify.__file__).read_text(encoding="utf-8")
    assert "attachment" in reply.headers["Content-Disposition"]


def test_health_tells_when_leaves_wait_too_long(database, connection, monkeypatch):
    new_process(connection)
    monkeypatch.setattr(health, "LATE", -1)
    assert not health.sealing().ok


def test_what_happens_to_a_process_is_in_its_record_from_the_opening_on(
    connection, open_process, make_process
):
    opened = open_process()
    number = opened["process_no"]
    call_action("process_pause", process_no=number, reason={"en": "Anvar Karimov asked for it"})
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT event, entry FROM participation_leaf WHERE process_no = %s ORDER BY leaf_id",
            [number],
        )
        found = [(event, bytes(entry)) for event, entry in cursor.fetchall()]
    assert [event for event, _ in found] == ["opened", "paused"]
    assert opened["rules_hash"].encode() in found[0][1]
    assert b"Anvar" not in found[1][1]
    count = verify.Count(f"test/ledger/{number}")
    for index, (_, entry) in enumerate(found):
        count.take(index, entry)
        assert entries.canonical(verify.parsed(entry)) == entry
