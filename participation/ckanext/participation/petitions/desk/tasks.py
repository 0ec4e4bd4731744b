"""Gathers what waits for one official from the rooms that keep it: moderation and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context
from ckanext.egov.accounts import duties
from ckanext.egov.answers import officials

from .. import lifecycle
from .rules import Task, Work

MOST = 100
"""How much of each kind of work is looked at: a desk shows what is next, queues show all."""


def moderates(user: str) -> bool:
    """Whether petitions that wait for a decision are this official's work."""
    return bool(user) and duties.has(user, "moderator")


def answers(user: str) -> bool:
    """Whether petitions that wait for an answer are this official's work."""
    return officials.bodies_of(user) != ()


def to_moderate(user: str) -> tuple[list[Task], int]:
    """The petitions that wait longest for a decision, and how many there are."""
    found = _ask("moderation_case_list", user, kind=lifecycle.KIND, limit=MOST)
    return [_case(case) for case in found["cases"]], found["counts"]["all"]


def to_answer(user: str) -> tuple[list[Task], int]:
    """The petitions whose answer is due first, of the official's bodies, and how many."""
    found = _ask("answer_desk_list", user, kind=lifecycle.KIND, rows=MOST)
    return [_obligation(row) for row in found["results"]], found["count"]


def _case(case: dict[str, Any]) -> Task:
    due = datetime.fromisoformat(case["due_at"]).astimezone(lifecycle.zone()).date()
    kept = {name: case[name] for name in ("title", "body", "held_by", "appeals")}
    address = tk.h.url_for("egov_moderation.case", case_id=case["id"])
    return Task(Work.MODERATE, due, case["id"], kept | {"url": address})


def _obligation(row: dict[str, Any]) -> Task:
    number, due = row["obligation_id"], date.fromisoformat(row["due"] or row["answer_by"])
    kept = {name: row[name] for name in ("title", "body", "state", "days_left", "days_late")}
    address = tk.h.url_for("egov_answers.edit", obligation_id=number)
    return Task(Work.ANSWER, due, number, kept | {"url": address})


def _ask(action: str, user: str, **asked: Any) -> dict[str, Any]:
    """The desk's own action has asked already whether this official may."""
    return tk.get_action(action)(Context(user=user, ignore_auth=True), asked)
