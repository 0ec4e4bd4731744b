"""Booths with one thing wrong each; tests and the kill storm must tell them from the real one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from ckanext.participation.booth.service import records
from ckanext.participation.booth.service.application import Booth
from ckanext.participation.booth.service.clerk import Clerk
from ckanext.participation.booth.service.decisions import Outcome, Slip
from ckanext.participation.booth.service.desk import Desk, Waiting
from ckanext.participation.booth.service.settings import load

LEAVES = """, leaves AS (
    INSERT INTO participation_leaf (process_no, act_id, event, entry, leaf_hash, at)
    SELECT process_no, act_id, 'act', entry, leaf_hash, $19 FROM acts JOIN given USING (leaf_hash)
)"""


class EarlyDesk(Desk):
    """Answers before the commit."""

    async def settle(self, group: Sequence[Waiting]) -> None:
        slips = [slip for slip, _ in group]
        try:
            async with self.pool.acquire() as connection:
                held: Any = connection
                async with held.transaction():
                    outcomes = await self.clerk.settle(held, slips)
                    self.answer(group, outcomes)
        except Exception:
            self.answer(group, [Outcome("busy") for _ in group])


class LateLeaves(Clerk):
    """Writes leaves in a transaction of their own, after that of the acts."""

    late: list[tuple[list[Any], Any]]

    async def settle(self, connection: Any, slips: Sequence[Slip]) -> list[Outcome | None]:
        self.late = []
        real = records.insert_acts

        async def without_leaves(
            held: Any, acts: Sequence[Any], at: Any, seat: int = 1
        ) -> set[bytes]:
            columns: list[list[Any]] = [list(c) for c in zip(*map(_values, acts), strict=True)]
            statement = records.INSERT_ACTS.replace(LEAVES, "")
            statement = statement.replace(
                "SELECT leaf_hash FROM acts",
                "SELECT leaf_hash FROM acts WHERE $11 IS NOT NULL",
            )
            rows = await held.fetch(statement, *columns, at, seat)
            new = {row["leaf_hash"] for row in rows}
            self.late += [(act, at) for act in acts if act.leaf_hash in new]
            return new

        records.insert_acts = without_leaves
        try:
            return await super().settle(connection, slips)
        finally:
            records.insert_acts = real


class LateDesk(Desk):
    """The desk of `LateLeaves`."""

    async def transaction(self, slips: Sequence[Slip]) -> list[Outcome | None]:
        outcomes = await super().transaction(slips)
        async with self.pool.acquire() as connection:
            for act, at in self.clerk.late:  # type: ignore[attr-defined]
                await connection.execute(
                    "INSERT INTO participation_leaf (process_no, act_id, event, entry, leaf_hash,"
                    " at) SELECT process_no, act_id, 'act', $2, leaf_hash, $3"
                    " FROM participation_act WHERE leaf_hash = $1",
                    act.leaf_hash, act.entry, at,
                )  # fmt: skip
        return outcomes


_values = records._values


class EarlyBooth(Booth):
    desk_class = EarlyDesk


class LateBooth(Booth):
    desk_class = LateDesk
    clerk_class = LateLeaves


BOOTHS = {"early": EarlyBooth, "late": LateBooth}


def __getattr__(name: str) -> Any:
    """`early` and `late`, as Granian's worker asks for them."""
    if name in BOOTHS:
        return BOOTHS[name](load(os.environ["EGOV_BOOTH_SETTINGS"]))
    raise AttributeError(name)
