"""Keeps what people type into the form for a new password out of the logs.

CKAN writes it down whether such a user exists or not, and often it is an e-mail address.
"""

from __future__ import annotations

import logging
from typing import Any

LOGGER = "ckan.views.user"
"""Writes the words "requested" and "Emailing" with what was typed as their arguments."""


class WithoutNames(logging.Filter):
    """Puts a dot for each word that comes from a person; it refuses no record."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(value) for value in record.args)
        return True


def _hidden(value: Any) -> Any:
    return "…" if isinstance(value, str) else value


def quieten() -> None:
    """Put the filter before that logger; twice is once."""
    logger = logging.getLogger(LOGGER)
    if not any(isinstance(item, WithoutNames) for item in logger.filters):
        logger.addFilter(WithoutNames())
