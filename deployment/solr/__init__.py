"""Solr from its published jars: fetch and check them, lay out a home, say how to start it."""

from .jars import fetch
from .server import command, prepare_home

__all__ = ["command", "fetch", "prepare_home"]
