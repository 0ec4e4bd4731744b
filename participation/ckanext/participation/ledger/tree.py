"""The Merkle tree of a record (RFC 6962 section 2.1). Pure, standard library only.

Proofs are made from `stored(level, index)`: the hash over the `2**level` leaves that begin at leaf
`index * 2**level`. Where it comes from (tiles in a database, files, a list) is the caller's matter.
"""

import hashlib
from collections.abc import Callable, Sequence

Stored = Callable[[int, int], bytes]

EMPTY = hashlib.sha256(b"").digest()
"""The root of a record without leaves."""


class BadProof(ValueError):
    """The proof does not prove what it should."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash over two hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two below `size`: how many leaves go left."""
    return 1 << (size - 1).bit_length() - 1


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """The hash over so many hashes of one level; their number is a power of two."""
    level = list(hashes)
    while len(level) > 1:
        level = [node_hash(*pair) for pair in zip(level[::2], level[1::2], strict=True)]
    return level[0]


def stored_in(hashes: Sequence[bytes]) -> Stored:
    """`stored` over leaf hashes in memory."""
    return lambda level, index: perfect_root(hashes[index << level : index + 1 << level])


def root(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes in memory."""
    return range_root(0, len(hashes), stored_in(hashes)) if hashes else EMPTY


def range_root(low: int, high: int, stored: Stored) -> bytes:
    """The root over the leaves from `low` up to, not including, `high`."""
    size = high - low
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return stored(level, low >> level)
    middle = low + split(size)
    return node_hash(range_root(low, middle, stored), range_root(middle, high, stored))


def inclusion_proof(index: int, size: int, stored: Stored) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root of the first `size` leaves."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} among {size}")
    low, high = 0, size
    siblings = []
    while high - low > 1:
        middle = low + split(high - low)
        if index < middle:
            siblings.append(range_root(middle, high, stored))
            high = middle
        else:
            siblings.append(range_root(low, middle, stored))
            low = middle
    return siblings[::-1]


def consistency_proof(old: int, new: int, stored: Stored) -> list[bytes]:
    """The hashes that show that the first `old` of `new` leaves are what they were."""
    if not 0 < old <= new:
        raise ValueError(f"{old} leaves can't be the beginning of {new}")
    low, high = 0, new
    proof = []
    while high > old:
        middle = low + split(high - low)
        if old <= middle:
            proof.append(range_root(middle, high, stored))
            high = middle
        else:
            proof.append(range_root(low, middle, stored))
            low = middle
    # What remains ends at `old`; it is the old root itself when nothing lies to its left.
    if low > 0:
        proof.append(range_root(low, high, stored))
    return proof[::-1]


def check_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> None:
    """BadProof unless the proof leads from the leaf to the root (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        raise BadProof("there is no such leaf")
    at, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise BadProof("the proof is too long")
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    if last != 0 or found != root:
        raise BadProof("the proof does not lead to the root")


def check_consistency(
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> None:
    """BadProof unless the new tree begins with the old one (RFC 9162 section 2.1.4.2)."""
    if not 0 < old <= new:
        raise BadProof("a record only grows")
    if old == new:
        if proof or old_root != new_root:
            raise BadProof("records of one size differ")
        return
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        raise BadProof("the proof is too short")
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old_found = new_found = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise BadProof("the proof is too long")
        if at & 1 or at == last:
            old_found, new_found = node_hash(sibling, old_found), node_hash(sibling, new_found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new_found = node_hash(new_found, sibling)
        at, last = at >> 1, last >> 1
    if last != 0 or old_found != old_root or new_found != new_root:
        raise BadProof("the new record does not begin with the old one")
