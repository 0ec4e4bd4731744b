"""Every periodic job that the rooms have registered."""

from __future__ import annotations

import ckan.plugins as p

from .interfaces import ISchedule, Periodic


def jobs() -> dict[str, Periodic]:
    """Return the jobs of all rooms by name; two of one name are a mistake."""
    found: dict[str, Periodic] = {}
    for plugin in p.PluginImplementations(ISchedule):
        for name, job in plugin.get_periodic_jobs().items():
            if name in found:
                raise ValueError(f"Two periodic jobs are called {name}")
            found[name] = job
    return found
