"""Names of public bodies in every language, looked up once per request.

CKAN puts only the Uzbek title of a body into a dataset and into facets; asking for each body by
itself would cost a query per row of a list.
"""

from __future__ import annotations

from typing import Any

import ckan.model as model
from flask import g, has_request_context


def translated_title(name: str | None) -> str | None:
    """Return the stored `{language: text}` of a body's title as JSON, None when it has none."""
    if not name or not has_request_context():
        return None
    titles = g.get("egov_body_titles")
    if titles is None:
        titles = g.egov_body_titles = _all_titles()
    return titles.get(name)


def _all_titles() -> dict[str, str | None]:
    group: Any = model.Group
    rows = model.Session.query(group.name, group.extras).filter(
        group.is_organization.is_(True), group.state == "active"
    )
    return {name: (extras or {}).get("title_translated") for name, extras in rows}
