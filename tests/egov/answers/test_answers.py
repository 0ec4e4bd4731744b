"""Answers through the API: who may, what is kept, what two officials at once get."""

import pytest
import sqlalchemy as sa

TEXTS = {"en": "We will plant the trees by May.", "uz": "Daraxtlarni may oyigacha ekamiz."}


def call(action, user="", **data):
    from ckan.plugins import toolkit as tk

    return tk.get_action(action)({"user": user, "ignore_auth": not user}, data)


def show(number):
    return call("answer_show", obligation_id=number)


def publish(number, version="0.0", user="", **more):
    typed = {"texts": TEXTS, "decision": "accepted", "documents": []} | more
    return call("answer_publish", user, obligation_id=number, version=version, **typed)


def test_the_same_thing_is_owed_once_with_its_first_dates(answered, body):
    from ckan import model
    from ckanext.egov import answers

    first = answers.owe("try", "same", body["name"], acknowledge_days=3, answer_days=15)
    before = answers.of("try", "same")
    second = answers.owe("try", "same", body["name"], acknowledge_days=9, answer_days=90)
    model.Session.commit()
    assert first == second
    assert answers.of("try", "same").answer_by == before.answer_by


def test_the_database_refuses_a_second_obligation_about_a_thing(owe):
    from ckan import model

    number = owe()
    copy = sa.text(
        "INSERT INTO egov_obligation (kind, object_id, body, answer_by)"
        " SELECT kind, object_id, body, answer_by FROM egov_obligation WHERE obligation_id = :id"
    )
    with pytest.raises(sa.exc.IntegrityError):
        model.Session.execute(copy, {"id": number})
    model.Session.rollback()


def test_what_is_rolled_back_was_never_owed(answered, body):
    from ckan import model
    from ckanext.egov import answers

    answers.owe("try", "rolled-back", body["name"], acknowledge_days=None, answer_days=5)
    model.Session.rollback()
    assert answers.of("try", "rolled-back") is None


def test_acknowledging_and_answering_are_heard_once_each(owe, answered):
    number = owe()
    thing = show(number)["object_id"]
    call("answer_acknowledge", obligation_id=number)
    call("answer_acknowledge", obligation_id=number)
    publish(number)
    publish(number, "1.0", texts={"en": "By June."})
    assert [what for heard, what in answered if heard == thing] == [
        "acknowledged", "answered", "corrected",
    ]  # fmt: skip


def test_a_correction_leaves_the_earlier_answer_visible_and_the_clock_stopped(owe):
    number = owe()
    first = publish(number)
    second = publish(number, "1.0", texts={"en": "By June."}, decision="partly")
    assert second["answered_at"] == first["answered_at"]
    assert second["answer"]["texts"] == {"en": "By June."}
    assert [row["texts"] for row in second["corrected"]] == [TEXTS]


def test_a_published_answer_can_not_be_rewritten_in_the_database(owe):
    from ckan import model

    number = owe()
    publish(number)
    for statement in ("UPDATE egov_answer SET decision = 'rejected'", "DELETE FROM egov_answer"):
        with pytest.raises(sa.exc.IntegrityError, match="stays as it is"):
            model.Session.execute(sa.text(f"{statement} WHERE obligation_id = {number}"))
        model.Session.rollback()


def test_two_officials_at_once_never_overwrite_each_other(owe):
    from ckan.plugins import toolkit as tk

    number = owe()
    draft = {"obligation_id": number, "decision": "accepted"}
    call("answer_save", texts={"en": "One"}, version="0.0", **draft)
    for action in ("answer_save", "answer_publish"):
        with pytest.raises(tk.ValidationError) as refused:
            call(action, texts={"en": "Two"}, version="0.0", **draft)
        assert "version" in refused.value.error_dict
    assert call("answer_draft_show", obligation_id=number)["texts"] == {"en": "One"}
    assert show(number)["answer"] is None


def test_a_form_that_was_open_while_another_published_can_not_publish_a_correction(owe):
    from ckan.plugins import toolkit as tk

    number = owe()
    publish(number, "0.0")
    with pytest.raises(tk.ValidationError):
        publish(number, "0.0", texts={"en": "Mine"})


def test_an_answer_needs_a_text_and_a_decision(owe):
    from ckan.plugins import toolkit as tk

    number = owe()
    with pytest.raises(tk.ValidationError) as refused:
        publish(number, texts={}, decision=None)
    assert {"texts", "decision"} <= set(refused.value.error_dict)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "https://user@evil.uz/", "//evil.uz", "https://", "data:text/html,x",
     "https://e.uz/\u202egpj.exe x", "no link", "https://[1"],
)  # fmt: skip
def test_a_document_is_a_link_that_a_browser_can_open(owe, link):
    from ckan.plugins import toolkit as tk

    with pytest.raises(tk.ValidationError):
        publish(owe(), documents=[{"title": "x", "url": link}])


def test_invisible_letters_do_not_reach_an_answer(owe):
    number = owe()
    shown = publish(number, texts={"en": "A\u202eB\x00C\ud800\u200bD"})
    assert shown["answer"]["texts"] == {"en": "ABCD"}


def test_the_fingerprint_can_be_computed_by_anybody(owe):
    import json
    from hashlib import sha256

    answer = publish(owe())["answer"]
    facts = {name: answer[name] for name in ("decision", "documents", "texts")}
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert sha256(text.encode()).hexdigest() == answer["digest"]


def test_released_is_no_longer_owed_and_starts_anew_when_owed_again(owe, body):
    from ckan import model
    from ckan.plugins import toolkit as tk
    from ckanext.egov import answers

    number = owe()
    thing = show(number)["object_id"]
    answers.release("try", thing, "below_threshold")
    model.Session.commit()
    assert show(number)["state"] == "released"
    with pytest.raises(tk.ValidationError):
        publish(number)
    answers.owe("try", thing, body["name"], acknowledge_days=None, answer_days=5)
    model.Session.commit()
    assert show(number)["state"] == "owed"


@pytest.mark.ckan_config("ckanext.egov.accounts.require_second_factor", False)
@pytest.mark.parametrize(
    "action", ["answer_acknowledge", "answer_save", "answer_publish", "answer_draft_show"]
)
def test_only_officials_of_the_body_may(owe, body, action, ckan_config):
    from ckan.plugins import toolkit as tk
    from ckan.tests import factories

    number, stranger = owe(), factories.User()["name"]
    data = {"obligation_id": number}
    for user in ("", stranger):
        with pytest.raises(tk.NotAuthorized):
            tk.check_access(action, {"user": user}, dict(data))
    assert tk.check_access(action, {"user": body["official"]}, dict(data))


@pytest.mark.ckan_config("ckanext.egov.accounts.require_second_factor", True)
def test_no_official_may_without_a_second_factor_not_even_an_administrator(owe, body, ckan_config):
    from ckan.plugins import toolkit as tk
    from ckan.tests import factories

    data = {"obligation_id": owe()}
    for user in (body["official"], factories.Sysadmin()["name"]):
        with pytest.raises(tk.NotAuthorized):
            tk.check_access("answer_publish", {"user": user}, dict(data))


def test_what_the_list_calls_a_state_is_what_the_rules_call_it(owe, back_date):
    from ckan import model
    from ckanext.egov.answers import obligations, queries, rules

    made = [owe() for _ in range(6)]
    call("answer_acknowledge", obligation_id=made[1])
    back_date(made[2], 12)
    back_date(made[3], 60)
    publish(made[3])
    publish(made[4])
    call("answer_acknowledge", obligation_id=made[5])
    back_date(made[5], 40)
    today = obligations.today()
    found = {}
    for state in rules.STATES:
        for row in queries.page(queries.Wanted(state=state), today, 1000, 0):
            assert row.obligation_id not in found, "two states at once"
            found[row.obligation_id] = state
    every = model.Session.scalars(sa.select(queries.model.Obligation)).all()
    assert found == {
        row.obligation_id: rules.state(obligations.clock_of(row), today) for row in every
    }
    assert {"owed", "acknowledged", "overdue", "answered", "answered_late"} <= set(found.values())


def test_each_reminder_is_queued_once_for_each_official(owe, back_date, body):
    from ckan import model
    from ckanext.egov.answers import reminders

    number = owe()
    back_date(number, 12)

    def queued():
        query = "SELECT count(*) FROM outbox WHERE key LIKE :key"
        key = f"answer-reminder:{number}:%"
        return model.Session.scalar(sa.text(query), {"key": key})

    reminders.remind()
    once = queued()
    reminders.remind()
    assert once >= 1
    assert queued() == once
