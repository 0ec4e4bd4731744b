"""Notes: written once, read by those who work on the petition."""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import sqlalchemy as sa

from .model import Note


def add(process_no: int, author: str, text: str) -> dict[str, Any]:
    """Write a note, in the caller's transaction."""
    made = Note(process_no=process_no, author=author, text=text)
    core_model.Session.add(made)
    core_model.Session.flush()
    core_model.Session.refresh(made)
    return _shown(made)


def of(process_no: int) -> list[dict[str, Any]]:
    """All notes about a petition, the newest first."""
    query = sa.select(Note).where(Note.process_no == process_no).order_by(Note.note_id.desc())
    return [_shown(note) for note in core_model.Session.scalars(query)]


def _shown(note: Any) -> dict[str, Any]:
    return {
        "note_id": note.note_id,
        "author": note.author,
        "text": note.text,
        "written_at": note.written_at.isoformat(),
    }
