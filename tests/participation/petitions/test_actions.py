"""A petition goes from its creator to a moderator and from there to everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import pytest
from ckan.tests.helpers import call_action
from ckanext.participation.petitions import lifecycle, model, rules

from .conftest import bring_to_moderators, confirmation


class TestCreating:
    def test_it_is_pending_and_nobody_sees_it(self, make):
        made = make()
        assert model.find(made["process_no"]).state == "pending"
        with pytest.raises(tk.NotAuthorized):
            tk.get_action("petition_show")({"user": ""}, {"process_no": made["process_no"]})

    def test_the_terms_come_from_the_level_of_the_body(self, make):
        process = lifecycle.process(model.find(make()["process_no"]))
        assert rules.terms_of(process.rules).threshold == 300
        assert process.region == "1726"

    def test_the_answer_gives_neither_code_nor_address(self, make, written):
        made = make()
        del made["letter"]
        assert set(made) == {"process_no", "confirmation_id", "sent_to"}
        assert written["creator_email"] not in str(made)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("title", ""),
            ("title", "a" * 81),
            ("title", "spam www.example.uz"),
            ("title", "A\x00b"),
            ("title", "A\ud800b"),
            ("title", "Аli"),
            ("background", "b\u202eb"),
            ("background", "b" * 301),
            ("details", "d" * 801),
            ("creator_name", "=1+1"),
            ("creator_name", "http://spam.example"),
            ("creator_email", "nobody"),
            ("creator_email", ""),
            ("body", "no-such-body"),
            ("language", "xx"),
            ("title", {"uz": "x"}),
        ],
    )
    def test_what_cannot_be_published_is_refused_at_its_field(self, written, field, value):
        with pytest.raises(tk.ValidationError) as refused:
            call_action("petition_create", **(written | {field: value}))
        core_model.Session.rollback()
        assert list(refused.value.error_dict) == [field]

    def test_only_administrators_make_demonstrations(self, written):
        with pytest.raises(tk.NotAuthorized):
            tk.get_action("petition_create")({"user": ""}, written | {"demonstration": True})


class TestConfirming:
    def test_the_code_lets_it_look_for_sponsors(self, make):
        made = make()
        done = call_action("petition_confirm", **confirmation(made))
        assert (done["process_no"], done["state"]) == (made["process_no"], "validated")
        assert core_model.Session.execute(_case(made["process_no"])).all() == []

    def test_where_no_sponsors_are_asked_for_it_comes_to_the_moderators(self, make, monkeypatch):
        terms_of = rules.terms_of
        monkeypatch.setattr(rules, "terms_of", lambda given: replace(terms_of(given), sponsors=0))
        made = make()
        assert call_action("petition_confirm", **confirmation(made))["state"] == "sponsored"
        assert len(core_model.Session.execute(_case(made["process_no"])).all()) == 1
        lifecycle.approve(model.find(made["process_no"], lock=True))
        core_model.Session.commit()
        assert call_action("petition_show", process_no=made["process_no"])["state"] == "open"

    def test_a_second_time_it_stands_where_it_stood_and_gives_no_pass(self, make):
        given = confirmation(make())
        first = call_action("petition_confirm", **given)
        again = call_action("petition_confirm", **given)
        assert "pass" in first
        assert again == {name: first[name] for name in ("process_no", "state")}

    def test_the_code_of_another_petition_confirms_nothing(self, make):
        one, other = make(), make()
        wrong = confirmation(one) | {"process_no": other["process_no"]}
        with pytest.raises(tk.ValidationError):
            call_action("petition_confirm", **wrong)
        assert model.find(other["process_no"]).state == "pending"

    def test_a_wrong_code_confirms_nothing(self, make):
        made = make()
        given = confirmation(made)
        wrong = f"{(int(given['code']) + 1) % 1_000_000:06d}"
        with pytest.raises(tk.ValidationError):
            call_action("petition_confirm", **(given | {"code": wrong}))
        assert model.find(made["process_no"]).state == "pending"


class TestModerating:
    def test_approved_it_is_open_for_whole_days(self, opened):
        number = opened()
        shown = call_action("petition_show", process_no=number)
        assert (shown["state"], shown["standing"]) == ("open", "collecting")
        assert shown["days_left"] in (90, 91)  # nights, and the last day is a whole one
        assert shown["process_state"] == "open"
        closes = datetime.fromisoformat(shown["closes_at"]).astimezone(ZoneInfo("Asia/Tashkent"))
        assert (closes.hour, closes.minute) == (0, 0)

    def test_rejected_it_is_shown_with_its_reason(self, make):
        made = make()
        bring_to_moderators(made)
        lifecycle.reject(model.find(made["process_no"]), "duplicate")
        core_model.Session.commit()
        shown = tk.get_action("petition_show")({"user": ""}, {"process_no": made["process_no"]})
        assert (shown["state"], shown["rejection_reason"]) == ("rejected", "duplicate")

    def test_some_reasons_take_it_out_of_sight(self, make):
        from ckanext.egov.moderation.reasons import reasons

        hiding = next(code for code, reason in reasons().items() if reason.hides)
        made = make()
        bring_to_moderators(made)
        lifecycle.reject(model.find(made["process_no"]), hiding)
        core_model.Session.commit()
        with pytest.raises(tk.NotAuthorized):
            tk.get_action("petition_show")({"user": ""}, {"process_no": made["process_no"]})

    def test_after_an_appeal_it_opens(self, make):
        made = make()
        bring_to_moderators(made)
        petition = model.find(made["process_no"])
        lifecycle.reject(petition, "duplicate")
        lifecycle.approve(petition)
        core_model.Session.commit()
        assert (petition.state, petition.rejection_reason) == ("open", None)

    def test_nothing_opens_unconfirmed(self, make):
        with pytest.raises(rules.StepRefused):
            lifecycle.approve(model.find(make()["process_no"]))
        core_model.Session.rollback()


class TestListing:
    def test_lists_show_what_their_name_says(self, opened, district):
        number = opened()
        found = call_action("petition_list", show="open", body=district["name"], rows=100)
        assert number in [item["process_no"] for item in found["petitions"]]
        assert {item["state"] for item in found["petitions"]} == {"open"}
        assert found["count"] == found["counts"]["open"]

    def test_a_body_without_petitions_has_an_empty_list(self):
        found = call_action("petition_list", body="nobody", show="all")
        assert (found["count"], found["petitions"]) == (0, [])

    def test_no_address_is_in_what_everybody_may_ask(self, opened, written):
        opened()
        assert written["creator_email"] not in str(call_action("petition_list", show="all"))


class TestTranslating:
    def test_another_language_is_added_and_the_creators_words_stay(self, opened, written):
        number = opened()
        call_action(
            "petition_translate", process_no=number, language="en",
            title="Light the way to school", background="It is dark in winter.", details="",
        )  # fmt: skip
        title = model.find(number).title
        assert title == {"uz": written["title"], "en": "Light the way to school"}
        assert lifecycle.process(model.find(number)).title == title

    def test_the_creators_own_words_are_changed_by_nobody(self, opened):
        with pytest.raises(tk.ValidationError):
            call_action("petition_translate", process_no=opened(), language="uz",
                        title="Boshqa", background="Boshqa", details="")  # fmt: skip
        core_model.Session.rollback()


def _case(process_no):
    import sqlalchemy as sa
    from ckanext.egov.moderation.model import Case

    return sa.select(Case.case_id).where(
        Case.kind == "petition", Case.object_id == str(process_no), Case.state == "waiting"
    )
