"""What stands in the public record: entries in canonical JSON, without personal data.

Pure, standard library only: the booth, the portal and the tests make the same bytes. An act is
there as a salted commitment, which says nothing to anybody who does not know the salt, and by the
hour it was made in. What happens to it later (withdrawn, invalidated, restored) is an entry of its
own that names the same commitment. The record is never rewritten.
"""

import hashlib
import json
import secrets
from datetime import UTC, datetime
from typing import Any

ACT = "act"
EVENT = "event"
CHANGES = ("withdraw", "invalidate", "restore")
"""What may happen to an act after it was made."""

SALT_BYTES = 32
LEAST_SALT_BYTES = 16
LARGEST_ENTRY = 65_535
"""An entry bundle gives the length in two bytes (C2SP tlog-tiles)."""

_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


def canonical(value: Any) -> bytes:
    """JSON in its one form: sorted keys, no spaces, UTF-8; ValueError for what has none."""
    return _ENCODER.encode(value).encode()


def new_salt() -> bytes:
    """Random bytes that keep a commitment from being guessed."""
    return secrets.token_bytes(SALT_BYTES)


def commitment(
    salt: bytes, process_no: int, feature: str, subject: str, person_key: bytes, payload: Any
) -> bytes:
    """32 bytes that bind to an act and reveal nothing of it without the salt."""
    if len(salt) < LEAST_SALT_BYTES:
        raise ValueError("a salt that short can be guessed")
    said = [ACT, salt.hex(), process_no, feature, subject, bytes(person_key).hex(), payload]
    return hashlib.sha256(canonical(said)).digest()


def act_entry(process_no: int, feature: str, commitment: bytes, hour: datetime) -> bytes:
    """The entry of an act; `hour` is any moment of the hour it was made in."""
    return _entry(ACT, process_no, feature=feature, act=commitment.hex(), hour=hour_text(hour))


def change_entry(
    process_no: int,
    event: str,
    feature: str,
    commitment: bytes,
    reason: str | None,
    hour: datetime,
    repeat: int = 0,
) -> bytes:
    """The entry of what happens to an act later: one of CHANGES, perhaps with a reason code.

    `repeat` counts earlier changes of the same act: withdrawing, restoring and withdrawing again
    within an hour are three entries, and a record holds each entry once.
    """
    if event not in CHANGES:
        raise ValueError(f"an act can't be changed by {event}")
    extra: dict[str, Any] = {"reason": reason} if reason else {}
    if repeat:
        extra["repeat"] = repeat
    return _entry(
        event, process_no, feature=feature, act=commitment.hex(), hour=hour_text(hour), **extra
    )


def event_entry(process_no: int, event: str, details: dict[str, Any], at: datetime) -> bytes:
    """The entry of something that happened to the process; long details by their hash."""
    said = {"event": event, "at": moment_text(at), "details": details}
    if len(canonical(said)) > LARGEST_ENTRY // 2:
        del said["details"]
        said["details_sha256"] = hashlib.sha256(canonical(details)).hexdigest()
    return _entry(EVENT, process_no, **said)


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf (RFC 6962 section 2.1)."""
    return hashlib.sha256(b"\x00" + entry).digest()


def hour_text(at: datetime) -> str:
    """The hour of a moment, in UTC: `2026-11-25T03Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%HZ")


def moment_text(at: datetime) -> str:
    """A moment in UTC to the microsecond: `2026-11-25T03:11:40.000000Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _entry(kind: str, process_no: int, **said: Any) -> bytes:
    entry = canonical({"kind": kind, "process": process_no, **said})
    if len(entry) > LARGEST_ENTRY:
        raise ValueError("the entry is longer than a record can hold")
    return entry
