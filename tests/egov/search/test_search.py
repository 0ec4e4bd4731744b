"""Searching as people type it, against a real Solr."""

import random
import string
import uuid

import pytest
from ckan.tests import factories
from ckan.tests.helpers import call_action

pytestmark = pytest.mark.usefixtures("portal")

ODD = [
    '"', "'", '"unbalanced', "[", "]", "[* TO", "(", ")", "{!", "{!lucene}", "{!join from=a to=b}x",
    "*", "?", "~", "^", "-", "+", "&&", "||", "!", "\\", "/", "😀", "a:", ":", "title:", "title:[",
    "name:(", "_query_:x", "AND", "OR NOT", "\x00", "\ud800", "<script>alert(1)</script>",
    "a" * 10_000, "so ʻ z " * 1_500, "title:" + "a" * 10_000,
]  # fmt: skip


WORDS = [
    "toshkent byudjet", "тошкент бюджет", "ТОШКЕНТ БЮДЖЕТИ", "Toshkent byudjetining",
    "o'zbekcha", "o‘zbekcha", "o`zbekcha", "oʻzbekcha", "ўзбекча", "ozbekcha",
    "maʼlumot", "маълумот", "malumot",
    "yetti", "етти",
    "gʻalla", "ғалла", "galla", "gʻallani",
    "byudj", "бюдж", "toshk",
    "расходы", "бюджетный расход",
    "қарақалпақстан", "qaraqalpaqstan",
    "moliya vazirligi", "молия вазирлиги",
    "sogʻliqni", "соғлиқни", "здравоохранение",
]  # fmt: skip


@pytest.fixture(scope="module")
def mark() -> str:
    """A word that only the datasets of this run have."""
    return "x" + uuid.uuid4().hex[:10]


@pytest.fixture(scope="module")
def body(portal) -> str:
    return factories.Organization(title="Iqtisodiyot va moliya vazirligi")["id"]


@pytest.fixture(scope="module")
def budget(body: str, mark: str) -> str:
    dataset = factories.Dataset(
        name=f"budget-{mark}",
        owner_org=body,
        title_translated={
            "uz": "Toshkent shahri byudjeti, oʻzbekcha yetti yillik maʼlumot",
            "ru": "Бюджетные расходы города Ташкента",
            "kaa": "Qaraqalpaqstan byudjeti",
        },
        notes_translated={"uz": f"Gʻalla va paxta uchun xarajatlar {mark}"},
        tags_translated={"uz": ["xarajatlar"], "ru": ["расходы"]},
        sectors=["health"],
        region="1726",
    )
    return dataset["name"]


def find(words: str, among: str = "") -> list[str]:
    found = call_action("package_search", q=words, fq=f"name:{among}" if among else "")
    return [dataset["name"] for dataset in found["results"]]


def test_the_budget_is_found_however_it_is_typed(budget: str):
    assert [words for words in WORDS if find(words, budget) != [budget]] == []


def test_other_words_find_nothing(budget: str):
    assert find("velosiped", budget) == []
    assert find("title_translated", budget) == []


def test_solrs_own_language_still_works(budget: str):
    assert find(f"name:{budget}") == [budget]
    assert find(f"name:{budget} AND vocab_sectors:health") == [budget]
    assert find(f"name:{budget} AND vocab_sectors:justice") == []


def test_a_title_counts_more_than_a_summary(body: str):
    word = "".join(random.choices(string.ascii_lowercase, k=12))
    texts = ({"uz": "Boshqa"}, {"uz": word})
    for title, notes in (texts, texts[::-1]):
        factories.Dataset(owner_org=body, title_translated=title, notes_translated=notes)
    found = call_action("package_search", q=word)["results"]
    assert [dataset["title_translated"]["uz"] for dataset in found] == [word, "Boshqa"]


def test_odd_questions_get_an_answer_or_a_refusal(portal):
    for typed in ODD:
        response = portal.post("/api/3/action/package_search", json={"q": typed}, status=None)
        assert response.status_code in (200, 400, 409), typed
        assert response.json["success"] == (response.status_code == 200), typed


def test_the_search_page_never_breaks(portal):
    for typed in ODD:
        if len(typed) < 500 and typed != "\ud800":
            response = portal.get("/dataset/", query_string={"q": typed}, status=None)
            assert response.status_code in (200, 400), typed


def test_a_dataset_with_very_long_texts_is_indexed(mark: str, body: str):
    long = f"suv {mark} " + "uzun matn " * 5_000
    dataset = factories.Dataset(
        owner_org=body, title_translated={"uz": "Uzun"}, notes_translated={"uz": long}
    )
    assert find(f"uzun suv {mark}", dataset["name"]) == [dataset["name"]]
