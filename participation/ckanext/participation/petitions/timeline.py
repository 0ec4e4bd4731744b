"""What happened to a petition and what comes next, in order. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DONE, NEXT, LATE = "done", "next", "late"


@dataclass(frozen=True)
class Moment:
    """One step: its key word, when it was or is due, and whether it is done, due or overdue.

    `about` is what was promised, or where it is, as `{language: text}`.
    """

    what: str
    at: str | None
    status: str
    about: dict[str, str] | None = None


def moments(petition: dict[str, Any], commitments: list[dict[str, Any]]) -> list[Moment]:
    """Published → threshold → acknowledged → answered → hearing → commitments.

    What is to come stands by its day.
    """
    found = [
        *_before_the_answer(petition),
        *_answer(petition),
        *_updates(petition),
        *_hearing(petition),
        *(_commitment(item) for item in commitments if item["status"] != "dropped"),
    ]
    done = [moment for moment in found if moment.status == DONE]
    coming = [moment for moment in found if moment.status != DONE]
    by_day = sorted(done, key=lambda moment: (moment.at or "")[:10])
    return by_day + sorted(coming, key=lambda moment: moment.at or "")


def _before_the_answer(petition: dict[str, Any]) -> Iterator[Moment]:
    yield Moment("created", petition["created_at"], DONE)
    if petition["sponsored_at"]:
        yield Moment("sponsored", petition["sponsored_at"], DONE)
    if petition["rejected_at"] and petition["state"] in ("rejected", "hidden"):
        yield Moment("rejected", petition["rejected_at"], DONE)
        return
    if petition["opened_at"]:
        yield Moment("opened", petition["opened_at"], DONE)
        if petition["threshold_reached_at"]:
            yield Moment("threshold", petition["threshold_reached_at"], DONE)
        elif petition["state"] == "open":
            yield Moment("threshold", None, NEXT)
        ends = petition["closed_at"] or petition["last_day"]
        yield Moment("closed", ends, DONE if petition["closed_at"] else NEXT)


def _updates(petition: dict[str, Any]) -> Iterator[Moment]:
    for update in petition["updates"]:
        yield Moment("update", update["published_at"], DONE, update["title"])


def _answer(petition: dict[str, Any]) -> Iterator[Moment]:
    owed = petition["obligation"]
    if not owed:
        return
    for what in ("acknowledged", "answered"):
        at, due = owed[f"{what}_at"], owed[_DUE[what]]
        if at:
            yield Moment(what, at, DONE)
        elif due and not (what == "acknowledged" and owed["answered_at"]):
            yield Moment(what, due, LATE if due < owed["as_of"] else NEXT)


def _hearing(petition: dict[str, Any]) -> Iterator[Moment]:
    hearing = petition["hearing"]
    if hearing["state"] == "scheduled":
        yield Moment("hearing", hearing["at"], NEXT, hearing["place"])
    elif hearing["state"] == "held":
        yield Moment("hearing", hearing["at"], DONE, hearing["place"])


_STATUS = {"done": DONE, "late": LATE}
_DUE = {"acknowledged": "acknowledge_by", "answered": "answer_by"}


def _commitment(item: dict[str, Any]) -> Moment:
    at = item.get("done_on") or item["due"]
    return Moment("commitment", at, _STATUS.get(item["status"], NEXT), item["texts"])
