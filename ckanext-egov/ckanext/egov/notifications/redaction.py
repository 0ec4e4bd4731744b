"""Keeps capabilities to unsubscribe out of the logs, which show the path of each request."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

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
    """Put the filter before everything that writes addresses of requests; twice is once.

    A filter of a logger does not see what loggers below it hand up, so the handlers get it too.
    """
    _put_before([logging.getLogger(name) for name in LOGGERS])
    for name in ("", "ckan", "ckanext"):
        _put_before(logging.getLogger(name).handlers)


def _put_before(writers: Sequence[logging.Filterer]) -> None:
    for writer in writers:
        if not any(isinstance(item, Redact) for item in writer.filters):
            writer.addFilter(Redact())
