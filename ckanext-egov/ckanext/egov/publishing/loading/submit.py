"""When a resource is to be loaded, and handing it to the worker."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlparse

import ckan.model as ckan_model

from . import config, jobs, model


def is_loadable(resource: Any) -> bool:
    """A table in a format that is loaded, uploaded or linked (not one that CKAN edits itself)."""
    if resource.state != "active" or (resource.url_type or "") not in {"", "upload"}:
        return False
    if not resource.url_type and not (resource.url or "").startswith(("http://", "https://")):
        return False
    return named_format(resource) in config.formats()


def named_format(resource: Any) -> str:
    """The format as the resource names it, or by the ending of its address."""
    named = (resource.format or "").strip().lower().removeprefix(".")
    return named or urlparse(resource.url or "").path.rpartition(".")[2].lower()


def fingerprint(resource: Any) -> str:
    """Changes when there is something new to load."""
    facts = (resource.url, resource.url_type, named_format(resource), resource.last_modified)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def submit_changed(package_id: str) -> None:
    """Queue those resources of a dataset whose file is new."""
    resources = [
        resource
        for resource in ckan_model.Session.query(ckan_model.Resource).filter_by(
            package_id=package_id, state="active"
        )
        if is_loadable(resource)
    ]
    known = model.find_many([resource.id for resource in resources])
    for resource in resources:
        last = known.get(resource.id)
        if last is None or last.fingerprint != fingerprint(resource):
            submit(resource)


def submit(resource: Any, keep_types: bool = True) -> Any:
    """Queue one resource, whatever was loaded before."""
    load = model.queue(resource.id, fingerprint(resource), keep_types)
    jobs.enqueue(load.resource_id, load.load_id)
    return load
