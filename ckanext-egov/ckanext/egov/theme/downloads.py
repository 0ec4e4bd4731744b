"""Count downloads of files, so that "most downloaded" on the front page is a fact.

CKAN's own tracking costs a query per dataset in every search, so it stays off. Here one Redis
increment is made when a file leaves; months are kept apart and forgotten after a while.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckan.lib.redis import connect_to_redis

log = logging.getLogger(__name__)

KEEP_SECONDS = 100 * 24 * 3600


def month_keys(now: datetime) -> list[str]:
    """Return the keys of this month and the one before."""
    last = (now.year, now.month - 1) if now.month > 1 else (now.year - 1, 12)
    site = tk.config["ckan.site_id"]
    return [f"ckan:{site}:egov:downloads:{y}-{m:02}" for y, m in ((now.year, now.month), last)]


def count_download(resource_id: str) -> None:
    """Add one to the dataset of a file that was just sent; never in the way of the reader."""
    try:
        resource = model.Resource.get(resource_id)
        if resource is None:
            return
        key = month_keys(datetime.now(UTC))[0]
        redis: Any = connect_to_redis()
        redis.zincrby(key, 1, resource.package_id)
        redis.expire(key, KEEP_SECONDS)
    except Exception:
        log.exception("A download of %s was not counted", resource_id)


def most_downloaded(limit: int) -> dict[str, int]:
    """Return {dataset id: downloads} of this and the last month, most first."""
    totals: dict[str, int] = {}
    redis: Any = connect_to_redis()
    for key in month_keys(datetime.now(UTC)):
        for dataset, score in redis.zrevrange(key, 0, limit * 3, withscores=True):
            totals[dataset.decode()] = totals.get(dataset.decode(), 0) + int(score)
    ranked = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(ranked[:limit])
