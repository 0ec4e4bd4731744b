"""Deadlines to the millisecond, time zones, leap days, and a database whose clock jumps back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from ckan.tests.helpers import call_action
from ckanext.participation.booth.service import records
from ckanext.participation.booth.service.clerk import Clerk
from ckanext.participation.petitions import rules as petition_rules
from ckanext.participation.process import indexing, jobs, rules
from ckanext.participation.process.rules import PhaseFacts
from icalendar import Calendar

from tests.participation.booth.people import Asked, ask
from tests.participation.conftest import phase
from tests.participation.reliability.life import WITHDRAW, Booth, Letter, Record

TASHKENT = ZoneInfo("Asia/Tashkent")
REASON = {"en": "Repair"}
SAME_MOMENT = """SELECT count(*) FILTER (WHERE acted_at >= closes_at) AS late, count(*)
    FROM participation_act JOIN participation_process USING (process_no) WHERE process_no = %s"""


@pytest.fixture(scope="module")
def desk(booth_settings, signing_key) -> Iterator[Booth]:
    made = Booth(booth_settings["database"], signing_key)
    yield made
    made.close()


def letter(asked: Asked, feature: str = "sign") -> Letter:
    return Letter(0, feature, asked)


def told(desk: Booth, *asked: Asked) -> list[tuple[str, str]]:
    outcomes = desk.confirm([letter(each).slip(False) for each in asked])
    return [(outcome.code, outcome.receipt) for outcome in outcomes]


def run(rows: Any, statement: str, *values: Any) -> Any:
    with rows, rows.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() if cursor.description else None


@pytest.fixture
def jump(monkeypatch):
    """The database's clock jumps back by so much, as the booth sees it."""
    real = records.hold

    def back(by: timedelta) -> None:
        async def earlier(connection: Any, numbers: Any) -> datetime:
            return await real(connection, numbers) - by

        monkeypatch.setattr(records, "hold", earlier)

    return back


def test_no_act_is_of_the_moment_it_closes_or_later(desk, rows, open_process):
    """People act while the deadline passes; nobody needs to close anything."""
    number = open_process()["process_no"]
    letters = [ask(rows, number) for _ in range(150)]
    closes = "clock_timestamp() + interval '150 milliseconds'"
    run(rows, "UPDATE participation_phase SET during = tstzrange(lower(during),"
              f" {closes}) WHERE process_no = %s", number)  # fmt: skip
    run(rows, "UPDATE participation_process SET closes_at = (SELECT upper(during)"
              " FROM participation_phase p WHERE p.process_no = %s) WHERE process_no = %s",
        number, number)  # fmt: skip
    answers: list[str] = []

    async def one_by_one() -> None:
        working = desk._desk(Clerk)
        for each in letters:
            [outcome] = await working.transaction([letter(each).slip(False)])
            answers.append(outcome.code)
            await asyncio.sleep(0.001)

    desk.loop.run_until_complete(one_by_one())
    late, acts = run(rows, SAME_MOMENT, number)
    assert late == 0
    assert acts == answers.count("recorded")
    assert set(answers) <= {"recorded", "closed"}
    assert answers[-1] == "closed"
    first_refused = answers.index("closed")
    assert set(answers[first_refused:]) == {"closed"}, "closed, and then open again"


class TestClockThatJumpsBack:
    def test_nobody_is_counted_twice_and_receipts_stay(
        self, desk, rows, open_process, dsn, signing_key, tmp_path, jump
    ):
        number = open_process(phases=[phase(start=-1)])["process_no"]
        record = Record(dsn, signing_key, tmp_path, number)
        first = ask(rows, number)
        [before] = told(desk, first)
        jump(timedelta(hours=2))
        again = ask(rows, number, person_key=first.person_key)
        assert told(desk, first, again) == [before, before]
        out = ask(rows, number, person_key=first.person_key, feature=WITHDRAW)
        [gone] = told(desk, out)
        assert gone[0] == "withdrawn"
        assert told(desk, first, out) == [before, gone]
        record.seal()
        record.count()
        assert record.counted() == {"withdrawn": 1}
        assert record.read()[0] == {"withdrawn": 1}
        record.close()

    def test_what_was_closed_stays_closed(self, desk, rows, open_process, jump):
        number = open_process(phases=[phase(start=-1)])["process_no"]
        call_action("process_close", process_no=number, reason=REASON)
        jump(timedelta(hours=2))
        assert told(desk, ask(rows, number)) == [("closed", "")]

    def test_the_schedule_opens_nothing_again(self, rows, open_process, monkeypatch):
        """As if it were yesterday: every date of a closed process lies in the future again."""
        monkeypatch.setattr(indexing, "index_now", lambda numbers: None)
        number = open_process()["process_no"]
        call_action("process_close", process_no=number, reason=REASON)
        later = (
            "UPDATE participation_process SET opens_at = opens_at + interval '2 hours',"
            " closes_at = closes_at + interval '3 hours' WHERE process_no = %s"
        )
        run(rows, later, number)
        before = call_action("process_event_list", process_no=number)
        jobs.keep_dates()
        assert call_action("process_show", process_no=number)["state"] == "closed"
        assert call_action("process_event_list", process_no=number) == before

    def test_a_pause_that_ends_before_it_began_moves_nothing(self):
        assert rules.outage_extension({}, timedelta(hours=-1)) == timedelta()


class TestPlaceAndCalendar:
    def test_days_left_are_nights_in_tashkent(self, portal, open_process):
        """What closes at 00:30 in Tashkent closes on that day, though it is the day before UTC."""
        now = datetime.now(UTC)
        midnight = datetime.combine(now.astimezone(TASHKENT).date(), datetime.min.time(), TASHKENT)
        closes = midnight + timedelta(days=2, minutes=30)
        assert closes.astimezone(UTC).date() < closes.date()
        stage = phase(start=-1) | {"end": closes.isoformat()}
        shown = open_process(phases=[stage])
        assert shown["days_left"] == 2
        assert datetime.fromisoformat(shown["closes_at"]) == closes

    def test_a_petition_of_a_leap_february_gets_the_29th(self):
        opened = datetime(2028, 2, 27, 20, tzinfo=UTC)  # the 28th in Tashkent
        closes = petition_rules.closing(opened, 1, TASHKENT)
        assert closes == datetime(2028, 3, 1, tzinfo=TASHKENT)
        assert petition_rules.last_day(closes, TASHKENT) == date(2028, 2, 29)

    def test_a_pause_over_the_leap_day_gives_every_day_back(self):
        since = datetime(2028, 2, 28, 12, tzinfo=UTC)
        by = rules.outage_extension({"outage": {"extends_by": "days"}}, timedelta(days=2))
        [moved] = rules.moved([PhaseFacts("a", since, since + timedelta(days=1), {})], since, by)
        assert moved.end == datetime(2028, 3, 2, 12, tzinfo=UTC)

    def test_the_calendar_has_a_leap_day_in_local_time(self, portal, make_process):
        """Opens at 23:30 UTC of the 28th, which is the 29th in Tashkent; closes after midnight."""
        stage = {
            "key": "collect", "features": {"sign": 1},
            "start": "2028-02-28T23:30:00+00:00", "end": "2028-02-29T19:30:00+00:00",
        }  # fmt: skip
        number = make_process(phases=[stage])["process_no"]
        call_action("process_announce", process_no=number)
        reply = portal.get("/calendar.ics?since=2028-02-29&until=2028-03-02")
        events = {
            str(event["uid"]).partition("@")[0]: event.decoded("dtstart")
            for event in Calendar.from_ical(reply.get_data()).walk("VEVENT")
        }
        opens, closes = (events[f"process-{number}-{name}"] for name in ("opens", "closes"))
        assert opens == datetime(2028, 2, 29, 4, 30, tzinfo=TASHKENT)
        assert closes == datetime(2028, 3, 1, 0, 30, tzinfo=TASHKENT)
        assert opens.utcoffset() == timedelta(hours=5)
