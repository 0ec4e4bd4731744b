"""Taking an act back with its receipt: the receipt finds the act, its owner confirms.

Receipts are made to be shown to others, who check them against the record. So a receipt alone takes
nothing back: the letter goes to the address that the act was confirmed by, which the answer does
not tell.
"""

from __future__ import annotations

from dataclasses import dataclass

import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan import model
from ckanext.egov.keys import personal
from ckanext.participation.ledger import config, promises

FIND = sa.text(
    "SELECT act.feature, act.subject, person.name, person.email"
    " FROM participation_leaf AS leaf JOIN participation_act AS act USING (act_id)"
    " LEFT JOIN participation_person AS person USING (act_id)"
    " WHERE leaf.process_no = :process_no AND leaf.leaf_hash = :leaf_hash"
)


@dataclass(frozen=True)
class Owner:
    """Where the act of a receipt was confirmed; no address for one by identity or phone."""

    feature: str
    subject: str
    name: str
    email: str


def owner_of(process_no: int, text: str) -> Owner | None:
    """Whose act this is; None when it is gone. Raises ValidationError for what is no receipt."""
    try:
        receipt = promises.verify(text, config.public_key())
    except (promises.NotAReceipt, promises.NotGenuine) as error:
        message = tk._("This is no receipt of ours. Copy it as a whole, from the first line on.")
        raise tk.ValidationError({"receipt": [message]}) from error
    if receipt.process_no != process_no:
        message = tk._("This receipt belongs to something else.")
        raise tk.ValidationError({"receipt": [message]})
    values = {"process_no": process_no, "leaf_hash": receipt.leaf_hash}
    row = model.Session.execute(FIND, values).first()
    if row is None:
        return None
    unseal = personal.opener(process_no)
    name, email = unseal("name", row.name), unseal("email", row.email)
    return Owner(row.feature, row.subject, name or "", email or "")
