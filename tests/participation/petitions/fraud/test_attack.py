"""Somebody attacks a petition: many addresses, many domains, replayed and forged links."""

from __future__ import annotations

import re

import ckan.model as core_model
import pytest
import sqlalchemy as sa
from ckanext.egov.notifications.model import Message
from ckanext.participation import counters
from ckanext.participation.petitions.fraud import alarms, holds, trends

from .conftest import address, code_of

FLOOD = 12
UNSUSPECTED = 5
"""In a minute from one network, as the portal's own settings have it."""


def held(number):
    core_model.Session.rollback()
    return holds.undecided(number)


@pytest.fixture(scope="module")
def attacked(signs_from, seal, opened):
    """A petition after a flood from one network, and what the flood was answered."""
    number = opened()
    answers = [signs_from("198.51.100.7", number, name=f"Ali {i}ov") for i in range(FLOOD)]
    seal()
    return number, answers


class TestManyAddresses:
    """One network, many mailboxes at one honest provider."""

    def test_the_attacker_sees_nothing(self, attacked):
        _, answers = attacked
        assert {(each.status, each.said["code"]) for each in answers} == {(200, "recorded")}
        shape = {tuple(sorted(each.said)) for each in answers}
        headers = {str(sorted(set(each.headers) - {"content-length"})) for each in answers}
        receipts = {each.said["receipt"] for each in answers}
        assert (len(shape), len(headers), len(receipts)) == (1, 1, FLOOD)

    def test_every_receipt_is_in_the_record_and_the_count_is_the_records(self, attacked, found):
        number, _ = attacked
        leaves = "SELECT event, count(*) FROM participation_leaf WHERE process_no = %s"
        by_event = dict(found(f"{leaves} AND act_id IS NOT NULL GROUP BY event", number))
        assert by_event == {"act": FLOOD}
        assert counters.read(number).total == FLOOD

    def test_what_came_too_fast_is_held_for_officials(self, attacked):
        number, _ = attacked
        assert held(number) == FLOOD - UNSUSPECTED
        rows = holds.page(number, 50, 0)
        assert {row["network"] for row in rows} == {"198.51.100.0/24"}
        assert all("burst" in row["reasons"] for row in rows)

    def test_the_public_report_does_not_tell_what_was_noticed(self, attacked, portal):
        number, _ = attacked
        told = portal.get(f"/petition/{number}/integrity.json").json
        assert told["held"] is None
        assert (told["sums"]["asked"], told["sums"]["confirmed"]) == (FLOOD, FLOOD)
        assert "198.51" not in portal.get(f"/en/petition/{number}/integrity").body

    def test_the_desk_sees_the_network(self, attacked):
        number, _ = attacked
        [top] = trends.top("network", 24, number, 10)
        assert (top["source"], top["asked"], top["confirmed"]) == (
            "198.51.100.0/24", FLOOD, FLOOD)  # fmt: skip

    def test_the_database_names_no_network(self, attacked, found):
        for table in ("petition_trace", "petition_network", "petition_trend", "confirmation"):
            [(text,)] = found(f"SELECT string_agg(t::text, ' ') FROM {table} AS t")
            assert "198.51" not in (text or ""), table


class TestManyDomains:
    """Many networks and many mailboxes, each under another domain of the attacker."""

    def test_a_glob_holds_all_of_them_and_trust_lets_one_through(
        self, signs_from, seal, opened, act
    ):
        number = opened()
        act("petition_source_create", kind="domain", pattern="*.flood.uz", verdict="block")
        act("petition_source_create", kind="domain", pattern="good.flood.uz", verdict="allow")
        for i in range(6):
            mailbox = f"a{i}@d{i}.flood.uz"
            done = signs_from(f"192.0.{i}.9", number, address=mailbox, name=f"Vali {i}ov")
            assert done.said["code"] == "recorded"
        signs_from("192.0.77.9", number, address="b@good.flood.uz")
        seal()
        assert held(number) == 6
        assert {why for row in holds.page(number, 50, 0) for why in row["reasons"]} == {
            "blocked_domain"
        }

    def test_an_alarm_is_told_once_an_hour_and_only_when_it_is_on(
        self, signs_from, seal, opened, ckan_config, monkeypatch, found
    ):
        from ckan.tests import factories

        factories.Sysadmin()
        number = opened()
        for i in range(4):
            signs_from(f"192.1.{i}.9", number, address=f"a{i}@many.uz", name=f"Gʻani {i}ov")
        seal()
        alarms.raise_new()
        assert self.told(number) == []
        monkeypatch.setitem(ckan_config, "ckanext.participation.petitions.fraud.alarm_domain", 4)
        alarms.raise_new()
        alarms.raise_new()
        letters = self.told(number)
        assert letters
        assert len(letters) == len(alarms.moderators())
        assert all("many[.]uz" in text and "192.1" not in text for text in letters)

    def told(self, number):
        query = sa.select(Message.key, Message.text).where(
            Message.key.like(f"petition-alarm:{number}:%")
        )
        return [text for _, text in core_model.Session.execute(query)]


class TestLinks:
    def test_a_replayed_link_gets_the_same_receipt_and_counts_once(self, ask, booth, opened, seal):
        number = opened()
        text = ask(number, address=address())["letter"]
        token = re.search(r"#([0-9A-Z-]{19})", text).group(1)
        answers = {booth.act(token=token).body for _ in range(5)}
        seal()
        assert len(answers) == 1
        assert counters.read(number).total == 1

    @pytest.mark.parametrize("token", ["0000-0000-0000-0000", "ZZZZ-ZZZZ-ZZZZ-ZZZZ", "x" * 19])
    def test_a_forged_link_confirms_nothing(self, booth, token):
        assert booth.act(token=token).status == 400

    def test_a_code_is_of_no_use_in_another_request(self, ask, booth, number):
        one, other = ask(number, address=address()), ask(number, address=address())
        code = code_of(one["letter"])
        answer = booth.act(confirmation=other["confirmation_id"], code=code)
        assert answer.status == 400 or code == code_of(other["letter"])

    def test_who_asks_for_a_strangers_mailbox_leaves_no_mark_on_the_stranger(
        self, ask, signs_from, portal, opened, seal, act
    ):
        """The attacker's request is not the one that is confirmed."""
        number, mailbox = opened(), address()
        act("petition_source_create", kind="network", pattern="203.0.113.0/24", verdict="block")
        with portal.flask_app.test_request_context(headers={"X-Forwarded-For": "203.0.113.5"}):
            ask(number, address=mailbox)
        signs_from("192.0.2.1", number, address=mailbox)
        with portal.flask_app.test_request_context(headers={"X-Forwarded-For": "203.0.113.5"}):
            ask(number, address=mailbox)
        seal()
        assert held(number) == 0
