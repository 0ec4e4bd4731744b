"""Phase × level × state, answered by the real booth as the rules say; and closing in a rush."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from ckan.tests.helpers import call_action
from ckanext.participation.booth.service import messages

STATES = {
    "announced": ("state = 'announced'", "not_open_yet"),
    "open": ("state = 'open'", None),
    "not open before its time": ("opens_at = now() + interval '1 hour'", "not_open_yet"),
    "paused": ("paused_at = now()", "paused"),
    "over by the clock": (
        "opens_at = now() - interval '1 hour', closes_at = now() - interval '1 second'",
        "closed",
    ),
    "closed": ("state = 'closed'", "closed"),
    "stopped": ("state = 'stopped'", "stopped"),
}
LEVELS = range(4)
NEEDED = {"sign": 1, "comment": 2, "vote": 3}


@pytest.mark.parametrize("state", STATES)
def test_state_comes_first_then_the_phase_then_the_level(booth, asked, rows, open_process, state):
    number = open_process(features={"sign": 1, "comment": 2})["process_no"]
    change, refused = STATES[state]
    with rows, rows.cursor() as cursor:
        cursor.execute(f"UPDATE participation_process SET {change} WHERE process_no = {number}")
    for feature, needed in NEEDED.items():
        for level in LEVELS:
            expected = refused or (
                "not_in_this_phase" if feature == "vote"
                else "level_too_low" if level < needed
                else "recorded"
            )  # fmt: skip
            answer = booth.act(token=asked(number, feature=feature, level=level).token)
            assert answer.said["code"] == expected, (state, feature, level)
            assert answer.status == messages.of(expected).status


def test_a_link_that_was_refused_while_paused_works_afterwards(booth, asked, open_process):
    number = open_process()["process_no"]
    letter = asked(number)
    call_action("process_pause", process_no=number, reason={"en": "Repair"})
    assert booth.act(token=letter.token).status == 409
    call_action("process_resume", process_no=number)
    assert booth.act(token=letter.token).status == 200


def test_a_retry_after_closing_still_gets_the_receipt(booth, asked, open_process):
    number = open_process()["process_no"]
    letter = asked(number)
    first = booth.act(token=letter.token)
    call_action("process_close", process_no=number, reason={"en": "Done"})
    assert booth.act(token=letter.token).body == first.body
    assert booth.act(token=asked(number).token).status == 409


def test_closing_is_before_or_after_each_act(booth, asked, found, open_process):
    """Acts race with closing: what was acknowledged is before it, what was refused is not there."""
    number = open_process()["process_no"]
    letters = [asked(number) for _ in range(120)]
    answers: dict[str, int] = {}

    def people(some):
        for letter in some:
            answers[letter.token] = booth.act(token=letter.token).status

    threads = [threading.Thread(target=people, args=(letters[i::4],)) for i in range(4)]
    for thread in threads:
        thread.start()
    while len(answers) < 30:
        pass
    call_action("process_close", process_no=number, reason={"en": "Done"})
    for thread in threads:
        thread.join()
    taken = {bytes(key) for (key,) in found(
        "SELECT person_key FROM participation_act WHERE process_no = %s", number)}  # fmt: skip
    acknowledged = {x.person_key for x in letters if answers[x.token] == 200}
    assert set(answers.values()) <= {200, 409}
    assert taken == acknowledged
    [(closed_at, last_act)] = found(
        """SELECT e.at, (SELECT max(acted_at) FROM participation_act WHERE process_no = %s)
        FROM participation_event e WHERE process_no = %s AND event = 'closed'""",
        number, number,
    )  # fmt: skip
    assert last_act < closed_at + timedelta(milliseconds=1)
    [(late,)] = found(
        """SELECT count(*) FROM participation_leaf WHERE process_no = %s AND event = 'act'
        AND leaf_id > (SELECT max(leaf_id) FROM participation_leaf
                       WHERE process_no = %s AND event = 'closed')""",
        number, number,
    )  # fmt: skip
    assert late == 0
