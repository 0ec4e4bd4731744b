"""Many at once on one person, and a database that dies at the worst moment; with mutants.

Three booths beside each other work on a scratch database, so that what is tried is the database's
constraint and transaction and not the order inside one process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from ckanext.egov.accounts import secrets
from ckanext.participation.booth.service.clerk import Clerk
from ckanext.participation.booth.service.connection import open_pool
from ckanext.participation.booth.service.decisions import Outcome, Slip
from ckanext.participation.booth.service.desk import Desk
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.participation.booth import mutants, scratch
from tests.participation.booth.people import ask

BOOTHS = 3
TASKS = 50
ROUNDS = 200
AT_ONCE = 10
"""Rounds that run beside each other."""
DOUBLE = """SELECT count(*) FROM (SELECT 1 FROM participation_act
    GROUP BY process_no, feature, subject, person_key HAVING count(*) > 1) AS twice"""
WITHOUT_LEAF = """SELECT count(*) FROM participation_act a WHERE NOT EXISTS
    (SELECT FROM participation_leaf l WHERE l.leaf_hash = a.leaf_hash)"""


@pytest.fixture(scope="module")
def owner(instance) -> Iterator[Any]:
    with scratch.database(instance) as address:
        connection = scratch.connect(address)
        yield connection
        connection.close()


@pytest.fixture
def number(owner) -> int:
    return scratch.open_process(owner)


@asynccontextmanager
async def desks(address: str, desk_class: Any = Desk, clerk_class: Any = Clerk, booths: int = 1):
    """Desks that work, each with connections of its own."""
    key = Ed25519PrivateKey.generate()
    pools = [await open_pool(address) for _ in range(booths)]
    made = [desk_class(p, clerk_class(key, "http://x.uz"), 256, 4096, 8) for p in pools]
    working = [asyncio.create_task(desk.work()) for desk in made]
    try:
        yield made
    finally:
        for task in working:
            task.cancel()
        for pool in pools:
            pool.terminate()


def slip(token: str) -> Slip:
    return Slip(token_hash=secrets.token_hash(token))


def count(owner: Any, query: str) -> int:
    with owner, owner.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


async def rush(address: str, tokens: Sequence[tuple[str, str]]) -> list[set[str]]:
    """For each person 50 tasks at once over three booths and two letters: their receipts."""
    async with desks(address, booths=BOOTHS) as made:

        async def person(pair: tuple[str, str]) -> set[str]:
            tasks = (made[i % BOOTHS].submit(slip(pair[i % 2])) for i in range(TASKS))
            outcomes = await asyncio.gather(*tasks)
            return {outcome.receipt or outcome.code for outcome in outcomes}

        found = []
        for start in range(0, len(tokens), AT_ONCE):
            batch = tokens[start : start + AT_ONCE]
            found += await asyncio.gather(*map(person, batch))
        return found


def two_letters(owner: Any, number: int, rounds: int) -> list[tuple[str, str]]:
    pairs = []
    for _ in range(rounds):
        first = ask(owner, number)
        second = ask(owner, number, person_key=first.person_key)
        pairs.append((first.token, second.token))
    return pairs


def test_fifty_at_once_are_one_act_with_one_receipt(instance, owner, number):
    letters = two_letters(owner, number, ROUNDS)
    receipts = asyncio.run(rush(scratch.booth_address(instance), letters))
    assert [len(each) for each in receipts] == [1] * ROUNDS
    assert count(owner, DOUBLE) == 0
    acts = f"SELECT count(*) FROM participation_act WHERE process_no = {number}"
    leaves = f"SELECT count(*) FROM participation_leaf WHERE process_no = {number}"
    assert count(owner, acts) == count(owner, leaves) == ROUNDS


def test_the_barrier_sees_a_dropped_constraint(instance, owner, number):
    """Mutant: without the constraint people are counted twice, and the test above would say so."""
    letters = two_letters(owner, number, 20)
    drop = "ALTER TABLE participation_act DROP CONSTRAINT participation_act_once"
    add = (
        "ALTER TABLE participation_act ADD CONSTRAINT participation_act_once"
        " UNIQUE (process_no, feature, subject, person_key, seat)"
    )
    with owner, owner.cursor() as cursor:
        cursor.execute(drop)
    try:
        receipts = asyncio.run(rush(scratch.booth_address(instance), letters))
        assert count(owner, DOUBLE) > 0
        assert max(len(each) for each in receipts) > 1
    finally:
        with owner, owner.cursor() as cursor:
            cursor.execute("TRUNCATE participation_act CASCADE")
            cursor.execute(add)


class Dying:
    """A clerk whose connection is cut, once, when all is written and nothing is committed."""

    cuts = 1

    async def settle(self, connection: Any, slips: Sequence[Slip]) -> list[Outcome | None]:
        outcomes = await super().settle(connection, slips)  # type: ignore[misc]
        if self.cuts:
            self.cuts -= 1
            connection.terminate()
        return outcomes


class DyingClerk(Dying, Clerk):
    pass


class DyingLateLeaves(mutants.LateLeaves):
    """Written and committed; then the leaves' own transaction can't be had."""


def confirmed(instance: Any, number: int, owner: Any, desk_class: Any, clerk_class: Any) -> Outcome:
    letter = ask(owner, number)

    async def once() -> Outcome:
        address = scratch.booth_address(instance)
        async with desks(address, desk_class, clerk_class) as [desk]:
            return await desk.submit(slip(letter.token))

    return asyncio.run(once())


def of(number: int) -> str:
    return f"SELECT count(*) FROM participation_act WHERE process_no = {number}"


def test_what_was_cut_off_before_its_commit_is_done_again_and_then_acknowledged(
    instance, owner, number
):
    outcome = confirmed(instance, number, owner, Desk, DyingClerk)
    assert outcome.code == "recorded"
    assert count(owner, of(number)) == 1


def test_an_answer_before_the_commit_is_seen(instance, owner, number):
    """Mutant: it says `recorded`, and there is nothing."""
    outcome = confirmed(instance, number, owner, mutants.EarlyDesk, DyingClerk)
    assert outcome.code == "recorded"
    assert count(owner, of(number)) == 0


class CutLateDesk(mutants.LateDesk):
    """Dies between the act's commit and that of its leaf."""

    async def transaction(self, slips: Sequence[Slip]) -> list[Outcome | None]:
        await Desk.transaction(self, slips)
        raise RuntimeError("killed here")


def test_a_leaf_outside_the_transaction_is_seen(instance, owner, number):
    """Mutant: an act whose leaf never came. The real booth's acts all have one."""
    assert count(owner, WITHOUT_LEAF) == 0
    confirmed(instance, number, owner, CutLateDesk, mutants.LateLeaves)
    assert count(owner, WITHOUT_LEAF) == 1
    with owner, owner.cursor() as cursor:
        cursor.execute("DELETE FROM participation_act WHERE process_no = %s", [number])
