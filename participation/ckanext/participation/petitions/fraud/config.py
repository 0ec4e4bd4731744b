"""The options of the fraud desk, each read in one place."""

from __future__ import annotations

import logging
from datetime import timedelta

import ckan.plugins.toolkit as tk

from .rules import Rate, rate

log = logging.getLogger(__name__)

PREFIX = "ckanext.participation.petitions.fraud."


def rates() -> list[Rate]:
    """How many requests a network may send for one petition before it is looked at closer."""
    found = [_rate(name) for name in ("burst", "sustained")]
    return [each for each in found if each]


def _rate(name: str) -> Rate | None:
    """A rate that is written wrong must not keep people from signing."""
    try:
        return rate(name, tk.config[PREFIX + name])
    except ValueError:
        log.error("%s%s is not written like 5/60: it is not applied", PREFIX, name)
        return None


def trace_days() -> int:
    """How long it is known from which network and domain a signature came."""
    return tk.config[PREFIX + "trace_days"]


def hold_days() -> int:
    """How long officials have to decide on what is held."""
    return tk.config[PREFIX + "hold_days"]


def alarm(kind: str) -> int:
    """How many requests of one `domain` or `network` in an hour officials are told of; 0: none."""
    return tk.config[f"{PREFIX}alarm_{kind}"]


def batch() -> int:
    """How many signatures one transaction takes out of the count."""
    return tk.config[PREFIX + "batch"]


def trace_time() -> timedelta:
    """`trace_days` as a stretch of time."""
    return timedelta(days=trace_days())
