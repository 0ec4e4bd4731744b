"""Opens the pages that prove the indicators, as somebody without a login, in three languages."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

import ckan.model as model
import requests
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from . import computing, config
from .model import DayValue, EvidenceCheck
from .rules import Evidence, evidence

log = logging.getLogger(__name__)
LANGUAGES = ("uz", "ru", "en")
SECONDS = 20


def check_all() -> None:
    """Open every page that an indicator names today, and note how it answered."""
    for url in _urls():
        for language in LANGUAGES:
            _note(url, language, _status(url, language))
    model.Session.commit()


def _urls() -> list[str]:
    newest = sa.select(sa.func.max(DayValue.day)).scalar_subquery()
    query = sa.select(DayValue.url).where(DayValue.day == newest).distinct().order_by(DayValue.url)
    return list(model.Session.scalars(query))


def _status(url: str, language: str) -> int:
    address = f"{config.own_address()}/{language}{url}"
    try:
        return requests.get(address, timeout=SECONDS, allow_redirects=False).status_code
    except requests.RequestException:
        log.warning("The page %s of an indicator gave no answer", url)
        return 0


def _note(url: str, language: str, status: int) -> None:
    row = {"status": status, "checked_at": computing.now()}
    statement = insert(EvidenceCheck).values(url=url, language=language, **row)
    model.Session.execute(
        statement.on_conflict_do_update(index_elements=["url", "language"], set_=row)
    )


def of(urls: Iterable[str]) -> Mapping[str, tuple[Evidence, str | None]]:
    """For each page what the last checks prove, and when the oldest of them was."""
    wanted = set(urls)
    stored = model.Session.scalars(
        sa.select(EvidenceCheck)
        .where(EvidenceCheck.url.in_(wanted), EvidenceCheck.language.in_(LANGUAGES))
        .execution_options(populate_existing=True)
    )
    checks: list[Any] = list(stored)
    found = {}
    for url in wanted:
        mine: dict[str, Any] = {check.language: check for check in checks if check.url == url}
        statuses = {code: mine[code].status if code in mine else None for code in LANGUAGES}
        times = [check.checked_at for check in mine.values()]
        found[url] = evidence(statuses), min(times).isoformat() if times else None
    return found
