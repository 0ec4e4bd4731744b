"""A family at one mailbox, all at once over three booths; with the mutant that lets a third in."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from typing import Any

from tests.participation.booth import scratch
from tests.participation.booth.people import ask
from tests.participation.booth.test_barrier import (  # noqa: F401
    BOOTHS,
    count,
    desks,
    number,
    owner,
    slip,
)

FAMILIES = 40
NAMES = (b"father", b"mother", b"son")
LETTERS = 3
"""Of each of them: a person who was impatient has several."""
TOO_MANY = """SELECT count(*) FROM (SELECT FROM participation_act
    GROUP BY process_no, feature, subject, person_key HAVING count(*) > 2) AS crowded"""
TWICE = """SELECT count(*) FROM (SELECT FROM participation_act
    GROUP BY process_no, feature, subject, person_key, name_key HAVING count(*) > 1) AS twice"""


def family(owner: Any, number: int) -> list[list[str]]:  # noqa: F811
    """The letters of three people who share a mailbox."""
    mailbox = os.urandom(32)
    return [
        [ask(owner, number, person_key=mailbox, name_key=name).token for _ in range(LETTERS)]
        for name in NAMES
    ]


async def rush(address: str, families: list[list[list[str]]]) -> list[list[set[str]]]:
    """Everybody uses all letters at once, each at another booth: what each person was told."""
    async with desks(address, booths=BOOTHS) as made:

        async def person(letters: list[str], first: int) -> set[str]:
            tasks = (made[(first + i) % BOOTHS].submit(slip(t)) for i, t in enumerate(letters))
            return {done.receipt or done.code for done in await asyncio.gather(*tasks)}

        async def everybody(members: list[list[str]]) -> list[set[str]]:
            return await asyncio.gather(*(person(each, i) for i, each in enumerate(members)))

        return await asyncio.gather(*map(everybody, families))


def test_two_of_three_are_counted_once_each_and_the_third_is_told(instance, owner, number):  # noqa: F811
    families = [family(owner, number) for _ in range(FAMILIES)]
    told = asyncio.run(rush(scratch.booth_address(instance), families))
    for members in told:
        assert [len(answers) for answers in members] == [1, 1, 1]
        answers = Counter(next(iter(each)) for each in members)
        assert answers["mailbox_taken"] == 1
        assert len(answers) == 3, "each of the two has a receipt of their own"
    assert count(owner, TOO_MANY) == count(owner, TWICE) == 0
    acts = f"SELECT count(*) FROM participation_act WHERE process_no = {number}"
    assert count(owner, acts) == 2 * FAMILIES


def test_the_rush_sees_a_dropped_constraint(instance, owner, number):  # noqa: F811
    """Mutant: without it a third is counted, or one person twice, and the test above says so."""
    drop = "ALTER TABLE participation_act DROP CONSTRAINT participation_act_once"
    add = (
        "ALTER TABLE participation_act ADD CONSTRAINT participation_act_once"
        " UNIQUE (process_no, feature, subject, person_key, seat)"
    )
    with owner, owner.cursor() as cursor:
        cursor.execute(drop)
    try:
        families = [family(owner, number) for _ in range(10)]
        asyncio.run(rush(scratch.booth_address(instance), families))
        assert count(owner, TOO_MANY) + count(owner, TWICE) > 0
    finally:
        with owner, owner.cursor() as cursor:
            cursor.execute("TRUNCATE participation_act CASCADE")
            cursor.execute(add)
