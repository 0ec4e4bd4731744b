"""What the followed things are called."""

from __future__ import annotations

import ckan.model as model
import ckan.plugins as p
import ckan.plugins.toolkit as tk

from .interfaces import IFollowing, Thing


def find(subject_type: str, subject_id: str) -> Thing | None:
    """Return the thing; nothing when its room has no name for it."""
    for plugin in p.PluginImplementations(IFollowing):
        find_one = plugin.get_followed_kinds().get(subject_type)
        if find_one is not None:
            return find_one(subject_id)
    return None


def title(subject_type: str, subject_id: str) -> str:
    """Return what the thing is called, or words that fit anything."""
    found = find(subject_type, subject_id)
    return found.title if found else tk._("a page of this portal")


def dataset(id: str) -> Thing | None:
    """A public dataset."""
    found = model.Package.get(id)
    if found is None or found.state != "active" or found.private:
        return None
    return Thing(found.title or found.name, tk.h.url_for("dataset.read", id=found.name))


def body(id: str) -> Thing | None:
    """A body that publishes."""
    found = model.Group.get(id)
    if found is None or found.state != "active" or not found.is_organization:
        return None
    return Thing(found.title or found.name, tk.h.url_for("organization.read", id=found.name))
