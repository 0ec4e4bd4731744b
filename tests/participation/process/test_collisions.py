"""Officials who act at the same time come one after the other; the lock of the row sees to it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.tests.helpers import call_action
from ckanext.participation.process import lifecycle

OFFICIALS = 8


def pause_together(portal, number: int) -> list[str]:
    """What each of several officials hears who pause a process in the same moment."""
    start = threading.Barrier(OFFICIALS)

    def pause(_: int) -> str:
        with portal.flask_app.test_request_context(environ_overrides={"CKAN_LANG": "en"}):
            start.wait(60)
            try:
                asked = {"process_no": number, "reason": "Outage"}
                tk.get_action("process_pause")({"ignore_auth": True}, asked)
                return "paused"
            except lifecycle.Conflict:
                return "conflict"
            finally:
                model.Session.remove()

    with ThreadPoolExecutor(OFFICIALS) as officials:
        return sorted(officials.map(pause, range(OFFICIALS)))


def pauses(number: int) -> int:
    events = call_action("process_event_list", process_no=number)
    return sum(event["event"] == "paused" for event in events)


def test_of_officials_who_pause_together_one_does_and_the_others_hear_of_it(portal, open_process):
    number = open_process()["process_no"]
    model.Session.remove()
    heard = pause_together(portal, number)
    assert heard == ["conflict"] * (OFFICIALS - 1) + ["paused"]
    assert pauses(number) == 1


def test_without_the_lock_they_would_collide(portal, open_process, monkeypatch):
    """The mutant that the test above kills: everyone looks before anyone has acted."""
    number = open_process()["process_no"]
    model.Session.remove()
    seen = threading.Barrier(OFFICIALS)

    def look_without_lock(process_no: int) -> lifecycle.Process:
        process = lifecycle.read(process_no)
        seen.wait(60)
        return process

    monkeypatch.setattr(lifecycle, "lock", look_without_lock)
    assert pause_together(portal, number).count("paused") > 1
    assert pauses(number) > 1
