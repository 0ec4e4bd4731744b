"""API actions of the officials' desk: what waits, and the file of one petition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckan.types import Context, DataDict

from .. import describe, lifecycle, model
from ..hearing import showing as hearing
from ..paper import entering
from ..paper import showing as paper
from . import asking, officials, queue, rules, schema
from .notes import notes, tags

__all__ = ["petition_desk_list", "petition_desk_show"]

PAGES = {"moderate": ("egov_moderation.case", "case_id"),
         "answer": ("egov_answers.edit", "obligation_id")}  # fmt: skip
"""Where each work is done: an endpoint, and what it calls the number of the work."""


@tk.side_effect_free
def petition_desk_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """List the petitions that wait for the calling official, what is due first in front.

    :param work: only what is to `moderate` or to `answer` (optional)
    :param urgency: only what is `late`, due `today` or `later` (optional)
    :param held: only what is `mine`, `nobody`'s or `others`' work already (optional)
    :param tag: code of a tag (optional)
    :param body: name of a public body (optional)
    :param rows: how many, at most 100 (optional, 50)
    :param start: how many to skip (optional, 0)
    :returns: `as_of` (the day); `counts` of all that waits (`moderate`, `answer`) and `urgent`, how
        many of it are `late`, due `today` or `later`; `bodies` whose work it is; `count` of what
        fits; and `results` with `work`, `due`, `urgency`, `number` (of the case or the obligation),
        `process_no`, `title`, `body`, `held_by`, `is_appeal`, `tags` and `url`
    """
    wanted = schema.desk_list_schema()
    asked = asking.asked("petition_desk_list", context, data_dict, wanted)
    today = model.now().astimezone(lifecycle.zone()).date()
    asked["body"] = _name(asked.get("body"))
    rows, start = asked.pop("rows"), asked.pop("start")
    look = queue.Wanted(user=context.get("user") or "", today=today, **asked)
    count, found = queue.page(look, rows, start)
    waiting = queue.counts(look)
    return {
        "as_of": today.isoformat(),
        "counts": {each.value: waiting[each.value] for each in rules.Work},
        "urgent": {each.value: waiting[each.value] for each in rules.Urgency},
        "bodies": queue.bodies(look),
        "count": count,
        "results": _shown(found, look),
    }


@tk.side_effect_free
def petition_desk_show(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Show officials the file of a petition: how it stands, its notes and tags. Never public.

    :param process_no: number of the petition
    :returns: `petition` as in `petition_list`, `notes` (the newest first), `tags`, `hearing`,
        `paper` as in `petition_paper_list`, and what the caller `may` do: `moderate` it, `answer`
        for its body
    """
    wanted = schema.petition_schema_only()
    asked = asking.asked("petition_desk_show", context, data_dict, wanted)
    petition = model.find(asked["process_no"])
    pair = (petition, lifecycle.process(petition))
    return {
        "petition": describe.briefs([pair], model.now())[0],
        "notes": notes.of(petition.process_no),
        "hearing": hearing.of(petition),
        "paper": [paper.entry(found) for found in entering.of(petition.process_no)],
        "may": officials.may(context.get("user") or "", petition),
        "tags": tags.of([petition.process_no]).get(petition.process_no, []),
    }


def _name(body: str | None) -> str | None:
    group = core_model.Group.get(body) if body else None
    return group.name if group else None


def _shown(found: Iterable[Any], look: queue.Wanted) -> list[dict[str, Any]]:
    rows = [row._mapping for row in found]
    numbers = {row["process_no"] for row in rows}
    titles, tagged = _titles(numbers), tags.of(numbers)
    return [
        {
            **row,
            "due": row["due"].isoformat(),
            "urgency": rules.urgency(row["due"], look.today).value,
            "title": titles.get(row["process_no"], {}),
            "tags": tagged.get(row["process_no"], []),
            "url": _url(row["work"], row["number"]),
        }
        for row in rows
    ]


def _titles(numbers: Iterable[int]) -> dict[int, dict[str, str]]:
    table = model.Petition
    query = sa.select(table.process_no, table.title).where(table.process_no.in_(list(numbers)))
    return {row.process_no: row.title for row in core_model.Session.execute(query)}


def _url(work: str, number: int) -> str:
    endpoint, name = PAGES[work]
    return tk.h.url_for(endpoint, **{name: number})
