"""Asking, confirming, changing and stopping, in the caller's transaction."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
import sqlalchemy as sa
from ckanext.egov import notifications
from ckanext.egov.accounts import confirmations
from ckanext.egov.accounts.levels import Level
from ckanext.egov.notifications import Recipient
from sqlalchemy.dialects.postgresql import insert

from . import things
from .model import Follow, FollowNews, FollowRequest

FOLLOW, MANAGE = "follow", "follow-manage"
ANYTHING = ""
"""Subject type of a request for the page with all that an address follows."""


def ask(
    address: str, subject_type: str, subject_id: str, language: str, pace: str, network: str | None
) -> str:
    """Send a message with a link and a code; the id that the code belongs to."""
    issued = confirmations.create(FOLLOW, "email", address, Level.EMAIL, network)
    _remember(issued.confirmation_id, subject_type, subject_id, address, language, pace)
    values = {
        "title": things.title(subject_type, subject_id),
        "confirm_url": _link("egov_following.confirm", issued.token, language),
    }
    _send("follow_confirm", address, language, values, issued)
    return issued.confirmation_id


def ask_for_list(address: str, language: str, network: str | None) -> str:
    """Send a message with a link to what the address follows, whatever that is."""
    issued = confirmations.create(MANAGE, "email", address, Level.EMAIL, network)
    _remember(issued.confirmation_id, ANYTHING, "", address, language, "at_once")
    values = {"list_url": _link("egov_following.mine_open", issued.token, language)}
    _send("follow_list", address, language, values, issued)
    return issued.confirmation_id


def confirm(purpose: str, **proof: str | None) -> Any:
    """Use a token or a code; the request that it confirms, which is then forgotten."""
    confirmed = confirmations.use(purpose=purpose, **proof)
    request = model.Session.get(FollowRequest, confirmed.confirmation_id)
    if request is None:
        raise confirmations.Expired
    model.Session.delete(request)
    return request


def begin(request: Any) -> str:
    """Follow what was asked for; asking again changes language and pace. The id of the follow."""
    newest = sa.select(sa.func.coalesce(sa.func.max(FollowNews.news_no), 0)).scalar_subquery()
    values = {
        "subject_type": request.subject_type,
        "subject_id": request.subject_id,
        "address": request.address,
        "language": request.language,
        "pace": request.pace,
        "told_until": newest,
    }
    statement = insert(Follow).values(values)
    statement = statement.on_conflict_do_update(
        constraint="follow_once", set_={"language": request.language, "pace": request.pace}
    )
    found = model.Session.scalar(statement.returning(Follow.follow_id))
    assert found is not None
    return found


def stop(follow_id: str) -> None:
    """Stop; nothing of the address stays."""
    model.Session.execute(sa.delete(Follow).where(Follow.follow_id == follow_id))


def title_of(follow_id: str) -> str | None:
    """What a follow is of; nothing when it has stopped."""
    follow: Any = model.Session.get(Follow, follow_id)
    return things.title(follow.subject_type, follow.subject_id) if follow else None


def of(address: str) -> list[Any]:
    """All that an address follows."""
    statement = sa.select(Follow).where(Follow.address == address).order_by(Follow.since.desc())
    return list(model.Session.scalars(statement))


def forget_unconfirmed() -> None:
    """Drop requests that nobody confirmed in two days, with their addresses."""
    old = sa.func.clock_timestamp() - sa.text("interval '2 days'")
    model.Session.execute(sa.delete(FollowRequest).where(FollowRequest.created_at < old))
    model.Session.commit()


def _remember(confirmation_id: str, *what: str) -> None:
    names = ("subject_type", "subject_id", "address", "language", "pace")
    model.Session.add(
        FollowRequest(confirmation_id=confirmation_id, **dict(zip(names, what, strict=True)))
    )
    model.Session.flush()


def _link(endpoint: str, token: str, language: str) -> str:
    """A link whose secret stands behind #: it reaches no server and no log."""
    page = tk.h.url_for(endpoint, qualified=True, locale=language)
    return f"{page}#{token}"


def _send(template: str, address: str, language: str, values: dict[str, Any], issued: Any) -> None:
    notifications.queue(
        template,
        Recipient("email", address, language),
        values,
        key=f"{template}:{issued.confirmation_id}",
        secrets={"token": issued.token, "code": issued.code},
    )
