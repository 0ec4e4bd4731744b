"""Whatever happens to a process in whatever order: one act a person, one truth everywhere."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from ckan.tests.helpers import call_action
from ckanext.participation.counters import folding, recounting
from ckanext.participation.process import indexing
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.participation.booth import mutants
from tests.participation.booth.people import ask
from tests.participation.reliability.life import (
    ACTS,
    WITHDRAW,
    Booth,
    Clerk,
    CutClerk,
    Letter,
    Model,
    Record,
    leaf_of,
    new_person,
)

PEOPLE = st.integers(0, 3)
FEATURES = st.sampled_from(["sign", "sign", WITHDRAW])
SOME_PEOPLE = st.lists(PEOPLE, min_size=1, max_size=3, unique=True)
REASON = {"en": "Repair"}
LIFE = settings(max_examples=15, stateful_step_count=40, deadline=None)


@dataclass
class World:
    """Where the machine runs."""

    rows: Any
    dsn: str
    folder: Path
    key: Ed25519PrivateKey
    booth: Booth
    open_process: Callable[..., dict[str, Any]]
    published: int | None = None


@pytest.fixture(scope="module")
def world(
    rows, booth_settings, dsn, signing_key, open_process, tmp_path_factory
) -> Iterator[World]:
    booth = Booth(booth_settings["database"], signing_key)
    with pytest.MonkeyPatch.context() as patch:
        # The search is no part of this, and asking it a thousand times takes half of the time.
        patch.setattr(indexing, "index_now", lambda numbers: None)
        yield World(rows, dsn, tmp_path_factory.mktemp("life"), signing_key, booth, open_process)
    booth.close()


class Life(RuleBasedStateMachine):
    """A process with four people, some officials and machines that die."""

    world: ClassVar[World]
    publishes = True
    letters = Bundle("letters")

    @initialize()
    def open(self) -> None:
        world = self.world
        self.number = world.open_process()["process_no"]
        self.keys = [new_person() for _ in range(4)]
        self.model = Model()
        self.record = Record(world.dsn, world.key, world.folder, self.number)

    @rule(target=letters, person=PEOPLE, feature=FEATURES)
    def ask(self, person: int, feature: str) -> Letter:
        """Somebody asks; the letter may be used later, or twice, or never."""
        asked = ask(self.world.rows, self.number, person_key=self.keys[person], feature=feature)
        return Letter(person, feature, asked)

    @rule(target=letters, people=SOME_PEOPLE, feature=FEATURES)
    def act(self, people: list[int], feature: str) -> Any:
        """Some ask and confirm at once, as most do."""
        some = [self.ask(person, feature) for person in people]
        self.confirm(some, (False,), Clerk)
        return multiple(*some)

    @rule(
        some=st.lists(letters, min_size=1, max_size=4, unique_by=id),
        ways=st.sampled_from([(False,), (True,), (False, True)]),
        clerk=st.sampled_from([Clerk, Clerk, CutClerk]),
    )
    def confirm(self, some: list[Letter], ways: tuple[bool, ...], clerk: type[Clerk]) -> None:
        """Some act at the same time, by link, by code or both; perhaps a connection is cut."""
        handed_in = [(letter, letter.slip(way)) for letter in some for way in ways]
        outcomes = self.world.booth.confirm([slip for _, slip in handed_in], clerk)
        for (letter, _), outcome in zip(handed_in, outcomes, strict=True):
            self.model.answer(letter, outcome)

    @rule(some=st.lists(letters, min_size=1, max_size=3, unique_by=id))
    def lose(self, some: list[Letter]) -> None:
        self.world.booth.lose([letter.slip(False) for letter in some])

    @rule(people=SOME_PEOPLE)
    def invalidate(self, people: list[int]) -> None:
        self._change("act_invalidate", people, "valid", "invalidated")

    @rule(people=SOME_PEOPLE)
    def restore(self, people: list[int]) -> None:
        self._change("act_restore", people, "invalidated", "valid")

    def _change(self, action: str, people: list[int], before: str, after: str) -> None:
        keys = [self.keys[person] for person in people]
        ids = [act_id for act_id, _ in self._rows(
            "SELECT act_id, 0 FROM participation_act WHERE process_no = %s"
            " AND person_key = ANY (%s)", self.number, keys)]  # fmt: skip
        if not ids:
            return
        changed = call_action(action, act_ids=ids, reason="bot")["changed"]
        assert changed == self.model.change(people, before, after)

    @precondition(lambda self: self.model.status == "open")
    @rule()
    def pause(self) -> None:
        call_action("process_pause", process_no=self.number, reason=REASON)
        self.model.happens("paused", "paused")

    @precondition(lambda self: self.model.status == "paused")
    @rule()
    def resume(self) -> None:
        call_action("process_resume", process_no=self.number)
        self.model.happens("resumed", "open")

    @precondition(lambda self: self.model.status != "closed")
    @rule()
    def extend(self) -> None:
        closes = datetime.fromisoformat(
            call_action("process_show", process_no=self.number)["closes_at"]
        )
        until = (closes + timedelta(hours=1)).isoformat()
        call_action("process_extend", process_no=self.number, until=until, reason=REASON)
        self.model.happens("extended", self.model.status)

    @precondition(lambda self: self.model.status != "closed" and len(self.model.acts) > 1)
    @rule()
    def close(self) -> None:
        call_action("process_close", process_no=self.number, reason=REASON)
        self.model.happens("closed", "closed")

    @rule(counts=st.sampled_from([True, True, False]))
    def seal(self, counts: bool) -> None:
        self.record.seal()
        self.model.seal()
        if counts:
            self.record.count()
            self.model.count()

    @rule(dies=st.booleans())
    def restart_the_sealer(self, dies: bool) -> None:
        if dies:
            self.record.seal_and_die()
            self.model.seal()
        else:
            self.record.restart()

    @rule()
    def recount(self) -> None:
        connection = self.record.connection
        with connection, connection.cursor() as cursor:
            assert recounting.recount(cursor, self.number) == 0, "the counters had drifted"

    @invariant()
    def one_act_a_person_and_in_the_state_it_should_be(self) -> None:
        found = self._rows(ACTS, self.number)
        assert len(found) == len({bytes(key) for key, _ in found})
        states = {self.keys.index(bytes(key)): state for key, state in found}
        assert states == self.model.acts

    @invariant()
    def the_counters_say_what_was_sealed(self) -> None:
        assert self.record.counted() == self.model.counted

    @invariant()
    def the_record_grows_and_verify_py_agrees(self) -> None:
        if self.model.sealed is None:
            return
        states, events, receipts = self.model.sealed
        found, told, leaves = self.record.read()
        assert (found, told) == (states, events)
        assert {leaf_of(receipt, self.world.key) for receipt in receipts} <= leaves

    def teardown(self) -> None:
        """The first process of all becomes a dataset, and that says the same too."""
        if not hasattr(self, "record"):
            return
        try:
            if self.publishes and self.world.published is None:
                self._publish()
        finally:
            self.record.close()

    def _publish(self) -> None:
        if self.model.status != "closed":
            self.close()
        self.seal(counts=True)
        self.world.published = self.number
        call_action("process_publish", process_no=self.number)
        published = {row["state"]: int(row["acts"]) for row in acts_by_state(self.number)}
        assert {state: n for state, n in published.items() if n} == self.model.states()

    def _rows(self, query: str, *values: Any) -> list[Any]:
        rows = self.world.rows
        with rows, rows.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()


def acts_by_state(number: int) -> list[dict[str, str]]:
    """The published file."""
    from ckan.lib import uploader
    from ckanext.participation.publishing import model

    known = model.find(number).files["acts_by_state"]["resource"]
    resource = call_action("resource_show", id=known)
    path = uploader.get_resource_uploader(resource).get_path(known)
    return list(csv.DictReader(io.StringIO(Path(path).read_text(encoding="utf-8"))))


def machine(world: World, publishes: bool = False) -> type[Life]:
    return type("Life", (Life,), {"world": world, "publishes": publishes})


def test_in_whatever_order_everything_says_the_same(world):
    run_state_machine_as_test(machine(world, publishes=True), settings=LIFE)
    assert world.published


def short_life(world: World) -> None:
    """A few steps, each looked at as the machine does: what no mutant below survives."""
    life = machine(world)()
    try:
        life.open()
        for step in (
            lambda: life.act([0, 1], "sign"),
            lambda: life.confirm([life.ask(2, "sign")], (False,), CutClerk),
            lambda: life.seal(counts=True),
            lambda: life.invalidate([0]),
            lambda: life.restart_the_sealer(dies=True),
            lambda: life.seal(counts=True),
            lambda: life.restore([0]),
            lambda: life.seal(counts=True),
            life.recount,
        ):
            step()
            life.one_act_a_person_and_in_the_state_it_should_be()
            life.the_counters_say_what_was_sealed()
            life.the_record_grows_and_verify_py_agrees()
    finally:
        life.teardown()


def test_a_short_life_is_well(world):
    short_life(world)


def test_an_answer_before_the_commit_is_seen(world, monkeypatch):
    """Mutant: the booth says `recorded`, then its connection is cut."""
    monkeypatch.setattr(Booth, "desk_class", mutants.EarlyDesk)
    with pytest.raises(AssertionError):
        short_life(world)


def test_a_counter_that_never_goes_down_is_seen(world, monkeypatch):
    """Mutant: what was taken out of the count stays in it."""
    wrong = folding.FOLD.replace("state HAVING sum(by) <> 0", "state HAVING sum(by) > 0")
    assert wrong != folding.FOLD
    monkeypatch.setattr(folding, "FOLD", wrong)
    with pytest.raises(AssertionError):
        short_life(world)


def test_a_receipt_of_its_own_for_each_retry_is_seen(world, monkeypatch):
    """Mutant: the receipt says when it was asked for, so two of one act differ."""
    real, seconds = Clerk.receipt, itertools.count()

    def receipt(clerk: Clerk, process_no: int, leaf_hash: bytes, at: datetime) -> str:
        return real(clerk, process_no, leaf_hash, at + timedelta(seconds=next(seconds)))

    monkeypatch.setattr(Clerk, "receipt", receipt)
    life = machine(world)()
    life.open()
    letter = life.ask(0, "sign")
    life.confirm([letter], (False,), Clerk)
    with pytest.raises(AssertionError):
        life.confirm([letter], (False,), Clerk)
    life.teardown()
