"""Who stood behind what was never published is forgotten, but not while an appeal may open it."""

from __future__ import annotations

import ckan.model as core_model
import sqlalchemy as sa
from ckan.tests.helpers import call_action
from ckanext.egov import moderation
from ckanext.participation.petitions import lifecycle, model
from ckanext.participation.petitions.sponsoring import forgetting

from tests.participation.petitions.conftest import SPONSORS

from .conftest import join

PEOPLE = sa.text(
    "SELECT count(*) FROM participation_person JOIN participation_act USING (act_id)"
    " WHERE process_no = :number"
)
AGO = sa.text("UPDATE petition SET rejected_at = now() - interval '1 year' WHERE process_no = :no")


def remembered(number: int) -> int:
    core_model.Session.rollback()
    return core_model.Session.scalar(PEOPLE, {"number": number})


def rejected(looking, long_ago: bool) -> int:
    number = looking()
    join(number, SPONSORS)
    petition = model.find(number, lock=True)
    lifecycle.recheck_sponsors(petition, SPONSORS)
    lifecycle.reject(petition, "duplicate")
    moderation.withdraw("petition", str(number))  # decided: it waits for nobody any more
    if long_ago:
        core_model.Session.execute(AGO, {"no": number})
    core_model.Session.commit()
    return number


def test_they_are_forgotten_when_nobody_can_appeal_any_more(looking):
    number = rejected(looking, long_ago=True)
    forgetting.forget_sponsors()
    forgetting.forget_sponsors()
    assert remembered(number) == 0
    assert lifecycle.process(model.find(number)).state == "stopped"
    assert call_action("petition_show", process_no=number)["state"] == "rejected"


def test_they_stay_while_an_appeal_may_still_open_it(looking):
    number = rejected(looking, long_ago=False)
    forgetting.forget_sponsors()
    assert remembered(number) == SPONSORS


def test_they_stay_while_somebody_decides_about_an_appeal(looking):
    number = rejected(looking, long_ago=True)
    moderation.submit("petition", str(number), "body")
    core_model.Session.commit()
    forgetting.forget_sponsors()
    assert remembered(number) == SPONSORS


def test_sponsors_of_what_is_open_are_its_signers_and_stay(looking):
    number = looking()
    join(number, SPONSORS)
    petition = model.find(number, lock=True)
    lifecycle.recheck_sponsors(petition, SPONSORS)
    lifecycle.approve(petition)
    core_model.Session.commit()
    forgetting.forget_sponsors()
    assert remembered(number) == SPONSORS
