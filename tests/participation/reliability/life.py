"""A process and its people, driven through the real booth, sealer and counters, beside a model.

The model is a few dictionaries: what state each person's act is in, what each letter was answered,
where the process stands. After every step the database, the counters and the published record have
to say the same.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg2
from ckanext.egov.accounts import secrets
from ckanext.participation.booth.service.clerk import Clerk
from ckanext.participation.booth.service.connection import open_pool
from ckanext.participation.booth.service.decisions import Outcome, Slip
from ckanext.participation.booth.service.desk import Desk
from ckanext.participation.counters import folding, reading
from ckanext.participation.ledger import files, promises, sealing, verify
from ckanext.participation.ledger.sealer import Sealer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.participation.booth.people import Asked

SITE = "http://test.ckan.net"
WITHDRAW = "withdraw:sign"
ACTS = "SELECT person_key, state FROM participation_act WHERE process_no = %s"
DONE = {"sign": "recorded", WITHDRAW: "withdrawn"}


class Lost(Exception):
    """The machine stopped before the commit and never came back to it."""


class CutClerk(Clerk):
    """Its connection is cut, once, when all is written and nothing is committed."""

    cuts = 1

    async def settle(self, connection: Any, slips: Sequence[Slip]) -> list[Outcome | None]:
        outcomes = await super().settle(connection, slips)
        if self.cuts:
            self.cuts -= 1
            connection.terminate()
        return outcomes


class LostClerk(Clerk):
    """Writes everything, and then the machine stops."""

    async def settle(self, connection: Any, slips: Sequence[Slip]) -> list[Outcome | None]:
        await super().settle(connection, slips)
        raise Lost


class Booth:
    """The booth's desk on a loop of its own, without HTTP."""

    desk_class = Desk

    def __init__(self, address: str, key: Ed25519PrivateKey) -> None:
        self.key = key
        self.loop = asyncio.new_event_loop()
        self.pool = self.loop.run_until_complete(open_pool(address))

    def close(self) -> None:
        self.pool.terminate()
        self.loop.close()

    def _desk(self, clerk_class: type[Clerk]) -> Desk:
        return self.desk_class(self.pool, clerk_class(self.key, SITE), 256, 4096, 8)

    def confirm(self, slips: Sequence[Slip], clerk_class: type[Clerk] = Clerk) -> list[Outcome]:
        """Hand in slips at the same time: what each is told."""

        async def together() -> list[Outcome]:
            desk = self._desk(clerk_class)
            working = asyncio.create_task(desk.work())
            try:
                return await asyncio.gather(*map(desk.submit, slips))
            finally:
                working.cancel()

        return self.loop.run_until_complete(together())

    def lose(self, slips: Sequence[Slip]) -> None:
        """The same, and the machine stops before the commit."""
        try:
            self.loop.run_until_complete(self._desk(LostClerk).transaction(slips))
        except Lost:
            return
        raise AssertionError("it was committed")


class OneRecord(Sealer):
    """A sealer that looks after one record only: others belong to other tests."""

    process_no: int

    def _known(self) -> list[int]:
        return [self.process_no]


@dataclass
class Record:
    """The public record of one process: sealed, published, counted, and read by `verify.py`."""

    dsn: str
    key: Ed25519PrivateKey
    folder: Path
    process_no: int
    checkpoint: str = ""
    found: tuple[dict[str, int], list[str], set[bytes]] | None = None
    connection: Any = None
    sealer: Any = None

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """The sealer dies and another one takes over."""
        self.close()
        self.connection = psycopg2.connect(self.dsn)
        self.sealer = OneRecord(self.connection, SITE, self.key, files.Folder(self.folder))
        self.sealer.process_no = self.process_no
        self.sealer.start()

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()

    def seal(self) -> None:
        self.sealer._seal_all(self.process_no)

    def seal_and_die(self) -> None:
        """Sealed in the database, and dead before a file is written."""
        sealing.seal(self.connection, self.process_no, SITE, self.key)
        self.restart()

    def count(self) -> None:
        folding.fold_process(self.connection, self.process_no)

    def counted(self) -> dict[str, int]:
        with self.connection, self.connection.cursor() as cursor:
            found = reading.read(cursor, self.process_no, journals=True)
        assert found.total == sum(found.by_region.values()) == sum(found.by_hour.values())
        return found.by_state

    def read(self) -> tuple[dict[str, int], list[str], set[bytes]]:
        """What anybody finds with `verify.py`: states, events, leaves; grown from what was."""
        folder = self.folder / str(self.process_no)
        if self.found and (folder / "checkpoint").read_text() == self.checkpoint:
            return self.found
        record = verify.Folder(folder)
        key = verify.key_for(record, None)
        count, leaves = verify.Count(key.name), set()

        def take(index: int, entry: bytes) -> None:
            count.take(index, entry)
            leaves.add(hashlib.sha256(b"\0" + entry).digest())

        new = verify.verify(record, key, take)
        self._is_continued(key, new)
        self.checkpoint = (folder / "checkpoint").read_text()
        states = count.totals().get("sign", {})
        self.found = states, [event for _, event, _ in count.events], leaves
        return self.found

    def _is_continued(self, key: Any, new: Any) -> None:
        if not self.checkpoint:
            return
        old = verify.Checkpoint(self.checkpoint, key)
        assert old.size <= new.size
        if old.size == new.size:
            assert old.root == new.root
            return
        reader = verify.root_reader(verify.Folder(self.folder / str(self.process_no)), new.size)
        proof = verify.consistency_proof(old.size, new.size, reader)
        assert verify.is_consistent(old.size, new.size, proof, old.root, new.root)


@dataclass(eq=False)
class Letter:
    """What one person was sent, and what was answered when it was used."""

    person: int
    feature: str
    asked: Asked
    said: tuple[str, str] | None = None

    def slip(self, by_code: bool) -> Slip:
        if by_code:
            return Slip(confirmation_id=UUID(self.asked.confirmation), code=self.asked.code)
        return Slip(token_hash=secrets.token_hash(self.asked.token))


@dataclass
class Model:
    """What should be so."""

    status: str = "open"
    acts: dict[int, str] = field(default_factory=dict)
    first: dict[int, str] = field(default_factory=dict)
    receipts: set[str] = field(default_factory=set)
    events: list[str] = field(default_factory=lambda: ["opened"])
    sealed: tuple[dict[str, int], list[str], set[str]] | None = None
    counted: dict[str, int] = field(default_factory=dict)

    def states(self) -> dict[str, int]:
        return dict(Counter(self.acts.values()))

    def answer(self, letter: Letter, outcome: Outcome) -> None:
        """Hold an answer to what this letter should be told now, and take note of it."""
        if letter.said:
            assert (outcome.code, outcome.receipt) == letter.said, "a retry was told otherwise"
            return
        wanted = self._code(letter)
        assert outcome.code == wanted, (outcome.code, wanted)
        if wanted not in DONE.values():
            assert not outcome.receipt
            return
        known = self.acts.get(letter.person)
        if letter.feature == "sign" and known == "valid":
            assert outcome.receipt == self.first[letter.person], "counted already, new receipt"
        else:
            assert outcome.receipt not in self.receipts, "two acts, one receipt"
            self.first.setdefault(letter.person, outcome.receipt)
        self.acts[letter.person] = "valid" if letter.feature == "sign" else "withdrawn"
        self.receipts.add(outcome.receipt)
        letter.said = outcome.code, outcome.receipt

    def _code(self, letter: Letter) -> str:
        if self.status != "open":
            return self.status
        state = self.acts.get(letter.person)
        if state == "invalidated":
            return "invalidated"
        if letter.feature == WITHDRAW and state != "valid":
            return "nothing_to_withdraw"
        return DONE[letter.feature]

    def change(self, people: Sequence[int], before: str, after: str) -> int:
        changed = [person for person in people if self.acts.get(person) == before]
        self.acts |= dict.fromkeys(changed, after)
        return len(changed)

    def happens(self, event: str, status: str) -> None:
        self.events.append(event)
        self.status = status

    def seal(self) -> None:
        self.sealed = self.states(), list(self.events), set(self.receipts)

    def count(self) -> None:
        self.counted = self.sealed[0] if self.sealed else {}


def leaf_of(receipt: str, key: Ed25519PrivateKey) -> bytes:
    """The leaf that a genuine receipt promises."""
    return promises.verify(receipt, key.public_key()).leaf_hash


def new_person() -> bytes:
    return os.urandom(32)
