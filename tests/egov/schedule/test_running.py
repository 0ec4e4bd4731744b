"""A job runs alone, a slow one holds up no other, errors are recorded without people."""

import threading
from datetime import timedelta

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan.tests import helpers
from ckanext.egov.schedule import reading, running
from ckanext.egov.schedule import service as service_module
from ckanext.egov.schedule.interfaces import Periodic
from ckanext.egov.schedule.jobs import jobs

pytestmark = pytest.mark.usefixtures("no_runs")
OFTEN = timedelta(milliseconds=1)


@pytest.fixture
def no_runs(database):
    from ckan import model

    model.Session.execute(sa.text("DELETE FROM schedule_run"))
    model.Session.commit()


@pytest.fixture
def runs(database):
    def read(name):
        with running.engine().connect() as connection:
            statement = sa.text(
                "SELECT error, finished FROM schedule_run WHERE name = :name ORDER BY run_no"
            )
            return connection.execute(statement, {"name": name}).all()

    return read


def test_a_run_is_recorded(runs):
    assert running.run("quick", Periodic(OFTEN, lambda: None))
    (run,) = runs("quick")
    assert run.error is None
    assert run.finished is not None


def test_an_error_is_recorded_without_what_people_typed(runs, caplog):
    def fail():
        raise ValueError("Olim Olimov <olim@example.com> cannot be reached")

    running.run("failing", Periodic(OFTEN, fail))
    (run,) = runs("failing")
    assert run.error.startswith("ValueError at ")
    assert "olim" not in (run.error + caplog.text).lower()


def test_what_a_failing_job_left_open_is_rolled_back():
    from ckan import model

    def fail():
        model.Session.execute(sa.text("INSERT INTO schedule_run (name) VALUES ('left open')"))
        raise RuntimeError

    running.run("failing", Periodic(OFTEN, fail))
    statement = sa.text("SELECT count(*) FROM schedule_run WHERE name = 'left open'")
    assert model.Session.scalar(statement) == 0


def hammer(threads: int) -> int:
    """Let many processes' worth of threads run one job at once; how many ran it beside another."""
    inside, together, gate = [], [], threading.Barrier(threads)

    def work():
        inside.append(1)
        together.append(len(inside))
        threading.Event().wait(0.05)
        inside.pop()

    def one():
        gate.wait()
        running.run("alone", Periodic(OFTEN, work), only_if_due=False)

    crowd = [threading.Thread(target=one) for _ in range(threads)]
    [thread.start() for thread in crowd]
    [thread.join() for thread in crowd]
    return sum(count > 1 for count in together)


def test_a_job_never_runs_beside_itself():
    assert hammer(8) == 0


def test_without_the_lock_it_would(monkeypatch):
    """The mutant that the test above must kill."""
    monkeypatch.setattr(running, "_LOCK", sa.text("SELECT true OR :name = ''"))
    assert hammer(8) > 0


def test_a_job_that_ran_elsewhere_a_moment_ago_is_not_run_again(runs):
    job = Periodic(timedelta(hours=1), lambda: None)
    assert running.run("hourly", job)
    assert not running.run("hourly", job)
    assert len(runs("hourly")) == 1


def test_a_slow_job_holds_up_no_other():
    done, release = threading.Event(), threading.Event()
    schedule = service_module.Schedule(
        {
            "slow": Periodic(OFTEN, lambda: release.wait(10) and None),
            "quick": Periodic(OFTEN, done.set),
        },
        threads=2,
    )
    assert schedule.look() == ["slow", "quick"]
    assert done.wait(10)
    assert "slow" not in schedule.look()
    release.set()
    schedule.close()


def test_old_runs_are_forgotten(runs, monkeypatch):
    monkeypatch.setattr(running, "KEPT_RUNS", 3)
    for _ in range(6):
        running.run("often", Periodic(OFTEN, lambda: None), only_if_due=False)
    assert len(runs("often")) == 4


def test_no_two_rooms_register_jobs_of_one_name():
    assert set(jobs()) >= {"outbox-wipe", "follow-spread"}


def test_only_administrators_see_the_list():
    with pytest.raises(tk.NotAuthorized):
        tk.check_access("schedule_list", {"user": "", "ignore_auth": False}, {})
    names = [job["name"] for job in helpers.call_action("schedule_list")]
    assert names == sorted(jobs())


def test_a_job_that_should_have_run_long_ago_is_overdue(monkeypatch):
    from ckan import model

    monkeypatch.setattr(reading, "jobs", lambda: {"late": Periodic(timedelta(hours=1), print)})
    model.Session.execute(
        sa.text(
            "INSERT INTO schedule_run (name, started, finished)"
            " VALUES ('late', now() - interval '1 day', now() - interval '1 day')"
        )
    )
    assert reading.state()[1][0]["overdue"] is True
