"""Lives through a year: sets the clock to each moment in turn and lets people act.

What is there already stays as it is; a year that broke off goes on with the petitions it lacks.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from ckanext.participation.process import jobs as process_jobs

from ... import jobs, lifecycle, model, rules
from .. import loader
from ..content import Signer
from . import acting, clock, rhythm
from .acting import Life
from .story import DAYS, Step, Story

Say = Callable[[str], None]
SPONSORED = timedelta(hours=4)
"""How long after the writing enough people stand behind a petition."""


class Year:
    """What is still to happen, by its moment."""

    def __init__(self, stories: list[Story], say: Say) -> None:
        self.say = say
        self.begin = model.now() - timedelta(days=DAYS)
        self.end = model.now()
        self._order = count()
        self._agenda: list[tuple[datetime, int, Callable[[], None]]] = []
        for story in stories:
            if loader.number_of(story.petition) is None:
                self._plan(
                    self.begin + timedelta(days=story.day, hours=5), partial(self._write, story)
                )
        for day in range(DAYS + 1):
            self._plan(self.begin + timedelta(days=day, hours=1), self._work_of_a_day)

    def live(self) -> None:
        """Do everything in its order; the clock never goes back."""
        while self._agenda:
            moment, _, act = heapq.heappop(self._agenda)
            clock.set_to(moment)
            act()

    def _plan(self, moment: datetime, act: Callable[[], None]) -> None:
        """Put it down, unless it lies in the future."""
        if moment < self.end:
            heapq.heappush(self._agenda, (moment, next(self._order), act))

    def _write(self, story: Story) -> None:
        written = model.now()
        self.say(f"{written:%Y-%m-%d} {story.petition.own['title']}")
        life = acting.write(story)
        self._plan(written + SPONSORED, partial(acting.sponsor, life))
        for step in story.steps:
            at = written + timedelta(days=step.day)
            self._plan(at, partial(self._step, life, step))
            if step.what == "approve":
                self._plan_signatures(life, at)

    def _plan_signatures(self, life: Life, opened: datetime) -> None:
        people = life.story.signers()
        for hour, how_many in rhythm.batches(len(people), life.story.days):
            some, people = people[:how_many], people[how_many:]
            # A little after the opening even in the first hour.
            at = opened + timedelta(hours=hour, minutes=20)
            self._plan(at, partial(self._sign, life, some))

    def _sign(self, life: Life, some: list[Signer]) -> None:
        acting.sign(life, some)
        if _may_cross(life):
            self._count(life)

    def _step(self, life: Life, step: Step) -> None:
        acting.STEPS[step.what](life, **step.given)
        if step.what in ("withdraw", "invalidate"):
            self._count(life)

    def _count(self, life: Life) -> None:
        """Wait until the sealer has counted, then look who owes an answer now."""
        loader.wait_for_count(life.process_no, life.counted)
        jobs.check_thresholds()

    def _work_of_a_day(self) -> None:
        process_jobs.keep_dates()


def _may_cross(life: Life) -> bool:
    petition = model.find(life.process_no)
    terms = rules.terms_of(lifecycle.process(petition).rules)
    return petition.threshold_reached_at is None and life.counted >= terms.threshold


def live(stories: list[Story], say: Say) -> None:
    """Live through these stories; raises DemoFailed where the clock can't be set."""
    if not clock.is_settable():
        raise loader.DemoFailed("the clock of this database cannot be set: run ./egov demo year")
    Year(stories, say).live()
