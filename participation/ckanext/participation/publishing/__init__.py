"""A closed process becomes a dataset. This module is what slices import."""

from ckanext.participation.publishing.tables import Column, Table

__all__ = ["Column", "Table"]
