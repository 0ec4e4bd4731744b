"""Pages of following: ask, confirm, and the list of what I follow. No account, no cookie."""

from __future__ import annotations

from typing import Any

import ckan.model as model
import ckan.plugins.toolkit as tk
from ckanext.egov.accounts import canonical, confirmations
from ckanext.egov.accounts.limits import TooMany
from flask import Blueprint, Response, make_response

from . import follows, passes, things, words
from .actions import Slower, _network, proof
from .model import PACES
from .schema import _email

egov_following = Blueprint("egov_following", __name__)
Reply = str | Response | tuple[str, int]


@egov_following.route("/follow", methods=["POST"])
def ask() -> Reply:
    """Take an address and say what happens next."""
    form = tk.request.form.to_dict()
    try:
        asked = tk.get_action("follow_request")({}, form)
    except Slower as error:
        return _slower("following/ask.html", form, error.error_dict, error.retry_after)
    except tk.ValidationError as error:
        return _page("following/ask.html", 400, form=form, errors=error.error_dict)
    return _page("following/sent.html", action="egov_following.confirm_now", **asked)


@egov_following.route("/follow")
def ask_again() -> Reply:
    """Show the form on a page of its own; for those who come back to it."""
    form = {name: tk.request.args.get(name, "") for name in ("subject_type", "subject_id")}
    if not all(form.values()):
        return tk.redirect_to("egov_following.mine")
    return _page("following/ask.html", form=form, errors={})


@egov_following.route("/follow/confirm")
def confirm() -> Reply:
    """The page of the link: a button, so that a scanner of links confirms nothing."""
    return _page("following/confirm.html", action="egov_following.confirm_now")


@egov_following.route("/follow/confirm", methods=["POST"])
def confirm_now() -> Reply:
    """Follow."""
    form = tk.request.form.to_dict()
    try:
        done = tk.get_action("follow_confirm")({}, form)
    except tk.ValidationError as error:
        return _again(form, error, "egov_following.confirm_now")
    return _page("following/done.html", title=done["title"])


@egov_following.route("/follow/mine")
def mine() -> Reply:
    """Ask for the address whose list is wanted."""
    return _page("following/mine_ask.html", form={}, errors={})


@egov_following.route("/follow/mine", methods=["POST"])
def mine_ask() -> Reply:
    """Send a link to the list; the same answer whatever the address follows."""
    form = tk.request.form.to_dict()
    try:
        address = _email(form.get("email", ""))
        confirmation_id = follows.ask_for_list(address, tk.h.lang(), _network())
    except tk.Invalid as error:
        return _page("following/mine_ask.html", 400, form=form, errors={"email": [error.error]})
    except TooMany as error:
        model.Session.rollback()
        errors = {"email": [words.wait(error.retry_after)]}
        return _slower("following/mine_ask.html", form, errors, error.retry_after)
    model.Session.commit()
    return _page(
        "following/sent.html",
        action="egov_following.mine_list",
        confirmation_id=confirmation_id,
        masked=canonical.masked_email(address),
    )


@egov_following.route("/follow/mine/open")
def mine_open() -> Reply:
    """The page of the link to the list."""
    return _page("following/confirm.html", action="egov_following.mine_list")


@egov_following.route("/follow/mine/open", methods=["POST"])
def mine_list() -> Reply:
    """Show what the address follows."""
    form = tk.request.form.to_dict()
    try:
        request = follows.confirm(follows.MANAGE, **proof(form))
    except confirmations.Refused as error:
        model.Session.rollback()
        refused = words.refusal(error)
        refused.__cause__ = error
        return _again(form, refused, "egov_following.mine_list")
    address = request.address
    model.Session.commit()
    return _list(address)


@egov_following.route("/follow/mine/change", methods=["POST"])
def mine_change() -> Reply:
    """Stop one or change its pace, and show the list again."""
    form = tk.request.form
    address = passes.address(form.get("pass", ""))
    if address is None:
        errors = {"email": [tk._("Half an hour has passed. Ask for a new link.")]}
        return _page("following/mine_ask.html", 410, form={}, errors=errors)
    for follow in follows.of(address):
        if follow.follow_id != form.get("follow"):
            continue
        if form.get("do") == "stop":
            follows.stop(follow.follow_id)
        elif form.get("pace") in PACES:
            follow.pace = form["pace"]
    model.Session.commit()
    return _list(address)


def _list(address: str) -> Reply:
    followed = [
        {
            "id": follow.follow_id,
            "pace": follow.pace,
            "since": follow.since,
            "title": things.title(follow.subject_type, follow.subject_id),
            "url": getattr(things.find(follow.subject_type, follow.subject_id), "url", None),
        }
        for follow in follows.of(address)
    ]
    return _page("following/mine.html", followed=followed, ticket=passes.make(address))


def _again(form: dict[str, str], error: tk.ValidationError, action: str) -> Reply:
    """The same form with what was typed and what was wrong."""
    template = "following/sent.html" if form.get("confirmation_id") else "following/confirm.html"
    return _page(
        template, words.status(error.__cause__), action=action, errors=error.error_dict, form=form,
        confirmation_id=form.get("confirmation_id", ""), masked="",
    )  # fmt: skip


def _slower(template: str, form: dict[str, str], errors: Any, seconds: int) -> Reply:
    response = _page(template, 429, form=form, errors=errors)
    response.headers["Retry-After"] = str(seconds)
    return response


def _page(template: str, status: int = 200, **values: Any) -> Response:
    response = make_response(tk.render(template, {"form": {}, "errors": {}, **values}), status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
