"""The kinds of things that are moderated, of all rooms that are switched on."""

from __future__ import annotations

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from .interfaces import IModeration, ModeratedKind, Shown


def kinds() -> dict[str, ModeratedKind]:
    """Kinds by their key."""
    found: dict[str, ModeratedKind] = {}
    for room in p.PluginImplementations(IModeration):
        found.update(room.get_moderated_kinds())
    return found


def title(kind: str) -> str:
    """What a kind is called; its key when its room is switched off."""
    found = kinds().get(kind)
    return found.title() if found else kind


def show(kind: str, object_id: str) -> Shown:
    """What is moderated, as its room shows it."""
    found = kinds().get(kind)
    if found is None:
        text = tk._("The part of the portal that this belongs to is switched off.")
        return Shown(title=object_id, text=text, url="")
    return found.show(object_id)
