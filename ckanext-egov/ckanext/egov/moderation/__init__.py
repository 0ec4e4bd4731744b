"""Moderation: what people send is looked at, with reasons, appeals and a public log.

This module is what other rooms call; how they plug in is in `interfaces.py`.
"""

from __future__ import annotations

from .reasons import hides
from .submitting import submit, withdraw

__all__ = ["hides", "submit", "withdraw"]
