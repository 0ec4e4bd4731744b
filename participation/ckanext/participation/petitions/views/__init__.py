"""Pages of petitions: thin, they call actions and render."""

from __future__ import annotations

from ..desk import views as desk
from ..signing import views as signing
from . import new, read
from .blueprint import petitions

__all__ = ["desk", "new", "petitions", "read", "signing"]
