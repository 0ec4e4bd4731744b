"""The options of loading, each read in one place."""

from __future__ import annotations

import tempfile
from pathlib import Path

import ckan.plugins.toolkit as tk

from .engine.spec import Limits

PREFIX = "ckanext.egov.loading."


def formats() -> set[str]:
    """Formats of resources that are loaded."""
    return {item.lower() for item in tk.config[PREFIX + "formats"]}


def max_bytes() -> int:
    """The largest file that is loaded."""
    return tk.config[PREFIX + "max_megabytes"] << 20


def download_seconds() -> int:
    """How long a download may take."""
    return tk.config[PREFIX + "download_seconds"]


def allowed_hosts() -> set[str]:
    """Hosts that may have a local address."""
    return {host.lower() for host in tk.config[PREFIX + "allowed_hosts"]}


def work_folder() -> Path:
    """Where files are kept while they are being loaded."""
    return Path(tk.config[PREFIX + "work_folder"] or tempfile.gettempdir())


def job_seconds() -> int:
    """How long one load may take."""
    return tk.config[PREFIX + "job_seconds"]


def row_search() -> bool:
    """Whether the search over whole rows is built."""
    return tk.config[PREFIX + "row_search"]


def limits() -> Limits:
    """What the engine may take."""
    return Limits(
        memory_mb=tk.config[PREFIX + "memory_megabytes"],
        threads=tk.config[PREFIX + "threads"],
        unpacked_mb=tk.config[PREFIX + "unpacked_megabytes"],
    )


def datastore_url() -> str:
    """The DataStore as its owner."""
    return tk.config["ckan.datastore.write_url"]


def search_language() -> str:
    """The text search configuration that `datastore_search` asks with."""
    return tk.config["ckan.datastore.default_fts_lang"]


def search_index_method() -> str:
    """GIN or GiST, as the DataStore's own option says."""
    return tk.config["ckan.datastore.default_fts_index_method"]
