import re
from pathlib import Path

import pytest
from ckanext.egov.publishing import loading
from ckanext.egov.publishing.loading import status
from ckanext.egov.publishing.loading.messages import MESSAGES, WARNINGS, message, warning

ROOM = Path(loading.__file__).parent


def used(pattern):
    sources = "".join(path.read_text() for path in ROOM.rglob("*.py"))
    return set(re.findall(pattern, sources))


@pytest.fixture(autouse=True)
def untranslated(monkeypatch):
    monkeypatch.setattr("ckan.plugins.toolkit._", lambda text: text)


def test_every_code_that_is_raised_has_a_message():
    assert used(r'LoadError\(\s*"(\w+)"') == set(MESSAGES)


def test_every_warning_has_a_message():
    assert used(r'"warning",\s*{\s*"code": "(\w+)"') == set(WARNINGS)


def test_a_message_begins_with_its_place():
    error = {"code": "contradicts_dictionary", "row": 7, "column": "yosh",
             "params": {"value": "many", "type": "int4"}}  # fmt: skip
    assert message(error) == (
        "Row 7, column yosh: The data dictionary says that this column is of type int4, "
        "but the cell is “many”."
    )


def test_no_message_breaks_for_want_of_a_value():
    for code in MESSAGES:
        assert message({"code": code, "row": None, "column": None, "params": {}})
    for code in WARNINGS:
        assert warning({"code": code})


@pytest.mark.parametrize(
    ("state", "step", "rows", "total", "percent"),
    [
        ("queued", "", 0, None, 0),
        ("running", "writing", 0, 100, 30),
        ("running", "writing", 50, 100, 60),
        ("running", "writing", 500, 100, 90),
        ("running", "describing", 100, 100, 95),
        ("complete", "", 100, 100, 100),
    ],
)
def test_percent_never_runs_backwards(state, step, rows, total, percent):
    assert status.percent(state, step, rows, total) == percent
