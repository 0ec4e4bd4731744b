"""The letter that a request sends: which one, and whether another one goes out at all.

The page after asking says the same to everyone. Only who opens the mailbox learns from the letter
whether its owner is counted already, and nobody can have a stranger's mailbox filled.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckanext.egov import notifications
from ckanext.egov.accounts import confirmations
from ckanext.participation.booth import declared
from ckanext.participation.process.rules import WITHDRAW

NEW, COUNTED, FULL = "new", "counted", "full"

KNOWN = sa.text(
    "SELECT name_key, district, state FROM participation_act WHERE process_no = :process_no"
    " AND feature = :feature AND subject = :subject AND person_key = :person_key ORDER BY seat"
)
# Who is counted needs no letter any more: these are counted for good. For who is not counted yet,
# letters that nobody can use any longer make room for new ones.
COUNT = sa.text("""
INSERT INTO participation_letters AS kept
    (process_no, feature, subject, person_key, name_key, sent, since)
VALUES (:process_no, :feature, :subject, :person_key, :name_key, 1, clock_timestamp())
ON CONFLICT (process_no, feature, subject, person_key, name_key) DO UPDATE SET
    sent = CASE WHEN :for_good OR kept.since > clock_timestamp() - CAST(:lasts AS interval)
                THEN kept.sent + 1 ELSE 1 END,
    since = CASE WHEN :for_good OR kept.since > clock_timestamp() - CAST(:lasts AS interval)
                 THEN kept.since ELSE clock_timestamp() END
RETURNING sent
""")


@dataclass(frozen=True)
class Letter:
    """To whom, and about what."""

    row: dict[str, Any]
    """The request as it is stored."""
    channel: str
    address: str
    issued: confirmations.Issued


def send(process: Any, letter: Letter) -> None:
    """Queue the letter in the caller's transaction, unless this person had enough of them."""
    standing = _standing(letter.row)
    if _sent(letter.row, standing) <= declared.letters_per_act(process.rules):
        _queue(process, letter, standing)


def _standing(row: dict[str, Any]) -> str:
    """Whether this person is counted, or the mailbox has no room for them."""
    if row["feature"].startswith(WITHDRAW):
        return NEW
    there = model.Session.execute(KNOWN, row).all()
    for act in there:
        if act.name_key is None or bytes(act.name_key) == row["name_key"]:
            return COUNTED if act.state == "valid" else NEW
    is_full = len(there) > 1 or any(act.district != row["district"] for act in there)
    return FULL if is_full else NEW


def _sent(row: dict[str, Any], standing: str) -> int:
    values = {
        **row,
        "name_key": row["name_key"] or b"",
        "for_good": standing != NEW,
        "lasts": confirmations.LINK_LASTS,
    }
    return model.Session.scalar(COUNT, values) or 0


def _queue(process: Any, letter: Letter, standing: str) -> None:
    language, issued = letter.row["language"], letter.issued
    page = tk.h.url_for("participation_booth.confirm", qualified=True, locale=language)
    notifications.queue(
        "act_confirm",
        notifications.Recipient(letter.channel, letter.address, language),
        {
            "title": process.title,
            "withdraws": letter.row["feature"].startswith(WITHDRAW),
            "standing": standing,
        },
        key=f"act_confirm:{issued.confirmation_id}",
        secrets={
            "code": issued.code,
            "token": issued.token,
            "confirm_url": f"{page}#{issued.token}",
        },
    )
