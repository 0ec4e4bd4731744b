"""News to the contributors of a process: noted with the change, told in batches afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov.keys import personal
from ckanext.participation.outcomes import model, unsubscribing
from sqlalchemy.dialects.postgresql import insert

BATCH = 500

CONTRIBUTORS = sa.text("""
    SELECT act_id, person_key, email, language
    FROM participation_act JOIN participation_person USING (act_id)
    WHERE process_no = :process_no AND act_id > :after
      AND state = 'valid' AND wants_news AND email IS NOT NULL
    ORDER BY act_id LIMIT :batch
""")


def tell_contributors(process_no: int, template: str, values: Mapping[str, Any], key: str) -> None:
    """Have everybody who acted in a process and asked for news told once, in their language.

    Works in the caller's transaction: what is rolled back is told to nobody. `template` is one of
    the notifications room, `values` must be JSON; the same `key` tells once however often it comes.
    """
    core_model.Session.execute(
        insert(model.News)
        .values(process_no=process_no, key=key, template=template, values=dict(values))
        .on_conflict_do_nothing(index_elements=["key"])
    )
    # The job may come before the commit and find nothing; the schedule's next round will not.
    tk.enqueue_job(tell_waiting, title=f"tell contributors of {process_no}")


def tell_waiting() -> None:
    """Tell all news that are waiting, batch by batch; safe to run twice and at the same time."""
    while _tell_batch():
        pass


def _tell_batch() -> bool:
    """Tell the next batch of the oldest news; false when nothing waits."""
    session = core_model.Session
    news = session.scalars(
        sa.select(model.News)
        .where(model.News.done_at.is_(None))
        .order_by(model.News.news_id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if news is None:
        session.rollback()
        return False
    asked = {"process_no": news.process_no, "after": news.told_up_to, "batch": BATCH}
    people = session.execute(CONTRIBUTORS, asked).all()
    _queue(news, people)
    if len(people) < BATCH:
        news.done_at = session.execute(sa.select(model.NOW)).scalar_one()
    if people:
        news.told_up_to = people[-1].act_id
        news.told += len(people)
    session.commit()
    return True


def _queue(news: Any, people: Sequence[Any]) -> None:
    from ckanext.egov import notifications

    unseal = personal.opener(news.process_no)
    for person in people:
        address = unseal("email", person.email)
        if address is None:
            continue
        to = notifications.Recipient("email", address, person.language)
        notifications.queue(
            news.template,
            to,
            news.values,
            key=_once(news.key, person.person_key),
            list_key=unsubscribing.list_key(person.act_id),
        )


def _once(key: str, person_key: bytes) -> str:
    """The same for all acts of a person in a process, and says nothing about who it is."""
    return f"{key}:{sha256(key.encode() + bytes(person_key)).hexdigest()[:32]}"
