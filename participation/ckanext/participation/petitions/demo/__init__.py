"""Petitions of the demo, made by the portal's own actions (`ckan participation-petitions`)."""

from __future__ import annotations

from .cli import participation_petitions

__all__ = ["participation_petitions"]
