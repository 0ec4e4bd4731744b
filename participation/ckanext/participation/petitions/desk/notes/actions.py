"""API actions of notes and tags."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from ... import calling
from .. import asking
from . import notes, schema, tags

__all__ = ["petition_note_create", "petition_tag_list", "petition_tag_update"]


def petition_note_create(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Write a note about a petition for the other officials. It is never public.

    :param process_no: number of the petition
    :param text: the note, at most 4000 characters
    :returns: `note_id`, `author`, `text` and `written_at`
    """
    wanted = schema.note_create_schema()
    asked = asking.asked("petition_note_create", context, data_dict, wanted)
    made = notes.add(asked["process_no"], calling.official(context), asked["text"])
    details = {"note_id": made["note_id"]}
    calling.note(context, "petition_note_create", "process", asked["process_no"], details)
    calling.commit(context)
    return made


def petition_tag_update(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Say which tags a petition has for officials; those that are not given go.

    :param process_no: number of the petition
    :param codes: those of `petition_tag_list`
    :returns: `process_no` and `tags`
    """
    wanted = schema.tag_update_schema()
    asked = asking.asked("petition_tag_update", context, data_dict, wanted)
    tags.put(asked["process_no"], asked["codes"])
    details = {"codes": asked["codes"]}
    calling.note(context, "petition_tag_update", "process", asked["process_no"], details)
    calling.commit(context)
    return {"process_no": asked["process_no"], "tags": sorted(asked["codes"])}


@tk.side_effect_free
def petition_tag_list(context: Context, data_dict: DataDict) -> list[dict[str, Any]]:
    """List the tags that officials may put on petitions.

    :returns: `code` and `title` of each, as `{language: text}`
    """
    tk.check_access("petition_tag_list", context, data_dict)
    return [{"code": code, "title": title} for code, title in tags.known().items()]
