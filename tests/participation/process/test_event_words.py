"""Every event that a room records of a process has words of its own."""

import ast
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(importlib.util.find_spec("ckanext.participation.process").origin).parents[1]
RECORDING = {"record", "recording.record", "_keep"}
"""Functions that take what they record an event of, then the event."""
ANSWERS = {"acknowledged", "answered", "corrected", "forwarded", "released"}
"""What becomes of an answer is handed on by `outcomes.watching` under the name it has there."""


def recorded_in(text):
    """The events that this code names where it records."""
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    for call in calls:
        name = ast.unparse(call.func)
        event = call.args[1] if name in RECORDING and len(call.args) > 1 else None
        if isinstance(event, ast.Constant) and isinstance(event.value, str):
            yield event.value


def recorded():
    found = {event for path in ROOT.rglob("*.py") for event in recorded_in(path.read_text())}
    return found | ANSWERS | named_by_rules()


def named_by_rules():
    """Events of petitions whose names `petitions.lifecycle` puts together from its rules."""
    from ckanext.participation.petitions import lifecycle
    from ckanext.participation.petitions.rules import Change, HearingState

    dated = (HearingState.SCHEDULED, HearingState.HELD, HearingState.NOT_HELD)
    crossed = {f"{one.term}_{change.value}" for one in lifecycle.THRESHOLDS for change in Change}
    return crossed | {f"hearing_{state.value}" for state in dated}


def known():
    import ckan.plugins as p
    from ckanext.participation.process.interfaces import IProcessEvents

    rooms = p.PluginImplementations(IProcessEvents)
    return [event for room in rooms for event in room.get_event_words()]


def test_every_recorded_event_has_words(portal):
    assert recorded() - set(known()) == set()


def test_words_are_said_by_one_room_only_and_only_of_what_is_recorded(portal):
    assert len(known()) == len(set(known()))
    assert set(known()) == recorded()


def test_an_event_without_words_is_found(portal):
    """The search can fail: it sees the calls of every room, and one that nobody has words for."""
    assert {"opened", "committed", "certified", "published", "threshold_reached"} <= recorded()
    new = set(recorded_in('recording.record(number, "vanished", {})'))
    assert new - set(known()) == {"vanished"}


@pytest.mark.parametrize(
    ("event", "details", "words"),
    [
        ("resumed", {"minutes_added": 2}, "Resumed; the end moved by 2 minutes"),
        ("resumed", {}, "Resumed"),
        ("closed", {"early": True}, "Closed before its time"),
        ("committed", {"commitment": 1}, "The public body has made a promise"),
        ("unheard_of", {}, "unheard_of"),
    ],
)
def test_events_are_told_in_words(portal, event, details, words):
    from ckanext.participation.process import helpers

    with portal.flask_app.test_request_context("/"):
        assert helpers.process_event_words({"event": event, "details": details}) == words
