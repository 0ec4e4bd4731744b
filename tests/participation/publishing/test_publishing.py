"""A closed process becomes a dataset, is brought up to date, is certified."""

import pytest

from tests.participation import record_making
from tests.participation.publishing.closing import call, rows

TEXTS = {"en": "Done by May.", "uz": "May oyigacha."}


def resources(number):
    dataset = call("process_publication_show", process_no=number)["dataset_id"]
    return {row["name"]: row for row in call("package_show", id=dataset)["resources"]}


def test_publishing_waits_until_the_record_is_sealed_and_counted(closed, connection, seal):
    from ckan.plugins import toolkit as tk

    call("process_publish", process_no=closed)
    record_making.act(connection, closed, 1)
    with pytest.raises(tk.ValidationError, match="sealed"):
        call("process_publish", process_no=closed)
    seal()
    call("process_publish", process_no=closed)


def test_an_open_process_is_not_published(open_process, seal):
    from ckan.plugins import toolkit as tk

    number = open_process()["process_no"]
    seal()
    with pytest.raises(tk.ObjectNotFound):
        call("process_publish", process_no=number)


def test_publishing_twice_makes_one_dataset_and_no_second_file(closed, seal):
    first = call("process_publish", process_no=closed)
    seal()
    before = resources(closed)
    second = call("process_publish", process_no=closed)
    after = resources(closed)
    assert first["dataset_id"] == second["dataset_id"]
    assert {name: row["id"] for name, row in before.items()} == {
        name: row["id"] for name, row in after.items()
    }


def test_what_died_between_two_files_is_finished_by_the_next_run(closed, monkeypatch):
    from ckan import model
    from ckanext.participation.publishing import dataset

    noted = dataset._note_file

    def die(publication, name, facts):
        if name == "events":
            raise RuntimeError("the worker dies")
        noted(publication, name, facts)

    with monkeypatch.context() as patch:
        patch.setattr(dataset, "_note_file", die)
        with pytest.raises(RuntimeError):
            call("process_publish", process_no=closed)
    model.Session.rollback()
    call("process_publish", process_no=closed)
    assert len(resources(closed)) == 8


def test_answers_that_come_later_are_added(closed, seal):
    from ckan import model
    from ckanext.egov import answers

    call("process_publish", process_no=closed)
    process = call("process_show", process_no=closed)
    owed = answers.owe("try", str(closed), process["body"], acknowledge_days=None, answer_days=5)
    model.Session.commit()
    call(
        "answer_publish", obligation_id=owed, texts=TEXTS, decision="accepted", documents=[],
        version="0.0",
    )  # fmt: skip
    seal()
    call("process_publish", process_no=closed)
    assert [row["text_en"] for row in rows(closed, "answers")] == [TEXTS["en"]]


def test_certifying_destroys_what_could_tell_who_acted(closed, connection, seal):
    from ckan.plugins import toolkit as tk
    from ckanext.egov.accounts import peppers

    with pytest.raises(tk.ValidationError, match="Publish"):
        call("process_certify", process_no=closed)
    call("process_publish", process_no=closed)
    with pytest.raises(tk.ValidationError, match="sealed"):
        call("process_certify", process_no=closed)  # publishing itself left a leaf
    seal()
    assert peppers.exists(closed)
    call("process_certify", process_no=closed)
    call("process_certify", process_no=closed)
    with pytest.raises(peppers.PepperGone):
        peppers.read(closed)
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, phone FROM participation_person JOIN participation_act USING (act_id)"
            " WHERE process_no = %s",
            [closed],
        )
        assert cursor.fetchall() == [(None, None)]
        cursor.execute(
            "SELECT count(*) FROM participation_event"
            " WHERE process_no = %s AND event = 'certified'",
            [closed],
        )
        assert cursor.fetchone() == (1,)


def test_a_certification_that_was_interrupted_is_finished_by_the_schedule(
    closed, seal, monkeypatch
):
    from ckan import model
    from ckanext.egov.accounts import peppers
    from ckanext.participation.publishing import certifying, jobs

    call("process_publish", process_no=closed)
    seal()

    def die(process_no):
        raise RuntimeError("the portal dies")

    with monkeypatch.context() as patch:
        patch.setattr(certifying, "drop_identities", die)
        with pytest.raises(RuntimeError):
            call("process_certify", process_no=closed)
    model.Session.rollback()
    assert peppers.exists(closed)
    # What other tests closed is not published here, one after the other.
    monkeypatch.setattr(jobs.model, "waiting", list)
    jobs.publish_waiting()
    assert not peppers.exists(closed)


def test_only_officials_of_the_body_certify(closed):
    from ckan.plugins import toolkit as tk
    from ckan.tests import factories

    for action in ("process_certify", "process_publish"):
        with pytest.raises(tk.NotAuthorized):
            tk.check_access(action, {"user": factories.User()["name"]}, {"process_no": closed})
