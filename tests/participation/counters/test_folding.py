"""Counts: every sealed leaf exactly once, later leaves take away, and a recount repairs."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from ckanext.participation.counters import folding, reading, recounting

from tests.participation.record_making import NOW, act, change, new_process


def count(connection, process_no: int) -> reading.Count:
    with connection, connection.cursor() as cursor:
        return reading.read(cursor, process_no, journals=True)


def recount(connection, process_no: int) -> int:
    with connection, connection.cursor() as cursor:
        return recounting.recount(cursor, process_no)


def break_counter(connection, process_no: int) -> None:
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "UPDATE participation_count_state SET total = total + 7 WHERE process_no = %s",
            [process_no],
        )


@pytest.fixture
def sealer(make_sealer):
    """A sealer that has what it sealed counted."""
    return make_sealer(folding.fold_new)


def test_nothing_is_counted_before_it_is_sealed(connection, sealer):
    process_no = new_process(connection)
    act(connection, process_no, 3)
    folding.fold_new(connection)
    assert count(connection, process_no) == reading.Count()
    sealer.tick()
    assert count(connection, process_no).total == 3


def test_acts_are_counted_by_feature_subject_state_region_and_hour(connection, sealer):
    process_no = new_process(connection)
    act(connection, process_no, 2)
    act(connection, process_no, 3, feature="vote", subject="12", region=None)
    act(connection, process_no, 1, at=NOW + timedelta(hours=1))
    sealer.tick()
    found = count(connection, process_no)
    hour = NOW.replace(minute=0, second=0)
    assert (found.total, found.size) == (6, 7)
    assert found.by_state == {"valid": 6}
    assert found.by_feature == {"sign": 3, "vote": 3}
    assert found.by_subject == {"sign": {"": 3}, "vote": {"12": 3}}
    assert found.by_region == {"": 3, "1726": 3}
    assert found.by_hour == {hour: 5, hour + timedelta(hours=1): 1}
    assert found.as_of is not None


def test_a_withdrawal_takes_away_and_restoring_gives_back(connection, sealer):
    process_no = new_process(connection)
    first, second, _ = act(connection, process_no, 3)
    sealer.tick()
    change(connection, first, "withdraw")
    change(connection, second, "invalidate")
    sealer.tick()
    assert count(connection, process_no).by_state == {
        "valid": 1, "withdrawn": 1, "invalidated": 1,
    }  # fmt: skip
    assert count(connection, process_no).by_region == {"1726": 1}
    change(connection, first, "restore")
    sealer.tick()
    assert count(connection, process_no).by_state == {"valid": 2, "invalidated": 1}


def test_changes_within_one_window_are_counted_in_their_order(connection, sealer):
    process_no = new_process(connection)
    (only,) = act(connection, process_no)
    for repeat, event in enumerate(["withdraw", "restore", "withdraw", "invalidate"]):
        change(connection, only, event, repeat)
    sealer.tick()
    assert count(connection, process_no).by_state == {"invalidated": 1}
    assert count(connection, process_no).by_region == {}
    assert recount(connection, process_no) == 0


def test_windows_smaller_than_what_waits_count_all_of_it(connection, sealer, monkeypatch):
    monkeypatch.setattr(folding, "WINDOW", 3)
    process_no = new_process(connection)
    acts = act(connection, process_no, 10)
    change(connection, acts[0], "withdraw")
    sealer.tick()
    assert count(connection, process_no).by_state == {"valid": 9, "withdrawn": 1}
    assert recount(connection, process_no) == 0


def test_acts_at_the_end_of_a_leap_day_stand_in_their_hour(connection, sealer):
    process_no = new_process(connection)
    last = datetime(2028, 2, 29, 23, 59, 59, 999999, tzinfo=UTC)
    act(connection, process_no, 1, at=last)
    act(connection, process_no, 1, at=last + timedelta(microseconds=1))
    sealer.tick()
    assert count(connection, process_no).by_hour == {
        datetime(2028, 2, 29, 23, tzinfo=UTC): 1,
        datetime(2028, 3, 1, 0, tzinfo=UTC): 1,
    }


def test_a_crash_in_the_middle_of_counting_counts_nothing_twice(connection, sealer, connect):
    process_no = new_process(connection)
    act(connection, process_no, 5)
    sealer.after = ()
    sealer.tick()
    dying = connect()
    with dying.cursor() as cursor:
        assert folding.fold(cursor, process_no) == 6
    dying.close()  # before the commit
    assert count(connection, process_no).total == 0
    folding.fold_new(connection)
    folding.fold_new(connection)
    assert count(connection, process_no).total == 5


def fold_by_many(connect, process_no: int) -> list[BaseException]:
    """Four connections count the same leaves at the same moment."""
    start, errors = threading.Barrier(4), []

    def fold() -> None:
        connection = connect()
        start.wait()
        try:
            for _ in range(5):
                folding.fold_process(connection, process_no)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=fold) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def race(connection, connect, sealer) -> bool:
    """Whether each act was counted once, whoever counted."""
    process_no = new_process(connection)
    act(connection, process_no, 2000)
    sealer.after = ()
    sealer.tick()
    errors = fold_by_many(connect, process_no)
    return not errors and count(connection, process_no).total == 2000


def test_many_who_count_at_once_count_each_act_once(connection, connect, sealer):
    assert race(connection, connect, sealer)


def test_mutant_counting_without_the_lock_is_seen(connection, connect, sealer, monkeypatch):
    monkeypatch.setattr(folding, "take_lock", lambda _: True)
    assert not all(race(connection, connect, sealer) for _ in range(3))


def test_a_recount_finds_repairs_and_notes_what_drifted(connection, sealer):
    process_no = new_process(connection)
    act(connection, process_no, 4)
    sealer.tick()
    assert recount(connection, process_no) == 0
    break_counter(connection, process_no)
    assert count(connection, process_no).total == 11
    assert recount(connection, process_no) == 1
    assert count(connection, process_no).total == 4
    with connection, connection.cursor() as cursor:
        cursor.execute(
            'SELECT journal, key, counted, "is" FROM participation_count_drift'
            " WHERE process_no = %s",
            [process_no],
        )
        assert cursor.fetchall() == [("state", "valid", 11, 4)]


def test_what_waits_to_be_sealed_or_counted_is_no_drift(connection, sealer):
    process_no = new_process(connection)
    first, second = act(connection, process_no, 2)
    sealer.tick()
    sealer.after = ()
    change(connection, first, "withdraw")
    act(connection, process_no, 2)
    sealer.tick()  # sealed, not counted
    change(connection, second, "withdraw")
    act(connection, process_no, 2)  # not even sealed
    assert recount(connection, process_no) == 0
    assert count(connection, process_no).by_state == {"valid": 2}
    sealer.after = (folding.fold_new,)
    sealer.tick()
    assert count(connection, process_no).by_state == {"valid": 4, "withdrawn": 2}
    assert recount(connection, process_no) == 0


def test_an_act_whose_leaf_is_missing_is_found_by_the_recount(connection, sealer):
    """The mutant `leaf outside the transaction`: an act is stored and its leaf is lost."""
    process_no = new_process(connection)
    sealer.tick()
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO participation_act (process_no, feature, person_key, level, salt,"
            " commitment, leaf_hash, acted_at) VALUES (%s, 'sign', 'p', 1, 's', 'c', 'l', now())",
            [process_no],
        )
    assert recount(connection, process_no) == 3
