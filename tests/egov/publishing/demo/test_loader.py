"""Publishing the demo twice changes nothing; taking it away leaves other people's work."""

import pytest
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckanext.egov.publishing.demo import loader
from ckanext.egov.publishing.demo.content import Content, Dataset, File

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def content(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("a,b\n1,2\n")
    texts = {"uz": "Matn", "ru": "Текст", "en": "Text"}
    above, below, dataset = (factories.Organization.stub().name for _ in range(3))
    return Content(
        bodies=(
            {"name": above, "title_translated": texts},
            {"name": below, "title_translated": texts, "parent": above},
        ),
        datasets=(
            Dataset(
                fields={"name": dataset, "title_translated": texts, "owner_org": below},
                files=(File(path, texts, texts, "CSV", {"a": {"label": texts}}),),
            ),
        ),
    )


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    """The worker's part is tested on the running portal."""
    monkeypatch.setattr(loader, "_describe", lambda resource, file, say: False)


def _show(action, name):
    return tk.get_action(action)({"ignore_auth": True}, {"id": name})


def test_demo_is_published_with_its_file(content):
    assert loader.load(content, str) == 4 - 1
    dataset = _show("package_show", content.datasets[0].name)
    assert dataset["organization"]["name"] == content.bodies[1]["name"]
    assert [resource["name"] for resource in dataset["resources"]] == ["Matn"]


def test_second_run_changes_nothing(content):
    loader.load(content, str)
    before = _show("package_show", content.datasets[0].name)
    assert loader.load(content, str) == 0
    assert _show("package_show", content.datasets[0].name) == before


def test_run_that_broke_off_goes_on(content):
    fields = content.datasets[0].fields
    loader.load(Content(content.bodies, (Dataset(fields=fields, files=()),)), str)
    assert loader.load(content, str) == 1
    assert len(_show("package_show", content.datasets[0].name)["resources"]) == 1


def test_reset_purges_what_the_demo_made(content):
    loader.load(content, str)
    loader.reset(content, str)
    for action, name in [
        ("package_show", content.datasets[0].name),
        ("organization_show", content.bodies[0]["name"]),
    ]:
        with pytest.raises(tk.ObjectNotFound):
            _show(action, name)


def test_reset_keeps_a_body_that_publishes_something_else(content):
    loader.load(content, str)
    other = factories.Dataset(owner_org=content.bodies[1]["name"])
    loader.reset(content, str)
    assert _show("package_show", other["id"])["organization"]["name"] == content.bodies[1]["name"]


def test_load_that_failed_is_named(content, monkeypatch):
    monkeypatch.undo()
    state = {"state": "failed", "message": "Row 3 has 5 columns"}
    calls = {"resource_load_status": state, "resource_load": state}
    monkeypatch.setattr(loader, "_act", lambda action, data: calls[action])
    with pytest.raises(loader.DemoFailed, match=r"table.csv .*Row 3"):
        loader._describe({"id": "x"}, content.datasets[0].files[0], str)
