"""Loading through CKAN: files come in, tables come out, people see how it goes."""

import io
import uuid
from datetime import UTC, datetime

import ckan.model as model
import ckan.plugins.toolkit as tk
import pytest
from ckan.tests.helpers import call_action
from ckanext.egov.publishing.loading import config, fetch, jobs, lock, resume
from ckanext.egov.publishing.loading import model as loads
from werkzeug.datastructures import FileStorage

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def queued(monkeypatch):
    """Jobs that would go to the worker; the tests run them themselves."""
    found = []
    monkeypatch.setattr(jobs, "enqueue", lambda *ids: found.append(ids))
    monkeypatch.setattr(jobs, "_later", lambda delay, job, *ids: found.append(ids))
    monkeypatch.setattr(tk, "enqueue_job", lambda job, args, **_: found.append(tuple(args)))
    return found


@pytest.fixture
def context():
    user = call_action("get_site_user", context={"ignore_auth": True})
    return {"user": user["name"], "ignore_auth": True}


@pytest.fixture
def dataset(context):
    name = f"loading-{uuid.uuid4().hex[:10]}"
    body = call_action(
        "organization_create", context=dict(context), name=f"{name}-body", title=name,
        title_translated={"en": name}, body_type="ministry",
    )  # fmt: skip
    return call_action(
        "package_create", context=dict(context), name=name, owner_org=body["id"],
        title=name, title_translated={"en": name}, notes="n", notes_translated={"en": "n"},
        license_id="odc-odbl", sectors=["health"],
    )  # fmt: skip


def file(text, name="data.csv"):
    return FileStorage(io.BytesIO(text.encode()), filename=name)


@pytest.fixture
def upload(context, dataset, queued):
    def make(text, resource=None, **fields):
        upload = file(text)
        if resource is None:
            return call_action(
                "resource_create", context=dict(context), package_id=dataset["id"],
                name="data", format="CSV", upload=upload, **fields,
            )  # fmt: skip
        return call_action(
            "resource_patch", context=dict(context), id=resource["id"], upload=upload, **fields
        )

    return make


def run(queued):
    """What the worker would do with the load that was queued last."""
    load = loads.find(queued[-1][0])
    jobs.load_resource(load.resource_id, load.load_id)
    return call_action("resource_load_status", id=load.resource_id)


def records(resource):
    found = call_action("datastore_search", resource_id=resource["id"])
    return [{key: row[key] for key in row if key != "_id"} for row in found["records"]]


def test_an_uploaded_file_is_queued_loaded_and_offered(upload, queued):
    resource = upload("id,name\n1,Ann\n2,Bob\n")
    assert len(queued) == 1
    status = run(queued)
    assert (status["state"], status["rows"], status["percent"]) == ("complete", 2, 100)
    assert records(resource) == [{"id": 1, "name": "Ann"}, {"id": 2, "name": "Bob"}]
    assert call_action("resource_show", id=resource["id"])["datastore_active"] is True


def test_an_edit_that_leaves_the_file_alone_loads_nothing(upload, queued, context):
    resource = upload("id\n1\n")
    run(queued)
    before = len(queued)
    call_action("resource_patch", context=dict(context), id=resource["id"], description="new")
    assert len(queued) == before


def test_a_new_file_is_loaded_in_place_of_the_old_one(upload, queued):
    resource = upload("id\n1\n")
    run(queued)
    upload("id\n5\n6\n", resource)
    assert run(queued)["state"] == "complete"
    assert records(resource) == [{"id": 5}, {"id": 6}]


def test_resources_that_come_with_their_dataset_are_queued(context, dataset, queued):
    call_action(
        "package_patch", context=dict(context), id=dataset["id"],
        resources=[{"url": "https://example.org/a.csv", "format": "CSV", "name": "a"},
                   {"url": "https://example.org/a.pdf", "format": "PDF", "name": "b"}],
    )  # fmt: skip
    assert len(queued) == 1


def test_a_bad_file_is_reported_and_leaves_the_old_table(upload, queued):
    resource = upload("id,name\n1,Ann\n")
    run(queued)
    upload("id,name\n1,Ann\n2\n", resource)
    status = run(queued)
    assert (status["state"], status["row"], status["column"]) == ("failed", 3, "name")
    assert status["message"].startswith("Row 3, column name: The row has 1 cells")
    assert records(resource) == [{"id": 1, "name": "Ann"}]


def test_data_that_contradict_the_dictionary_fail_until_the_file_may_decide(
    upload, queued, context
):
    resource = upload("id\n1\n")
    run(queued)
    upload("id\nmany\n", resource)
    status = run(queued)
    assert (status["state"], status["error"], status["row"]) == (
        "failed", "contradicts_dictionary", 2,
    )  # fmt: skip
    call_action("resource_load", context=dict(context), id=resource["id"], keep_types=False)
    assert run(queued)["state"] == "complete"
    assert records(resource) == [{"id": "many"}]


def test_a_load_whose_worker_died_is_begun_again(upload, queued):
    resource = upload("id\n1\n")
    load = loads.find(resource["id"])
    loads.note(load.load_id, load.resource_id, state="running", step="writing", attempts=1)
    queued.clear()
    jobs.watch_load(load.resource_id, load.load_id)
    assert queued == [(load.resource_id, load.load_id)]
    assert run(queued)["state"] == "complete"
    assert records(resource) == [{"id": 1}]


def test_a_worker_that_starts_begins_dead_loads_again(upload, queued):
    resource = upload("id\n1\n")
    load = loads.find(resource["id"])
    ours = (load.resource_id, load.load_id)
    resume.begin_dead_loads_again()
    assert queued.count(ours) == 1
    loads.note(load.load_id, load.resource_id, state="running", attempts=1)
    with lock.alive(resource["id"]):
        resume.begin_dead_loads_again()
    assert queued.count(ours) == 1
    resume.begin_dead_loads_again()
    assert queued.count(ours) == 2


@pytest.mark.parametrize("words", ["egov-schedule work", "jobs worker"])
def test_only_a_starting_worker_looks_for_dead_loads_and_only_once(queued, monkeypatch, words):
    resume.when_worker_starts()
    assert queued == []
    monkeypatch.setattr(resume.sys, "argv", ["ckan", "-c", "ckan.ini", *words.split()])
    monkeypatch.setattr(resume, "_asked", False)
    monkeypatch.setattr(tk, "enqueue_job", lambda job, **_: queued.append(job))
    resume.when_worker_starts()
    resume.when_worker_starts()
    assert queued == [resume.begin_dead_loads_again]


def test_a_living_load_is_left_alone(upload, queued, monkeypatch):
    resource = upload("id\n1\n")
    load = loads.find(resource["id"])
    loads.note(load.load_id, load.resource_id, state="running", attempts=1)
    begun = []
    monkeypatch.setattr(jobs, "enqueue", lambda *ids: begun.append(ids))
    with lock.alive(resource["id"]) as ours:
        assert ours
        jobs.watch_load(load.resource_id, load.load_id)
        jobs.load_resource(load.resource_id, load.load_id)
    assert begun == []
    assert loads.find(resource["id"]).attempts == 1


def test_a_load_that_dies_every_time_is_given_up(upload, queued):
    resource = upload("id\n1\n")
    load = loads.find(resource["id"])
    loads.note(load.load_id, load.resource_id, state="running", attempts=jobs.ATTEMPTS)
    assert run(queued)["error"] == "stopped"


def test_a_load_that_was_overtaken_by_a_newer_file_does_nothing(upload, queued):
    resource = upload("id\n1\n")
    old = loads.find(resource["id"]).load_id
    upload("id\n2\n", resource)
    jobs.load_resource(resource["id"], old)
    assert loads.find(resource["id"]).state == "queued"


def test_what_a_killed_load_left_behind_is_swept(upload, queued, tmp_path, monkeypatch):
    monkeypatch.setattr(config, "work_folder", lambda: tmp_path)
    resource = upload("id\n1\n")
    left = tmp_path / f"egov-load-{resource['id']}-left"
    left.mkdir()
    run(queued)
    assert list(tmp_path.iterdir()) == []


def test_the_engine_process_that_dies_is_a_failed_load_not_a_dead_worker(
    upload, queued, monkeypatch
):
    upload("id\n1\n")
    monkeypatch.setattr("ckanext.egov.publishing.loading.child.ENGINE", "no.such.module")
    status = run(queued)
    assert status["state"] == "failed"
    assert "no.such" in status["message"]


def test_a_file_over_the_limit_is_refused(upload, queued, monkeypatch):
    upload("id\n1\n")
    monkeypatch.setattr(config, "max_bytes", lambda: 3)
    assert run(queued)["error"] == "too_large"


def test_a_file_for_which_the_disk_has_no_room_is_refused_before_it_is_read(
    upload, queued, monkeypatch
):
    upload("id\n1\n")
    monkeypatch.setattr(fetch.shutil, "disk_usage", lambda _: type("Disk", (), {"free": 3}))
    assert run(queued)["error"] == "disk_full"


def test_a_disk_that_fills_up_while_writing_is_a_failed_load(upload, queued, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    upload("id\n1\n")
    monkeypatch.setattr(fetch, "_save", full)
    monkeypatch.setattr(fetch.shutil, "copyfile", full)
    assert run(queued)["error"] == "disk_full"


def test_rows_are_searched_once_the_index_is_built(upload, queued):
    resource = upload("id,name\n1,Samarqand\n2,Buxoro\n")
    run(queued)
    load = loads.find(resource["id"])
    jobs.index_rows(load.resource_id, load.load_id)
    found = call_action("datastore_search", resource_id=resource["id"], q="samarqand")
    assert [row["id"] for row in found["records"]] == [1]
    assert call_action("resource_load_status", id=resource["id"])["search_ready"]


def test_the_dictionary_gets_the_profile(upload, queued):
    resource = upload("id,name\n1,Ann\n2,\n")
    run(queued)
    fields = call_action("datastore_info", id=resource["id"])["fields"]
    profiles = {field["id"]: field.get("profile") for field in fields}
    assert profiles["name"]["missing"] == 1
    assert profiles["id"]["maximum"] in (2, "2")


def test_a_stranger_may_look_but_not_load(upload):
    resource = upload("id\n1\n")
    call = {"user": "", "ignore_auth": False}
    status = tk.get_action("resource_load_status")(dict(call), {"id": resource["id"]})
    assert status["state"] == "queued"
    with pytest.raises(tk.NotAuthorized):
        tk.get_action("resource_load")(dict(call), {"id": resource["id"]})


def test_what_is_no_table_is_not_loaded(context, dataset, queued):
    resource = call_action(
        "resource_create", context=dict(context), package_id=dataset["id"],
        url="https://example.org/a.pdf", format="PDF", name="a",
    )  # fmt: skip
    with pytest.raises(tk.ValidationError):
        call_action("resource_load", context=dict(context), id=resource["id"])


def test_a_deleted_resource_leaves_no_record(upload, context):
    resource = upload("id\n1\n")
    call_action("resource_delete", context=dict(context), id=resource["id"])
    assert model.Session.get(loads.ResourceLoad, resource["id"]) is None


class TestPage:
    """The page of a load."""

    def path(self, dataset, resource, end=""):
        return f"/en/dataset/{dataset['name']}/resource/{resource['id']}/load{end}"

    def test_it_refreshes_itself_while_the_load_goes_on(self, portal, dataset, upload):
        resource = upload("id\n1\n")
        load = loads.find(resource["id"])
        loads.note(
            load.load_id, load.resource_id, state="running", step="writing", rows=50, total=100,
            started=datetime.now(UTC),
        )  # fmt: skip
        page = portal.get(self.path(dataset, resource), status=200).body
        assert '<noscript><meta http-equiv="refresh"' in page
        assert 'value="60"' in page
        assert "50 of 100 rows" in page
        part = portal.get(self.path(dataset, resource, "/status"), status=200).body
        assert part.lstrip().startswith("<div")
        assert "hx-get" in part

    def test_it_names_what_is_wrong(self, portal, dataset, upload, queued):
        resource = upload("id,name\n1\n")
        run(queued)
        page = portal.get(self.path(dataset, resource), status=200).body
        assert "Row 2, column name" in page
        assert "hx-get" not in page

    def test_a_stranger_gets_no_button_and_no_load(self, portal, dataset, upload):
        resource = upload("id\n1\n")
        assert "<form method" not in portal.get(self.path(dataset, resource)).body.split("<main")[1]
        portal.post(self.path(dataset, resource), status=403)

    def test_a_resource_that_is_not_there_is_not_found(self, portal, dataset):
        portal.get(self.path(dataset, {"id": "none"}), status=404)

    def test_a_resource_of_another_dataset_is_not_found(self, portal, upload):
        resource = upload("id\n1\n")
        portal.get(self.path({"name": "no-such-dataset"}, resource), status=404)

    def test_what_is_no_table_gets_the_page_with_a_message(
        self, portal, dataset, context, queued, monkeypatch
    ):
        resource = call_action(
            "resource_create", context=dict(context), package_id=dataset["id"],
            url="https://example.org/a.pdf", format="PDF", name="a",
        )  # fmt: skip
        monkeypatch.setattr("ckan.plugins.toolkit.check_access", lambda *_: True)
        page = portal.post(self.path(dataset, resource), status=400).body
        assert "This resource is not a table that can be loaded." in page
