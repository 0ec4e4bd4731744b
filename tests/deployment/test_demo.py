"""The demo's folder is complete and true to its rules, and the running portal shows all of it."""

import csv
import json
import os
import re
import urllib.request
from pathlib import Path

import pytest
from ckanext.egov import vocabularies
from ckanext.egov.publishing.demo import content
from ckanext.egov.publishing.licence import register

FOLDER = Path(__file__).parents[2] / "deployment" / "demo"
CONTENT = content.read(FOLDER)
LANGUAGES = {"uz", "ru", "en"}
FILES = [(dataset, file) for dataset in CONTENT.datasets for file in dataset.files]
TABLES = [file for _, file in FILES if file.path.suffix == ".csv"]


def _rows(file):
    with file.path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _name(item):
    return item.path.name if isinstance(item, content.File) else item.name


@pytest.mark.parametrize("dataset", CONTENT.datasets, ids=_name)
class TestDataset:
    """What the folder says of each dataset."""

    def test_texts_are_in_uzbek_russian_and_english(self, dataset):
        for field in ("title_translated", "notes_translated", "tags_translated", "attribution"):
            assert set(dataset.fields[field]) == LANGUAGES, field

    def test_uzbek_has_its_own_apostrophes(self, dataset):
        uzbek = json.dumps(
            [value["uz"] for value in dataset.fields.values() if isinstance(value, dict)],
            ensure_ascii=False,
        )
        assert not re.search(r"[oOgG]['’‘`]|[a-z]['’‘`][a-z]", uzbek)

    def test_publisher_is_a_body_of_the_demo(self, dataset):
        assert dataset.fields["owner_org"] in {body["name"] for body in CONTENT.bodies}

    def test_licence_is_open_and_known(self, dataset):
        licence = register.licence(dataset.fields["license_id"])
        assert licence
        assert "approved" in (licence["od_conformance"], licence["osd_conformance"])

    def test_codes_are_known(self, dataset):
        assert vocabularies.term("frequencies", dataset.fields["frequency"])
        for code in dataset.fields["sectors"]:
            assert vocabularies.term("sectors", code)


def test_each_sector_of_pp_308_has_a_dataset():
    covered = {code for dataset in CONTENT.datasets for code in dataset.fields["sectors"]}
    assert {term.code for term in vocabularies.sectors()[:6]} <= covered


@pytest.mark.parametrize("file", [file for _, file in FILES], ids=_name)
def test_every_file_is_named_in_the_licences(file):
    licences = (FOLDER / "LICENCES.md").read_text(encoding="utf-8")
    patterns = re.findall(r"`files/([^`]+)`", licences)
    assert any(file.path.match(pattern) for pattern in patterns)


def test_no_file_lies_there_unused():
    used = {file.path for _, file in FILES}
    assert set((FOLDER / "files").iterdir()) == used


def test_files_stay_small():
    assert sum(file.path.stat().st_size for _, file in FILES) < 1_000_000


@pytest.mark.parametrize("file", TABLES, ids=_name)
class TestDictionary:
    """What the folder says of each column."""

    def test_every_column_is_described_and_no_other(self, file):
        assert set(_rows(file)[0]) == set(file.columns)

    def test_labels_and_descriptions_are_in_three_languages(self, file):
        for name, said in file.columns.items():
            assert set(said["label"]) == set(said["description"]) == LANGUAGES, name

    def test_data_keep_the_rules(self, file):
        for name, said in file.columns.items():
            values = [row[name] for row in _rows(file)]
            filled = [value for value in values if value]
            assert not said.get("required") or len(filled) == len(values), name
            assert not said.get("unique") or len(set(filled)) == len(filled), name
            assert set(filled) <= set(said.get("enum") or filled), name
            if "pattern" in said:
                assert all(re.fullmatch(said["pattern"], value) for value in filled), name
            for value in filled:
                assert float(said.get("minimum", "-inf")) <= _number(said, value), name
                assert _number(said, value) <= float(said.get("maximum", "inf")), name

    def test_code_lists_know_every_code(self, file):
        for name, said in file.columns.items():
            if "code_list" in said:
                vocabulary = said["code_list"].removeprefix("vocabulary:")
                codes = {row[name] for row in _rows(file)} - {""}
                assert all(vocabularies.term(vocabulary, code) for code in codes), name


def _number(said, value):
    return float(value) if {"minimum", "maximum"} & set(said) else 0.0


class TestRunningPortal:
    """The portal that `./egov test` starts, as anyone sees it."""

    def _call(self, action, **query):
        url = f"{os.environ['EGOV_TEST_URL']}/api/3/action/{action}"
        request = urllib.request.Request(
            url, data=json.dumps(query).encode(), headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["result"]

    @pytest.mark.parametrize("dataset", CONTENT.datasets, ids=_name)
    def test_dataset_is_there_with_licence_and_all_texts(self, dataset):
        shown = self._call("package_show", id=dataset.name)
        assert shown["license_id"] == dataset.fields["license_id"]
        assert shown["license_url"].startswith("https://")
        assert shown["title_translated"] == dataset.fields["title_translated"]
        assert shown["attribution"] == dataset.fields["attribution"]

    @pytest.mark.parametrize(("dataset", "file"), FILES, ids=[_name(file) for _, file in FILES])
    def test_file_is_a_table_with_a_dictionary_for_every_column(self, dataset, file):
        resources = self._call("package_show", id=dataset.name)["resources"]
        resource = next(item for item in resources if item["name"] == file.title["uz"])
        found = self._call("datastore_search", resource_id=resource["id"], limit=1)
        if file in TABLES:
            assert found["total"] == len(_rows(file))
        fields = self._call("resource_dictionary_show", id=resource["id"])["fields"]
        assert {field["id"] for field in fields} == set(file.columns)
        for field in fields:
            assert field["label"] == file.columns[field["id"]]["label"]

    def test_all_bodies_are_there_and_stand_under_their_parents(self):
        there = set(self._call("organization_list"))
        assert {body["name"] for body in CONTENT.bodies} <= there
        under = self._call("organization_show", id="it-med")
        assert under["groups"][0]["name"] == "sogliqni-saqlash-vazirligi"
