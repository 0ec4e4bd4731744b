"""Contributors who want no more news of a process: one click stops it, whatever they did there."""

from __future__ import annotations

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.participation.process.model import Process

KIND = "contributor"

PROCESS = sa.text("""
    SELECT process_no FROM participation_act JOIN participation_person USING (act_id)
    WHERE act_id = :act_id AND wants_news
""")
# Who acted several times stops all of it; who acts once more may ask for news again.
STOP = sa.text("""
    UPDATE participation_person SET wants_news = false
    FROM participation_act AS act, participation_act AS told
    WHERE told.act_id = :act_id
      AND act.process_no = told.process_no AND act.person_key = told.person_key
      AND participation_person.act_id = act.act_id AND wants_news
""")


def list_key(act_id: int) -> str:
    """Which list a message belongs to: the news of a process to whoever did this act."""
    return f"{KIND}:{act_id}"


def title_of(act_id: str) -> str | None:
    """The title of the process that there is news of; nothing when it has stopped."""
    process_no = core_model.Session.scalar(PROCESS, {"act_id": int(act_id)})
    process = core_model.Session.get(Process, process_no) if process_no else None
    return tk.h.egov_text(process.title) if process else None


def stop(act_id: str) -> None:
    """Send this person no more news of the process."""
    core_model.Session.execute(STOP, {"act_id": int(act_id)})
