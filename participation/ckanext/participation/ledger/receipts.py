"""What became of the promise in a receipt."""

from __future__ import annotations

import base64
from typing import Any

from . import config, promises, record, tree

SEALED = "sealed"
WAITING = "waiting"
MISSING = "missing"


def check(cursor: Any, text: str) -> dict[str, Any]:
    """What a receipt is worth; NotAReceipt or NotGenuine (promises) when it is worth nothing."""
    receipt = promises.verify(text, config.public_key())
    found = record.find_leaf(cursor, receipt.process_no, receipt.leaf_hash)
    told = {
        "process_no": receipt.process_no,
        "record": receipt.origin,
        "at": receipt.at.isoformat(),
        "leaf_hash": _encoded(receipt.leaf_hash),
        "state": MISSING,
    }
    if found is None:
        return told
    index, _ = found
    head = record.head(cursor, receipt.process_no)
    if index is None or head is None or head.size <= index:
        return told | {"state": WAITING}
    return told | {"state": SEALED} | _proof(cursor, receipt, index, head)


def _proof(cursor: Any, receipt: promises.Receipt, index: int, head: record.Head) -> dict[str, Any]:
    proof = record.inclusion_proof(cursor, receipt.process_no, index, head.size)
    tree.check_inclusion(index, head.size, receipt.leaf_hash, proof, head.root)
    return {
        "index": index,
        "size": head.size,
        "root": _encoded(head.root),
        "proof": [_encoded(item) for item in proof],
        "checkpoint": head.checkpoint,
        "sealed_at": head.sealed_at.isoformat() if head.sealed_at else None,
    }


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()
