"""The updates of a creator: two at most, read by a moderator, then told to who asked for news.

Works inside the caller's transaction, which holds the petition: so two at once share no place.
"""

from __future__ import annotations

from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
from ckanext.egov import moderation
from ckanext.egov.moderation.interfaces import Decision, ModeratedKind, Shown
from ckanext.participation.process import recording

from .. import lifecycle, news
from .. import model as petitions
from . import model, rules

KIND = "petition_update"


class NoPlace(Exception):
    """There are two updates already, or the petition takes none now."""


def write(petition: Any, title: str, text: str) -> Any:
    """Bring an update before the moderators; raises NoPlace."""
    if petition.state not in rules.OPEN_TO_UPDATES:
        raise NoPlace
    update = model.Update(
        process_no=petition.process_no,
        number=_place(petition.process_no),
        language=petition.language,
        title=title,
        text=text,
        state="waiting",
    )
    core_model.Session.add(update)
    core_model.Session.flush()
    moderation.submit(KIND, str(update.update_id), lifecycle.process(petition).body)
    return update


def left(petition: Any) -> int:
    """How many more its creator may write now."""
    taken = [each for each in model.of(petition.process_no) if each.state in rules.TAKING_PLACE]
    return rules.MOST - len(taken) if petition.state in rules.OPEN_TO_UPDATES else 0


def _place(process_no: int) -> int:
    taken = [each.number for each in model.of(process_no) if each.state in rules.TAKING_PLACE]
    place = rules.free_place(taken)
    if place is None:
        raise NoPlace
    return place


def moderated_kind() -> ModeratedKind:
    """Updates as what moderators look at."""
    return ModeratedKind(title=lambda: tk._("Update of a petition"), show=_show, decide=_decide)


def _show(object_id: str) -> Shown:
    update = _found(object_id)
    petition = petitions.find(update.process_no)
    return {
        "title": update.title,
        "text": update.text,
        "url": tk.h.url_for("petitions.read", process_no=update.process_no),
        "author_email": petition.creator_email,
        "language": update.language,
    }


def _decide(object_id: str, decision: Decision, reason: str | None) -> None:
    update = _found(object_id)
    petition = petitions.find(update.process_no, lock=True)
    if decision == "approve":
        _publish(petition, update)
    else:
        update.state = "hidden" if moderation.hides(reason) else "rejected"
        update.number, update.reason = None, reason
        core_model.Session.flush()


def _publish(petition: Any, update: Any) -> None:
    try:
        update.number = update.number or _place(petition.process_no)
    except NoPlace as error:
        said = tk._("This petition has two updates already.")
        raise tk.ValidationError({"decision": [said]}) from error
    update.state, update.reason, update.published_at = "published", None, petitions.now()
    core_model.Session.flush()
    recording.record(petition.process_no, "petition_update", {"number": update.number})
    told = {update.language: update.title}
    news.tell(petition, "update", f":{update.update_id}", update=told)


def _found(object_id: str) -> Any:
    update = model.find(int(object_id))
    if update is None:
        raise tk.ObjectNotFound(tk._("There is no such update."))
    return update


def shown(update: Any) -> dict[str, Any]:
    """An update as the API gives it."""
    at = update.published_at
    return {
        "number": update.number,
        "state": update.state,
        "title": {update.language: update.title},
        "text": {update.language: update.text},
        "reason": update.reason,
        "published_at": at.isoformat() if at else None,
    }


def published(process_no: int) -> list[dict[str, Any]]:
    """What everybody reads, in the order it was published."""
    read = [each for each in model.of(process_no) if each.state == "published"]
    return [shown(each) for each in sorted(read, key=lambda each: each.published_at)]
