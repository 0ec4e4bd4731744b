"""One typed reader per option of this room."""

import ckan.plugins.toolkit as tk

PREFIX = "ckanext.participation.process."


def solr_url() -> str:
    """The Solr core of processes and contributions; empty where there is none."""
    return tk.config[PREFIX + "solr_url"]


def solr_seconds() -> float:
    """How long a request waits for Solr."""
    return float(tk.config[PREFIX + "solr_seconds"])


def page_size() -> int:
    """How many processes a page of the hub lists."""
    return int(tk.config[PREFIX + "page_size"])
