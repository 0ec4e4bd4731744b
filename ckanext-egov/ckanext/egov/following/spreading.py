"""Writes what there is to tell to those who want it at once: in batches, each its own transaction.

A message is rendered once a language; only the address to unsubscribe differs. A run that was
killed goes on behind the last batch, and the keys of the outbox let nobody be told twice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ckan.model as model
import sqlalchemy as sa
from ckanext.egov.notifications import queueing
from ckanext.egov.notifications.rendering import Rendered, render

from .model import Follow, FollowNews

BATCH = 1000
PLACE = "/unsubscribe/PLACE-OF-THE-CAPABILITY"
"""Stands in a rendered message where each reader's own address goes."""


def spread() -> None:
    """Tell all that is still to be told."""
    while news_no := model.Session.scalar(
        sa.select(sa.func.min(FollowNews.news_no)).where(FollowNews.finished_at.is_(None))
    ):
        written: dict[str, Rendered] = {}
        while _next_batch(news_no, written):
            pass


def _next_batch(news_no: int, written: dict[str, Rendered]) -> bool:
    """Write to the next followers; false when there are none left."""
    news: Any = model.Session.get(FollowNews, news_no, with_for_update=True)
    followers = _followers(news)
    if followers:
        links = queueing.unsubscribe_urls([f"follow:{follow.follow_id}" for follow in followers])
        queueing.put(
            [
                _message(news, follow, link, written)
                for follow, link in zip(followers, links, strict=True)
            ]
        )
        news.told_to = followers[-1].follow_id
    else:
        news.finished_at = sa.func.clock_timestamp()
    model.Session.commit()
    return bool(followers)


def _followers(news: Any) -> list[Any]:
    statement = (
        sa.select(Follow.follow_id, Follow.address, Follow.language)
        .where(
            Follow.subject_type == news.subject_type,
            Follow.subject_id == news.subject_id,
            Follow.pace == "at_once",
            Follow.since <= news.created_at,
        )
        .order_by(Follow.follow_id)
        .limit(BATCH)
    )
    if news.told_to is not None:
        statement = statement.where(Follow.follow_id > news.told_to)
    return list(model.Session.execute(statement))


def _message(news: Any, follow: Any, link: str, written: dict[str, Rendered]) -> dict[str, Any]:
    message = written.get(follow.language)
    if message is None:
        values = {**news.values, "unsubscribe_url": PLACE}
        message = render(news.template, "email", follow.language, values)
        written[follow.language] = message
    own = _with_link(message, link)
    return {
        "key": f"{news.key}:{follow.follow_id}",
        "template": news.template,
        "channel": "email",
        "address": follow.address,
        "language": follow.language,
        "subject": own.subject,
        "text": own.text,
        "html": own.html,
        "headers": queueing.list_headers(link),
        "priority": queueing.BULK,
    }


def _with_link(message: Rendered, link: str) -> Rendered:
    from ckanext.egov.notifications import config

    place = config.site_url() + PLACE
    html = message.html.replace(place, link) if message.html else None
    return replace(message, text=message.text.replace(place, link), html=html)
