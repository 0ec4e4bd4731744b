"""Moderators see what has enough sponsors; what finds none in time ends, and its creator knows."""

from __future__ import annotations

import threading

import ckan.model as core_model
import pytest
import sqlalchemy as sa
from ckan.tests.helpers import call_action
from ckanext.egov.moderation.model import Case
from ckanext.participation.booth import acts
from ckanext.participation.petitions import lifecycle, model
from ckanext.participation.petitions.sponsoring import gate
from ckanext.participation.process import rules as process_rules
from ckanext.participation.process.model import Event, Process

from tests.participation.petitions.conftest import SPONSORS, letter

from .conftest import join, state

AT_ONCE = 4


def cases(number: int) -> list[str]:
    query = sa.select(Case.state).where(Case.kind == "petition", Case.object_id == str(number))
    return list(core_model.Session.scalars(query.order_by(Case.case_id)))


def events(number: int) -> list[str]:
    query = sa.select(Event.event).where(Event.process_no == number).order_by(Event.event_id)
    return list(core_model.Session.scalars(query))


def end_its_time(number: int) -> None:
    """As if the days in which sponsors can join were over."""
    core_model.Session.execute(
        sa.update(Process)
        .where(Process.process_no == number)
        .values(
            opens_at=Process.opens_at - sa.text("interval '1 year'"),
            closes_at=Process.closes_at - sa.text("interval '1 year'"),
        )
    )
    core_model.Session.commit()


def test_one_sponsor_too_few_brings_it_nowhere(looking):
    number = looking()
    join(number, SPONSORS - 1)
    gate.recheck_all()
    assert (state(number), cases(number)) == ("validated", [])


def test_with_enough_sponsors_it_comes_to_the_moderators(looking):
    number = looking()
    join(number, SPONSORS)
    gate.recheck_all()
    gate.recheck_all()
    assert (state(number), cases(number)) == ("sponsored", ["waiting"])
    assert model.find(number).sponsored_at is not None
    assert events(number).count("sponsors_found") == 1


def test_when_sponsors_are_lost_it_leaves_the_queue_and_may_come_back(looking):
    number = looking()
    lost = join(number, SPONSORS)[0]
    gate.recheck_all()
    acts.invalidate("test", [lost], "duplicate")
    core_model.Session.commit()
    gate.recheck_all()
    assert (state(number), cases(number)) == ("validated", ["withdrawn"])
    join(number, 1)
    gate.recheck_all()
    assert (state(number), cases(number)) == ("sponsored", ["withdrawn", "waiting"])


def test_what_finds_no_sponsors_in_time_ends_and_its_creator_is_told(looking):
    number = looking()
    join(number, SPONSORS - 1)
    end_its_time(number)
    gate.end_late()
    assert state(number) == "stopped"
    assert lifecycle.process(model.find(number)).state == process_rules.STOPPED
    shown = call_action("petition_ending_show", process_no=number)
    assert shown["reason"]["code"] == "no_sponsors"
    assert "muddat" in letter(f"petition:{number}:stopped:creator").lower()


def test_what_found_them_in_the_last_minute_does_not_end(looking):
    number = looking()
    join(number, SPONSORS)
    end_its_time(number)
    gate.end_late()
    assert state(number) == "sponsored"


def test_what_has_time_left_does_not_end(looking):
    number = looking()
    gate.end_late()
    assert state(number) == "validated"


class TestTheLastSponsor:
    """Several look at the same moment and find the last sponsor there."""

    def look_at_once(self, number: int) -> list[Exception]:
        barrier, failed = threading.Barrier(AT_ONCE), []

        def look() -> None:
            try:
                barrier.wait(30)
                gate.recheck(number)
                core_model.Session.commit()
            except Exception as error:
                core_model.Session.rollback()
                failed.append(error)
            finally:
                core_model.Session.remove()

        threads = [threading.Thread(target=look) for _ in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return failed

    @pytest.fixture
    def unlocked(self, monkeypatch):
        """The mutant: the petition is read without its lock."""
        find = model.find

        def read(process_no: int, *, lock: bool = False):
            found = find(process_no)
            core_model.Session.execute(sa.text("SELECT pg_sleep(0.1)"))
            return found

        monkeypatch.setattr(model, "find", read)

    def test_opens_moderation_once(self, looking):
        number = looking()
        join(number, SPONSORS)
        assert self.look_at_once(number) == []
        assert events(number).count("sponsors_found") == 1
        assert cases(number) == ["waiting"]

    @pytest.mark.usefixtures("unlocked")
    def test_without_the_lock_it_would_be_opened_more_than_once(self, looking):
        number = looking()
        join(number, SPONSORS)
        failed = self.look_at_once(number)
        assert failed or events(number).count("sponsors_found") > 1
