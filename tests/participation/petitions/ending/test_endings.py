"""What officials set aside, stop and take down: who may is in the matrix, what follows is here."""

from __future__ import annotations

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan.tests.helpers import call_action
from ckanext.egov.moderation.model import Case
from ckanext.participation.petitions import lifecycle, model
from ckanext.participation.petitions.ending import endings
from ckanext.participation.petitions.rules import Step
from ckanext.participation.process import rules as process_rules

from tests.participation.petitions.conftest import bring_to_moderators, letter

ANYBODY = {"user": "", "ignore_auth": False}
STATES = ("flag", "flagged"), ("shelve", "dormant"), ("restore", "sponsored")


def case_state(number: int) -> str:
    query = sa.select(Case.state).where(Case.kind == "petition", Case.object_id == str(number))
    return core_model.Session.scalars(query).one()


class TestSettingAside:
    def test_it_is_flagged_shelved_and_brought_back_and_waits_all_the_time(self, make):
        number = bring_to_moderators(make())
        for step, state in STATES:
            assert call_action(f"petition_{step}", process_no=number)["state"] == state
            assert case_state(number) == "waiting"

    @pytest.mark.parametrize("step", ["flag", "shelve"])
    def test_it_can_be_decided_where_it_stands(self, make, step):
        number = bring_to_moderators(make())
        call_action(f"petition_{step}", process_no=number)
        lifecycle.approve(model.find(number, lock=True))
        core_model.Session.commit()
        assert model.find(number).state == "open"

    @pytest.mark.parametrize("step", ["flag", "shelve", "restore", "stop"])
    def test_what_is_open_is_not_set_aside(self, opened, step):
        reason = {"reason": "creator_asked"} if step == "stop" else {}
        with pytest.raises(tk.ValidationError) as refused:
            call_action(f"petition_{step}", process_no=opened(), **reason)
        assert "process" in refused.value.error_dict


class TestStopping:
    def test_it_leaves_the_queue_and_everybody_sees_why(self, make):
        number = bring_to_moderators(make())
        call_action("petition_stop", process_no=number, reason="term_ended")
        assert case_state(number) == "withdrawn"
        assert lifecycle.process(model.find(number)).state == process_rules.STOPPED
        shown = call_action("petition_ending_show", dict(ANYBODY), process_no=number)
        assert (shown["state"], shown["reason"]["code"]) == ("stopped", "term_ended")
        assert "vakolati" in letter(f"petition:{number}:stopped:creator")

    def test_when_its_process_is_stopped_it_ends_too(self, make):
        number = bring_to_moderators(make())
        call_action("process_stop", process_no=number, reason={"uz": "Sabab"})
        core_model.Session.expire_all()
        assert model.find(number).stop_reason == "process_ended"


class TestTakingDown:
    def test_its_text_is_gone_and_everybody_sees_why(self, opened, written):
        number = opened()
        call_action("petition_remove", process_no=number, reason="court_order")
        petition = model.find(number)
        assert (petition.state, petition.state_at_removal) == ("removed", "open")
        for action in ("petition_show", "process_show", "petition_related_list"):
            with pytest.raises(tk.NotAuthorized):
                call_action(action, dict(ANYBODY), process_no=number)
        shown = call_action("petition_ending_show", dict(ANYBODY), process_no=number)
        assert shown["reason"]["code"] == "court_order"
        assert written["title"] not in str(shown)

    def test_it_is_in_no_list_and_takes_no_signatures(self, opened):
        number = opened()
        call_action("petition_remove", process_no=number, reason="court_order")
        listed = call_action("petition_list", show="all", rows=100)["petitions"]
        assert number not in [item["process_no"] for item in listed]
        sent = {"process_no": number, "feature": "sign", "address": "x@example.uz"}
        with pytest.raises(tk.ObjectNotFound):
            call_action("act_request", dict(ANYBODY), **sent)
        core_model.Session.rollback()

    def test_a_closed_one_is_taken_down_and_not_published_again(self, opened):
        from ckanext.participation.publishing import model as publications

        number = opened()
        call_action("process_close", process_no=number, reason={"uz": "Sabab"})
        call_action("petition_remove", process_no=number, reason="court_order")
        assert model.find(number).state_at_removal == "closed"
        assert number not in publications.waiting()

    def test_what_is_removed_stays_removed(self, opened):
        number = opened()
        call_action("petition_remove", process_no=number, reason="court_order")
        with pytest.raises(tk.ValidationError):
            call_action("petition_remove", process_no=number, reason="court_order")


class TestReasons:
    @pytest.mark.parametrize("step", [Step.STOP, Step.REMOVE])
    def test_there_are_several_to_choose_from(self, step):
        assert len(endings.choices(step)) >= 5

    @pytest.mark.parametrize("ending", endings.all_endings().values(), ids=lambda each: each.code)
    @pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
    def test_each_says_why_and_what_to_do(self, ending, language):
        assert len(ending.title[language]) > 5
        assert len(ending.advice[language]) > 5

    @pytest.mark.parametrize("reason", ["", "no_sponsors", "private_data", "x", ["x"], None])
    def test_nothing_is_stopped_for_another_reason(self, make, reason):
        number = bring_to_moderators(make())
        with pytest.raises(tk.ValidationError) as refused:
            call_action("petition_stop", process_no=number, reason=reason)
        assert list(refused.value.error_dict) == ["reason"]

    def test_of_what_is_there_no_ending_is_shown(self, opened):
        with pytest.raises(tk.ObjectNotFound):
            call_action("petition_ending_show", process_no=opened())
