"""A creator without an account: lets themselves in by e-mail, sees the petition, adds to it."""

from __future__ import annotations

import threading

import ckan.model as core_model
import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan.tests.helpers import call_action
from ckanext.egov.moderation.model import Case
from ckanext.participation.petitions import model as petitions
from ckanext.participation.petitions.creator import model, passes, updates

from tests.participation.petitions.conftest import confirmation, letter
from tests.participation.petitions.signing.conftest import code_of

ANYBODY = {"user": "", "ignore_auth": False}


@pytest.fixture(scope="module")
def mailbox() -> str:
    return "muallif@example.uz"


@pytest.fixture(scope="module")
def number(opened, mailbox) -> int:
    """An open petition of this creator."""
    return opened(creator_email=mailbox)


def write(number: int, title: str = "Yangi dalil", **typed):
    given = {"text": "Hokimiyat yoʻlni oʻlchadi.", "pass": passes.make(number)} | typed
    return call_action("petition_update_create", process_no=number, title=title, **given)


def decide(update_number: int, number: int, decision: str, reason: str | None = None) -> None:
    [update] = [each for each in model.of(number) if each.number == update_number]
    updates.moderated_kind().decide(str(update.update_id), decision, reason)
    core_model.Session.commit()


def messages_to(mailbox: str) -> int:
    from ckanext.egov.notifications.model import Message

    query = sa.select(Message.address).where(Message.template == "petition_creator")
    return list(core_model.Session.scalars(query)).count(mailbox)


class TestComingIn:
    def test_the_code_of_the_message_gives_a_pass(self, number, mailbox):
        sent = call_action("petition_creator_ask", process_no=number, email=mailbox.upper())
        text = letter(f"petition-creator:{sent['confirmation_id']}")
        given = {"confirmation_id": sent["confirmation_id"], "code": code_of(text)}
        done = call_action("petition_creator_enter", process_no=number, **given)
        assert passes.opens(done["pass"], number)

    def test_another_address_gets_the_same_answer_and_no_message(self, number, mailbox):
        before = messages_to("begona@example.uz"), messages_to(mailbox)
        sent = call_action("petition_creator_ask", process_no=number, email="begona@example.uz")
        assert set(sent) == {"confirmation_id"}
        assert (messages_to("begona@example.uz"), messages_to(mailbox)) == before

    def test_a_pass_opens_one_petition(self, number):
        assert not passes.opens(passes.make(number + 1), number)
        assert not passes.opens("x.y.z", number)

    def test_the_code_of_a_signature_is_no_pass(self, number, make):
        given = confirmation(make()) | {"process_no": number}
        with pytest.raises(tk.ValidationError):
            call_action("petition_creator_enter", **given)

    def test_without_a_pass_nobody_sees_or_adds_anything(self, number):
        asked = {"process_no": number, "pass": ""}
        for action in ("petition_creator_show", "petition_update_create"):
            typed = {"title": "Yangi", "text": "Xabar"} if "update" in action else {}
            with pytest.raises(tk.NotAuthorized):
                call_action(action, dict(ANYBODY), **asked, **typed)

    def test_it_shows_the_invitation_and_no_address(self, number, mailbox):
        asked = {"process_no": number, "pass": passes.make(number)}
        shown = call_action("petition_creator_show", dict(ANYBODY), **asked)
        assert len(shown["invitation"]) == 19
        assert mailbox not in str(shown)


class TestUpdates:
    def test_a_moderator_reads_it_first(self, opened):
        number = opened()
        write(number)
        assert call_action("petition_show", process_no=number)["updates"] == []
        [update] = model.of(number)
        waiting = sa.select(Case.state).where(
            Case.kind == updates.KIND, Case.object_id == str(update.update_id)
        )
        assert core_model.Session.scalars(waiting).all() == ["waiting"]

    def test_published_it_is_on_the_page_and_told_to_who_wants_news(self, opened):
        number = opened()
        write(number, "Maydon oʻlchandi")
        decide(1, number, "approve")
        [shown] = call_action("petition_show", process_no=number)["updates"]
        assert (shown["number"], shown["title"]) == (1, {"uz": "Maydon oʻlchandi"})
        news = sa.text("SELECT count(*) FROM participation_news WHERE key LIKE :key")
        assert core_model.Session.scalar(news, {"key": f"petition:{number}:update:%"}) == 1

    def test_there_are_two_and_no_third(self, opened):
        number = opened()
        assert [write(number)["number"] for _ in range(2)] == [1, 2]
        with pytest.raises(tk.ValidationError):
            write(number)
        core_model.Session.rollback()

    def test_a_rejected_one_makes_room(self, opened):
        number = opened()
        write(number)
        write(number)
        decide(1, number, "reject", "spam")
        assert write(number)["number"] == 1

    def test_after_an_appeal_it_needs_a_place_again(self, opened):
        number = opened()
        write(number)
        [first] = model.of(number)
        decide(1, number, "reject", "duplicate")
        write(number)
        write(number)
        with pytest.raises(tk.ValidationError):
            updates.moderated_kind().decide(str(first.update_id), "approve", None)
        core_model.Session.rollback()

    def test_before_the_opening_there_are_none(self, make):
        made = make()
        call_action("petition_confirm", **confirmation(made))
        with pytest.raises(tk.ValidationError):
            write(made["process_no"])
        core_model.Session.rollback()

    @pytest.mark.parametrize(
        ("field", "value"),
        [("title", ""), ("title", "a" * 81), ("text", ""), ("text", "d" * 801), ("text", ["x"])],
    )
    def test_what_cannot_be_published_is_refused_at_its_field(self, number, field, value):
        with pytest.raises(tk.ValidationError) as refused:
            write(number, **{field: value})
        core_model.Session.rollback()
        assert list(refused.value.error_dict) == [field]


class TestAtOnce:
    """A creator who sends in several windows at once."""

    WINDOWS = 5

    def send_at_once(self, number: int) -> list[str]:
        """Send in all windows; what went wrong otherwise than by being refused."""
        barrier, failed = threading.Barrier(self.WINDOWS), []

        def send() -> None:
            try:
                barrier.wait(30)
                updates.write(petitions.find(number, lock=True), "Yangi", "Xabar")
                core_model.Session.commit()
            except updates.NoPlace:
                core_model.Session.rollback()
            except Exception as error:
                core_model.Session.rollback()
                failed.append(type(error).__name__)
            finally:
                core_model.Session.remove()

        threads = [threading.Thread(target=send) for _ in range(self.WINDOWS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return failed

    @pytest.fixture
    def unlocked(self, monkeypatch):
        """The mutant: the petition is not locked."""
        find = petitions.find

        def read(process_no: int, *, lock: bool = False):
            return find(process_no)

        place = updates._place

        def slowly(process_no: int) -> int:
            found = place(process_no)
            core_model.Session.execute(sa.text("SELECT pg_sleep(0.1)"))
            return found

        monkeypatch.setattr(petitions, "find", read)
        monkeypatch.setattr(updates, "_place", slowly)

    def test_there_are_two_and_nothing_breaks(self, opened):
        number = opened()
        assert self.send_at_once(number) == []
        assert sorted(each.number for each in model.of(number)) == [1, 2]

    @pytest.mark.usefixtures("unlocked")
    def test_without_the_lock_it_would_break(self, opened):
        assert self.send_at_once(opened()) != []
