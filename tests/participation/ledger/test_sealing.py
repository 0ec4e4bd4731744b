"""Sealing: every leaf once, one tree, whatever dies; files are what the database says."""

from __future__ import annotations

import threading
from pathlib import Path

import psycopg2
import pytest
from ckanext.participation.ledger import files, keys, notes, record, sealing, tiles, tree, verify
from ckanext.participation.ledger.sealer import Sealer

from tests.participation.record_making import act, change, new_process


def leaf_hashes(connection, process_no: int) -> list[bytes]:
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT leaf_hash FROM participation_leaf WHERE process_no = %s ORDER BY leaf_index",
            [process_no],
        )
        return [bytes(leaf) for (leaf,) in cursor.fetchall()]


def head_of(connection, process_no: int) -> record.Head:
    with connection, connection.cursor() as cursor:
        head = record.head(cursor, process_no)
    assert head is not None
    return head


def assert_sound(connection, process_no: int, folder: Path) -> dict:
    """The database has one tree over all leaves, and the files show the same to a stranger."""
    head, hashes = head_of(connection, process_no), leaf_hashes(connection, process_no)
    assert head.size == len(hashes)
    assert head.root == tree.root(hashes)
    name, key = keys.read_vkey(head.vkey)
    shown = notes.open_checkpoint((folder / str(process_no) / "checkpoint").read_text(), key)
    assert shown == notes.Checkpoint(name, head.size, head.root)
    source = verify.Folder(folder / str(process_no))
    count = verify.Count(head.origin)
    verify.verify(source, verify.key_for(source, head.vkey), count.take)
    return count.totals()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_leaves_are_sealed_in_the_order_they_came(connection, make_sealer, folder):
    process_no = new_process(connection)
    first, second = act(connection, process_no, 2)
    sealer = make_sealer()
    sealer.tick()
    change(connection, first, "withdraw")
    act(connection, process_no, 300)
    sealer.tick()
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT leaf_index, event, act_id FROM participation_leaf WHERE process_no = %s"
            " ORDER BY leaf_id LIMIT 4",
            [process_no],
        )
        assert cursor.fetchall() == [
            (0, "opened", None), (1, "act", first), (2, "act", second), (3, "withdraw", first),
        ]  # fmt: skip
    assert assert_sound(connection, process_no, folder) == {"sign": {"valid": 301, "withdrawn": 1}}


@pytest.mark.parametrize("sizes", [[1, 254, 1, 1], [255, 257], [700], [1] * 5])
def test_a_record_is_sound_at_every_size(connection, make_sealer, folder, sizes):
    process_no = new_process(connection)
    sealer = make_sealer()
    sealer.tick()
    for size in sizes:
        act(connection, process_no, size)
        sealer.tick()
        assert_sound(connection, process_no, folder)


def test_every_record_is_a_tree_of_its_own(connection, make_sealer, folder):
    numbers = [new_process(connection) for _ in range(3)]
    for process_no in numbers:
        act(connection, process_no, 5)
    make_sealer().tick()
    for process_no in numbers:
        assert_sound(connection, process_no, folder)


def test_proofs_from_the_database_hold(connection, make_sealer):
    process_no = new_process(connection)
    sealer = make_sealer()
    sizes = []
    for number in (1, 255, 300, 44):
        act(connection, process_no, number)
        sealer.tick()
        sizes.append(head_of(connection, process_no).size)
    hashes = leaf_hashes(connection, process_no)
    size, root = len(hashes), tree.root(hashes)
    with connection, connection.cursor() as cursor:
        for index in (0, 1, 255, 256, 511, 512, size - 1):
            proof = record.inclusion_proof(cursor, process_no, index, size)
            tree.check_inclusion(index, size, hashes[index], proof, root)
        for old in sizes:
            proof = record.consistency_proof(cursor, process_no, old, size)
            tree.check_consistency(old, size, proof, tree.root(hashes[:old]), root)
            assert record.root_at(cursor, process_no, old) == tree.root(hashes[:old])


def test_sealing_reads_the_edge_of_the_tree_only(connection, make_sealer, monkeypatch):
    process_no = new_process(connection)
    act(connection, process_no, 1500)
    sealer = make_sealer()
    sealer.tick()
    read = []
    plain = record.read_tiles

    def counted(cursor, number, wanted):
        wanted = list(wanted)
        read.extend(wanted)
        return plain(cursor, number, wanted)

    monkeypatch.setattr(record, "read_tiles", counted)
    act(connection, process_no, 1)
    assert sealing.seal(sealer.connection, process_no, sealer.site, sealer.key) == 1
    assert read == [(0, 5), (1, 0)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE participation_leaf SET leaf_index = 7 WHERE process_no = %s AND leaf_index = 0",
        "UPDATE participation_leaf SET entry = '{}' WHERE process_no = %s",
        "DELETE FROM participation_leaf WHERE process_no = %s",
        "UPDATE participation_tile SET hashes = sha256('x') WHERE process_no = %s",
        "DELETE FROM participation_tile WHERE process_no = %s",
        "UPDATE participation_log SET size = 1 WHERE process_no = %s",
        "DELETE FROM participation_log WHERE process_no = %s",
        "UPDATE participation_checkpoint SET checkpoint = '' WHERE process_no = %s",
        "DELETE FROM participation_checkpoint WHERE process_no = %s",
    ],
)
def test_the_database_refuses_to_rewrite_a_record(connection, make_sealer, statement):
    process_no = new_process(connection)
    act(connection, process_no, 3)
    make_sealer().tick()
    with (
        pytest.raises(psycopg2.errors.CheckViolation),
        connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [process_no])


def test_one_of_two_sealers_holds_the_lock(connect):
    first, second = connect(), connect()
    assert sealing.take_lock(first)
    assert not sealing.take_lock(second)
    first.close()
    assert _soon(lambda: sealing.take_lock(second))


def _soon(ready) -> bool:
    return any(ready() or threading.Event().wait(0.1) for _ in range(50))


class Race:
    """Some sealers work on the same process at the same time, while people act."""

    def __init__(self, connect, make_sealer, process_no: int) -> None:
        self.errors: list[BaseException] = []
        self.process_no = process_no
        self.people = connect()
        self.sealers: list[Sealer] = [make_sealer() for _ in range(3)]
        self.stop = threading.Event()
        self.start = threading.Barrier(len(self.sealers) + 1)

    def run(self) -> None:
        threads = [threading.Thread(target=self._seal, args=[each]) for each in self.sealers]
        for thread in threads:
            thread.start()
        self.start.wait()
        for _ in range(40):
            act(self.people, self.process_no, 25)
        self.stop.set()
        for thread in threads:
            thread.join()

    def _seal(self, sealer: Sealer) -> None:
        self.start.wait()
        try:
            while not sealing.take_lock(sealer.connection):
                if self.stop.wait(0.01):
                    return
            while not self.stop.is_set():
                sealing.seal(sealer.connection, self.process_no, sealer.site, sealer.key)
            sealing.seal(sealer.connection, self.process_no, sealer.site, sealer.key)
        except Exception as error:
            self.errors.append(error)
            sealer.connection.rollback()


def race(connection, connect, make_sealer) -> bool:
    """Whether three sealers at once left one sound tree and no error."""
    process_no = new_process(connection)
    contest = Race(connect, make_sealer, process_no)
    contest.run()
    hashes = leaf_hashes(connection, process_no)
    head = head_of(connection, process_no)
    whole = head.size == len(hashes) == 1001 and head.root == tree.root(hashes)
    return whole and not contest.errors


def test_three_sealers_at_once_leave_one_tree(connection, connect, make_sealer):
    assert race(connection, connect, make_sealer)


def test_mutant_sealing_without_the_lock_is_seen(connection, connect, make_sealer, monkeypatch):
    monkeypatch.setattr(sealing, "take_lock", lambda _: True)
    assert not all(race(connection, connect, make_sealer) for _ in range(3))


def test_a_crash_between_commit_and_publishing_is_made_good_at_the_start(
    connection, make_sealer, folder
):
    process_no = new_process(connection)
    act(connection, process_no, 300)
    sealer = make_sealer()
    sealer.tick()
    act(connection, process_no, 600)
    assert sealing.seal(sealer.connection, process_no, sealer.site, sealer.key) == 600
    sealer.connection.close()  # killed before it published
    assert notes.read_checkpoint((folder / str(process_no) / "checkpoint").read_text()).size == 301
    make_sealer().start()
    assert_sound(connection, process_no, folder)


@pytest.mark.parametrize("step", range(6))
def test_a_crash_in_the_middle_of_publishing_leaves_a_sound_record(
    connection, make_sealer, folder, monkeypatch, step
):
    process_no = new_process(connection)
    act(connection, process_no, 200)
    sealer = make_sealer()
    sealer.tick()
    before = (folder / str(process_no) / "checkpoint").read_bytes()
    act(connection, process_no, 400)
    plain, done = files.Writing.put, []

    def dying(self, path, data):
        if len(done) == step:
            raise KeyboardInterrupt
        done.append(path)
        plain(self, path, data)

    with monkeypatch.context() as patch:
        patch.setattr(files.Writing, "put", dying)
        with pytest.raises(KeyboardInterrupt):
            sealer.tick()
    # Whoever reads now still finds the whole record of the last checkpoint.
    assert (folder / str(process_no) / "checkpoint").read_bytes() == before
    make_sealer().start()
    assert_sound(connection, process_no, folder)


def test_files_that_were_changed_or_lost_are_repaired_after_a_start(
    connection, make_sealer, folder
):
    process_no = new_process(connection)
    act(connection, process_no, 700)
    make_sealer().tick()
    wanted = snapshot(folder)
    for path in sorted((folder / str(process_no) / "tile").rglob("*")):
        if path.is_file():
            path.write_bytes(b"damaged")
            break
    (folder / str(process_no) / tiles.Place(1, 0, 2).path).unlink()
    sealer = make_sealer()
    sealer.start()
    sealer.repair(until=float("inf"))
    assert snapshot(folder) == wanted


def test_publishing_from_nothing_gives_the_same_files(connection, make_sealer, folder, tmp_path):
    process_no = new_process(connection)
    act(connection, process_no, 600)
    sealer = make_sealer()
    sealer.tick()
    wanted = snapshot(folder)
    folder.rename(tmp_path / "lost")
    make_sealer().start()
    assert snapshot(folder) == wanted


def test_a_database_older_than_what_was_published_is_refused(
    connection, make_sealer, folder, signing_key
):
    """After a restored backup a second tree would begin: better nothing than a fork."""
    process_no = new_process(connection)
    act(connection, process_no, 3)
    make_sealer().tick()
    head = head_of(connection, process_no)
    later = notes.sign_checkpoint(notes.Checkpoint(head.origin, 100, bytes(32)), signing_key)
    shown = folder / str(process_no) / "checkpoint"
    shown.write_text(later)
    act(connection, process_no, 3)
    sealer = make_sealer()
    sealer.start()
    sealer.tick()
    assert shown.read_text() == later
    assert head_of(connection, process_no).size == head.size


def test_one_broken_record_does_not_keep_the_others_waiting(
    connection, make_sealer, folder, monkeypatch
):
    broken, sound = new_process(connection), new_process(connection)
    sealer = make_sealer()
    plain = sealing.seal

    def seal(connection, process_no, site, key):
        if process_no == broken:
            raise sealing.Broken("for the test")
        return plain(connection, process_no, site, key)

    monkeypatch.setattr(sealing, "seal", seal)
    sealer.tick()
    assert_sound(connection, sound, folder)


def test_hashes_that_contradict_the_root_are_never_signed(connection, make_sealer):
    process_no = new_process(connection)
    act(connection, process_no, 5)
    sealer = make_sealer()
    sealer.tick()
    with connection, connection.cursor() as cursor:
        cursor.execute("UPDATE participation_log SET root = %s WHERE process_no = %s",
                       [bytes(32), process_no])  # fmt: skip
    act(connection, process_no, 1)
    with pytest.raises(sealing.Broken):
        sealing.seal(sealer.connection, process_no, sealer.site, sealer.key)
    assert head_of(connection, process_no).size == 6


def test_an_error_in_counting_does_not_stop_sealing(connection, make_sealer, folder):
    def fails(connection):
        raise RuntimeError("no count today")

    process_no = new_process(connection)
    make_sealer(fails).tick()
    assert_sound(connection, process_no, folder)


def test_names_and_keys_of_people_are_not_in_the_published_files(connection, make_sealer, folder):
    process_no = new_process(connection)
    act(connection, process_no, 20)
    make_sealer().tick()
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT person_key, salt FROM participation_act WHERE process_no = %s",
                       [process_no])  # fmt: skip
        secrets = [bytes(value) for row in cursor.fetchall() for value in row]
    for data in snapshot(folder / str(process_no)).values():
        assert not any(secret in data or secret.hex().encode() in data for secret in secrets)
