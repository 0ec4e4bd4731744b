"""Each function of COFOG is counted in one sector at most."""

import itertools

from ckanext.budgets.pages import cofog, sectors


def test_the_six_sectors_are_those_of_the_vocabulary():
    assert set(cofog.sector_codes()) == {term.code for term in sectors.six()}


def test_no_money_is_counted_in_two_sectors():
    for one, other in itertools.permutations(cofog.sector_codes().values(), 2):
        for code in one.codes:
            inside = [above for above in other.codes if f"{code}.".startswith(f"{above}.")]
            assert not inside or any(f"{code}.".startswith(f"{cut}.") for cut in other.without)


def test_every_counted_function_has_plain_words():
    counted = [code for item in cofog.sector_codes().values() for code in item.codes]
    assert [code for code in counted if code not in cofog.words()] == []
