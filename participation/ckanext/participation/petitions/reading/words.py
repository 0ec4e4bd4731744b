"""What the steps of a petition are called, done and to come."""

from __future__ import annotations

import ckan.plugins.toolkit as tk

from ..timeline import DONE, Moment


def of_moment(moment: Moment) -> str:
    """A step in the reader's language."""
    done, coming = {
        "created": (tk._("Written"), tk._("Written")),
        "sponsored": (tk._("Enough supporters were found"),) * 2,
        "rejected": (tk._("Rejected by a moderator"), tk._("Rejected by a moderator")),
        "opened": (tk._("Published and open for signatures"), tk._("To be published")),
        "threshold": (
            tk._("Enough signatures for an answer"),
            tk._("Enough signatures for an answer"),
        ),
        "closed": (tk._("Closed for signatures"), tk._("Closes for signatures")),
        "acknowledged": (
            tk._("Received by the public body"),
            tk._("To be received by the public body until"),
        ),
        "answered": (tk._("Answered"), tk._("To be answered until")),
        "update": (tk._("The creator told something new"),) * 2,
        "hearing": (tk._("The hearing was held"), tk._("Public hearing on")),
        "commitment": (tk._("Promise kept"), tk._("Promised until")),
    }[moment.what]
    return done if moment.status == DONE else coming
