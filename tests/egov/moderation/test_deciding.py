"""Taking, deciding and appealing through the actions."""

import re

import ckan.plugins.toolkit as tk
import pytest
import sqlalchemy as sa
from ckan import model
from ckanext.egov.audit.model import RECORD
from ckanext.egov.moderation import appealing
from ckanext.egov.moderation.model import Case
from ckanext.egov.moderation.problems import Conflict, Gone
from ckanext.egov.notifications.model import Message
from sqlalchemy.exc import IntegrityError

pytestmark = pytest.mark.usefixtures("database")


def message_of(key):
    return model.Session.query(Message).filter_by(key=key).one_or_none()


def appeal_against(refused, act, email="Author@Example.UZ"):
    asked = act("appeal", "", id=refused.case_id, email=email, text="It was clear.")
    return asked["confirmation_id"], message_of(f"moderation:appeal:{asked['confirmation_id']}")


def code_in(message):
    return re.search(r"\b(\d{6})\b", message.text).group(1)


def test_who_takes_a_case_holds_it_and_another_does_not_get_it(submit, moderator, act):
    case_id, ann, bob = submit(), moderator(), moderator()
    assert act("case_checkout", ann, id=case_id)["held_by"] == ann
    with pytest.raises(Conflict) as problem:
        act("case_checkout", bob, id=case_id)
    assert problem.value.code == "held_by_other"
    assert ann in problem.value.text


def test_taking_a_case_over_is_recorded(submit, moderator, act):
    case_id, ann, bob = submit(), moderator(), moderator()
    act("case_checkout", ann, id=case_id)
    found = act("case_checkout", bob, id=case_id, force=True)
    assert found["held_by"] == bob
    last = found["record"][-1]
    assert (last["event"], last["actor"], last["details"]) == ("taken_over", bob, {"from": ann})


def test_deciding_without_holding_changes_nothing(submit, moderator, act, things):
    case_id = submit()
    with pytest.raises(Conflict) as problem:
        act("case_decide", moderator(), id=case_id, decision="approve")
    assert problem.value.code == "not_held"
    assert things.decided == []


def test_an_approval_reaches_the_room_and_the_record_of_officials(submit, moderator, act, things):
    case_id, ann = submit(), moderator()
    act("case_checkout", ann, id=case_id)
    found = act("case_decide", ann, id=case_id, decision="approve")
    assert (found["state"], found["decided_by"]) == ("approved", ann)
    assert [item[1:] for item in things.decided] == [("approve", None)]
    query = sa.select(RECORD.c.action).where(
        RECORD.c.object_type == "moderation_case", RECORD.c.object_id == str(case_id)
    )
    actions = set(model.Session.scalars(query))
    assert actions == {"moderation:taken", "moderation:decided"}
    assert message_of(f"moderation:{case_id}:decided") is None


def test_a_refusal_sends_its_author_the_reason_the_advice_and_how_to_appeal(refused, things):
    message = message_of(f"moderation:{refused.case_id}:decided")
    assert message.address == things.email
    for words in ("It is not clear what is asked for", "Name one definite action", "Say where."):
        assert words in message.text
        assert words in message.html
    assert f"/moderation/appeal/{refused.case_id}" in message.text


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"decision": "reject"}, "reason"),
        ({"decision": "reject", "reason": "because"}, "reason"),
        ({"decision": "maybe"}, "decision"),
        ({}, "decision"),
        ({"decision": "approve", "note": "x" * 2001}, "note"),
        ({"decision": "approve", "note": "a\x00b"}, "note"),
        ({"decision": "approve", "note": "a\ud800b"}, "note"),
    ],
)
def test_a_wrong_decision_is_refused_with_the_field_that_is_wrong(
    submit, moderator, act, data, field
):
    case_id, ann = submit(), moderator()
    act("case_checkout", ann, id=case_id)
    with pytest.raises(tk.ValidationError) as problem:
        act("case_decide", ann, id=case_id, **data)
    assert field in problem.value.error_dict


def test_a_room_that_fails_undoes_the_decision(submit, moderator, act, monkeypatch):
    from ckanext.egov.moderation import deciding

    case_id, ann = submit(), moderator()
    act("case_checkout", ann, id=case_id)

    def broken(case, decision):
        raise RuntimeError

    monkeypatch.setattr(deciding, "_tell_room", broken)
    with pytest.raises(RuntimeError):
        act("case_decide", ann, id=case_id, decision="approve")
    model.Session.rollback()
    assert act("case_show", ann, id=case_id)["state"] == "waiting"


def test_an_appeal_is_decided_by_another_moderator_and_its_author_is_told(
    refused, moderator, act, things
):
    identifier, message = appeal_against(refused, act)
    act("appeal_confirm", "", confirmation_id=identifier, code=code_in(message))
    appeal = model.Session.query(Case).filter_by(appeals=refused.case_id).one()
    number = appeal.case_id
    with pytest.raises(Conflict) as problem:
        act("case_checkout", refused.user, id=number, force=True)
    assert problem.value.code == "own_decision"
    bob = moderator()
    act("case_checkout", bob, id=number)
    act("case_decide", bob, id=number, decision="approve")
    assert [item[1] for item in things.decided] == ["reject", "approve"]
    assert "changed the decision" in message_of(f"moderation:{number}:decided").text


def test_a_link_confirms_an_appeal_as_well_as_a_code_and_only_once(refused, act):
    _identifier, message = appeal_against(refused, act)
    token = re.search(r"#(\S+)", message.text).group(1)
    act("appeal_confirm", "", token=token)
    with pytest.raises(Gone):
        act("appeal_confirm", "", token=token)


def test_whoever_is_not_the_author_hears_the_same_and_gets_no_message(refused, act):
    identifier, message = appeal_against(refused, act, "somebody@example.uz")
    assert message is None
    with pytest.raises(tk.ValidationError):
        act("appeal_confirm", "", confirmation_id=identifier, code="123456")


def test_there_is_one_appeal_against_a_decision(refused, act):
    identifier, message = appeal_against(refused, act)
    code = code_in(message)
    act("appeal_confirm", "", confirmation_id=identifier, code=code)
    with pytest.raises(Conflict) as problem:
        appeal_against(refused, act)
    assert problem.value.code == "already_appealed"


def test_the_database_itself_lets_nobody_decide_an_appeal_against_himself(refused, act):
    identifier, message = appeal_against(refused, act)
    act("appeal_confirm", "", confirmation_id=identifier, code=code_in(message))
    appeal = sa.update(Case).where(Case.appeals == refused.case_id)
    for values in (
        {"held_by": refused.user, "held_until": sa.func.now()},
        {"state": "approved", "decided_by": refused.user, "decided_at": sa.func.now()},
        {"not_by": "somebody-else"},
    ):
        with pytest.raises(IntegrityError):
            model.Session.execute(appeal.values(**values))
        model.Session.rollback()
    first = sa.update(Case).where(Case.case_id == refused.case_id)
    with pytest.raises(IntegrityError):
        model.Session.execute(first.values(decided_by="somebody-else"))
    model.Session.rollback()


def test_texts_of_appeals_that_nobody_confirmed_are_forgotten(refused, act):
    identifier, _message = appeal_against(refused, act)
    request = sa.update(appealing.AppealRequest).where(
        appealing.AppealRequest.confirmation_id == identifier
    )
    model.Session.execute(request.values(asked_at=sa.text("now() - interval '3 days'")))
    appealing.forget_unconfirmed()
    assert model.Session.get(appealing.AppealRequest, identifier) is None


def test_the_log_has_the_decision_and_neither_name_nor_text_nor_number(refused, act):
    row = act("log_list", "", limit=1)["decisions"][0]
    assert row["decision"] == "rejected"
    assert row["reason"] == "unclear"
    assert set(row) == {
        "date", "kind", "decision", "reason", "appeal", "hours_waited",
        "kind_title", "reason_title",
    }  # fmt: skip
