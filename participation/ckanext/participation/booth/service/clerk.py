"""Settles a group of slips inside one transaction: reads, asks the rules, writes.

Within a group the first slip of a person is settled; another confirmation of the same person about
the same act waits for the next group, so that each finds what the one before it left.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
from ckanext.participation.booth.service import decisions, records
from ckanext.participation.booth.service.decisions import ActKey, Outcome, Process, Request, Slip
from ckanext.participation.booth.service.records import NewAct, StoredAct
from ckanext.participation.ledger import entries, keys, promises
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

EMPTY = "{}"


class Clerk:
    """Knows the key that signs receipts; keeps nothing else between groups."""

    def __init__(self, key: Ed25519PrivateKey, site_url: str) -> None:
        self.key = key
        self.site_url = site_url

    async def settle(
        self, connection: asyncpg.Connection, slips: Sequence[Slip]
    ) -> list[Outcome | None]:
        """What became of each slip once the transaction is committed; None: ask again after it."""
        return await Group(self, connection).settle(slips)

    def receipt(self, process_no: int, leaf_hash: bytes, at: datetime) -> str:
        """The signed promise that a leaf will be in the public record."""
        origin = keys.origin(self.site_url, process_no)
        return promises.promise(self.key, origin, process_no, leaf_hash, at)


class Group:
    """One transaction's work."""

    def __init__(self, clerk: Clerk, connection: asyncpg.Connection) -> None:
        self.clerk = clerk
        self.connection = connection
        self.now: datetime
        self.processes: Mapping[int, Process] = {}
        self.outcomes: dict[UUID, Outcome] = {}
        """By confirmation: what was decided in this group."""

    async def settle(self, slips: Sequence[Slip]) -> list[Outcome | None]:
        requests = await self._requests(slips)
        numbers = {request.process_no for request in requests if request}
        self.now = await records.hold(self.connection, numbers)
        self.processes = await records.processes(self.connection, numbers)
        tried = {r.confirmation_id: r.tries for r in requests if r}
        refused, accepted = self._check_secrets(slips, requests)
        await self._carry_out(accepted)
        wrong = [r for r in requests if r and r.tries != tried[r.confirmation_id]]
        if wrong:
            await records.count_tries(self.connection, wrong)
        return [
            refused.get(place) or (self.outcomes.get(request.confirmation_id) if request else None)
            for place, request in enumerate(requests)
        ]

    async def _requests(self, slips: Sequence[Slip]) -> list[Request | None]:
        hashes = {slip.token_hash for slip in slips if slip.token_hash}
        ids = {slip.confirmation_id for slip in slips if slip.confirmation_id}
        by_hash = await records.requests_by_token(self.connection, hashes) if hashes else {}
        by_id = await records.requests_by_id(self.connection, ids) if ids else {}
        # A token and a code of the same request must share what is counted.
        by_id |= {r.confirmation_id: r for r in by_hash.values() if r.confirmation_id in by_id}
        return [
            by_hash.get(slip.token_hash) if slip.token_hash else by_id.get(slip.confirmation_id)  # type: ignore[arg-type]
            for slip in slips
        ]

    def _check_secrets(
        self, slips: Sequence[Slip], requests: Sequence[Request | None]
    ) -> tuple[dict[int, Outcome], list[Request]]:
        refused: dict[int, Outcome] = {}
        accepted: dict[UUID, Request] = {}
        for place, (slip, request) in enumerate(zip(slips, requests, strict=True)):
            problem = decisions.check_secret(slip, request, self.now)
            if problem:
                refused[place] = problem
            elif request:
                accepted[request.confirmation_id] = request
        return refused, list(accepted.values())

    async def _carry_out(self, requests: Sequence[Request]) -> None:
        await self._repeat([request for request in requests if request.used_at])
        taken: set[ActKey] = set()
        todo: list[Request] = []
        for request in requests:
            if request.used_at or request.act_key in taken:
                continue
            taken.add(request.act_key)
            problem = decisions.check_permission(request, self._process(request), self.now)
            if problem:
                self.outcomes[request.confirmation_id] = problem
            else:
                todo.append(request)
        await self._act([request for request in todo if not request.withdraws])
        for request in todo:
            if request.withdraws:
                await self._withdraw(request)
        used = [r.confirmation_id for r in todo if self.outcomes[r.confirmation_id].done]
        if used:
            await records.mark_used(self.connection, used, self.now)

    async def _repeat(self, requests: Sequence[Request]) -> None:
        """Say again what was said when these confirmations were used."""
        if not requests:
            return
        asked = [(request, request.used_at) for request in requests]
        acts = await records.stored_acts(self.connection, asked)
        for request, act in zip(requests, acts, strict=True):
            outcome = self._done(request, act) if act else self._refuse(request, "expired")
            self.outcomes[request.confirmation_id] = outcome

    async def _act(self, requests: Sequence[Request]) -> None:
        if not requests:
            return
        # Always in the same order: two booths that meet wait for each other and never both.
        acts = [self._new_act(request) for request in sorted(requests, key=lambda r: r.act_key)]
        stored = await records.insert_acts(self.connection, acts, self.now)
        there = [act.request for act in acts if act.leaf_hash not in stored]
        for act in acts:
            if act.leaf_hash in stored:
                self._say(act.request, act.leaf_hash, self.now)
        if there:
            known = await records.stored_acts(self.connection, [(each, None) for each in there])
            for request, earlier in zip(there, known, strict=True):
                await self._act_again(request, earlier)

    def _new_act(self, request: Request) -> NewAct:
        number, feature = request.process_no, request.feature
        salt = entries.new_salt()
        payload = {} if request.payload == EMPTY else json.loads(request.payload)
        commitment = entries.commitment(
            salt, number, feature, request.subject, request.person_key, payload
        )
        entry = entries.act_entry(number, feature, commitment, self.now)
        return NewAct(request, salt, commitment, entry, entries.leaf_hash(entry))

    async def _act_again(self, request: Request, act: StoredAct | None) -> None:
        """The person is counted already: the same answer; taken back before: it counts again."""
        if act is None:
            self.outcomes[request.confirmation_id] = self._refuse(request, "try_again")
        elif decisions.is_somebody_else(request, act.name_key):
            await self._act_beside(request, act)
        elif act.state == "valid":
            self.outcomes[request.confirmation_id] = self._done(request, act)
        else:
            await self._change(request, "withdrawn", "restore", "valid")

    async def _act_beside(self, request: Request, first: StoredAct) -> None:
        """Somebody else acts by the same mailbox: one more may, from the same district."""
        act = self._new_act(request)
        if decisions.may_share(request, first.district, first.seats):
            if await records.insert_acts(self.connection, [act], self.now, decisions.SEATS):
                self._say(request, act.leaf_hash, self.now)
                return
            # Another booth was faster; perhaps with another letter of the same person.
            [there] = await records.stored_acts(self.connection, [(request, None)])
            if there and not decisions.is_somebody_else(request, there.name_key):
                self._done(request, there)
                return
        self.outcomes[request.confirmation_id] = self._refuse(request, "mailbox_taken")

    async def _withdraw(self, request: Request) -> None:
        await self._change(request, "valid", "withdraw", "withdrawn")

    async def _change(self, request: Request, before: str, event: str, after: str) -> None:
        """Change the state of a person's own act, with a leaf that says so."""
        acts = [
            act
            for act in await records.lock_acts(self.connection, request.act_key)
            if not decisions.is_somebody_else(request, act.name_key)
        ]
        able = [act for act in acts if act.state == before]
        if len(able) != 1:
            code = "name_needed" if able else _why_not(acts[0] if acts else None)
            self.outcomes[request.confirmation_id] = self._refuse(request, code)
            return
        [act] = able
        repeat = await records.changes_of(self.connection, act.act_id)
        number = request.process_no
        entry = entries.change_entry(
            number, event, request.act_feature, act.commitment, None, self.now, repeat
        )
        leaf = entry, entries.leaf_hash(entry)
        await records.set_state(self.connection, act.act_id, after)
        await records.insert_leaf(self.connection, number, act.act_id, event, leaf, self.now)
        if after == "valid":
            await records.remember_person(self.connection, act.act_id, request)
        else:
            await records.forget_person(self.connection, act.act_id)
        self._say(request, leaf[1], self.now)

    def _say(self, request: Request, leaf_hash: bytes, at: datetime) -> None:
        process = self._process(request)
        self.outcomes[request.confirmation_id] = Outcome(
            "withdrawn" if request.withdraws else "recorded",
            receipt=self.clerk.receipt(request.process_no, leaf_hash, at),
            at=at,
            process_no=request.process_no,
            title=process.title if process else {},
            feature=request.act_feature,
            language=request.language,
        )

    def _done(self, request: Request, act: StoredAct) -> Outcome:
        leaf_hash, at = act.changed_hash or act.leaf_hash, act.changed_at or act.acted_at
        self._say(request, leaf_hash, at)
        return self.outcomes[request.confirmation_id]

    def _refuse(self, request: Request, code: str) -> Outcome:
        return decisions.refused(request, self._process(request), code)

    def _process(self, request: Request) -> Process | None:
        return self.processes.get(request.process_no)


def _why_not(act: StoredAct | None) -> str:
    if act is None or act.state == "withdrawn":
        return "nothing_to_withdraw"
    return "invalidated" if act.state == "invalidated" else "try_again"
