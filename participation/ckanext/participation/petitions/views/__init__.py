"""Pages of petitions: thin, they call actions and render."""

from __future__ import annotations

from ..desk import views as desk
from . import new, read, sign
from .blueprint import petitions

__all__ = ["desk", "new", "petitions", "read", "sign"]
