"""The options of petitions, each read in one place."""

from __future__ import annotations

from pathlib import Path

import ckan.plugins.toolkit as tk

PREFIX = "ckanext.participation.petitions."
OWN_LEVELS = Path(__file__).parent / "data" / "levels.yaml"
OWN_POPULATION = Path(__file__).parent / "data" / "population.csv"
OWN_TAGS = Path(__file__).parent / "data" / "tags.yaml"


def levels_file() -> Path:
    """The file that says who decides at which level and what a petition to them needs."""
    return Path(tk.config[PREFIX + "levels_file"] or OWN_LEVELS)


def population_file() -> Path:
    """The file that says how many people live in each region."""
    return Path(tk.config[PREFIX + "population_file"] or OWN_POPULATION)


def tags_file() -> Path:
    """The file with the words that officials put on petitions for each other."""
    return Path(tk.config[PREFIX + "tags_file"] or OWN_TAGS)


def draft_days() -> int:
    """How long a petition that nobody finished writing is kept."""
    return tk.config[PREFIX + "draft_days"]
