"""What a petition's timeline says: what was first, then what is to come, by its day."""

from ckanext.participation.petitions.timeline import DONE, LATE, NEXT, moments

OPEN = {
    "state": "open",
    "created_at": "2026-03-01T10:00:00+00:00",
    "sponsored_at": None,
    "opened_at": "2026-03-02T10:00:00+00:00",
    "rejected_at": None,
    "threshold_reached_at": None,
    "closed_at": None,
    "last_day": "2026-09-01",
    "obligation": None,
    "updates": [],
    "hearing": {"state": "none", "at": None, "place": None},
}
REACHED = OPEN | {"threshold_reached_at": "2026-04-01T10:00:00+00:00"}
OWED = {
    "acknowledged_at": None,
    "acknowledge_by": "2026-04-06",
    "answered_at": None,
    "answer_by": "2026-05-01",
    "as_of": "2026-04-02",
}


def _said(petition, commitments=()):
    return [(moment.what, moment.status) for moment in moments(petition, list(commitments))]


def test_an_open_petition_waits_for_its_threshold():
    assert _said(OPEN) == [
        ("created", DONE), ("opened", DONE), ("threshold", NEXT), ("closed", NEXT),
    ]  # fmt: skip


def test_what_is_to_come_stands_by_its_day():
    assert _said(REACHED | {"obligation": OWED}) == [
        ("created", DONE), ("opened", DONE), ("threshold", DONE),
        ("acknowledged", NEXT), ("answered", NEXT), ("closed", NEXT),
    ]  # fmt: skip


def test_an_answer_that_does_not_come_is_late():
    late = OWED | {"as_of": "2026-05-02", "acknowledged_at": "2026-04-03T08:00:00+00:00"}
    assert ("answered", LATE) in _said(REACHED | {"obligation": late})


def test_nobody_waits_for_an_acknowledgement_after_the_answer():
    answered = OWED | {"answered_at": "2026-04-20T08:00:00+00:00"}
    assert "acknowledged" not in dict(_said(REACHED | {"obligation": answered}))


def test_a_promise_is_kept_late_or_to_come():
    promises = [
        {"status": "done", "due": "2026-06-01", "done_on": "2026-05-30", "texts": {}},
        {"status": "late", "due": "2026-04-01", "done_on": None, "texts": {}},
        {"status": "underway", "due": "2026-12-01", "done_on": None, "texts": {}},
        {"status": "dropped", "due": "2026-12-01", "done_on": None, "texts": {}},
    ]
    said = [status for what, status in _said(OPEN, promises) if what == "commitment"]
    assert sorted(said) == sorted([DONE, LATE, NEXT])


def test_a_rejected_petition_ends_there():
    rejected = OPEN | {"state": "rejected", "opened_at": None, "rejected_at": "2026-03-02"}
    assert _said(rejected) == [("created", DONE), ("rejected", DONE)]


def test_what_the_creator_told_stands_at_its_day():
    told = {"published_at": "2026-03-20T10:00:00+00:00", "title": {"uz": "Yangilik"}}
    said = _said(REACHED | {"updates": [told]})
    assert said.index(("update", DONE)) == said.index(("opened", DONE)) + 1
    assert said.index(("threshold", DONE)) == said.index(("update", DONE)) + 1


def test_its_supporters_were_found_before_it_was_published():
    said = _said(OPEN | {"sponsored_at": "2026-03-02T09:00:00+00:00"})
    assert [what for what, _ in said[:3]] == ["created", "sponsored", "opened"]
