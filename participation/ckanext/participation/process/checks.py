"""What operators see of this room on `/health`."""

from __future__ import annotations

import ckan.plugins.toolkit as tk
import pysolr
from ckanext.egov.health.interfaces import Finding

from . import indexing

MANY = 100


def search() -> Finding:
    """Whether the search over processes answers and has taken up what changed."""
    waiting, since = indexing.waiting()
    core = indexing.solr()
    if core is None:
        return Finding(False, tk._("No Solr core is set for processes."))
    try:
        core.search("type:process", rows=0)
    except pysolr.SolrError:
        message = tk._("The search over processes does not answer; what changes waits.")
        return Finding(False, message, since=since, facts={"waiting": waiting})
    message = tk._("The search over processes answers.")
    return Finding(waiting < MANY, message, since=since, facts={"waiting": waiting})
