"""One message with everything since the last one; none when there is nothing."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov import notifications
from ckanext.egov.notifications import Recipient, config, rendering

from . import things
from .model import Follow

MOST_NEWS = 100

_READERS = sa.text("""
    SELECT address, min(language) AS language, max(news_no) AS newest,
           min(CAST(follow_id AS text)) AS first,
           encode(sha256(convert_to(address, 'UTF8')), 'hex') AS reader
    FROM follow JOIN follow_news AS news USING (subject_type, subject_id)
    WHERE pace = :pace AND news.news_no > told_until AND news.created_at >= since
    GROUP BY address ORDER BY address LIMIT :many
""")
_NEWS = sa.text("""
    SELECT subject_type, subject_id, template, values, news_no
    FROM follow JOIN follow_news AS news USING (subject_type, subject_id)
    WHERE address = :address AND pace = :pace
      AND news.news_no > told_until AND news.news_no <= :newest AND news.created_at >= since
    ORDER BY subject_type, subject_id, news_no DESC LIMIT :most
""")


def daily() -> None:
    """Write the digests of those who want one a day."""
    write("daily")


def weekly() -> None:
    """Write the digests of those who want one a week."""
    write("weekly")


def write(pace: str, batch: int = 200) -> None:
    """Write a digest to each address that there is news for."""
    while readers := model.Session.execute(_READERS, {"pace": pace, "many": batch}).all():
        for reader in readers:
            _write_one(pace, reader)
        model.Session.commit()


def _write_one(pace: str, reader: Any) -> None:
    asked = {"address": reader.address, "pace": pace, "newest": reader.newest, "most": MOST_NEWS}
    rows = model.Session.execute(_NEWS, asked).all()
    with rendering.speaking(_language(reader.language)):
        sections = _sections(rows, reader.language)
    notifications.queue(
        "follow_digest",
        Recipient("email", reader.address, reader.language),
        {"sections": sections, "count": len(rows), "manage_url": tk.h.url_for(
            "egov_following.mine", qualified=True, locale=_language(reader.language))},
        key=f"digest:{pace}:{reader.first}:{reader.newest}",
        list_key=f"digest:{pace}:{reader.reader}",
    )  # fmt: skip
    model.Session.execute(
        sa.update(Follow)
        .where(Follow.address == reader.address, Follow.pace == pace)
        .values(told_until=reader.newest)
    )


def _sections(rows: Any, language: str) -> list[dict[str, Any]]:
    """News by the thing they are about."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        thing = (row.subject_type, row.subject_id)
        section = found.setdefault(thing, {"title": things.title(*thing), "news": []})
        line = rendering.subject(row.template, language, row.values)
        section["news"].append({"title": line, "url": row.values.get("url") or "/"})
    return list(found.values())


def _language(language: str) -> str:
    return language if language in config.languages() else config.default_language()


def title_of(id: str) -> str | None:
    """What a digest is about, for the page that stops it."""
    found = model.Session.scalar(sa.select(sa.exists().where(*_behind(id))))
    return tk._("what you follow") if found else None


def stop(id: str) -> None:
    """Stop everything that this digest gathers; what is followed at another pace stays."""
    model.Session.execute(sa.delete(Follow).where(*_behind(id)))


def _behind(id: str) -> tuple[Any, Any]:
    pace, _, reader = id.partition(":")
    hashed = sa.func.encode(sa.func.sha256(sa.func.convert_to(Follow.address, "UTF8")), "hex")
    return Follow.pace == pace, hashed == reader
