"""Pages of petitions: thin, they call actions and render."""

from __future__ import annotations

from ..cards import views as cards
from ..creator import views as creator
from ..desk import views as desk
from ..embedding import views as embedding
from ..ending import views as ending
from ..fraud import views as fraud
from ..fraud.bulk import views as bulk
from ..hearing import views as hearing
from ..merging import views as merging
from ..paper import views as paper
from ..pausing import views as pausing
from ..reading import lists, page
from ..signing import views as signing
from ..sponsoring import views as sponsoring
from ..statistics import views as statistics
from . import new
from .blueprint import petitions

__all__ = [
    "bulk",
    "cards",
    "creator",
    "desk",
    "embedding",
    "ending",
    "fraud",
    "hearing",
    "lists",
    "merging",
    "new",
    "page",
    "paper",
    "pausing",
    "petitions",
    "signing",
    "sponsoring",
    "statistics",
]
