"""`/health` stands in front of CKAN, whose own pages need the database, Valkey and more."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import ckan.plugins.toolkit as tk
from flask import Flask

from . import asking, config
from .looking import looker, summary

PATHS = ("/health", "/health.json")


class HealthFirst:
    """A WSGI application around CKAN's: answers here what CKAN might not be able to."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.behind = app.wsgi_app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO") not in PATHS:
            return self.behind(environ, start_response)
        language = environ.get("CKAN_LANG") or tk.config["ckan.locale_default"]
        found = looker.look(self.app, language)
        may_be_official = "HTTP_AUTHORIZATION" in environ or "HTTP_COOKIE" in environ
        stands = found["database"].ok and found["valkey"].ok
        if stands and (asking.wants_page(environ) or may_be_official):
            return self.behind(environ, start_response)
        details = config.details_from_loopback() and asking.from_this_machine(environ)
        told = summary(found, details)
        status = "200 OK" if told["status"] == "ok" else "503 Service Unavailable"
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response(status, headers)
        return [json.dumps(told, ensure_ascii=False, indent=1, default=str).encode()]
