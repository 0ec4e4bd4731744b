"""Pages of petitions: thin, they call actions and render."""

from __future__ import annotations

from . import new, read, sign
from .blueprint import petitions

__all__ = ["new", "petitions", "read", "sign"]
