"""Keeps capabilities to unsubscribe out of the logs, which show the path of each request."""

from __future__ import annotations

import logging
import re

_CAPABILITY = re.compile(r"(/unsubscribe/)[^\s/?\"'<>]+")
LOGGERS = (
    "ckan.config.middleware.flask_app",
    "ckan.config.middleware",
    "werkzeug",
    "gunicorn.access",
    "gunicorn.error",
)
"""Those that write what was asked for."""


def redact(text: str) -> str:
    """Return a line of a log without the capabilities in it."""
    return _CAPABILITY.sub(r"\1…", text)


class Redact(logging.Filter):
    """Rewrites records on their way to the handlers; it refuses none."""

    def filter(self, record: logging.LogRecord) -> bool:
        if "/unsubscribe/" in (told := record.getMessage()):
            record.msg, record.args = redact(told), None
        return True


def guard() -> None:
    """Put the filter on every logger that writes addresses of requests; twice is once."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(item, Redact) for item in logger.filters):
            logger.addFilter(Redact())
