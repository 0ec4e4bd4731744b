"""A message in the recipient's language, from the templates of any room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import ckan.config.middleware as middleware
import ckan.plugins.toolkit as tk
from flask import Flask, current_app
from jinja2 import Environment, TemplateNotFound

from . import cleaning, config


@dataclass(frozen=True)
class Rendered:
    """What a reader gets."""

    subject: str
    text: str
    html: str | None


def render(template: str, channel: str, language: str, values: Mapping[str, Any]) -> Rendered:
    """Write a message; `language` falls back to the portal's own when it is not offered."""
    used = language if language in config.languages() else config.default_language()
    with speaking(used) as app:
        known = _frame(used) | trusted(values)
        plain = _plain_environment(app)
        subject = _write(plain, f"{template}.subject", known) if channel == "email" else ""
        text = _write(plain, f"{template}.txt", known)
        html = _html(app, f"{template}.html", known) if channel == "email" else None
    return Rendered(cleaning.line(subject), cleaning.plain(text).strip() + "\n", html)


def subject(template: str, language: str, values: Mapping[str, Any]) -> str:
    """Write only the subject: one line of a digest."""
    used = language if language in config.languages() else config.default_language()
    with speaking(used) as app:
        known = _frame(used) | trusted(values)
        return cleaning.line(_write(_plain_environment(app), f"{template}.subject", known))


def trusted(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as templates may show them: no foreign links, own links checked."""
    return {name: _trusted(name, value) for name, value in values.items()}


def _trusted(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _trusted(str(key), item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_trusted(name, item) for item in value]
    if not isinstance(value, str):
        return value
    if name == "url" or name.endswith("_url"):
        return _own_link(name, value)
    return cleaning.text(value)


def _own_link(name: str, value: str) -> str:
    """A link in a message leads to the portal: anything else is a mistake of the caller."""
    is_path = value.startswith("/") and not value.startswith("//")
    link = config.site_url() + value if is_path else value
    if link != config.site_url() and not link.startswith(f"{config.site_url()}/"):
        raise ValueError(f"{name} does not lead to this portal")
    if cleaning.line(link) != link and len(link) <= cleaning.LONGEST_SUBJECT:
        raise ValueError(f"{name} is not a link")
    return link


def _frame(language: str) -> dict[str, Any]:
    return {
        "language": language,
        "language_tag": language.replace("_", "-"),
        "site_url": config.site_url(),
        "unsubscribe_url": None,
    }


@contextmanager
def speaking(language: str) -> Iterator[Flask]:
    """A request of nobody in this language: texts, links and dates come out in it."""
    app = _app()
    environ = {
        "CKAN_LANG": language,
        "CKAN_LANG_IS_DEFAULT": language == config.default_language(),
    }
    with app.test_request_context(base_url=config.site_url(), environ_overrides=environ):
        tk.g.language = language
        yield app


def _app() -> Any:
    if current_app:
        return current_app._get_current_object()  # type: ignore[attr-defined]
    context = middleware._internal_test_request_context
    assert context is not None, "CKAN has made no application"
    return context.app


def _plain_environment(app: Flask) -> Environment:
    """The same templates without HTML's escapes, for subjects and texts."""
    found = app.extensions.get("egov_notifications_plain")
    if found is None:
        found = app.jinja_env.overlay(autoescape=False)
        app.extensions["egov_notifications_plain"] = found
    return found


def _html(app: Flask, name: str, values: dict[str, Any]) -> str | None:
    try:
        return _write(app.jinja_env, name, values)
    except TemplateNotFound as error:
        if error.name == f"notifications/{name}":
            return None
        raise


def _write(environment: Environment, name: str, values: dict[str, Any]) -> str:
    template = environment.get_template(f"notifications/{name}")
    return template.render(values | {"h": tk.h, "g": tk.g})
