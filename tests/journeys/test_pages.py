"""Every kind of page: there, valid, accessible, quiet, and no wider than a phone."""

import json

from tests.journeys.checkers import Checkers
from tests.journeys.walk import Walk


def test_every_page_is_there(walked: Walk):
    statuses = {name: seen.status for name, seen in walked.pages.items()}
    assert statuses == dict.fromkeys(statuses, 200) | {"not-found": 404}


def test_axe_finds_nothing_serious_in_any_look(walked: Walk):
    assert found(walked, ("serious", "critical")) == []


def test_axe_finds_nothing_at_all(walked: Walk):
    assert found(walked, ("",)) == []


def test_the_w3c_checker_finds_no_error(walked: Walk, checkers: Checkers):
    errors = [
        f"{message['url'].rpartition('/')[2]}:{message.get('lastLine')} {message['message']}"
        f" {message.get('extract', '')[:120]!r}"
        for message in checkers.html_errors(walked.folder)
    ]
    assert errors == []


def test_no_script_fails_and_nothing_breaks_the_security_policy(walked: Walk):
    loud = {name: seen.complaints for name, seen in walked.pages.items() if seen.complaints}
    assert loud == {}


def test_no_page_is_wider_than_a_phone(walked: Walk):
    wide = {name: seen.too_wide for name, seen in walked.pages.items() if seen.too_wide > 0}
    assert wide == {}


def found(walked: Walk, impacts: tuple[str, ...]) -> list[str]:
    return [
        json.dumps([name, look, violation], ensure_ascii=False)
        for name, seen in walked.pages.items()
        for look, violations in seen.violations.items()
        for violation in violations
        if violation.startswith(impacts)
    ]
