"""What every action of the desk does first: look at what was asked, then at who asks."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict, Schema


def asked(action: str, context: Context, data_dict: DataDict, wanted: Schema) -> dict[str, Any]:
    """The input, of somebody who may do this: who may depends on the petition that it names."""
    data, errors = tk.navl_validate(data_dict, wanted, context)
    if errors:
        raise tk.ValidationError(errors)
    data.pop("__extras", None)
    tk.check_access(action, context, data)
    return data
