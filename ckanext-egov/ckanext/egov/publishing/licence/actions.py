"""Makes CKAN's bulk publishing obey the licence rule as a whole."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Action, Context, DataDict
from ckanext.egov.publishing.licence import register, rules

__all__ = ["bulk_update_public"]


@tk.chained_action
def bulk_update_public(original_action: Action, context: Context, data_dict: DataDict) -> Any:
    """Make datasets public, all or none: one without open licence or reason stops the rest."""
    tk.check_access("bulk_update_public", context, data_dict)
    refused = [name for name in map(_refused, data_dict.get("datasets", [])) if name]
    if refused:
        message = tk._(
            "These datasets have no open licence and no recorded reason, so they cannot be "
            "public: {names}. Open each one and choose a licence or write the reason."
        )
        raise tk.ValidationError({"datasets": [message.format(names=", ".join(refused))]})
    return original_action(context, data_dict)


def _refused(dataset_id: str) -> str | None:
    dataset = tk.get_action("package_show")({"ignore_auth": True}, {"id": dataset_id})
    licence = register.licence(dataset.get("license_id"))
    reason = dataset.get("closed_licence_reason") or ""
    return None if rules.may_be_public(licence, reason) else dataset["name"]
