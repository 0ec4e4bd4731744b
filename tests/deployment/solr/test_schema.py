"""The search schema: CKAN's own with our fields added."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from deployment.solr import prepare_home, schema


@pytest.fixture(scope="module")
def merged() -> ElementTree.Element:
    return ElementTree.fromstring(schema.schema_xml())


def names(merged: ElementTree.Element, tag: str) -> list[str]:
    return [item.attrib["name"] for item in merged.iter(tag)]


def test_the_name_that_ckan_checks_at_start_is_kept(merged):
    assert merged.attrib["name"] == "ckan-2.12"


def test_fields_of_ckan_and_of_ours_are_there_once(merged):
    found = names(merged, "field")
    assert len(found) == len(set(found))
    assert {"title", "validated_data_dict", "title_uz", "notes_kaa", "text_prefix"} <= set(found)


def test_copy_rules_name_only_fields_that_exist(merged):
    known = set(names(merged, "field")) | set(names(merged, "dynamicField"))
    for rule in merged.iter("copyField"):
        assert {rule.attrib["source"], rule.attrib["dest"]} <= known


def test_every_file_the_field_types_name_is_in_the_home(merged, tmp_path: Path):
    prepare_home(tmp_path)
    wanted = {
        part.attrib[key]
        for part in merged.iter()
        for key in ("mapping", "synonyms", "protected", "words")
        if key in part.attrib
    }
    conf = tmp_path / "ckan" / "conf"
    assert wanted <= {path.name for path in conf.iterdir()}


def test_a_home_laid_out_again_keeps_its_index(tmp_path: Path):
    prepare_home(tmp_path)
    index = tmp_path / "ckan" / "data" / "index"
    index.mkdir(parents=True)
    (index / "segments_1").write_bytes(b"data")
    (tmp_path / "ckan" / "conf" / "schema.xml").write_text("damaged")
    prepare_home(tmp_path)
    assert (index / "segments_1").read_bytes() == b"data"
    assert (tmp_path / "ckan_test" / "core.properties").read_text() == "name=ckan_test\n"
    assert "title_uz" in (tmp_path / "ckan" / "conf" / "schema.xml").read_text()


def test_a_core_schema_without_fields_is_refused():
    with pytest.raises(ValueError, match="no <types>"):
        schema.merge("<schema/>", "<schema/>")


def test_participation_folds_scripts_by_the_same_types_as_the_portal():
    core = ElementTree.fromstring(schema.participation_xml())
    types = names(core, "fieldType")
    assert len(types) == len(set(types))
    assert {field.attrib["type"] for field in core.iter("field")} <= set(types)
    known = set(names(core, "field"))
    for rule in core.iter("copyField"):
        assert {rule.attrib["source"], rule.attrib["dest"]} <= known


def test_a_home_says_when_something_in_it_is_new(tmp_path: Path):
    assert prepare_home(tmp_path)
    assert not prepare_home(tmp_path)
    (tmp_path / "participation" / "conf" / "schema.xml").write_text("old")
    assert prepare_home(tmp_path)
