"""The options of the cube, each read in one place."""

from __future__ import annotations

from pathlib import Path

import ckan.plugins.toolkit as tk

PREFIX = "ckanext.budgets.cube."


def folder() -> Path:
    """Where the Parquet files are: beside the files of the portal unless another place is set."""
    named = tk.config[PREFIX + "folder"]
    return Path(named) if named else Path(tk.config["ckan.storage_path"]) / "budget_cubes"


def population() -> str:
    """The resource with the number of people, "" when there is none."""
    return tk.config[PREFIX + "population"]


def deflator() -> str:
    """The resource with the index of prices, "" when there is none."""
    return tk.config[PREFIX + "deflator"]


def job_seconds() -> int:
    """How long the writing of one cube may take."""
    return tk.config[PREFIX + "job_seconds"]
