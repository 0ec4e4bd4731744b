"""Who has the invitation sees the petition and may join it; nobody else learns that it is there."""

from __future__ import annotations

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan.tests.helpers import call_action
from ckanext.participation.petitions import lifecycle, model
from ckanext.participation.petitions.sponsoring import gate

from tests.participation.booth.conftest import (  # noqa: F401
    booth,
    booth_settings,
    found,
    instance,
    rows,
)
from tests.participation.petitions.conftest import SPONSORS, letter
from tests.participation.petitions.signing.conftest import CHILONZOR, address, code_of

from .conftest import invitation, join, state


def ask(number: int, **typed):
    """Ask to join as anybody with the invitation may."""
    given = {"name": "Oygul", "district": CHILONZOR, "address": address(), "language": "en"}
    context = {"ignore_auth": False, "user": ""}
    asked = {"invitation": invitation(number)} | given | typed
    return call_action("petition_sponsor", context, **asked)


def code(sent) -> str:
    return code_of(letter(f"act_confirm:{sent['confirmation_id']}"))


class TestTheInvitation:
    def test_it_shows_the_petition_before_anybody_sees_it(self, looking, written):
        number = looking()
        shown = call_action("petition_invitation_show", invitation=invitation(number))
        assert shown["title"]["uz"] == written["title"]
        assert (shown["sponsors"], shown["sponsors_needed"]) == (0, SPONSORS)
        assert shown["is_looking"]

    @pytest.mark.parametrize("typed", ["", "x", "0123-4567-89AB-CDEF", "\x00", "ʻ" * 300])
    def test_what_is_none_leads_nowhere(self, database, typed):
        with pytest.raises((tk.ObjectNotFound, tk.ValidationError)):
            call_action("petition_invitation_show", invitation=typed)

    def test_it_is_read_as_people_type_it(self, looking):
        number = looking()
        typed = invitation(number).lower().replace("-", " ")
        assert call_action("petition_invitation_show", invitation=typed)["process_no"] == number

    def test_it_stands_in_no_address_of_the_letter_that_a_server_sees(self, looking):
        number = looking()
        text = letter(f"petition:{number}:invitation")
        assert f"/petition/invitation#{invitation(number)}" in text

    @pytest.mark.parametrize("action", ["petition_show", "process_show"])
    def test_without_it_nobody_sees_the_petition(self, looking, action):
        with pytest.raises(tk.NotAuthorized):
            tk.get_action(action)({"user": ""}, {"process_no": looking()})

    def test_without_it_nobody_joins(self, looking):
        sent = {"process_no": looking(), "feature": "sponsor", "address": "x@example.uz"}
        with pytest.raises(tk.ObjectNotFound):
            call_action("act_request", {"ignore_auth": False, "user": ""}, **sent)
        core_model.Session.rollback()


class TestJoining:
    def test_a_sponsor_confirms_by_letter_and_counts_once(self, looking, booth):  # noqa: F811
        number, mailbox = looking(), address()
        for _ in range(2):
            sent = ask(number, address=mailbox)
            reply = booth.act(confirmation=sent["confirmation_id"], code=code(sent))
            assert reply.status == 200
        assert gate.count(number) == 1

    def test_a_sponsor_steps_back(self, looking, booth):  # noqa: F811
        number, mailbox = looking(), address()
        for withdraw in (False, True):
            sent = ask(number, address=mailbox, withdraw=withdraw)
            booth.act(confirmation=sent["confirmation_id"], code=code(sent))
        assert gate.count(number) == 0

    def test_more_than_its_most_are_not_taken(self, looking):
        number = looking()
        join(number, 20)
        with pytest.raises(tk.ValidationError) as refused:
            ask(number)
        assert "process" in refused.value.error_dict

    @pytest.mark.parametrize(("field", "value"), [("name", ""), ("district", ""), ("address", "x")])
    def test_a_sponsor_says_what_a_signer_says(self, looking, field, value):
        with pytest.raises(tk.ValidationError) as refused:
            ask(looking(), **{field: value})
        core_model.Session.rollback()
        assert list(refused.value.error_dict) == [field]


class TestSigningByIt:
    def test_who_was_a_sponsor_is_a_signer_when_it_opens(self, looking, booth, found):  # noqa: F811
        number, mailbox = looking(), address()
        join(number, SPONSORS - 1)
        sent = ask(number, address=mailbox)
        booth.act(confirmation=sent["confirmation_id"], code=code(sent))
        gate.recheck(number)
        lifecycle.approve(model.find(number, lock=True))
        core_model.Session.commit()
        assert state(number) == "open"
        query = "SELECT count(*) FROM participation_act WHERE process_no = %s AND feature = 'sign'"
        assert found(query, number) == [(SPONSORS,)]

        # The same person signs again by e-mail, and is counted already; then takes it back.
        asked = {"process_no": number, "address": mailbox, "name": "Oygul", "district": CHILONZOR}
        for feature in ("sign", "withdraw:sign"):
            again = call_action("act_request", feature=feature, **asked)
            reply = booth.act(confirmation=again["confirmation_id"], code=code(again))
            assert reply.status == 200
        query = f"{query} AND state = 'valid'"
        assert found(query, number) == [(SPONSORS - 1,)]

    def test_it_is_announced_with_its_days_and_its_sponsors_are_told(self, looking):
        number = looking()
        join(number, SPONSORS)
        gate.recheck(number)
        lifecycle.approve(model.find(number, lock=True))
        core_model.Session.commit()
        shown = tk.get_action("petition_show")({"user": ""}, {"process_no": number})
        assert (shown["state"], shown["days_left"] in (90, 91)) == ("open", True)
        news = sa.text("SELECT count(*) FROM participation_news WHERE key = :key")
        key = {"key": f"petition:{number}:supported"}
        assert core_model.Session.scalar(news, key) == 1

    def test_rejected_and_after_an_appeal_opened_its_sponsors_sign_too(self, looking):
        number = looking()
        join(number, SPONSORS)
        gate.recheck(number)
        petition = model.find(number, lock=True)
        lifecycle.reject(petition, "duplicate")
        lifecycle.approve(petition)
        core_model.Session.commit()
        assert state(number) == "open"
