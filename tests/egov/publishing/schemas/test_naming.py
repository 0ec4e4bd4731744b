"""A dataset that nobody named gets its address from its title."""

import uuid

import pytest
from ckan.tests import factories
from ckanext.egov.publishing.schemas import naming
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Oʻzbekiston maʼlumotlari: gʻalla 2026", "ozbekiston-malumotlari-galla-2026"),
        ("Тошкент бюджети, ғалла", "toshkent-byudjeti-galla"),
        ("Qaraqalpaqstan áwladı", "qaraqalpaqstan-awladi"),
        ("日本", ""),
    ],
)
def test_a_title_becomes_small_latin_letters(title: str, name: str):
    assert naming.name_from(title) == name


@given(st.text(max_size=300))
def test_any_title_becomes_a_name_that_ckan_takes_or_none(title: str):
    name = naming.name_from(title)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(name) <= naming.LONGEST
    assert not name.startswith("-")
    assert not name.endswith("-")


@pytest.mark.parametrize(
    ("original", "name"),
    [
        ("мактаблар.csv", "maktablar.csv"),
        ("Қурилиш 2026 (якуний).xlsx", "qurilish-2026-yakuniy.xlsx"),
        ("My File_1.csv", "My File_1.csv"),
        ("表.csv", "file.csv"),
        ("表", "file"),
    ],
)
def test_a_file_keeps_its_name_in_latin_letters(original: str, name: str):
    assert naming.file_name(original) == name


@pytest.mark.usefixtures("portal")
def test_an_uploaded_file_with_a_cyrillic_name_keeps_its_format(create_with_upload):
    dataset = factories.Dataset(owner_org=factories.Organization()["id"])
    official = {"user": factories.Sysadmin()["name"]}
    made = create_with_upload("a;b\n1;2\n", "мактаблар.csv", official, package_id=dataset["id"])
    assert made["url"].endswith("/maktablar.csv")
    assert made["format"] == "CSV"


def test_a_taken_name_gets_a_number():
    taken = {"suv", "suv-2"}
    assert naming.free_name("suv", taken.__contains__) == "suv-3"


@pytest.mark.usefixtures("portal")
def test_two_datasets_with_one_title_get_two_addresses():
    title = f"Suv {uuid.uuid4().hex}"
    body = factories.Organization()["id"]
    names = [
        factories.Dataset(owner_org=body, name="", title_translated={"uz": title})["name"]
        for _ in range(2)
    ]
    assert names == [title.lower().replace(" ", "-"), title.lower().replace(" ", "-") + "-2"]


@pytest.mark.usefixtures("portal")
def test_a_name_that_was_typed_is_kept():
    name = f"suv-{uuid.uuid4().hex}"
    made = factories.Dataset(
        owner_org=factories.Organization()["id"], name=name, title_translated={"uz": "Boshqa"}
    )
    assert made["name"] == name
