"""Stops a petition before it opens and takes one down, with everything that follows from it.

Works inside the caller's transaction. Why, is a code of `data/endings.yaml`, and public.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from ckanext.egov import moderation
from ckanext.egov.moderation import reasons
from ckanext.egov.theme.transliteration import to_cyrillic
from ckanext.participation.process import continuing, recording
from ckanext.participation.process import lifecycle as processes

from .. import lifecycle, news, rules
from ..acting import act
from ..rules import State, Step

FILE = Path(__file__).parents[1] / "data" / "endings.yaml"
TEXTS = ("title", "advice")
ENDABLE = ("draft", "announced", "open")
"""Processes that a step can end; closed ones stay closed."""
NO_SPONSORS, PROCESS_ENDED = "no_sponsors", "process_ended"


@dataclass(frozen=True)
class Ending:
    """Why a petition ended, in each language, and what its creator can do instead."""

    code: str
    ends: tuple[str, ...]
    is_chosen: bool
    """Whether officials may give it; others the portal gives by itself."""
    title: Mapping[str, str]
    advice: Mapping[str, str]


@cache
def all_endings() -> Mapping[str, Ending]:
    """The reasons by code, in the order of the file."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["reasons"]
    return {row["code"]: _ending(row) for row in rows}


def find(code: str | None) -> Ending | None:
    """The reason with this code; None when the file has it no longer."""
    return all_endings().get(code or "")


def of(petition: Any) -> dict[str, Any] | None:
    """Why a petition is not there any more: `code`, `title` and `advice`; None for others."""
    if petition.state in (State.HIDDEN, State.REJECTED):
        found = reasons.find(petition.rejection_reason)
    elif petition.state == State.STOPPED:
        found = find(petition.stop_reason)
    else:
        found = find(petition.removal_reason)
    if found is None:
        return None
    return {"code": found.code, "title": dict(found.title), "advice": dict(found.advice)}


def choices(step: Step) -> list[Ending]:
    """What officials may give as reason for this step."""
    return [each for each in all_endings().values() if each.is_chosen and step.value in each.ends]


def stop(petition: Any, reason: str) -> None:
    """End a petition that was not published; its creator is told why."""
    petition.stop_reason = reason
    _end(petition, Step.STOP, reason)
    recording.record(petition.process_no, "petition_stopped", {"ending": reason})
    news.tell_creator(petition, "stopped", reason=_title(reason))


def remove(petition: Any, reason: str) -> None:
    """Take a petition down: nobody reads its texts any more; only that it was there, and why."""
    petition.state_at_removal, petition.removal_reason = petition.state, reason
    _end(petition, Step.REMOVE, reason)
    recording.record(petition.process_no, "petition_removed", {"ending": reason})
    news.tell_creator(petition, "removed", reason=_title(reason))


def _end(petition: Any, step: Step, reason: str) -> None:
    was_waiting = petition.state in rules.IN_QUEUE
    lifecycle.move(petition, step)
    number = petition.process_no
    if was_waiting:
        moderation.withdraw(lifecycle.KIND, str(number))
    process = processes.lock(number)
    if process.state in ENDABLE:
        processes.stop(process, dict(_title(reason)))
    if process.dataset_id:
        act("package_patch", id=process.dataset_id, private=True)
    continuing.conceal(number)


def _title(code: str) -> Mapping[str, str]:
    reason = find(code)
    return reason.title if reason else {}


def _ending(row: dict[str, Any]) -> Ending:
    texts = {name: row[name] | {"uz_Cyrl": to_cyrillic(row[name]["uz"])} for name in TEXTS}
    return Ending(row["code"], tuple(row["ends"]), row["chosen"], **texts)


def after_process(petition: Any) -> None:
    """Its process has closed or was stopped: nobody can take part any more."""
    if petition.state == State.OPEN:
        lifecycle.move(petition, Step.CLOSE)
    elif petition.state in rules.UNPUBLISHED:
        stop(petition, PROCESS_ENDED)
