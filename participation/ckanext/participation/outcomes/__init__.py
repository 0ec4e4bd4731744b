"""Decisions and commitments: you said, we did. This module is what slices import."""

from ckanext.participation.outcomes.telling import tell_contributors

__all__ = ["tell_contributors"]
