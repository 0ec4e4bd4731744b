"""The data of the 46 indicators are whole."""

import pytest
from ckanext.egov.indicators.catalogue import indicators, terms

ALL = list(indicators().values())


def test_there_are_29_national_and_17_local_ones_in_their_order():
    codes = [f"EP{n:02}" for n in range(1, 30)] + [f"LP{n:02}" for n in range(1, 18)]
    assert list(indicators()) == codes


@pytest.mark.parametrize("item", ALL, ids=lambda item: item.code)
def test_each_has_its_texts_in_each_language(item):
    for texts in (item.title, item.asks, item.counted, item.number, *item.parts.values()):
        assert {"uz", "uz_Cyrl", "ru", "en"} <= set(texts)
        assert all(texts.values())


def test_the_resolution_asks_for_matrices_where_it_names_the_six():
    by_sector = [item.code for item in ALL if item.needs == "sectors"]
    assert by_sector == ["EP17", "EP18", "EP19", "EP20", "EP21", "EP25", "EP27"]
    assert [item.code for item in ALL if item.needs == "groups_in_need"] == ["EP29"]


@pytest.mark.parametrize("needs", ["sectors", "groups_in_need"])
def test_a_matrix_has_six_cells(needs):
    assert len(terms(needs)) == 6
