"""Decisions and commitments through the API, their history, and who is told."""

import json

import pytest
import sqlalchemy as sa

from tests.participation.outcomes.contributors import TEXTS, people, told


def call(action, user="", **data):
    from ckan.plugins import toolkit as tk

    return tk.get_action(action)({"user": user, "ignore_auth": not user}, data)


@pytest.fixture(scope="module")
def process(open_process):
    return open_process()


@pytest.fixture
def commitment(process):
    return call(
        "commitment_create", process_no=process["process_no"], texts=TEXTS, due="2030-05-01"
    )


def change(commitment, **what):
    data = {"commitment_id": commitment["commitment_id"], "version": commitment["version"]}
    return call("commitment_update", **data | what)


def events(process):
    from ckan import model

    query = "SELECT event FROM participation_event WHERE process_no = :no ORDER BY event_id"
    return list(model.Session.scalars(sa.text(query), {"no": process["process_no"]}))


def test_a_decision_stands_in_the_record_and_can_not_be_rewritten(process):
    from ckan import model

    made = call(
        "decision_create", process_no=process["process_no"], texts=TEXTS, decided_on="2026-11-25",
        act_number="PQ-308", act_url="https://lex.uz/docs/1",
    )  # fmt: skip
    assert events(process)[-1] == "decided"
    with pytest.raises(sa.exc.IntegrityError, match="keeps what it holds"):
        model.Session.execute(sa.text("UPDATE participation_decision SET texts = '{}'"))
    model.Session.rollback()
    shown = call("outcome_show", process_no=process["process_no"])
    assert made["decision_id"] in [row["decision_id"] for row in shown["decisions"]]


def test_each_change_adds_a_line_to_the_history(commitment, process):
    underway = change(commitment, status="underway")
    proof = [{"kind": "act", "number": "12-son", "url": "https://lex.uz/docs/2"}]
    done = change(underway, status="done", evidence=proof)
    history = call("commitment_show", commitment_id=commitment["commitment_id"])["history"]
    assert [row["status"] for row in history] == ["planned", "underway", "done"]
    assert done["done_on"]
    assert events(process)[-2:] == ["commitment_changed", "commitment_changed"]


def test_saving_without_a_change_adds_nothing(commitment, process):
    before = events(process)
    assert change(commitment, status="planned")["version"] == commitment["version"]
    assert events(process) == before


def test_two_officials_at_once_never_overwrite_each_other(commitment):
    from ckan.plugins import toolkit as tk

    change(commitment, status="underway")
    with pytest.raises(tk.ValidationError) as refused:
        change(commitment, status="dropped", reason="No money")
    assert "version" in refused.value.error_dict


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "done"},
        {"status": "dropped"},
        {"due": "2031-01-01"},
        {"due": "soon"},
        {"evidence": [{"kind": "photo", "url": "javascript:x"}]},
        {"evidence": [{"kind": "dataset", "dataset": "there-is-no-such"}]},
        {"status": "strange"},
    ],
)
def test_what_can_not_be_is_refused(commitment, wrong):
    from ckan.plugins import toolkit as tk

    with pytest.raises(tk.ValidationError):
        change(commitment, **wrong)


def test_contributors_who_asked_are_told_once_in_their_language(process):
    from ckanext.participation.outcomes import telling

    wants = people(process, 2, language="uz")
    people(process, 1, news=False)
    people(process, 1, state="withdrawn")
    made = call(
        "commitment_create", process_no=process["process_no"], texts=TEXTS, due="2030-01-01"
    )
    telling.tell_waiting()
    telling.tell_waiting()
    found = told(f"outcome:commitment:{made['commitment_id']}:1")
    mine = {f"person-{act}@example.uz" for act in wants}
    assert {address for address, _ in found} >= mine
    assert all(language == "uz" for address, language in found if address in mine)
    assert len(found) == len({address for address, _ in found})


def test_who_acted_twice_is_told_once(open_process):
    from ckan import model
    from ckanext.participation import outcomes
    from ckanext.participation.outcomes import telling

    process = open_process()
    for feature in ("sign", "comment"):
        people(process, 1, key=b"the-same-person", feature=feature)
    values = {"what": "decided", "title": TEXTS, "texts": TEXTS, "page_url": "/outcomes/1"}
    outcomes.tell_contributors(process["process_no"], "outcome_news", values, "twice")
    model.Session.commit()
    telling.tell_waiting()
    assert len(told("twice")) == 1


def test_telling_goes_on_where_it_was_interrupted(open_process, monkeypatch):
    from ckan import model
    from ckanext.participation import outcomes
    from ckanext.participation.outcomes import telling

    process = open_process()
    people(process, 5)
    monkeypatch.setattr(telling, "BATCH", 2)
    values = {"what": "decided", "title": TEXTS, "texts": TEXTS, "page_url": "/outcomes/1"}
    outcomes.tell_contributors(process["process_no"], "outcome_news", values, "broken-off")
    model.Session.commit()
    whole = telling._queue
    calls = []

    def break_off(*given):
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError("the worker dies")
        whole(*given)

    monkeypatch.setattr(telling, "_queue", break_off)
    with pytest.raises(RuntimeError):
        telling.tell_waiting()
    model.Session.rollback()
    assert len(told("broken-off")) == 2
    telling.tell_waiting()
    assert len(told("broken-off")) == 5


def test_what_is_rolled_back_is_told_to_nobody(process):
    from ckan import model
    from ckanext.participation import outcomes
    from ckanext.participation.outcomes import telling

    values = {"what": "decided", "title": TEXTS, "texts": TEXTS, "page_url": "/outcomes/1"}
    outcomes.tell_contributors(process["process_no"], "outcome_news", values, "rolled-back")
    model.Session.rollback()
    telling.tell_waiting()
    assert told("rolled-back") == []


@pytest.mark.parametrize("action", ["decision_create", "commitment_create"])
def test_only_officials_of_the_body_may(process, action):
    from ckan.plugins import toolkit as tk
    from ckan.tests import factories

    data = {"process_no": process["process_no"]}
    for user in ("", factories.User()["name"]):
        with pytest.raises(tk.NotAuthorized):
            tk.check_access(action, {"user": user}, dict(data))


def test_a_published_answer_becomes_an_event_of_its_process(open_process):
    from ckan import model
    from ckanext.egov import answers

    process = open_process()
    owed = answers.owe(
        "try", str(process["process_no"]), process["body"], acknowledge_days=None, answer_days=5
    )
    model.Session.commit()
    call(
        "answer_publish", obligation_id=owed, texts=TEXTS, decision="accepted", documents=[],
        version="0.0",
    )  # fmt: skip
    assert events(process)[-1] == "answered"
    leaf = "SELECT entry FROM participation_leaf WHERE process_no = :no AND event = 'answered'"
    entry = model.Session.scalar(sa.text(leaf), {"no": process["process_no"]})
    digest = call("answer_show", obligation_id=owed)["answer"]["digest"]
    assert digest in bytes(entry).decode()


def test_pages_show_asked_decided_and_done(portal, process, commitment):
    number = process["process_no"]
    for address in ("/en/outcomes", f"/en/outcomes/{number}", "/en/outcomes?status=planned"):
        page = portal.get(address)
        assert page.status_code == 200
        assert "We will plant a hundred trees." in page.body
    shown = portal.get(f"/en/outcomes/commitment/{commitment['commitment_id']}")
    assert "How it changed" in shown.body
    assert portal.get("/en/outcomes?region=0000").status_code == 400
    assert portal.get("/outcomes/999999999").status_code == 404


def test_a_list_as_data_is_json(portal, commitment):
    found = json.loads(portal.get("/api/3/action/commitment_list?rows=100").body)["result"]
    assert commitment["commitment_id"] in [row["commitment_id"] for row in found["results"]]
