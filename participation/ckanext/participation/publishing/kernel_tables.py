"""What every process publishes: counts, events, answers, outcomes, the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov import answers, vocabularies
from ckanext.egov.answers import obligations, queries
from ckanext.participation import counters
from ckanext.participation.ledger import record
from ckanext.participation.outcomes import listing
from ckanext.participation.process.model import Event
from ckanext.participation.publishing import words
from ckanext.participation.publishing.tables import Table

HOUR = timedelta(hours=1)
STATES = ("valid", "withdrawn", "invalidated")


def tables(process: Any, head: record.Head) -> list[Table]:
    """The kernel's tables of a process."""
    features = sorted(counters.read(process.process_no).by_feature)
    counts = {name: counters.read(process.process_no, name) for name in features}
    by_feature = {"counts": "acts", "divided_by": ("feature",)}
    return [
        words.table("acts_by_hour", _by_hour(counts), **by_feature),
        words.table("acts_by_region", _by_region(counts), **by_feature),
        words.table("acts_by_state", _by_state(counts)),
        words.table("events", _events(process.process_no)),
        words.table("answers", _answers(process)),
        words.table("outcomes", _outcomes(process)),
        words.table("record", [_record(process.process_no, head)]),
    ]


def _by_hour(counts: dict[str, Any]) -> Iterator[list[Any]]:
    """Every hour between the first and the last act, empty ones too."""
    for feature, count in counts.items():
        hours = {_utc(hour): total for hour, total in count.by_hour.items()}
        hour = min(hours, default=None)
        while hour is not None and hour <= max(hours):
            yield [feature, _written(hour), hours.get(hour, 0)]
            hour += HOUR


def _by_region(counts: dict[str, Any]) -> Iterator[list[Any]]:
    """Every region, and those who named none."""
    titles = {place.code: place.title for place in vocabularies.regions()}
    for feature, count in counts.items():
        for code in [*titles, ""]:
            title = titles.get(code, {})
            names = [title.get(language, "") for language in ("uz", "ru", "en")]
            yield [feature, code, *names, count.by_region.get(code, 0)]


def _by_state(counts: dict[str, Any]) -> Iterator[list[Any]]:
    for feature, count in counts.items():
        for state in STATES:
            yield [feature, state, count.by_state.get(state, 0)]


def _events(process_no: int) -> Iterator[list[Any]]:
    query = sa.select(Event).where(Event.process_no == process_no).order_by(Event.event_id)
    for event in core_model.Session.scalars(query):
        yield [event.event, _written(event.at)]


def _answers(process: Any) -> Iterator[list[Any]]:
    """One row for each published answer, the first in front; one for what is still owed."""
    owed = answers.of(process.kind, str(process.process_no))
    if owed is None:
        return
    known = [owed.body, _written(owed.owed_at), owed.answer_by, _written(owed.acknowledged_at)]
    given = list(reversed(queries.published(owed.obligation_id)))
    for answer in given:
        said = [_written(answer.published_at), answer.decision, *_texts(answer.texts)]
        yield [*known, owed.state, *said, answer.digest]
    if not given:
        yield [*known, owed.state, None, None, "", "", "", None]


def _outcomes(process: Any) -> Iterator[list[Any]]:
    body = obligations.body_name(process.body)
    for found in listing.decisions(process.process_no):
        act = "; ".join(part for part in (found.act_number, found.act_url) if part)
        texts = _texts(found.texts)
        yield ["decision", found.decision_id, body, found.decided_on, None, *texts, act]
    for row in map(listing.commitment, listing.commitments(process.process_no)):
        body = obligations.body_name(row["body"])
        evidence = "; ".join(map(_piece, row["evidence"]))
        texts = _texts(row["texts"])
        yield [
            "commitment",
            row["commitment_id"],
            body,
            row["due"],
            row["status"],
            *texts,
            evidence,
        ]


def _piece(piece: dict[str, str]) -> str:
    link = piece.get("url") or tk.h.url_for(
        "dataset.read", id=piece.get("dataset"), qualified=True, locale="default"
    )
    return " ".join(part for part in (piece.get("number"), link) if part)


def _record(process_no: int, head: record.Head) -> list[Any]:
    sealed = _written(head.sealed_at)
    return [head.origin, head.size, head.root.hex(), head.vkey, sealed, record_url(process_no)]


def record_url(process_no: int) -> str:
    """Where the files of the public record are."""
    return f"{tk.config['ckan.site_url'].rstrip('/')}/ledger/{process_no}/"


def _texts(texts: dict[str, str]) -> list[str]:
    return [texts.get(language, "") for language in ("uz", "ru", "en")]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _written(moment: datetime | None) -> str | None:
    """A moment as Table Schema writes it, in UTC."""
    if moment is None:
        return None
    return _utc(moment).replace(microsecond=0, tzinfo=None).isoformat()
