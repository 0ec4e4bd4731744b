"""What is asked of every request: is its session still alive, and is this login one too many."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Flask, Response, g, jsonify, session
from flask_login import logout_user, user_logged_in, user_logged_out

from . import config, duties, identity, limits, network, second_factor, sessions, vault, words

LOGIN_WINDOW = timedelta(minutes=15)
RESET_WINDOW = timedelta(hours=1)
PRIVATE_PAGES = {
    "egov_identity",
    "egov_phone",
    "egov_second_factor",
    "egov_sessions",
    "egov_duties",
}
_WITHOUT_SESSION = {"static", "webassets.index", None}


def guard(app: Flask) -> None:
    """Watch logins and sessions of this application."""
    app.before_request(slow_logins)
    app.before_request(slow_resets)
    app.before_request(end_dead_session)
    app.after_request(lead_officials)
    app.after_request(keep_out_of_caches)
    user_logged_in.connect(_logged_in)
    user_logged_out.connect(_logged_out)


def slow_logins() -> Any:
    """Refuse a login when a name or a network was tried too often, before a password is read."""
    if not _is_login():
        return None
    if "\x00" in tk.request.form.get("login", ""):
        # The database knows no such letter, and CKAN would ask it.
        tk.h.flash_error(tk._("Login failed. Bad username or password."))
        return tk.render("user/login.html", {}), 400
    try:
        for kind, attempt_key, most in _login_keys():
            limits.count(kind, attempt_key, most, LOGIN_WINDOW)
    except limits.TooMany as many:
        typed = tk.request.form.get("login", "")[:200]
        values = {"typed": typed, "wait": words.wait(many.retry_after)}
        page = tk.render("accounts/login_slowed.html", values)
        return page, 429, {"Retry-After": str(many.retry_after)}
    return None


def _login_keys() -> list[tuple[str, bytes, int]]:
    name = tk.request.form.get("login", "").strip().lower()[:200]
    where = network.client_network(tk.request)
    return [
        ("login_person", limits.key("login", f"{where} {name}"), config.login_tries_per_person()),
        ("login_name", limits.key("login", name), config.login_tries_per_name()),
        ("login_network", limits.key("login", where), config.login_tries_per_network()),
    ]


def slow_resets() -> Any:
    """Refuse to send one more link to a new password to a person, or for a network."""
    if tk.request.endpoint != "user.request_reset" or tk.request.method != "POST":
        return None
    typed = tk.request.form.get("user", "")[:200]
    try:
        for kind, attempt_key, most in _reset_keys(typed.strip().lower()):
            limits.count(kind, attempt_key, most, RESET_WINDOW)
    except limits.TooMany as many:
        tk.h.flash_error(f"{tk._('Too many requests.')} {words.wait(many.retry_after)}")
        page = tk.render("user/request_reset.html", {"typed": typed})
        return page, 429, {"Retry-After": str(many.retry_after)}
    return None


def _reset_keys(name: str) -> list[tuple[str, bytes, int]]:
    """A network has few tries for one person: it can't use up those of everybody else."""
    where = network.client_network(tk.request)
    return [
        ("reset_person", limits.key("reset", f"{where} {name}"), config.login_tries_per_person()),
        ("reset_name", limits.key("reset", name), config.login_tries_per_name()),
        ("reset_network", limits.key("reset", where), config.login_tries_per_network()),
    ]


def _is_login() -> bool:
    return tk.request.endpoint == "user.login" and tk.request.method == "POST"


def _logged_in(_app: Any, user: Any, **_: Any) -> None:
    """A new session id at each login; a cookie that logs in by itself could not be revoked."""
    session.pop("_remember", None)
    session.pop("_remember_seconds", None)
    sessions.start(user.id)
    if _is_login():
        g.egov_logged_in = user
        for kind, attempt_key, _most in _login_keys()[:2]:
            limits.clear(kind, attempt_key)


def _logged_out(_app: Any, **_: Any) -> None:
    """Whoever uses this browser next is somebody else."""
    sessions.end_current()
    try:
        identity.forget()
    except vault.Closed:
        g.egov_identity = None


def end_dead_session() -> Any:
    """Log out whose session was ended, or who comes with a cookie from before sessions had ids."""
    if tk.request.endpoint in _WITHOUT_SESSION or "_user_id" not in session:
        return None
    if g.get("login_via_auth_header") or not tk.current_user.is_authenticated:
        return None
    if sessions.has_id():
        if sessions.is_alive(tk.current_user.id):
            return None
    elif session.get("_fresh"):
        sessions.start(tk.current_user.id)
        return None
    logout_user()
    return _session_ended()


def _session_ended() -> Any:
    message = tk._("This session was ended. Log in again.")
    if tk.request.path.startswith("/api/"):
        return jsonify({"success": False, "error": {"message": message}}), 403
    tk.h.flash_notice(message)
    return tk.redirect_to("user.login")


def lead_officials(response: Response) -> Response:
    """After the password an official is asked for the second factor; it may also be shown later."""
    user = g.get("egov_logged_in")
    if user is None or response.status_code != 302 or not config.require_second_factor():
        return response
    if duties.is_official(user):
        wanted = response.headers.get("Location", "")
        came_from = wanted if tk.h.url_is_local(wanted) else None
        ask = "ask" if second_factor.is_enrolled(user.id) else "enrol"
        response.headers["Location"] = tk.url_for(f"egov_second_factor.{ask}", came_from=came_from)
    return response


def keep_out_of_caches(response: Response) -> Response:
    """What these pages show is for one person: no cache on the way keeps it."""
    if tk.request.blueprint in PRIVATE_PAGES:
        tk.request.environ["__no_cache__"] = True
        response.headers["Cache-Control"] = "no-store"
    return response
