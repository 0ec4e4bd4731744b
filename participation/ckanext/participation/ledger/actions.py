"""API actions of the public record."""

from __future__ import annotations

import base64
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.types import Context, DataDict

from . import config, keys, leaves, promises, receipts, record, schema

__all__ = ["ledger_show", "receipt_check"]

PROCESS = "SELECT state FROM participation_process WHERE process_no = %s"
CHECKPOINTS = 10


def _cursor() -> Any:
    """A cursor in the transaction of the request."""
    return model.Session.connection().connection.cursor()


def _valid(data_dict: DataDict, wanted: Any, context: Context) -> dict[str, Any]:
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    return data


def receipt_check(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Check a receipt: is it genuine, and where in the public record is its act?

    Call it by POST: a receipt has no place in an address.

    :param receipt: the text of the receipt
    :returns: `state` (`sealed`; `waiting` for a second or so; `missing`, which must never happen),
        `process_no`, `record`, `at`, `leaf_hash`, and when sealed `index` (from 0), `size`, `root`,
        `proof` (inclusion proof of RFC 6962), `checkpoint` and `sealed_at`
    """
    tk.check_access("receipt_check", context, data_dict)
    text = _valid(data_dict, schema.receipt_check_schema(), context)["receipt"]
    try:
        return receipts.check(_cursor(), text)
    except promises.NotAReceipt as error:
        message = tk._("This is no receipt, or a part of it is missing. Paste all of its lines.")
        raise tk.ValidationError({"receipt": [message]}) from error
    except promises.NotGenuine as error:
        message = tk._("This receipt is not genuine: this portal did not sign what it says.")
        raise tk.ValidationError({"receipt": [message]}) from error


@tk.side_effect_free
def ledger_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show where the public record of a process stands and how to check it.

    :param process_no: number of the process
    :returns: `record` (its name), `url` of its files, `vkey`, `size`, `root`, `checkpoint`,
        `sealed_at`, `waiting` (leaves that are not sealed yet) and the newest `checkpoints`
    """
    tk.check_access("ledger_show", context, data_dict)
    process_no = _valid(data_dict, schema.ledger_show_schema(), context)["process_no"]
    cursor = _cursor()
    head = record.head(cursor, process_no) or _not_begun(cursor, process_no)
    return {
        "process_no": process_no,
        "record": head.origin,
        "url": config.address(process_no),
        "vkey": head.vkey,
        "size": head.size,
        "root": base64.b64encode(head.root).decode(),
        "checkpoint": head.checkpoint,
        "sealed_at": head.sealed_at.isoformat() if head.sealed_at else None,
        "waiting": leaves.unsealed(process_no),
        "checkpoints": [
            {"size": size, "sealed_at": at.isoformat()}
            for size, at in record.checkpoints(cursor, process_no, CHECKPOINTS)
        ],
    }


def _not_begun(cursor: Any, process_no: int) -> record.Head:
    """The empty record of a process that people may know of but that has not opened yet."""
    cursor.execute(PROCESS, [process_no])
    found = cursor.fetchone()
    if found is None or found[0] == "draft":
        raise tk.ObjectNotFound(tk._("There is no such process."))
    return record.empty(process_no, *_name(process_no))


def _name(process_no: int) -> tuple[str, str]:
    origin = keys.origin(config.site(), process_no)
    return origin, keys.vkey(origin, config.public_key())
