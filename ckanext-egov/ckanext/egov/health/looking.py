"""Looks at every part at once, each in a thread of its own and with little time.

What hangs is not asked a second time while it hangs, and what was found holds for some seconds: a
crowd that asks how the portal is must not be what brings it down.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ckan.model as model
import ckan.plugins as p
import ckan.plugins.toolkit as tk
from flask import Flask

from . import config, core
from .interfaces import Finding, IHealth

log = logging.getLogger(__name__)
HOLDS_SECONDS = 3.0


@dataclass
class Look:
    """One look at one part."""

    thread: threading.Thread
    found: Finding | None = None


class Looker:
    """Remembers the last look of each part, per process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._looks: dict[str, Look] = {}
        self._answer: dict[str, dict[str, Finding]] = {}
        self._at: dict[str, float] = {}

    def look(self, app: Flask, language: str) -> dict[str, Finding]:
        """Return what was found at each part."""
        with self._lock:
            if time.monotonic() - self._at.get(language, -HOLDS_SECONDS) < HOLDS_SECONDS:
                return self._answer[language]
            found = self._look(app, language)
            self._answer[language], self._at[language] = found, time.monotonic()
            return found

    def _look(self, app: Flask, language: str) -> dict[str, Finding]:
        for name, check in checks().items():
            hanging = self._looks.get(name)
            if hanging is None or not hanging.thread.is_alive():
                self._looks[name] = _begin(app, language, name, check)
        deadline = time.monotonic() + config.seconds()
        for look in self._looks.values():
            look.thread.join(max(0.0, deadline - time.monotonic()))
        return {name: look.found or _no_answer() for name, look in self._looks.items()}


def checks() -> dict[str, Callable[[], Finding]]:
    """Return every part that any room has looked at."""
    found = core.checks()
    for plugin in p.PluginImplementations(IHealth):
        found |= plugin.get_health_checks()
    return found


def titles() -> dict[str, str]:
    """Return what the parts are called in plain words."""
    found = core.titles()
    for plugin in p.PluginImplementations(IHealth):
        found |= plugin.get_health_titles()
    return found


def _begin(app: Flask, language: str, name: str, check: Callable[[], Finding]) -> Look:
    def work() -> None:
        try:
            with app.test_request_context(environ_overrides={"CKAN_LANG": language}):
                look.found = check()
        except Exception as error:
            log.warning("A look at %s failed: %s", name, type(error).__name__)
            look.found = Finding(False, type(error).__name__)
        finally:
            model.Session.remove()

    look = Look(threading.Thread(target=work, name=f"health-{name}", daemon=True))
    look.thread.start()
    return look


def _no_answer() -> Finding:
    return Finding(False, tk._("No answer in time."))


def summary(found: dict[str, Finding], details: bool) -> dict[str, Any]:
    """Return what `/health` says as data: for the public only which part is well."""
    well = all(finding.ok for finding in found.values())
    return {
        "status": "ok" if well else "degraded",
        "parts": {
            name: _detailed(finding) if details else _word(finding)
            for name, finding in sorted(found.items())
        },
    }


def _word(finding: Finding) -> str:
    return "ok" if finding.ok else "degraded"


def _detailed(finding: Finding) -> dict[str, Any]:
    return {
        "status": _word(finding),
        "message": finding.message,
        "since": finding.since.isoformat() if finding.since else None,
        **finding.facts,
    }


looker = Looker()
