"""Officials look, release, take out in bulk, stop and bring back; everybody can see it."""

from __future__ import annotations

import json

import ckan.model as core_model
import pytest
from ckan.plugins import toolkit as tk
from ckanext.egov.audit import reading
from ckanext.participation import counters
from ckanext.participation.petitions import model as petitions
from ckanext.participation.petitions.fraud import (
    config,
    holds,
    invalidating,
    jobs,
    model,
    thresholds,
)
from ckanext.participation.petitions.jobs import check_thresholds

from .conftest import NUKUS

CHILONZOR = "1726294"


@pytest.fixture
def worker(monkeypatch):
    """What the worker was told to do; the test does it when it likes."""
    told = []
    monkeypatch.setattr(tk, "enqueue_job", lambda job, args=(), **_: told.append((job, args)))

    def work():
        while told:
            job, args = told.pop(0)
            job(*args)

    return work


@pytest.fixture
def flooded(signs_from, seal, opened):
    """A petition with 8 signatures of one network and 2 honest ones."""
    number = opened()
    for i in range(8):
        signs_from("198.51.100.7", number, name=f"Ali {i}ov", address=f"f{i}.{number}@flood.uz")
    signs_from("192.0.2.1", number, name="Oygul", district=CHILONZOR)
    signs_from("192.0.3.1", number, name="Alim", district=NUKUS)
    seal()
    return number


def states(found, number):
    query = "SELECT state, count(*) FROM participation_act WHERE process_no = %s GROUP BY state"
    return dict(found(query, number))


def saved(act, number, **criteria):
    facts = {"title": "The flood", "reason": "one_source", "process_no": number}
    return act("petition_invalidation_create", **facts, **criteria)["invalidation_id"]


class TestQueries:
    @pytest.mark.parametrize(
        ("criteria", "matched"),
        [
            ({"name": "Ali *"}, 8),
            ({"name": "*i?*"}, 9),
            ({"name": "a%"}, 0),
            ({"domain": "flood.uz"}, 8),
            ({"domain": "*.uz", "name": "oygul"}, 1),
            ({"region": "1726"}, 1),
            ({"district": NUKUS}, 9),
            ({"network": "198.51.100.0/24"}, 8),
            ({"network": "198.51.0.0/16"}, 8),
            ({"network": "192.0.0.0/16"}, 2),
            ({"held": True}, 3),
            ({"since": "2020-01-01T00:00:00+00:00", "until": "2020-02-01T00:00:00+00:00"}, 0),
        ],
    )
    def test_all_criteria_have_to_fit(self, flooded, act, criteria, matched):
        found = act("petition_invalidation_preview", process_no=flooded, **criteria)
        assert found["matched"] == matched
        if matched:
            assert found["petitions"][0]["left"] == 10 - matched

    @pytest.mark.parametrize(
        ("criteria", "field"),
        [
            ({}, "criteria"),
            ({"name": "***"}, "name"),
            ({"domain": "*"}, "domain"),
            ({"network": "10.0.0.0/12"}, "network"),
            ({"network": "x"}, "network"),
            ({"since": "yesterday"}, "since"),
            ({"region": "1"}, "region"),
        ],
    )
    def test_a_query_that_says_nothing_or_nonsense_is_refused(self, act, number, criteria, field):
        with pytest.raises(tk.ValidationError) as refused:
            act("petition_invalidation_preview", process_no=number, **criteria)
        assert field in refused.value.error_dict

    def test_the_database_and_the_audit_record_keep_no_network_in_clear(self, act, found, number):
        saved(act, number, network="198.51.100.0/24", name="Sirli*")
        [(kept,)] = found("SELECT string_agg(criteria::text, '') FROM petition_invalidation")
        assert "198.51" not in kept
        lines = json.dumps(reading.lines({"action": "petition_invalidation_create"}, 5))
        assert "198.51" not in lines
        assert "Sirli" not in lines


class TestTakingOut:
    def test_it_goes_in_batches_each_with_leaves_and_a_reason(
        self, flooded, act, worker, found, seal, ckan_config, monkeypatch
    ):
        monkeypatch.setitem(ckan_config, "ckanext.participation.petitions.fraud.batch", 3)
        number = saved(act, flooded, domain="flood.uz")
        started = act("petition_invalidation_start", invalidation_id=number)
        assert (started["state"], started["matched"], started["done"]) == ("queued", 8, 0)
        worker()
        done = act("petition_invalidation_show", invalidation_id=number)
        assert (done["state"], done["done"]) == ("done", 8)
        assert states(found, flooded) == {"valid": 2, "invalidated": 8}
        query = """SELECT convert_from(entry, 'UTF8')::jsonb ->> 'reason', count(*)
            FROM participation_leaf WHERE process_no = %s AND event = 'invalidate' GROUP BY 1"""
        assert found(query, flooded) == [("one_source", 8)]
        seal()
        assert counters.read(flooded).total == 2

    def test_everybody_sees_how_many_and_why(self, flooded, act, worker, seal, portal):
        number = saved(act, flooded, domain="flood.uz")
        act("petition_invalidation_start", invalidation_id=number)
        worker()
        seal()
        told = portal.get(f"/petition/{flooded}/integrity.json").json
        assert told["sums"]["invalidate"] == 8
        assert [(row["reason"], row["total"]) for row in told["reasons"]] == [("one_source", 8)]
        assert (told["count"], told["share_invalidated"]) == (2, 0.8)
        page = portal.get(f"/en/petition/{flooded}/integrity").body
        assert "Very many signatures from one source: 8" in page

    def test_it_is_stopped_between_two_batches_and_goes_on_later(
        self, flooded, act, worker, found, ckan_config, monkeypatch
    ):
        monkeypatch.setitem(ckan_config, "ckanext.participation.petitions.fraud.batch", 3)
        number = saved(act, flooded, domain="flood.uz")
        act("petition_invalidation_start", invalidation_id=number)
        assert invalidating._batch(number)
        act("petition_invalidation_cancel", invalidation_id=number)
        worker()
        assert states(found, flooded) == {"valid": 7, "invalidated": 3}
        with pytest.raises(tk.ValidationError):
            act("petition_invalidation_cancel", invalidation_id=number)
        again = act("petition_invalidation_start", invalidation_id=number)
        assert again["matched"] == 5
        worker()
        assert states(found, flooded) == {"valid": 2, "invalidated": 8}

    def test_it_is_brought_back_with_a_leaf_each(self, flooded, act, worker, found, seal):
        number = saved(act, flooded, name="Ali*")
        act("petition_invalidation_start", invalidation_id=number)
        worker()
        assert states(found, flooded) == {"valid": 1, "invalidated": 9}
        act("petition_invalidation_undo", invalidation_id=number)
        worker()
        shown = act("petition_invalidation_show", invalidation_id=number)
        assert (shown["state"], shown["done"], shown["matched"]) == ("undone", 9, 9)
        assert states(found, flooded) == {"valid": 10}
        seal()
        assert counters.read(flooded).total == 10

    def test_what_people_took_back_meanwhile_is_not_touched(
        self, flooded, act, worker, sign, found
    ):
        number = saved(act, flooded, domain="flood.uz")
        act("petition_invalidation_start", invalidation_id=number)
        out = {"feature": "withdraw:sign", "address": f"f0.{flooded}@flood.uz", "name": ""}
        assert sign(flooded, **out).said["code"] == "withdrawn"
        worker()
        assert states(found, flooded) == {"valid": 2, "withdrawn": 1, "invalidated": 7}
        shown = act("petition_invalidation_show", invalidation_id=number)
        assert (shown["done"], shown["matched"]) == (7, 8)

    def test_a_dead_worker_is_followed_by_another(self, flooded, act, worker, rows, found):
        number = saved(act, flooded, domain="flood.uz")
        act("petition_invalidation_start", invalidation_id=number)
        worker_dies = "UPDATE petition_invalidation SET touched_at = now() - interval '3 minutes'"
        with rows, rows.cursor() as cursor:
            cursor.execute(worker_dies)
        core_model.Session.rollback()
        invalidating.resume_dead()
        worker()
        assert states(found, flooded)["invalidated"] == 8

    def test_each_step_is_in_the_audit_record(self, flooded, act, worker):
        number = saved(act, flooded, domain="flood.uz")
        act("petition_invalidation_start", invalidation_id=number)
        worker()
        act("petition_invalidation_undo", invalidation_id=number)
        worker()
        lines = reading.lines({"object_type": "invalidation", "object_id": str(number)}, 10)
        said = [(line["action"].rpartition("_")[2], line["actor"]) for line in reversed(lines)]
        steps = ("create", "start", "done", "undo", "undone")
        assert said == [(step, "moderator") for step in steps]


class TestHolding:
    def test_released_ones_are_held_no_longer_and_stay_counted(self, flooded, act, found):
        waiting = [row["act_id"] for row in holds.page(flooded, 50, 0)]
        done = act("petition_hold_decide", act_ids=waiting, decision="release")
        assert (done["decided"], holds.undecided(flooded)) == (len(waiting), 0)
        assert states(found, flooded) == {"valid": 10}
        again = act("petition_hold_decide", act_ids=waiting, decision="release")
        assert again["decided"] == 0

    def test_taking_held_ones_out_needs_a_public_reason(self, flooded, act, found):
        waiting = [row["act_id"] for row in holds.page(flooded, 50, 0)]
        with pytest.raises(tk.ValidationError):
            act("petition_hold_decide", act_ids=waiting, decision="invalidate")
        core_model.Session.rollback()
        act("petition_hold_decide", act_ids=waiting, decision="invalidate", reason="not_a_person")
        assert states(found, flooded) == {"valid": 7, "invalidated": 3}

    def test_what_nobody_decides_lapses_in_favour_of_who_signed(self, flooded, rows, found):
        jobs.forget()
        assert holds.undecided(flooded) == 3
        with rows, rows.cursor() as cursor:
            cursor.execute("UPDATE petition_hold SET held_at = held_at - interval '8 days'")
        jobs.forget()
        assert holds.undecided(flooded) == 0
        assert states(found, flooded) == {"valid": 10}


class TestThresholds:
    """Of a petition that needs so many signatures as there are, or fewer."""

    @pytest.fixture
    def needs(self, monkeypatch):
        from dataclasses import replace

        from ckanext.participation.petitions import rules

        known = rules.terms_of

        def set_to(threshold):
            monkeypatch.setattr(
                rules, "terms_of", lambda given: replace(known(given), threshold=threshold)
            )

        return set_to

    def reached(self, number):
        core_model.Session.rollback()
        return petitions.find(number).threshold_reached_at is not None

    def test_what_is_held_makes_no_answer_due_until_it_is_released(self, flooded, act, needs):
        needs(10)
        check_thresholds()
        assert not self.reached(flooded)
        waiting = [row["act_id"] for row in holds.page(flooded, 50, 0)]
        act("petition_hold_decide", act_ids=waiting, decision="release")
        check_thresholds()
        assert self.reached(flooded)

    def test_a_threshold_is_taken_back_when_signatures_turn_out_to_be_invalid(
        self, flooded, act, worker, seal, needs
    ):
        needs(5)
        check_thresholds()
        assert self.reached(flooded)
        number = saved(act, flooded, domain="flood.uz")
        act("petition_invalidation_start", invalidation_id=number)
        worker()
        seal()
        thresholds.recheck()
        assert not self.reached(flooded)


class TestForgetting:
    def test_networks_and_names_that_were_searched_for_go_after_the_declared_days(
        self, flooded, act, rows, found
    ):
        number = saved(act, flooded, network="198.51.100.0/24", domain="flood.uz")
        old = f"interval '{config.trace_days() + 1} days'"
        with rows, rows.cursor() as cursor:
            cursor.execute(f"UPDATE petition_trace SET asked_at = asked_at - {old}")
            cursor.execute(f"UPDATE petition_network SET seen_at = seen_at - {old}")
            cursor.execute(f"UPDATE petition_trend SET hour = hour - {old}")
            cursor.execute(f"UPDATE petition_invalidation SET created_at = created_at - {old}")
        jobs.forget()
        for table in ("petition_trace", "petition_network", "petition_trend"):
            assert found(f"SELECT count(*) FROM {table}") == [(0,)], table
        assert "network" not in model.find(number).criteria
        with pytest.raises(tk.ValidationError):
            act("petition_invalidation_start", invalidation_id=number)


def test_a_line_of_the_lists_is_replaced_and_removed(act):
    one = act("petition_source_create", kind="network", pattern="198.18.7.9", verdict="block")
    other = act("petition_source_create", kind="network", pattern="198.18.7.0/24",
                verdict="allow", note="mobile operator")  # fmt: skip
    assert one["source_id"] == other["source_id"]
    act("petition_source_delete", source_id=one["source_id"])
    core_model.Session.rollback()
    with pytest.raises(tk.ObjectNotFound):
        act("petition_source_delete", source_id=one["source_id"])


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "person"), ("pattern", "*"), ("verdict", "maybe"), ("pattern", ["x"])],
)
def test_a_line_that_is_none_is_refused(act, field, value):
    line = {"kind": "domain", "pattern": "x.uz", "verdict": "block"} | {field: value}
    with pytest.raises(tk.ValidationError):
        act("petition_source_create", **line)
    core_model.Session.rollback()


def test_pages_of_the_desk_are_for_moderators(portal, number):
    for page in ("", "/held", "/sources", "/invalidations", "/invalidations/new"):
        reply = portal.get(f"/en/petitions/fraud{page}", follow_redirects=False)
        assert reply.status_code == 302, page
        assert "/user/login" in reply.headers["location"]
