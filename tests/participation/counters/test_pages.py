"""The count as pages ask for it: small, cached for a second, the same for everybody."""

from __future__ import annotations

import json

import pytest
from ckan.tests.helpers import call_action
from ckanext.participation.counters import counting, folding, views

from tests.participation.record_making import act, new_process


@pytest.fixture
def counted(connection, make_sealer) -> int:
    """An open process with three acts, sealed and counted."""
    process_no = new_process(connection)
    act(connection, process_no, 3)
    make_sealer(folding.fold_new).tick()
    return process_no


def address(process_no: int) -> str:
    return f"/participate/{process_no}/count.json"


def test_the_count_is_small_and_may_be_kept_for_a_second(portal, counted):
    reply = portal.get(address(counted))
    told = json.loads(reply.body)
    assert (told["total"], told["size"], told["features"]) == (3, 4, {"sign": 3})
    assert len(reply.body) < 200
    assert reply.headers["Cache-Control"] == "public, max-age=1, must-revalidate"


def test_who_has_the_count_already_is_told_so(portal, counted, connection, make_sealer):
    tag = portal.get(address(counted)).headers["ETag"]
    asked = {"If-None-Match": tag}
    reply = portal.get(address(counted), headers=asked, status=304)
    assert reply.body == ""
    act(connection, counted)
    make_sealer(folding.fold_new).tick()
    assert json.loads(portal.get(address(counted), headers=asked).body)["total"] == 4


def test_a_process_that_nobody_may_know_of_has_no_count(portal, connection):
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO participation_process (kind, body, title) VALUES ('try', 'b', '{}')"
            " RETURNING process_no"
        )
        (draft,) = cursor.fetchone()
    for number in (draft, 0, 2**62, 2**70):
        portal.get(address(number), status=404)


def test_the_answer_stays_small_with_many_features_and_large_numbers():
    found = {
        "process_no": 2**60, "total": 2**60, "size": 2**60, "as_of": "2026-11-25T03:11:40.123456",
        "by_feature": {f"feature-{n}": 2**40 for n in range(20)},
    }  # fmt: skip
    text = views.brief(found)
    assert len(text) < views.LARGEST
    assert json.loads(text)["total"] == 2**60


def test_journals_are_there_for_charts(database, counted):
    told = call_action("process_journal_show", process_no=counted, feature="sign")
    some = [row for row in told["by_region"] if row["total"]]
    assert some == [{"region": "1726", "total": 3, "suppressed": False}], "the site itself sees all"
    assert [row["total"] for row in told["by_hour"]] == [3]
    assert call_action("process_journal_show", process_no=counted, feature="vote")["by_hour"] == []


def public(portal, process_no, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    reply = portal.get(f"/api/3/action/process_journal_show?process_no={process_no}&{query}")
    return json.loads(reply.body)["result"]


def test_small_regions_are_left_out_for_everybody(portal, counted):
    told = public(portal, counted, feature="sign")
    assert told["min_cell"] == 10
    assert {row["total"] for row in told["by_region"]} == {None}
    assert all(row["suppressed"] for row in told["by_region"])


def test_parts_of_a_feature_would_tell_what_is_left_out(portal, connection, make_sealer):
    process_no = new_process(connection)
    act(connection, process_no, 12)
    make_sealer(folding.fold_new).tick()
    shown = {row["region"]: row["total"] for row in public(portal, process_no)["by_region"]}
    assert shown["1726"] == 12, "one feature is the whole process"
    assert public(portal, process_no, feature="sign", subject="a")["by_region"] == []


def test_the_watchdog_counts_when_nobody_else_does(database, connection, make_sealer, monkeypatch):
    process_no = new_process(connection)
    act(connection, process_no, 2)
    make_sealer().tick()
    monkeypatch.setattr(counting, "LATE", 0)
    assert not counting.counting().ok
    counting.watch()
    assert call_action("process_count_show", process_no=process_no)["total"] == 2
    assert counting.counting().ok


def test_the_nightly_recount_repairs_and_health_tells(database, connection, counted):
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "UPDATE participation_count_state SET total = 99 WHERE process_no = %s", [counted]
        )
    counting.recount_all()
    assert call_action("process_count_show", process_no=counted)["total"] == 3
    assert not counting.drift().ok
