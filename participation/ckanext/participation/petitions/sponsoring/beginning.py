"""The time in which a petition looks for sponsors: its process runs, seen by those invited."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from ckanext.participation.process import continuing, lifecycle

from .. import rules, tokens
from ..acting import act

PHASE = "sponsoring"


def begin(petition: Any, terms: rules.Terms, zone: tzinfo) -> datetime:
    """Freeze the terms and let those in who have the invitation; until when they can come."""
    now = lifecycle.clock()
    ends = rules.closing(now, terms.sponsor_days, zone)
    phase = {
        "key": PHASE,
        "start": now.isoformat(),
        "end": ends.isoformat(),
        "features": {rules.SPONSOR: terms.sign_level},
    }
    act("process_update", process_no=petition.process_no, phases=[phase])
    continuing.open_unannounced(petition.process_no)
    petition.invitation = tokens.new()
    return ends
