"""Two moderators at the same case at the same moment: one wins. With the mutant this must kill."""

import threading

import pytest
import sqlalchemy as sa
from ckan import model
from ckanext.egov.moderation import cases, deciding, holding
from ckanext.egov.moderation.model import Case
from ckanext.egov.moderation.problems import Conflict

pytestmark = pytest.mark.usefixtures("database")
ROUNDS = 10
PEOPLE = 6


def at_once(work):
    """Run `work(number)` in as many threads as people, let go together; how many got through."""
    barrier, won, failed = threading.Barrier(PEOPLE), [], []

    def run(number):
        try:
            barrier.wait(30)
            work(number)
            model.Session.commit()
            won.append(number)
        except Conflict:
            model.Session.rollback()
        except Exception as error:
            model.Session.rollback()
            failed.append(error)
        finally:
            model.Session.remove()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    return len(won)


def race_to_take(submit):
    counts = []
    for _ in range(ROUNDS):
        case_id = submit()
        counts.append(at_once(lambda number, case=case_id: holding.take(case, f"m{number}")))
    return counts


def race_to_decide(submit):
    """One moderator in several windows: the case is decided once."""
    counts = []
    for _ in range(ROUNDS):
        case_id = submit()
        holding.take(case_id, "m")
        model.Session.commit()
        counts.append(
            at_once(lambda _, case=case_id: deciding.decide(case, "m", "approve", None, ""))
        )
    return counts


@pytest.fixture
def unlocked(monkeypatch):
    """The mutant: what is read is not locked."""

    def read_without_lock(case_id):
        found = cases._one(sa.select(Case).where(Case.case_id == case_id))
        model.Session.execute(sa.text("SELECT pg_sleep(0.02)"))
        return found

    monkeypatch.setattr(cases, "lock", read_without_lock)


def test_of_moderators_who_take_a_case_at_once_one_gets_it(submit):
    assert race_to_take(submit) == [1] * ROUNDS


def test_a_case_is_decided_once(submit, things):
    assert race_to_decide(submit) == [1] * ROUNDS
    assert len(things.decided) == ROUNDS


@pytest.mark.usefixtures("unlocked")
def test_without_the_lock_two_would_take_it(submit):
    assert race_to_take(submit) != [1] * ROUNDS


@pytest.mark.usefixtures("unlocked")
def test_without_the_lock_a_case_would_be_decided_twice(submit):
    assert race_to_decide(submit) != [1] * ROUNDS
