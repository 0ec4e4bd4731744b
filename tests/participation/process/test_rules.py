"""Phase × level × feature as a table, and what must hold for every pause and extension."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from ckanext.participation.process import rules
from ckanext.participation.process.rules import PhaseFacts, ProcessFacts, Refusal, allows
from hypothesis import given
from hypothesis import strategies as st

OPENS = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
TALK = PhaseFacts("talk", OPENS, OPENS + 10 * DAY, {"comment": 0, "propose": 1})
VOTE = PhaseFacts("vote", OPENS + 12 * DAY, OPENS + 20 * DAY, {"comment": 1, "vote": 3, "look": 2})
PHASES = (TALK, VOTE)
PROCESS = ProcessFacts(7, rules.OPEN, OPENS, OPENS + 20 * DAY)

TABLE = {
    # moment (days from opening): feature: the lowest level that is let in; None is nobody
    0: {"comment": 0, "propose": 1, "vote": None, "look": None, "unheard_of": None},
    9.999: {"comment": 0, "propose": 1, "vote": None, "look": None, "unheard_of": None},
    10: {"comment": None, "propose": None, "vote": None, "look": None, "unheard_of": None},
    11: {"comment": None, "propose": None, "vote": None, "look": None, "unheard_of": None},
    12: {"comment": 1, "propose": None, "vote": 3, "look": 2, "unheard_of": None},
    19.999: {"comment": 1, "propose": None, "vote": 3, "look": 2, "unheard_of": None},
}
CELLS = [
    (days, feature, level, lowest is not None and level >= lowest)
    for days, features in TABLE.items()
    for feature, lowest in features.items()
    for level in range(4)
]


@pytest.mark.parametrize(("days", "feature", "level", "allowed"), CELLS)
def test_the_active_phase_decides_by_feature_and_level(days, feature, level, allowed):
    for asked in (feature, rules.WITHDRAW + feature):
        refusal = allows(PROCESS, PHASES, asked, level, OPENS + days * DAY)
        assert (refusal is None) is allowed


@pytest.mark.parametrize("level", range(4))
@pytest.mark.parametrize("state", rules.STATES)
def test_only_an_open_process_allows_anything(state, level):
    process = replace(PROCESS, state=state)
    refusal = allows(process, PHASES, "comment", level, OPENS)
    expected = {"open": None, "closed": "closed", "stopped": "stopped"}.get(state, "not_open_yet")
    assert (refusal and refusal.code) == expected


def test_the_first_instant_is_inside_and_the_last_one_outside():
    end = OPENS + 20 * DAY
    assert allows(PROCESS, PHASES, "comment", 1, OPENS) is None
    assert allows(PROCESS, PHASES, "comment", 1, OPENS - INSTANT) == Refusal("not_open_yet", OPENS)
    assert allows(PROCESS, PHASES, "comment", 1, end - INSTANT) is None
    assert allows(PROCESS, PHASES, "comment", 1, end) == Refusal("closed")


def test_an_announced_process_says_when_it_opens():
    process = replace(PROCESS, state=rules.ANNOUNCED)
    assert allows(process, PHASES, "comment", 3, OPENS - DAY) == Refusal("not_open_yet", OPENS)


def test_a_draft_tells_nothing_of_its_dates():
    process = replace(PROCESS, state=rules.DRAFT)
    assert allows(process, PHASES, "comment", 3, OPENS - DAY) == Refusal("not_open_yet")


def test_a_paused_process_is_paused_even_past_its_deadline():
    process = replace(PROCESS, paused_at=OPENS + DAY)
    for at in (OPENS + DAY, OPENS + 30 * DAY):
        assert allows(process, PHASES, "comment", 3, at) == Refusal("paused")


def test_a_refusal_says_when_the_feature_comes():
    refused = allows(PROCESS, PHASES, "vote", 3, OPENS)
    assert refused == Refusal("not_in_this_phase", until=VOTE.start)


def test_a_refusal_says_which_level_is_needed():
    assert allows(PROCESS, PHASES, "vote", 1, VOTE.start) == Refusal("level_too_low", level=3)


def test_the_end_of_february_of_a_leap_year_is_a_day_like_others():
    opens = datetime(2028, 2, 28, 19, tzinfo=UTC)  # midnight of the 29th in Tashkent
    process = replace(PROCESS, opens_at=opens, closes_at=opens + DAY)
    phase = PhaseFacts("sign", opens, opens + DAY, {"sign": 1})
    assert allows(process, [phase], "sign", 1, datetime(2028, 2, 29, 18, 59, tzinfo=UTC)) is None
    refused = allows(process, [phase], "sign", 1, datetime(2028, 2, 29, 19, tzinfo=UTC))
    assert refused == Refusal("closed")


def test_the_same_instant_counts_whatever_zone_it_is_written_in():
    from zoneinfo import ZoneInfo

    at = (OPENS + 20 * DAY - INSTANT).astimezone(ZoneInfo("Asia/Tashkent"))
    assert allows(PROCESS, PHASES, "comment", 1, at) is None
    assert allows(PROCESS, PHASES, "comment", 1, at + INSTANT) == Refusal("closed")


STEPS = {
    # state and whether paused: what an official may do
    ("draft", False): {"announce", "update", "open", "stop"},
    ("announced", False): {"update", "open", "extend", "stop"},
    ("open", False): {"pause", "extend", "close", "stop"},
    ("open", True): {"resume", "extend", "close", "stop"},
    ("closed", False): set(),
    ("stopped", False): set(),
}


@pytest.mark.parametrize(("state", "paused"), STEPS)
def test_each_state_allows_its_steps_and_no_others(state, paused):
    allowed = {name for name in rules.STEPS if rules.may_step(name, state, paused)}
    assert allowed == STEPS[state, paused]


moments = st.integers(0, 40 * 24 * 60).map(lambda minutes: OPENS + timedelta(minutes=minutes))
pauses = st.integers(0, 60 * 24 * 9).map(lambda minutes: timedelta(minutes=minutes, seconds=1))


@st.composite
def plans(draw):
    """Phases that do not overlap, some with a gap between them."""
    marks = sorted(draw(st.lists(moments, min_size=2, max_size=8, unique=True)))
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    return [PhaseFacts(str(n), a, b, {"sign": n % 4}) for n, (a, b) in enumerate(pairs)]


def time_left(phases, at):
    return sum((max(p.end - max(p.start, at), timedelta()) for p in phases), timedelta())


@given(plans(), moments, pauses)
def test_a_pause_takes_no_time_from_people(phases, since, pause):
    by = rules.outage_extension({}, pause)
    later = rules.moved(phases, since, by)
    assert by >= pause
    assert time_left(later, since + pause) >= time_left(phases, since)


@given(plans(), moments, pauses)
def test_phases_never_overlap_after_a_pause(phases, since, pause):
    later = rules.moved(phases, since, rules.outage_extension({}, pause))
    ordered = sorted(later, key=lambda phase: phase.start)
    assert all(p.start < p.end for p in ordered)
    assert all(a.end <= b.start for a, b in itertools.pairwise(ordered))


@given(plans(), pauses)
def test_a_longer_phase_shortens_no_other(phases, by):
    key = phases[0].key
    longer = rules.lengthened(phases, key, phases[0].end + by)
    assert longer is not None
    for before, after in zip(phases, longer, strict=True):
        length = before.end - before.start
        assert after.end - after.start == (length + by if before.key == key else length)


def test_a_phase_cannot_be_shortened_by_extending_it():
    assert rules.lengthened(PHASES, "talk", TALK.end) is None
    assert rules.lengthened(PHASES, "nothing", TALK.end + DAY) is None


@pytest.mark.parametrize(
    ("declared", "minutes", "days", "extension"),
    [
        (None, 1, 0, timedelta(minutes=1)),
        ({"extends_by": "minutes", "from_minutes": 5}, 4, 0, timedelta()),
        ({"extends_by": "minutes", "from_minutes": 5}, 5, 0, timedelta(minutes=5)),
        ({"extends_by": "days"}, 1, 0, DAY),
        ({"extends_by": "days"}, 1, 1, 2 * DAY),
        ({"extends_by": "none"}, 0, 9, timedelta()),
    ],
)
def test_an_outage_extends_by_the_declared_rule(declared, minutes, days, extension):
    pause = timedelta(minutes=minutes, days=days)
    assert rules.outage_extension({"outage": declared}, pause) == extension


def test_a_clock_that_jumps_back_extends_nothing():
    assert rules.outage_extension({}, timedelta(minutes=-5)) == timedelta()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcд"), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abcд", min_size=1), json_values, max_size=5))
def test_the_hash_does_not_depend_on_the_order_of_keys(declared):
    backwards = dict(reversed(declared.items()))
    assert rules.rules_hash(declared) == rules.rules_hash(backwards)


def test_the_hash_is_what_sha256sum_says_of_the_published_bytes():
    declared = {"threshold": 10000, "title": "Имзолар", "b": [1, True, None], "a": {"y": 1, "x": 2}}
    written = '{"a":{"x":2,"y":1},"b":[1,true,null],"threshold":10000,"title":"Имзолар"}'
    assert rules.canonical(declared) == written.encode()
    known = "f1ccf80be3a31c595f350427f983736783a8e487194000caf4bd256d18462405"
    assert rules.rules_hash({"threshold": 10000}).hex() == known


def test_what_a_phase_allows_is_frozen_with_the_rules():
    before = rules.rules_hash(rules.frozen({"threshold": 1}, PHASES))
    easier = [replace(VOTE, features={"vote": 1}), TALK]
    assert rules.rules_hash(rules.frozen({"threshold": 1}, easier)) != before
    assert rules.rules_hash(rules.frozen({"threshold": 1}, PHASES[::-1])) == before
