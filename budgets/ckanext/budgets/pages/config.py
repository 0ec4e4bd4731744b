"""The options of the pages, each read in one place."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

PREFIX = "ckanext.budgets.pages."


def national_dataset() -> str:
    """The dataset of the state's spending, which the first page shows and EP14 counts."""
    return tk.config[PREFIX + "national_dataset"]
